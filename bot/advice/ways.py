"""Many ways of answering the open questions at once: a way is a bit, and points are planes of bits.

What is true of some ways is an integer with their bits, so that one operation asks it of all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias, overload

from bot.advice.board import Board
from bot.advice.conditions import Alternatives, Answers
from bot.advice.planes import Race
from bot.advice.rulebook import Leaders

Rows: TypeAlias = int
"""The ways of which something is true: a bit for each."""

Column: TypeAlias = Mapping[int, Rows]
"""For one question: the bit of an option to the ways in which it is given; 0 is not sure or not asked."""


class Profiles(Sequence[Answers]):
    """Complete profiles to look ahead with, turned once into columns."""

    def __init__(self, profiles: Iterable[Answers]) -> None:
        self._profiles = tuple(profiles)

    @classmethod
    def of(cls, profiles: Sequence[Answers]) -> Profiles:
        """The profiles themselves where they are turned already."""
        return profiles if isinstance(profiles, Profiles) else cls(profiles)

    @overload
    def __getitem__(self, index: int) -> Answers: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Answers]: ...
    def __getitem__(self, index: int | slice) -> Answers | Sequence[Answers]:
        return self._profiles[index]

    def __len__(self) -> int:
        return len(self._profiles)

    @cached_property
    def columns(self) -> Mapping[tuple[str, str], Rows]:
        """For each question and option, the profiles in which it is given."""
        columns: dict[tuple[str, str], Rows] = {}
        for row, profile in enumerate(self._profiles):
            for pair in profile.items():
                columns[pair] = columns.get(pair, 0) | 1 << row
        return columns


@dataclass(frozen=True)
class Ways:
    """Some or all ways in which the game can go on from a board."""

    board: Board
    rows: Rows
    """The ways that are looked at."""
    columns: tuple[Column, ...]
    """For each live question of the board."""

    @classmethod
    def every(cls, board: Board) -> Ways:
        """Every way of answering the live questions; one that is not asked has no answer."""
        size = board.ways()
        columns, period = [], size
        for question in board.live:
            options = board.options(question)
            stride = period // len(options)
            repeats = ((1 << size) - 1) // ((1 << period) - 1)
            block = (1 << stride) - 1
            columns.append({bit: (block << stride * turn) * repeats for turn, bit in enumerate(options)})
            period = stride
        return cls._cut(board, (1 << size) - 1, columns, drop=True)

    @classmethod
    def sampled(cls, board: Board, profiles: Profiles) -> Ways:
        """The ways that complete profiles amount to."""
        every = (1 << len(profiles)) - 1
        known, bits = profiles.columns, board.rulebook.bits.by_option
        columns = []
        for name in board.live:
            options = board.rulebook.knowledge.question_by_id[name].options
            column = {bits[name, option.id]: known.get((name, option.id), 0) for option in options}
            columns.append({**column, 0: _but(every, column.values())})
        return cls._cut(board, every, columns, drop=False)

    @classmethod
    def _cut(cls, board: Board, rows: Rows, columns: Sequence[Column], *, drop: bool) -> Ways:
        """Where a niche question is not asked, take its answers out, or drop the ways that have one."""
        cut: list[Column] = []
        for question, column in zip(board.live, columns, strict=True):
            if not board.rulebook.knowledge.question_by_id[question].when:
                cut.append(column)
                continue
            earlier = dict(zip(board.live, cut, strict=False))
            asked = _where(board.rulebook.asked_when[question], board.state, rows, earlier)
            options = {bit: given & asked for bit, given in column.items() if bit}
            cut.append({**options, 0: _but(rows, options.values())})
            if drop:
                rows &= asked | column[0]
        return cls(board, rows, tuple({bit: given & rows for bit, given in column.items()} for column in cut))

    @cached_property
    def column_of(self) -> Mapping[str, Column]:
        """For each live question, its column."""
        return dict(zip(self.board.live, self.columns, strict=True))

    @cached_property
    def outcomes(self) -> Mapping[Leaders, Rows]:
        """Who is first in which ways."""
        return self._race_without(None).leaders()

    def moves(self, position: int) -> bool:
        """Whether, in one of the ways, the answer to one live question alone moves the first place."""
        question = self.board.live[position]
        apart = self._race_without(question)
        return any(self._moves_to(question, bit, apart.copy()) for bit in self.columns[position])

    def _race_without(self, question: str | None) -> Race:
        """The points from all that does not depend on one question."""
        race = Race.start(self.board.rulebook, self.board.base, self.rows)
        for live, table in zip(self.board.live, self.board.points, strict=True):
            if live != question:
                for bit, points in table.items():
                    race.add(self.column_of[live][bit], points)
        for joint in self.board.joint:
            if question is None or not joint.depends_on(question):
                race.add(_where(joint.when, 0, self.rows, self.column_of), joint.points)
        return race

    def _moves_to(self, question: str, bit: int, race: Race) -> bool:
        """Whether one answer in all ways makes for other first places than the answers that they have."""
        forced = {other: self.rows if other == bit else 0 for other in self.column_of[question]}
        if points := self.board.points[self.board.live.index(question)].get(bit):
            race.add(self.rows, points)
        for joint in self.board.joint:
            if joint.depends_on(question):
                rows = _where(joint.when, 0, self.rows, {**self.column_of, question: forced})
                race.add(rows, joint.points)
        return any(self.outcomes.get(leaders) != rows for leaders, rows in race.leaders().items())


def _but(rows: Rows, others: Iterable[Rows]) -> Rows:
    for other in others:
        rows &= ~other
    return rows


def _where(when: Alternatives, state: int, rows: Rows, column_of: Mapping[str, Column]) -> Rows:
    """The ways in which a condition holds, given the bits that hold in all of them."""
    holding = 0
    for conjunction in when:
        left = rows
        for question, mask in conjunction.items():
            if not state & mask:
                left &= _any(column_of.get(question, {}), mask)
        holding |= left
    return holding


def _any(column: Column, mask: int) -> Rows:
    found = 0
    for bit, rows in column.items():
        if bit & mask:
            found |= rows
    return found
