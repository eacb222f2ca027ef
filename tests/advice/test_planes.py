from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.advice.planes import Race
from bot.advice.rulebook import RULED_OUT, Rulebook, pack
from tests.advice.build import framework, knowledge, question, rule

BOOK = Rulebook(
    knowledge(
        [question("a", "x", "y")],
        [framework("django"), framework("drf", extends="django"), framework("flask")],
        [rule("r", {"a": "x"}, gives={"flask": "slight"})],
    )
)
WAYS = 6
EVERY = (1 << WAYS) - 1
value = st.one_of(st.integers(-40, 40), st.integers(-3, 3).map(lambda some: some - RULED_OUT))
points = st.tuples(value, value, value)


def test_who_has_most_is_first_in_each_way() -> None:
    race = Race.start(BOOK, 0, 0b11)
    race.add(0b01, (3, 0, -1))
    race.add(0b10, (-2, 0, 5))

    assert race.leaders() == {("django",): 0b01, ("flask",): 0b10}


def test_families_tie_and_kin_does_not() -> None:
    assert Race.start(BOOK, 0, 0b1).leaders() == {("django", "flask"): 0b1}


def test_nobody_is_first_where_all_are_ruled_out() -> None:
    race = Race.start(BOOK, 0, 0b11)
    race.add(0b10, (-RULED_OUT, -RULED_OUT, -RULED_OUT))

    assert race.leaders() == {(): 0b10, ("django", "flask"): 0b01}


@settings(max_examples=300, deadline=None)
@given(points, st.lists(st.tuples(st.integers(0, EVERY), points), max_size=6))
def test_many_ways_at_once_end_as_each_by_itself(
    base: tuple[int, int, int], added: list[tuple[int, tuple[int, int, int]]]
) -> None:
    race = Race.start(BOOK, pack(base), EVERY)
    for rows, effect in added:
        race.add(rows, effect)

    outcomes = race.leaders()

    for row in range(WAYS):
        packed = pack(base) + sum(pack(effect) for rows, effect in added if rows >> row & 1)
        assert outcomes[BOOK.leaders(packed)] >> row & 1
