"""Which question comes next, and whether the outcome is settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.advice.board import Board
from bot.advice.conditions import Answers
from bot.advice.rulebook import Rulebook
from bot.advice.settled import is_settled
from bot.advice.ways import Profiles, Rows, Ways

EXACT_UP_TO = 2000
"""Up to this many ways every one is counted; beyond, those of the sample."""


PART_ASKED = 0.4
"""About how many of the questions that still matter are asked on, as measured over interviews."""


@dataclass(frozen=True)
class Robustness:
    """In how many of the ways that the open questions can go the first place stays. Not a probability."""

    first: int
    of: int
    exact: bool
    """Whether all ways were counted, rather than a sample."""

    @property
    def is_likely(self) -> bool:
        """At least 19 of 20: enough to stop asking."""
        return 20 * self.first >= 19 * self.of


@dataclass(frozen=True)
class Assessment:
    """How far an interview has come."""

    settled: bool
    robustness: Robustness
    next_question: str | None
    """The question that most reduces what is still open; None when none could change the first place."""
    open_questions: tuple[str, ...]
    """All that have no answer yet and may be asked, in the order of the files."""
    live: tuple[str, ...]
    """The unanswered questions, niche ones not asked yet included, on which some rule still depends."""
    questions_left: int
    """A guess at how many more questions it takes; 0 when it is over."""

    @property
    def is_over(self) -> bool:
        """Whether to stop asking: settled, or likely enough."""
        return self.settled or self.next_question is None or self.robustness.is_likely

    @property
    def asking(self) -> str | None:
        """The question to ask without being asked to go on."""
        return None if self.is_over else self.next_question


def assess(rulebook: Rulebook, answers: Answers, sample: Sequence[Answers]) -> Assessment:
    """Look ahead from some answers.

    The sample holds complete profiles, drawn by the caller; raises ValueError where it is needed and empty.
    """
    board = Board.of(rulebook, answers)
    exact = board.ways() <= EXACT_UP_TO
    ways = Ways.every(board) if exact else Ways.sampled(board, Profiles.of(sample))
    if not ways.rows:
        raise ValueError("too much is open to count every way, and the sample is empty")
    first = ways.outcomes.get(board.leaders_now(), 0)
    settled = first == ways.rows and (exact or is_settled(board))
    robustness = Robustness(first.bit_count(), ways.rows.bit_count(), exact)
    position = None if settled else _next_position(ways, answers)
    return Assessment(
        settled=settled,
        robustness=robustness,
        next_question=None if position is None else board.live[position],
        open_questions=_open_questions(rulebook, answers),
        live=board.live,
        questions_left=_questions_left(ways, position, robustness),
    )


def _open_questions(rulebook: Rulebook, answers: Answers) -> tuple[str, ...]:
    asked = (question.id for question in rulebook.knowledge.questions if question.id not in answers)
    return tuple(question for question in asked if rulebook.is_asked(question, answers))


def _next_position(ways: Ways, answers: Answers) -> int | None:
    board = ways.board
    positions = [
        position for position, question in enumerate(board.live) if board.rulebook.is_asked(question, answers)
    ]
    best_first = sorted(positions, key=lambda position: _left_open(ways, position))
    matters = (position for position in best_first if ways.moves(position))
    return next(matters, best_first[0] if best_first else None)


def _questions_left(ways: Ways, best: int | None, robustness: Robustness) -> int:
    """One more, and a part of the others as often as that one is not enough."""
    if best is None or robustness.is_likely:
        return 0
    after = [_first_of(ways, ways.rows & given) for given in ways.columns[best].values()]
    going_on = sum(part.of for part in after if not part.is_likely) / robustness.of
    return 1 + round(PART_ASKED * going_on * (len(ways.board.live) - 1))


def _first_of(ways: Ways, rows: Rows) -> Robustness:
    """In how many of some ways whoever is first most often is first."""
    first = max((rows & outcome).bit_count() for outcome in ways.outcomes.values())
    return Robustness(first, rows.bit_count(), exact=False)


def _left_open(ways: Ways, position: int) -> float:
    """The uncertainty about the first place that is expected to be left after an answer."""
    return sum(_uncertainty(ways, ways.rows & given) for given in ways.columns[position].values())


def _uncertainty(ways: Ways, rows: Rows) -> float:
    """For how many of some ways another of them, taken blindly, has another first place."""
    counts = [(rows & outcome).bit_count() for outcome in ways.outcomes.values()]
    total = sum(counts)
    return total - sum(count * count for count in counts) / total if total else 0.0
