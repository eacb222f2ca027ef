from __future__ import annotations

from typing import Any

import pytest

from bot.advice.explain import (
    Argument,
    Change,
    Missing,
    arguments_against,
    arguments_for,
    nearly_fired,
    still_decides,
    what_would_change,
    why_not,
)
from bot.advice.recommend import recommend
from bot.advice.rulebook import Rulebook
from tests.advice.build import framework, knowledge, question, rule

QUESTIONS = [question("admin", "needed", "later", "none"), question("size", "small", "large")]
FRAMEWORKS = [
    framework("django"),
    framework("drf", extends="django"),
    framework("flask"),
    framework("fastapi"),
]


def book(*rules: dict[str, Any]) -> Rulebook:
    return Rulebook(knowledge(QUESTIONS, FRAMEWORKS, rules))


SCREENS = rule("screens", {"admin": "needed"}, gives={"django": "strong"}, costs={"fastapi": "slight"})
TINY = rule("tiny", {"size": "small"}, gives={"flask": "moderate"}, costs={"django": "slight"})
BOOK = book(SCREENS, TINY)


def test_every_answer_that_changed_alone_puts_another_first_is_named() -> None:
    assert what_would_change(BOOK, {"size": "small", "admin": "needed"}) == (
        Change("admin", "later", "flask"),
        Change("admin", "none", "flask"),
        Change("admin", "not-sure", "flask"),
    )


def test_the_named_changes_are_those_that_trying_every_answer_finds() -> None:
    answers = {"size": "small", "admin": "needed"}
    now = recommend(BOOK, answers).first
    found = {
        (one.id, option): first
        for one in BOOK.knowledge.questions
        for option in (*(option.id for option in one.options), "not-sure")
        if (first := recommend(BOOK, {**answers, one.id: option}).first) != now
    }

    changes = what_would_change(BOOK, answers)
    assert {(change.question, change.option): change.recommendation for change in changes} == found


def test_without_answers_nothing_can_be_changed() -> None:
    assert what_would_change(BOOK, {}) == ()


def test_answers_to_unknown_questions_change_nothing() -> None:
    assert what_would_change(BOOK, {"vanished": "x"}) == ()


def test_where_everything_is_ruled_out_the_way_out_is_named() -> None:
    rulebook = book(rule("house", {"size": "large"}, rules_out=["django", "flask", "fastapi"]), SCREENS)

    assert what_would_change(rulebook, {"size": "large", "admin": "needed"}) == (
        Change("size", "small", "django"),
        Change("size", "not-sure", "django"),
    )


def test_what_speaks_for_an_add_on_includes_what_speaks_for_its_base() -> None:
    typed = rule("typed", {}, gives={"drf": "slight"})

    assert arguments_for(book(typed, SCREENS), {"admin": "needed"}, "drf") == (
        Argument("screens", "screens says so.", ("guide",), 6),
        Argument("typed", "typed says so.", ("guide",), 1),
    )


def test_what_speaks_against_a_candidate_leaves_out_what_rules_it_out() -> None:
    rulebook = book(TINY, rule("house", {}, rules_out=["django"]))

    assert arguments_against(rulebook, {"size": "small"}, "django") == (
        Argument("tiny", "tiny says so.", ("guide",), 1),
    )


def test_why_not_weighs_each_rule_between_the_two() -> None:
    answers = {"size": "small", "admin": "needed"}

    assert why_not(BOOK, answers, candidate="fastapi", first="django") == (
        Argument("screens", "screens says so.", ("guide",), 7),
    )
    assert why_not(BOOK, answers, candidate="django", first="flask") == (
        Argument("tiny", "tiny says so.", ("guide",), 4),
    )


def test_an_unknown_candidate_is_refused() -> None:
    with pytest.raises(KeyError):
        arguments_for(BOOK, {}, "rails")


def test_a_question_decides_between_all_that_its_answers_put_first() -> None:
    tied = rule("tied", {}, gives={"flask": "strong", "fastapi": "strong"})

    assert still_decides(book(SCREENS, tied), {}, "admin") == ("django", "flask", "fastapi")
    assert still_decides(book(SCREENS, TINY), {"size": "small"}, "admin") == ("django", "flask")
    assert still_decides(book(SCREENS), {"admin": "needed"}, "size") == ("django",)


def missing(rulebook: Rulebook, **answers: str) -> dict[str, tuple[Missing, ...]]:
    return {each.rule.id: each.missing for each in nearly_fired(rulebook, answers)}


def test_a_rule_that_one_open_question_keeps_from_firing_nearly_fired() -> None:
    assert missing(BOOK, size="small") == {"screens": (Missing("admin", ("needed",)),)}


def test_a_rule_that_one_other_answer_would_fire_nearly_fired() -> None:
    assert missing(BOOK, size="large", admin="needed") == {"tiny": (Missing("size", ("small",)),)}


def test_a_rule_that_lacks_two_answers_is_far_from_firing() -> None:
    both = rule("both", {"admin": ["needed", "later"], "size": "small"}, gives={"flask": "slight"})

    assert missing(book(both)) == {}
    assert missing(book(both), size="small") == {"both": (Missing("admin", ("needed", "later")),)}


def test_a_rule_with_alternatives_names_every_answer_that_would_do() -> None:
    either = rule("either", {"any": [{"admin": "needed"}, {"size": "small"}]}, gives={"flask": "slight"})

    assert missing(book(either)) == {"either": (Missing("admin", ("needed",)), Missing("size", ("small",)))}
    assert missing(book(either), size="small") == {}


def test_a_rule_that_denies_an_answer_is_brought_in_by_the_others() -> None:
    without = rule("without", {"not": {"admin": "needed"}}, gives={"flask": "slight"})

    assert missing(book(without)) == {"without": (Missing("admin", ("later", "none")),)}
    assert missing(book(without), admin="not-sure") == {"without": (Missing("admin", ("later", "none")),)}


def test_what_nearly_fired_is_what_trying_every_single_answer_brings_in() -> None:
    both = rule("both", {"admin": "later", "size": "small"}, gives={"flask": "slight"})
    rulebook = book(SCREENS, TINY, both)
    for answers in ({}, {"size": "large"}, {"admin": "none", "size": "small"}):
        now = {compiled.rule.id for compiled in rulebook.fired(answers)}
        found = {
            compiled.rule.id
            for one in rulebook.knowledge.questions
            for option in one.options
            for compiled in rulebook.fired({**answers, one.id: option.id})
        }
        assert set(missing(rulebook, **answers)) == found - now


def test_what_speaks_more_for_another_says_for_whom() -> None:
    typed = rule("typed", {"size": "large"}, gives={"fastapi": "strong", "flask": "slight"})
    answers = {"admin": "needed", "size": "large"}
    rulebook = book(SCREENS, typed)
    assert [each.leader for each in arguments_for(rulebook, answers, "fastapi")] == [None]
    assert [each.leader for each in arguments_for(rulebook, answers, "flask")] == ["fastapi"]
    assert [each.leader for each in why_not(rulebook, answers, candidate="django", first="flask")] == [
        "fastapi"
    ]


def test_of_those_for_whom_a_rule_speaks_more_one_in_the_running_is_named() -> None:
    typed = rule(
        "typed", {"size": "large"}, gives={"fastapi": "strong", "django": "moderate", "flask": "slight"}
    )
    answers = {"size": "large"}
    forbidden = rule("house", {}, rules_out=["fastapi"])
    (argument,) = arguments_for(book(typed, forbidden), answers, "flask")
    assert argument.leader == "django"
    both = rule("both", {}, rules_out=["fastapi", "django"])
    (argument,) = arguments_for(book(typed, both), answers, "flask")
    assert argument.leader == "fastapi"
