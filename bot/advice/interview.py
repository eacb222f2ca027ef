"""Which question comes next, and whether the outcome is settled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, log2

from bot.advice.board import Board, Completion
from bot.advice.conditions import Answers
from bot.advice.rulebook import Leaders, Rulebook
from bot.advice.settled import is_settled

EXACT_UP_TO = 1000
"""Up to this many ways every one is counted; beyond, those of the sample."""

_Outcome = tuple[Completion, Leaders]


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
    now = board.leaders_now()
    exact = board.ways() <= EXACT_UP_TO
    completions = board.completions() if exact else (board.completion(profile) for profile in sample)
    outcomes = [(completion, board.leaders(completion)) for completion in completions]
    if not outcomes:
        raise ValueError("too much is open to count every way, and the sample is empty")
    first = sum(leaders == now for _, leaders in outcomes)
    settled = first == len(outcomes) and (exact or is_settled(board))
    robustness = Robustness(first, len(outcomes), exact)
    position = None if settled else _next_position(board, answers, outcomes)
    return Assessment(
        settled=settled,
        robustness=robustness,
        next_question=None if position is None else board.live[position],
        open_questions=_open_questions(rulebook, answers),
        live=board.live,
        questions_left=_questions_left(board, outcomes, position, robustness),
    )


def _open_questions(rulebook: Rulebook, answers: Answers) -> tuple[str, ...]:
    asked = (question.id for question in rulebook.knowledge.questions if question.id not in answers)
    return tuple(question for question in asked if rulebook.is_asked(question, answers))


def _next_position(board: Board, answers: Answers, outcomes: Sequence[_Outcome]) -> int | None:
    positions = [
        position for position, question in enumerate(board.live) if board.rulebook.is_asked(question, answers)
    ]
    best_first = sorted(positions, key=lambda position: _left_open(outcomes, position))
    matters = (position for position in best_first if _can_matter(board, outcomes, position))
    return next(matters, best_first[0] if best_first else None)


def _questions_left(
    board: Board, outcomes: Sequence[_Outcome], best: int | None, robustness: Robustness
) -> int:
    """As many as it takes if each tells as much as the best does now."""
    if best is None or robustness.is_likely:
        return 0
    now = _entropy(Counter(leaders for _, leaders in outcomes))
    told = now - _left_open(outcomes, best)
    return min(len(board.live), ceil(now / told)) if told > 0 else len(board.live)


def _left_open(outcomes: Sequence[_Outcome], position: int) -> float:
    """The uncertainty about the first place, in bits, that is expected to be left after an answer."""
    ways = Counter((completion[position], leaders) for completion, leaders in outcomes)
    by_answer: Counter[int] = Counter()
    for (answer, _), count in ways.items():
        by_answer[answer] += count
    bits = sum(count * log2(by_answer[answer] / count) for (answer, _), count in ways.items())
    return bits / len(outcomes)


def _entropy(counts: Counter[Leaders]) -> float:
    total = counts.total()
    return sum(count / total * log2(total / count) for count in counts.values())


def _can_matter(board: Board, outcomes: Iterable[_Outcome], position: int) -> bool:
    """Whether, in one of the ways looked at, this answer alone moves the first place."""
    options = board.options(board.live[position])
    return any(
        board.leaders((*completion[:position], bit, *completion[position + 1 :])) != leaders
        for completion, leaders in outcomes
        for bit in options
        if bit != completion[position]
    )
