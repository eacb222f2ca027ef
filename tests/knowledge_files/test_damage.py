"""Whatever is done to the files, loading either works or tells plainly what is wrong."""

from __future__ import annotations

import copy
import tempfile
from pathlib import Path
from textwrap import dedent
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge_files.lint import check, notes
from bot.knowledge_files.loader import KnowledgeError, load
from tests.knowledge_files.conftest import FILES

MORE = {
    "stacks.yaml": """\
        - {id: both, name: B, parts: [django, fastapi], costs: slight, because: y, sources: [guide]}
        """,
    "paths.yaml": "- {from: django, to: both, path: add-beside, effort: e, because: y, sources: [guide]}",
    "rules/more.yaml": """\
        - id: nested
          when: {any: [{admin: none}, {all: [{api: typed}], not: {admin: [needed, none]}}]}
          costs: {django: slight}
          rules_out: [both]
          caution: Mind it.
          verdict: any
          disagreement: [{framework: django, says: a, source: guide}]
          because: y
          sources: [guide]
        """,
    "frameworks/drf.yaml": """\
        id: drf
        name: DRF
        extends: django
        summary: Serializers.
        aliases: [rest]
        pitfalls: [{says: a, remedy: b, source: guide, when: {api: typed}}]
        companions: [{name: a, purpose: b, source: guide, when: {api: plain}}]
        """,
    "cases/more.yaml": """\
        - {id: c, name: C, source: guide, answers: {}, among: [django], not: [drf], path: new}
        """,
}
HOUSE = {
    "rules/ours.yaml": """\
        - {id: ours, rules_out: [django], because: y}
        - {replaces: nested, verdict: any, because: y}
        """,
    "questions.yaml": """\
        - {adds_to: admin, options: [{id: needed, phrases: [a]}, {id: later, label: Later}]}
        - {id: size, name: A, ask: B, why: C, when: {api: typed},
           options: [{id: a, label: D}, {id: b, label: E}]}
        """,
    "words.yaml": "- {adds_to: staff, words: [x]}",
    "paths.yaml": "- {replaces: django-to-both, from: django, to: both, path: stay, because: y}",
    "frameworks/django.yaml": "{adds_to: django, aspects: {openapi: [{says: x, source: house}]}}",
    "cases/ours.yaml": "- {name: Ours, answers: {size: a}, expect: fastapi}",
}
CONTENT: dict[str, Any] = {
    f"{folder}/{name}": yaml.load(dedent(text), yaml.BaseLoader)  # noqa: S506  # text, lists and dicts alone
    for folder, files in (("knowledge", FILES | MORE), ("house", HOUSE))
    for name, text in files.items()
}
SCRAPS: list[Any] = ["", "x", "not-sure", "django", "No id", "5.10", "x" * 700, [], ["x"], [[]], [{}], {}]
SCRAPS += [{"x": "y"}, {"any": []}, {"not": {}}, {"options": {"admin": ["needed"]}}, {"id": []}, {"": ""}]
JARGON = ("Input should", "pydantic", "tuple", "dictionary", "instance", "None", "{", "Error")


def _spots(content: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every way that leads to some value."""
    inner = content.items() if isinstance(content, dict) else enumerate(content)
    below = (
        []
        if isinstance(content, str)
        else [spot for key, value in inner for spot in _spots(value, (*way, key))]
    )
    return [way, *below]


SPOTS = [(name, way) for name, content in CONTENT.items() for way in _spots(content)]


def _damaged(spots: list[tuple[tuple[str, tuple[Any, ...]], Any]]) -> dict[str, Any]:
    files = copy.deepcopy(CONTENT)
    for (name, way), scrap in spots:
        holder, key = files, name
        try:
            for step in way:
                holder, key = holder[key], step
            holder[key] = copy.deepcopy(scrap)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier damage removed what this one was to hit
    return files


def _written(files: dict[str, Any], folder: Path) -> list[Path]:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.dump(content, allow_unicode=True), encoding="utf-8")
    return [folder / "knowledge", folder / "house"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(SPOTS), st.sampled_from(SCRAPS)), max_size=3))
def test_damaged_files_are_told_about_plainly(damage: list[tuple[tuple[str, tuple[Any, ...]], Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        folders = _written(_damaged(damage), Path(folder))
        try:
            loaded = load(folders)
        except KnowledgeError as error:
            messages = [problem.message for problem in error.problems]
            assert messages
            assert not [message for message in messages for word in JARGON if word in message]
        else:
            assert all(problem.message for problem in (*check(loaded), *notes(loaded)))


def test_the_undamaged_files_load(tmp_path: Path) -> None:
    assert load(_written(CONTENT, tmp_path)).knowledge.candidate_ids == ("django", "drf", "fastapi", "both")
