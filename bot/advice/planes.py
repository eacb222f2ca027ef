"""Adding points and finding who is first, for many ways at once.

A number for each way is held as planes: the first has the ways whose number is odd, the next those that have
a two in it, and so on. Adding and comparing take a few operations on planes, however many ways there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.advice.rulebook import RULED_OUT, Leaders, Points, Rulebook


@dataclass(frozen=True)
class Race:
    """The points of all candidates in many ways, while rules are added."""

    rulebook: Rulebook
    rows: int
    sums: Sequence[_Sum]

    @classmethod
    def start(cls, rulebook: Rulebook, base: int, rows: int) -> Race:
        """Start with the same packed points in all ways."""
        race = cls(rulebook, rows, [_Sum(rows) for _ in rulebook.candidates])
        race.add(rows, rulebook.unpack(base))
        return race

    def copy(self) -> Race:
        """A race of its own that goes on from here."""
        return Race(self.rulebook, self.rows, [total.copy() for total in self.sums])

    def add(self, rows: int, points: Points) -> None:
        """Add points by candidate in some of the ways."""
        if rows:
            for total, value in zip(self.sums, points, strict=True):
                if value:
                    total.add(rows, value)

    def leaders(self) -> Mapping[Leaders, int]:
        """Who is first, and in which ways: within a family the earlier candidate wins a tie."""
        running = [position for position, total in enumerate(self.sums) if total.out != self.rows]
        start = min((self.sums[position].start for position in running), default=0)
        podium = _Podium(self.rows, self.rulebook.families)
        for position in running:
            total = self.sums[position]
            podium.challenge(position, total.above(start), self.rows & ~total.out)
        return self._parted(podium.leading)

    def _parted(self, leading: Mapping[int, int]) -> Mapping[Leaders, int]:
        """The ways by who leads in them, alone or level with others."""
        parts: dict[Leaders, int] = {(): self.rows}
        for position, rows in leading.items():
            name = self.rulebook.candidates[position]
            split: dict[Leaders, int] = {}
            for leaders, part in parts.items():
                split[leaders] = part & ~rows
                split[*leaders, name] = part & rows
            parts = {leaders: part for leaders, part in split.items() if part}
        return parts


class _Podium:
    """Who leads in which ways, among the candidates that have come up so far."""

    def __init__(self, rows: int, families: Sequence[str]) -> None:
        self._rows = rows
        self._families = families
        self._best: list[int] = []
        self._taken = 0
        self.leading: dict[int, int] = {}

    def challenge(self, position: int, planes: list[int], running: int) -> None:
        """Let a candidate come up with its points, in the ways in which it is not ruled out."""
        more, level = _compare(planes, self._best, self._rows)
        ahead = running & (more | ~self._taken)
        for other in self.leading:
            self.leading[other] &= ~ahead
        beside = running & self._taken & level & ~self._kin(position)
        self.leading[position] = ahead | beside
        self._best = _chosen(planes, self._best, ahead)
        self._taken |= running

    def _kin(self, position: int) -> int:
        """Where one of the same family leads already."""
        found = 0
        for other, rows in self.leading.items():
            if self._families[other] == self._families[position]:
                found |= rows
        return found


@dataclass
class _Sum:
    """One candidate's points in many ways."""

    rows: int
    planes: list[int] = field(default_factory=list)
    start: int = 0
    """What the planes count from: no more points than in any of the ways."""
    out: int = 0
    """The ways in which the candidate is ruled out."""

    def copy(self) -> _Sum:
        """A sum of its own that goes on from here."""
        return _Sum(self.rows, list(self.planes), self.start, self.out)

    def add(self, rows: int, value: int) -> None:
        """Add points, which may be negative or rule the candidate out, in some of the ways."""
        if value < -RULED_OUT // 2:
            self.out |= rows
            value += RULED_OUT * round(-value / RULED_OUT)
        if value < 0:
            # Taking away in some ways is giving in all others, from a lower start.
            self.start += value
            rows, value = self.rows & ~rows, -value
        _raise(self.planes, rows, value)

    def above(self, start: int) -> list[int]:
        """The planes counted from another start, no higher than the own one."""
        planes = list(self.planes)
        _raise(planes, self.rows, self.start - start)
        return planes


def _raise(planes: list[int], rows: int, value: int) -> None:
    """Add a value in some ways."""
    place = 0
    while value:
        if value & 1:
            _carry(planes, rows, place)
        value >>= 1
        place += 1


def _carry(planes: list[int], rows: int, place: int) -> None:
    while len(planes) < place:
        planes.append(0)
    while rows:
        if place == len(planes):
            planes.append(rows)
            return
        plane = planes[place]
        planes[place] = plane ^ rows
        rows &= plane
        place += 1


def _compare(one: list[int], other: list[int], rows: int) -> tuple[int, int]:
    """In which ways one number is the larger, and in which both are the same."""
    more, level = 0, rows
    for place in range(max(len(one), len(other)) - 1, -1, -1):
        plane = one[place] if place < len(one) else 0
        against = other[place] if place < len(other) else 0
        more |= level & plane & ~against
        level &= ~(plane ^ against)
    return more, level


def _chosen(one: list[int], other: list[int], rows: int) -> list[int]:
    """One number in some of the ways, the other in the rest."""
    size = max(len(one), len(other))
    first = one + [0] * (size - len(one))
    second = other + [0] * (size - len(other))
    return [plane & rows | against & ~rows for plane, against in zip(first, second, strict=True)]
