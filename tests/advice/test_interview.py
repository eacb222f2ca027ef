from __future__ import annotations

from typing import Any

import pytest

from bot.advice.interview import Robustness, assess
from bot.advice.rulebook import Rulebook
from tests.advice.build import framework, knowledge, question, rule

FRAMEWORKS = [framework("django"), framework("flask"), framework("fastapi")]


def book(questions: list[dict[str, Any]], *rules: dict[str, Any]) -> Rulebook:
    return Rulebook(knowledge(questions, FRAMEWORKS, rules))


ADMIN_AND_SIZE = book(
    [
        question("admin", "needed", "none"),
        question("size", "small", "large"),
        question("colour", "red", "blue"),
    ],
    rule("screens", {"admin": "needed"}, gives={"django": "decisive"}),
    rule("tiny", {"size": "small"}, gives={"flask": "strong"}),
)


def test_an_answer_that_nothing_can_outweigh_settles_the_outcome() -> None:
    assessment = assess(ADMIN_AND_SIZE, {"admin": "needed"}, sample=[])

    assert assessment.settled
    assert assessment.next_question is None
    assert assessment.robustness == Robustness(first=3, of=3, exact=True)
    assert assessment.open_questions == ("size", "colour")
    assert assessment.live == ("size",)


def test_every_way_of_answering_is_counted_while_they_are_few() -> None:
    assessment = assess(ADMIN_AND_SIZE, {"size": "small"}, sample=[])

    assert not assessment.settled
    assert assessment.robustness == Robustness(first=2, of=3, exact=True)


def test_the_question_that_leaves_least_open_comes_next() -> None:
    assert assess(ADMIN_AND_SIZE, {}, sample=[]).next_question == "admin"


def test_a_question_that_cannot_matter_is_never_asked() -> None:
    assert assess(ADMIN_AND_SIZE, {"admin": "none"}, sample=[]).next_question == "size"
    assert assess(ADMIN_AND_SIZE, {"admin": "none", "size": "large"}, sample=[]).next_question is None


def test_a_niche_question_is_asked_once_its_condition_holds() -> None:
    rulebook = book(
        [question("size", "small", "large"), question("style", "a", "b", when={"size": "large"})],
        rule("r", {"style": "a"}, gives={"flask": "strong"}),
    )

    assert assess(rulebook, {}, sample=[]).next_question == "size"
    assert assess(rulebook, {"size": "large"}, sample=[]).next_question == "style"
    assert assess(rulebook, {"size": "small"}, sample=[]).settled


def test_nineteen_of_twenty_ways_are_enough_to_stop() -> None:
    assert Robustness(first=19, of=20, exact=True).is_likely
    assert not Robustness(first=18, of=19, exact=True).is_likely


def test_an_interview_that_is_likely_enough_stops_but_could_go_on() -> None:
    many = [f"o{number}" for number in range(9)]
    rulebook = book(
        [question("a", *many), question("b", *many)],
        rule("always", {}, gives={"flask": "strong"}),
        rule("rare", {"a": "o1", "b": "o1"}, gives={"fastapi": "decisive"}),
    )

    assessment = assess(rulebook, {}, sample=[])

    assert assessment.robustness == Robustness(first=99, of=100, exact=True)
    assert not assessment.settled
    assert assessment.is_over
    assert assessment.asking is None
    assert assessment.next_question in {"a", "b"}


def wide_open() -> Rulebook:
    many = [f"o{number}" for number in range(9)]
    names = ["a", "b", "c", "d"]
    return book(
        [question(name, *many) for name in names],
        *(rule(name, {name: "o1"}, gives={"fastapi": "slight"}) for name in names),
        rule("always", {}, gives={"flask": "moderate"}),
    )


def test_the_sample_is_counted_where_the_ways_are_many() -> None:
    all_ones = dict.fromkeys("abcd", "o1")
    nothing = dict.fromkeys("abcd", "not-sure")

    assessment = assess(wide_open(), {}, sample=[all_ones, nothing, nothing])

    assert assessment.robustness == Robustness(first=2, of=3, exact=False)
    assert not assessment.settled


def test_a_sample_that_agrees_does_not_make_an_outcome_settled() -> None:
    assessment = assess(wide_open(), {}, sample=[dict.fromkeys("abcd", "not-sure")])

    assert assessment.robustness == Robustness(first=1, of=1, exact=False)
    assert not assessment.settled
    assert assessment.next_question is not None


def test_an_empty_sample_is_refused_where_it_is_needed() -> None:
    with pytest.raises(ValueError, match="the sample is empty"):
        assess(wide_open(), {}, sample=[])


def test_one_question_is_left_where_any_answer_ends_it() -> None:
    assert assess(ADMIN_AND_SIZE, {"admin": "none"}, sample=[]).questions_left == 1


def test_more_are_left_where_the_next_answer_may_not_be_enough() -> None:
    names = ["a", "b", "c", "d", "e"]
    rulebook = book(
        [question(name, "yes", "no") for name in names],
        *(rule(name, {name: "yes"}, gives={"flask": "slight"}) for name in names),
        *(rule(f"no-{name}", {name: "no"}, gives={"fastapi": "slight"}) for name in names),
    )

    assert 1 < assess(rulebook, {}, sample=[]).questions_left <= len(names)


def test_no_question_is_left_when_it_is_over() -> None:
    assert assess(ADMIN_AND_SIZE, {"admin": "needed"}, sample=[]).questions_left == 0
