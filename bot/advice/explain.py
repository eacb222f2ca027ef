"""Why, why not, and what would change it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.advice.conditions import Answers
from bot.advice.knowledge import NOT_SURE
from bot.advice.rulebook import CompiledRule, Rulebook


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
    """Every other answer to an answered question that, given alone, changes the first place."""
    now = rulebook.leaders_for(answers)
    changes = []
    for question, given in answers.items():
        if question not in rulebook.knowledge.question_by_id:
            continue
        known = rulebook.knowledge.question_by_id[question].options
        for option in (*(option.id for option in known), NOT_SURE):
            leaders = rulebook.leaders_for({**answers, question: option}) if option != given else now
            if leaders and leaders != now and (not now or leaders[0] != now[0]):
                changes.append(Change(question, option, leaders[0]))
    return tuple(changes)


def arguments_for(rulebook: Rulebook, answers: Answers, candidate: str) -> tuple[Argument, ...]:
    """What speaks for a candidate, strongest first. Raises KeyError for an id that is no candidate."""
    position = rulebook.position[candidate]
    return _arguments((compiled, compiled.points[position]) for compiled in rulebook.fired(answers))


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
