"""Whether some way of answering the open questions changes the first place: bounds and branching."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.advice.board import Board
from bot.advice.conditions import Alternatives
from bot.advice.rulebook import RULED_OUT, Points

STEPS = 4000
"""How many positions a proof may look at; the shipped knowledge stays far below."""


class StepsSpentError(Exception):
    """The budget ran out before the proof was finished."""


@dataclass
class _Budget:
    steps: int

    def spend(self) -> None:
        self.steps -= 1
        if self.steps < 0:
            raise StepsSpentError


@dataclass(frozen=True)
class _Clause:
    """A rule that depends on several open questions, and what it adds to the lead that is looked at."""

    when: Alternatives
    gain: int


@dataclass(frozen=True)
class _Lead:
    """By how much one candidate can be ahead of another: a number that the open questions move."""

    start: int
    gains: Mapping[str, Mapping[int, int]]
    clauses: tuple[_Clause, ...]
    options: Mapping[str, tuple[int, ...]] = field(repr=False)

    def can_reach(self, threshold: int, budget: _Budget) -> bool:
        """Whether some completion brings the lead to the threshold. Raises StepsSpentError."""
        budget.spend()
        best = self.start + sum(max(0, max(table.values(), default=0)) for table in self.gains.values())
        if best + sum(max(0, clause.gain) for clause in self.clauses) < threshold:
            return False
        if not self.clauses:
            return True
        question = self._widest()
        return any(self._with(question, bit).can_reach(threshold, budget) for bit in self.options[question])

    def _widest(self) -> str:
        """The question on which most is at stake in the clauses."""
        stakes: dict[str, int] = {}
        for clause in self.clauses:
            for question in {name for conjunction in clause.when for name in conjunction}:
                stakes[question] = stakes.get(question, 0) + abs(clause.gain)
        return max(stakes, key=lambda question: stakes[question])

    def _with(self, question: str, bit: int) -> _Lead:
        """The lead once a question is answered; bit 0 is not sure."""
        gains = {name: table for name, table in self.gains.items() if name != question}
        start = self.start + self.gains.get(question, {}).get(bit, 0)
        clauses = []
        for clause in self.clauses:
            when = tuple(_answered(clause.when, question, bit))
            if any(not conjunction for conjunction in when):
                start += clause.gain
            elif when:
                clauses.append(_Clause(when, clause.gain))
        return _Lead(start, gains, tuple(clauses), self.options)


def _answered(when: Alternatives, question: str, bit: int) -> Iterator[dict[str, int]]:
    for conjunction in when:
        if question not in conjunction or conjunction[question] & bit:
            yield {name: mask for name, mask in conjunction.items() if name != question}


def is_settled(board: Board, steps: int = STEPS) -> bool:
    """Whether the first place is the same however the open questions are answered.

    Never true wrongly; false also when the step budget is spent before the proof is finished.
    """
    try:
        return prove(board, steps)
    except StepsSpentError:
        return False


def prove(board: Board, steps: int = STEPS) -> bool:
    """Find out whether the first place is settled. Raises StepsSpentError where that takes more steps."""
    budget = _Budget(steps)
    threats = _threats(board, board.leaders_now())
    return not any(lead.can_reach(threshold, budget) for lead, threshold in threats)


def _threats(board: Board, leaders: Sequence[str]) -> Iterator[tuple[_Lead, int]]:
    """Every lead that must not be reachable for the first place to stay as it is."""
    if not leaders:
        return
    position = board.rulebook.position
    first = position[leaders[0]]
    yield _lead(board, lambda points: -points[first]), RULED_OUT // 2
    for partner in leaders[1:]:
        yield _between(board, position[partner], first), 1
        yield _between(board, first, position[partner]), 1
    tied = {board.rulebook.families[position[name]]: position[name] for name in leaders}
    for rival, family in enumerate(board.rulebook.families):
        if board.rulebook.candidates[rival] not in leaders:
            relative = tied.get(family, first)
            # Behind its own kin a candidate has to be strictly better.
            behind = family in tied and relative < rival
            yield _between(board, rival, relative), 1 if behind else 0


def _between(board: Board, one: int, other: int) -> _Lead:
    return _lead(board, lambda points: points[one] - points[other])


def _lead(board: Board, weigh: Callable[[Points], int]) -> _Lead:
    return _Lead(
        start=weigh(board.rulebook.unpack(board.base)),
        gains={
            question: {bit: weigh(points) for bit, points in table.items()}
            for question, table in zip(board.live, board.points, strict=True)
        },
        clauses=tuple(_Clause(joint.when, gain) for joint in board.joint if (gain := weigh(joint.points))),
        options={question: board.options(question) for question in board.live},
    )
