"""Why, why not, and what would change it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.advice.conditions import Answers
from bot.advice.knowledge import NOT_SURE
from bot.advice.rulebook import RULED_OUT, CompiledRule, Rulebook


@dataclass(frozen=True)
class Change:
    """A given answer that, changed alone, puts another candidate first."""

    question: str
    option: str
    """What the answer would be instead; may be "not-sure"."""
    recommendation: str


@dataclass(frozen=True)
class Argument:
    """What one rule says for a candidate, and how many points that makes against another."""

    rule: str
    because: str
    sources: tuple[str, ...]
    points: int


def what_would_change(rulebook: Rulebook, answers: Answers) -> tuple[Change, ...]:
    """Every other answer to an answered question that, given alone, changes the first place.

    In the order of the files.
    """
    now = rulebook.leaders_for(answers)
    changes = []
    for question in rulebook.knowledge.questions:
        if question.id not in answers:
            continue
        for option in (*(option.id for option in question.options), NOT_SURE):
            leaders = rulebook.leaders_for({**answers, question.id: option})
            if leaders and leaders[:1] != now[:1]:
                changes.append(Change(question.id, option, leaders[0]))
    return tuple(changes)


def arguments_for(rulebook: Rulebook, answers: Answers, candidate: str) -> tuple[Argument, ...]:
    """What speaks for a candidate, strongest first. Raises KeyError for an id that is no candidate."""
    position = rulebook.position[candidate]
    return _arguments((compiled, compiled.points[position]) for compiled in rulebook.fired(answers))


def arguments_against(rulebook: Rulebook, answers: Answers, candidate: str) -> tuple[Argument, ...]:
    """What speaks against a candidate without ruling it out, strongest first.

    Raises KeyError for an id that is no candidate.
    """
    position = rulebook.position[candidate]
    weighed = ((compiled, -compiled.points[position]) for compiled in rulebook.fired(answers))
    return _arguments((compiled, points) for compiled, points in weighed if points < RULED_OUT // 2)


def why_not(rulebook: Rulebook, answers: Answers, candidate: str, first: str) -> tuple[Argument, ...]:
    """What puts the first ahead of a candidate, strongest first. Raises KeyError for unknown ids."""
    winner, loser = rulebook.position[first], rulebook.position[candidate]
    return _arguments(
        (compiled, compiled.points[winner] - compiled.points[loser]) for compiled in rulebook.fired(answers)
    )


def _arguments(weighed: Iterable[tuple[CompiledRule, int]]) -> tuple[Argument, ...]:
    found = [
        Argument(compiled.rule.id, compiled.rule.because, compiled.rule.sources, points)
        for compiled, points in weighed
        if points > 0
    ]
    return tuple(sorted(found, key=lambda argument: -argument.points))


def still_decides(rulebook: Rulebook, answers: Answers, question: str) -> tuple[str, ...]:
    """The candidates that some answer to a question puts first, alone or level; other answers as they are.

    Raises KeyError for an unknown question.
    """
    options = (*(option.id for option in rulebook.knowledge.question_by_id[question].options), NOT_SURE)
    firsts = (rulebook.leaders_for({**answers, question: option}) for option in options)
    return tuple(dict.fromkeys(candidate for first in firsts for candidate in first))
