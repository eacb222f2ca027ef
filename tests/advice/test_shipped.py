"""The engine's promises, tried on the shipped knowledge from many states of an interview."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random

import pytest

from bot.advice.advisor import Advisor
from bot.advice.board import Board
from bot.advice.conditions import Answers
from bot.advice.rulebook import Rulebook
from bot.advice.settled import STEPS, is_settled
from bot.knowledge_files.loader import load
from bot.knowledge_files.sample import draw_sample

SHIPPED = Path(__file__).parent.parent.parent / "knowledge"
SEEDS = range(60)


@cache
def advisor() -> Advisor:
    knowledge = load([SHIPPED]).knowledge
    return Advisor(Rulebook(knowledge), draw_sample(knowledge))


@cache
def profiles() -> Sequence[Answers]:
    return draw_sample(advisor().rulebook.knowledge, size=len(SEEDS), seed=1)


def part_of_a_profile(seed: int) -> dict[str, str]:
    """Some answers of a random profile, as an interview may have gathered them."""
    random = Random(seed)  # noqa: S311 - a repeatable choice, nothing secret
    profile = profiles()[seed]
    return {name: profile[name] for name in random.sample(list(profile), random.randrange(len(profile)))}


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_moves_what_is_settled(seed: int) -> None:
    rulebook, answers = advisor().rulebook, part_of_a_profile(seed)
    now = rulebook.leaders_for(answers)
    if not advisor().advise(answers).assessment.settled:
        return

    for profile in draw_sample(rulebook.knowledge, size=500, seed=seed + 1000):
        later = dict(answers)
        for question in rulebook.knowledge.questions:
            if question.id not in later and rulebook.is_asked(question.id, later):
                later[question.id] = profile[question.id]
        assert rulebook.leaders_for(later) == now


@pytest.mark.parametrize("seed", SEEDS)
def test_the_step_budget_is_never_spent(seed: int) -> None:
    board = Board.of(advisor().rulebook, part_of_a_profile(seed))

    assert is_settled(board, STEPS) == is_settled(board, 100 * STEPS)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_interview_ends_and_its_question_is_always_open(seed: int) -> None:
    profile = profiles()[seed]
    answers: dict[str, str] = {}

    while question := advisor().advise(answers).assessment.next_question:
        assert question not in answers
        answers[question] = profile[question]

    assert advisor().advise(answers).assessment.settled


def test_some_of_the_tried_states_are_settled_and_some_are_not() -> None:
    found = {advisor().advise(part_of_a_profile(seed)).assessment.settled for seed in SEEDS}

    assert found == {True, False}
