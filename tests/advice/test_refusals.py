"""What a team refuses is out of the running, and nobody is asked for it."""

from __future__ import annotations

from typing import Any

from bot.advice.exclusions import exclusions
from bot.advice.explain import Change, nearly_fired, what_would_change
from bot.advice.interview import assess
from bot.advice.recommend import recommend
from bot.advice.refusals import refusals
from bot.advice.rulebook import Rulebook
from tests.advice.build import framework, knowledge, question, rule


def _refusing(refused: str) -> dict[str, Any]:
    return {"id": refused, "label": refused.capitalize(), "refuses": [refused]}


BOOK = Rulebook(
    knowledge(
        [
            question("size", "small", "large"),
            {
                **question("not-wanted"),
                "options": [_refusing("django"), _refusing("flask"), _refusing("fastapi")],
            },
        ],
        [framework("django"), framework("drf", extends="django"), framework("flask"), framework("fastapi")],
        [
            rule("tiny", {"size": "small"}, gives={"flask": "strong"}),
            rule("many-parts", {"size": "large"}, gives={"django": "strong"}),
        ],
    )
)


def test_what_is_refused_is_out_of_the_running_with_what_extends_it() -> None:
    outcome = recommend(BOOK, {"size": "large", "not-wanted": "django"})

    assert outcome.first == "flask"
    out = [standing.candidate for standing in outcome.ranking if standing.ruled_out_by]
    assert sorted(out) == ["django", "drf"]


def test_several_may_be_refused_at_once() -> None:
    assert recommend(BOOK, {"size": "small", "not-wanted": "django-and-flask"}).first == "fastapi"
    assert recommend(BOOK, {"not-wanted": "django-and-flask-and-fastapi"}).verdict == "none"


def test_each_framework_that_may_be_refused_has_one_rule_which_no_file_can_name() -> None:
    assert [rule.id for rule in refusals(BOOK.knowledge)] == [
        "not-wanted=django",
        "not-wanted=flask",
        "not-wanted=fastapi",
    ]


def test_that_it_was_refused_is_told_without_a_source() -> None:
    told = exclusions(BOOK, {"not-wanted": "django-and-flask"})

    assert [(each.text, each.sources) for each in told] == [
        ("Django and Flask are out: The team said so.", ())
    ]


def test_nobody_is_asked_what_they_refuse() -> None:
    assessment = assess(BOOK, {"size": "small"}, sample=[])

    assert assessment.settled
    assert assessment.open_questions == assessment.live == ()


def test_no_rule_of_a_refusal_nearly_applies() -> None:
    assert [near.rule.id for near in nearly_fired(BOOK, {"not-wanted": "django"})] == ["tiny", "many-parts"]


def test_a_refusal_may_be_taken_back_and_nothing_else_be_refused_instead() -> None:
    changes = what_would_change(BOOK, {"size": "large", "not-wanted": "django"})

    assert [change for change in changes if change.question == "not-wanted"] == [
        Change("not-wanted", "not-sure", "django")
    ]
