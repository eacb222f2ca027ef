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


def test_a_niche_question_that_is_not_asked_is_left_open_in_every_completion() -> None:
    board = Board.of(BOOK, {"admin": "none"})
    large, typed, plain = (
        BOOK.bits.by_option[pair] for pair in (("size", "large"), ("style", "typed"), ("style", "plain"))
    )
    small = BOOK.bits.by_option["size", "small"]

    assert set(board.completions()) == {(small, 0), (0, 0), (large, typed), (large, plain), (large, 0)}
    assert board.ways() == 9


def test_a_profile_is_cut_down_to_what_would_have_been_asked() -> None:
    board = Board.of(BOOK, {"admin": "none"})
    small = BOOK.bits.by_option["size", "small"]

    assert board.completion({"size": "small", "style": "typed", "colour": "red"}) == (small, 0)


def test_leaders_of_a_completion_are_those_of_the_answers() -> None:
    board = Board.of(BOOK, {"admin": "none"})
    large, typed = BOOK.bits.by_option["size", "large"], BOOK.bits.by_option["style", "typed"]

    assert board.leaders((large, typed)) == ("fastapi",)
    assert board.leaders_now() == ("django", "flask", "fastapi")
