"""The engine's promises, tried on the shipped knowledge from many states of an interview."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from random import Random

import pytest

from bot.advice.advisor import Advisor
from bot.advice.board import Board
from bot.advice.conditions import Answers
from bot.advice.questions import NOT_SURE
from bot.advice.rulebook import Rulebook
from bot.advice.settled import STEPS, prove
from bot.knowledge_files.loader import load
from bot.knowledge_files.sample import draw_sample

SHIPPED = Path(__file__).parent.parent.parent / "knowledge"
SEEDS = range(60)
FEW_WAYS = 400
"""So many that answering in each of them from scratch takes no time."""


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


def states_of_an_interview(seed: int) -> Iterator[dict[str, str]]:
    """The answers before each question of an interview that goes on until it is settled, and at its end."""
    profile, answers = profiles()[seed], dict[str, str]()
    yield dict(answers)
    while question := advisor().advise(answers).assessment.next_question:
        answers[question] = profile[question]
        yield dict(answers)


def states_in_any_order(seed: int) -> Iterator[dict[str, str]]:
    """The answers of a random profile, one more at a time."""
    profile, answers = profiles()[seed], dict[str, str]()
    for question in Random(seed).sample(list(profile), len(profile)):  # noqa: S311 - repeatable, nothing secret
        answers[question] = profile[question]
        yield dict(answers)


def answered_on(answers: Answers, profile: Answers) -> dict[str, str]:
    """Some answers with the rest of the questions answered as a profile does."""
    rulebook, later = advisor().rulebook, dict(answers)
    for question in rulebook.knowledge.questions:
        if question.id not in later and rulebook.is_asked(question.id, later):
            later[question.id] = profile[question.id]
    return later


def all_ways_on(answers: dict[str, str], at: int = 0) -> Iterator[dict[str, str]]:
    """Some answers with the rest of the questions answered in every way."""
    rulebook = advisor().rulebook
    live = Board.of(rulebook, answers).live
    for position, question in enumerate(rulebook.knowledge.questions[at:], at):
        if question.id in live and rulebook.is_asked(question.id, answers):
            for option in (*(option.id for option in question.options), NOT_SURE):
                yield from all_ways_on({**answers, question.id: option}, position + 1)
            return
    yield answers


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_moves_what_is_settled(seed: int) -> None:
    rulebook, answers = advisor().rulebook, part_of_a_profile(seed)
    now = rulebook.leaders_for(answers)
    if not advisor().advise(answers).assessment.settled:
        return

    for profile in draw_sample(rulebook.knowledge, size=500, seed=seed + 1000):
        assert rulebook.leaders_for(answered_on(answers, profile)) == now


@pytest.mark.parametrize("seed", SEEDS)
def test_the_step_budget_is_never_spent(seed: int) -> None:
    for answers in (part_of_a_profile(seed), *states_of_an_interview(seed)):
        prove(Board.of(advisor().rulebook, answers), STEPS // 10)


@pytest.mark.parametrize("seed", SEEDS)
def test_settled_is_said_exactly_when_every_way_of_answering_agrees(seed: int) -> None:
    rulebook = advisor().rulebook
    few = [answers for answers in states_in_any_order(seed) if Board.of(rulebook, answers).ways() <= FEW_WAYS]

    for answers in few:
        outcomes = {rulebook.leaders_for(later) for later in all_ways_on(answers)}
        assert advisor().advise(answers).assessment.settled == (len(outcomes) == 1)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_winner_of_a_settled_interview_wins_however_the_rest_is_answered(seed: int) -> None:
    rulebook = advisor().rulebook
    *_, answers = states_of_an_interview(seed)
    winner = advisor().advise(answers).recommendation.first

    assert all(
        rulebook.leaders_for(answered_on(answers, profile))[:1] == (winner,)
        for profile in draw_sample(rulebook.knowledge, size=300, seed=seed)
    )


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
