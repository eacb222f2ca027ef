from __future__ import annotations

from typing import Any

from bot.advice.advisor import Advisor
from bot.advice.conditions import Answers
from bot.advice.rulebook import Rulebook
from tests.advice.build import framework, knowledge, question, rule

FRAMEWORKS = [framework("flask"), framework("fastapi")]


def certainty(
    questions: list[dict[str, Any]],
    rules: list[dict[str, Any]],
    answers: Answers,
    sample: tuple[Answers, ...] = (),
) -> str:
    advisor = Advisor(Rulebook(knowledge(questions, FRAMEWORKS, rules)), sample)
    return advisor.advise(answers).report.certainty


AB = [question("a", "x", "y"), question("b", "x", "y"), question("c", "x", "y")]
FOR_FLASK = rule("base", {}, gives={"flask": "strong"})


def test_settled_counts_the_answers_and_the_open_questions() -> None:
    said = certainty(AB, [FOR_FLASK], {"a": "x"})
    assert said == "Settled after 1 answer: none of the 2 open questions could change it."


def test_settled_with_one_open_question() -> None:
    said = certainty(AB, [FOR_FLASK], {"a": "x", "b": "not-sure"})
    assert said == "Settled after 2 answers: the one open question could not change it."


def test_settled_with_nothing_left_to_ask() -> None:
    said = certainty(AB, [FOR_FLASK], {"a": "x", "b": "y", "c": "x"})
    assert said == "Settled after 3 answers: no question is left to ask."


def test_settled_before_any_answer() -> None:
    assert certainty(AB, [FOR_FLASK], {}) == "Settled: none of the 3 open questions could change it."


def test_answers_to_vanished_questions_are_not_counted() -> None:
    said = certainty(AB, [FOR_FLASK], {"a": "x", "vanished": "y"})
    assert said == "Settled after 1 answer: none of the 2 open questions could change it."


def test_likely_names_the_ways_that_were_counted() -> None:
    many = [f"o{number}" for number in range(9)]
    questions = [question("a", *many), question("b", *many), question("c", "x", "y")]
    rare = rule("rare", {"a": "o1", "b": "o1"}, gives={"fastapi": "decisive"})

    said = certainty(questions, [FOR_FLASK, rare], {})
    assert said == "Likely: first in 99 of 100 ways the 2 open questions that matter can go."


def test_not_settled_with_one_question_that_matters() -> None:
    against = rule("r", {"a": "x"}, gives={"fastapi": "decisive"})

    said = certainty(AB, [FOR_FLASK, against], {})
    assert said == "Not settled: first in 2 of 3 ways the one open question that matters can go."


def test_a_sampled_count_says_about() -> None:
    many = [f"o{number}" for number in range(9)]
    questions = [question(name, *many) for name in "abcd"]
    rules = [rule(name, {name: "o1"}, gives={"fastapi": "strong"}) for name in "abcd"]
    profiles = (dict.fromkeys("abcd", "o2"), dict.fromkeys("abcd", "o1"))

    said = certainty(questions, [FOR_FLASK, *rules], {}, profiles)
    assert said == "Not settled: first in about 1 of 2 ways the 4 open questions can go."


def test_a_toss_up_names_the_question_that_decides() -> None:
    decides = rule("r", {"b": "x"}, gives={"fastapi": "slight"})

    said = certainty(AB, [decides], {})
    assert said == "Toss-up: Flask and Fastapi are level. What decides: What about b?"


def test_a_toss_up_that_no_question_can_break() -> None:
    nothing = rule("r", {}, caution="Careful.")

    said = certainty(AB, [nothing], {"a": "x"})
    assert said == "Toss-up: Flask and Fastapi are level, and none of the 2 open questions could part them."


def test_any_will_do_gives_the_reason_and_the_lead() -> None:
    short = rule("short", {"a": "x"}, verdict="any")

    said = certainty(AB, [FOR_FLASK, short], {"a": "x"})
    assert said == "The choice matters little here. short says so. Flask leads by 6 points."


def test_any_will_do_among_equals() -> None:
    short = rule("short", {"a": "x"}, verdict="any")

    said = certainty(AB, [short], {"a": "x"})
    assert said == "The choice matters little here. short says so. Flask and Fastapi are level."


def test_nothing_is_left() -> None:
    out = rule("out", {"a": "x"}, rules_out=["flask", "fastapi"])

    said = certainty(AB, [out], {"a": "x"})
    assert said == "Nothing is left: these answers rule out every candidate."
