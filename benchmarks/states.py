"""How long looking ahead takes in every state that random interviews meet, and how long the proofs are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from random import Random
from time import perf_counter

from benchmarks.measure import Row
from bot.advice.board import Board
from bot.advice.conditions import Answers
from bot.advice.interview import assess
from bot.advice.knowledge import KnowledgeBase
from bot.advice.questions import NOT_SURE
from bot.advice.rulebook import Rulebook
from bot.advice.settled import STEPS, StepsSpentError, prove
from bot.knowledge_files.loader import load
from bot.knowledge_files.sample import draw_sample

SHIPPED = Path(__file__).parent.parent / "knowledge"
INTERVIEWS = 2_000
SEED = 3
AGAIN = 20
"""So many of the slowest states are measured again: the first time something else may have run as well."""


def measure(interviews: int = INTERVIEWS) -> Iterator[Row]:
    """Interviews that go on until settled, answered at random; the floor is the look at a board alone."""
    knowledge = load([SHIPPED]).knowledge
    rulebook, sample = Rulebook(knowledge), draw_sample(knowledge)
    timed = sorted(_states(rulebook, sample, interviews), key=lambda state: state[0])
    times = [time for time, _ in timed]
    slowest = max(_best(partial(assess, rulebook, answers, sample)) for _, answers in timed[-AGAIN:])
    floor = _best(partial(Board.of, rulebook, {}))
    for name, time in (
        ("median", times[len(times) // 2]),
        ("99th percentile", times[len(times) * 99 // 100]),
    ):
        yield Row(
            f"assess, {name}", time, "µs", time / floor, f"{len(times):,} states, {interviews:,} interviews"
        )
    yield Row(
        "assess, worst", slowest, "µs", slowest / floor, f"of the {AGAIN} slowest, best of 5; aim 20,000"
    )
    yield Row("floor: reduce the rules by the answers", floor, "µs", 1.0)
    yield Row("steps of the longest proof", _longest_proof(rulebook, timed), "", note=f"of {STEPS:,}")


def _states(
    rulebook: Rulebook, sample: Sequence[Answers], interviews: int
) -> Iterator[tuple[float, Answers]]:
    """Every state once, with the microseconds that it takes."""
    following: dict[frozenset[tuple[str, str]], str | None] = {}
    for profile in _profiles(rulebook.knowledge, interviews):
        answers: dict[str, str] = {}
        while True:
            key = frozenset(answers.items())
            if key not in following:
                start = perf_counter()
                following[key] = assess(rulebook, answers, sample).next_question
                yield (perf_counter() - start) * 1e6, dict(answers)
            if (question := following[key]) is None:
                break
            answers[question] = profile[question]


def _profiles(knowledge: KnowledgeBase, count: int) -> Iterator[Answers]:
    random = Random(SEED)
    for _ in range(count):
        yield {
            question.id: random.choice([*(option.id for option in question.options), NOT_SURE])
            for question in knowledge.questions
        }


def _best(call: Callable[[], object]) -> float:
    times = []
    for _ in range(5):
        start = perf_counter()
        call()
        times.append(perf_counter() - start)
    return min(times) * 1e6


def _longest_proof(rulebook: Rulebook, timed: Sequence[tuple[float, Answers]]) -> int:
    """The fewest steps, up to a tenth of them, with which every state can be proved."""
    boards = [Board.of(rulebook, answers) for _, answers in timed]
    steps = 1
    for board in boards:
        while not _is_enough(board, steps):
            steps += max(1, steps // 10)
    return steps


def _is_enough(board: Board, steps: int) -> bool:
    try:
        prove(board, steps)
    except StepsSpentError:
        return False
    return True
