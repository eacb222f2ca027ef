from __future__ import annotations

from bot.advice.board import Board
from bot.advice.conditions import Answers
from bot.advice.rulebook import Rulebook
from bot.advice.ways import Profiles, Ways
from tests.advice.build import framework, knowledge, question, rule

BOOK = Rulebook(
    knowledge(
        [
            question("admin", "needed", "none"),
            question("size", "small", "large"),
            question("style", "plain", "typed", when={"size": "large"}),
        ],
        [framework("django"), framework("flask"), framework("fastapi")],
        [
            rule("screens", {"admin": "needed"}, gives={"django": "strong"}),
            rule("tiny", {"size": "small", "admin": "none"}, gives={"flask": "strong"}),
            rule("hints", {"style": "typed"}, gives={"fastapi": "decisive"}),
            rule("forbidden", {"size": "large"}, rules_out=["flask"]),
        ],
    )
)


def counts(ways: Ways) -> dict[tuple[str, ...], int]:
    return {leaders: rows.bit_count() for leaders, rows in ways.outcomes.items()}


def test_every_way_is_counted_once() -> None:
    ways = Ways.every(Board.of(BOOK, {"admin": "none"}))

    # Small; not sure; large with plain, with typed and with not sure.
    assert ways.rows.bit_count() == 5
    assert counts(ways) == {
        ("flask",): 1,
        ("django", "flask", "fastapi"): 1,
        ("django", "fastapi"): 2,
        ("fastapi",): 1,
    }


def test_a_profile_is_cut_down_to_what_would_be_asked() -> None:
    profiles = Profiles(
        [
            {"admin": "needed", "size": "small", "style": "typed"},
            {"admin": "needed", "size": "large", "style": "typed"},
        ]
    )

    assert Ways.sampled(Board.of(BOOK, {}), profiles).outcomes == {("django",): 0b01, ("fastapi",): 0b10}


def test_answers_that_are_given_stand_in_every_way() -> None:
    profiles = Profiles([{"admin": "needed", "size": "small", "style": "plain"}])

    assert counts(Ways.sampled(Board.of(BOOK, {"admin": "none"}), profiles)) == {("flask",): 1}


def test_a_question_moves_the_first_place_if_it_does_so_in_one_way() -> None:
    small = {"admin": "needed", "size": "small", "style": "plain"}
    large = {"admin": "needed", "size": "large", "style": "plain"}

    def moving(*profiles: Answers) -> list[str]:
        ways = Ways.sampled(Board.of(BOOK, {}), Profiles(profiles))
        return [question for position, question in enumerate(ways.board.live) if ways.moves(position)]

    assert moving(small) == ["admin"]
    assert moving(small, large) == ["admin", "style"]


def test_nothing_is_looked_at_where_there_are_no_profiles() -> None:
    ways = Ways.sampled(Board.of(BOOK, {}), Profiles([]))

    assert ways.rows == 0


def test_profiles_are_not_turned_twice() -> None:
    profiles = Profiles([{"admin": "none"}])

    assert Profiles.of(profiles) is profiles
    assert list(Profiles.of([{"admin": "none"}])) == [{"admin": "none"}]
