from __future__ import annotations

from bot.advice.board import Board
from bot.advice.rulebook import Rulebook
from tests.advice.build import framework, knowledge, question, rule

QUESTIONS = [
    question("admin", "needed", "none"),
    question("size", "small", "large"),
    question("style", "plain", "typed", when={"size": "large"}),
    question("colour", "red", "blue"),
]
RULES = [
    rule("screens", {"admin": "needed"}, gives={"django": "strong"}),
    rule("tiny", {"size": "small", "admin": "none"}, gives={"flask": "strong"}),
    rule("hints", {"style": "typed"}, gives={"fastapi": "decisive"}),
]
BOOK = Rulebook(knowledge(QUESTIONS, [framework("django"), framework("flask"), framework("fastapi")], RULES))


def test_a_question_on_which_no_rule_depends_is_not_live() -> None:
    assert Board.of(BOOK, {}).live == ("admin", "size", "style")


def test_an_answered_question_is_not_live() -> None:
    assert Board.of(BOOK, {"admin": "needed"}).live == ("size", "style")


def test_a_niche_question_that_can_no_longer_be_asked_is_not_live() -> None:
    assert Board.of(BOOK, {"size": "small"}).live == ("admin",)


def test_being_unsure_closes_a_question() -> None:
    assert Board.of(BOOK, {"size": "not-sure", "admin": "not-sure"}).live == ()


def test_the_ways_count_niche_questions_as_if_always_asked() -> None:
    assert Board.of(BOOK, {"admin": "none"}).ways() == 9


def test_the_leaders_now_are_those_of_the_answers() -> None:
    assert Board.of(BOOK, {"admin": "needed"}).leaders_now() == ("django",)
    assert Board.of(BOOK, {"admin": "none"}).leaders_now() == ("django", "flask", "fastapi")
