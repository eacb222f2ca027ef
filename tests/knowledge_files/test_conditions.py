"""A condition that would unfold without end is refused where it stands, before anything unfolds it."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from bot.knowledge_files.conditions import MOST_WAYS, conditions_of
from bot.knowledge_files.evidence import Evidence
from bot.knowledge_files.loader import load
from tests.knowledge_files.conftest import FILES, Problems, Write

SHIPPED = Path(__file__).parent.parent.parent / "knowledge"
EITHER = "{any: [{admin: needed}, {api: typed}]}"
REST = "caution: Mind it., because: y, sources: [guide]"
TOLD = "this can hold in more than 100 ways; nest less, or split it into several"


def _rule(when: str) -> str:
    return dedent(FILES["rules/all.yaml"]) + f"- {{id: x, when: {when}, {REST}}}\n"


@pytest.mark.parametrize(
    "when",
    [
        f"{{all: [{', '.join([EITHER] * 60)}]}}",
        f"{{not: {{any: [{', '.join(['{admin: needed, api: typed}'] * 60)}]}}}}",
        f"{{not: {{not: {{all: [{', '.join([EITHER] * 60)}]}}}}}}",
        f"{{any: [{{not: {{}}, all: [{', '.join([EITHER] * 60)}]}}, {{admin: none}}]}}",
    ],
)
def test_dozens_of_nested_conditions_are_refused_at_once(write: Write, problems: Problems, when: str) -> None:
    write("rules/all.yaml", _rule(when))
    assert problems() == [f"knowledge/rules/all.yaml:11: rules > x > when: {TOLD}"]


def test_a_pitfall_is_refused_where_it_stands(write: Write, problems: Problems) -> None:
    pitfall = f"{{says: a, source: guide, when: {{all: [{', '.join([EITHER] * 60)}]}}}}"
    text = dedent(FILES["frameworks/django.yaml"]) + f"pitfalls:\n  - {pitfall}\n"
    write("frameworks/django.yaml", text)
    assert problems() == [
        f"knowledge/frameworks/django.yaml:8: frameworks > django > pitfalls > 1 > when: {TOLD}",
    ]


def test_what_it_takes_for_niche_questions_to_be_asked_counts(write: Write, problems: Problems) -> None:
    when = f"{{all: [{', '.join([EITHER] * 4)}]}}"
    niche = "".join(
        f"- {{id: {name}, name: A, ask: B, why: C, when: {when}, "
        "options: [{id: a, label: D}, {id: b, label: E}]}\n"
        for name in ("one", "two")
    )
    write("questions.yaml", dedent(FILES["questions.yaml"]) + niche)
    write("rules/all.yaml", _rule("{one: a}"))
    assert problems() == []
    write("rules/all.yaml", _rule("{one: a, two: b}"))
    assert problems() == [f"knowledge/rules/all.yaml:11: rules > x > when: {TOLD}"]


def test_the_shipped_conditions_stay_far_below_the_limit() -> None:
    evidence = Evidence.of(load([SHIPPED]))
    assert len(list(conditions_of(evidence.knowledge))) > 50
    assert 20 * max(len(rule.when) for rule in evidence.rulebook.rules) <= MOST_WAYS
