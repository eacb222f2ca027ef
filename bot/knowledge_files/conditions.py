"""The conditions of a knowledge base, and those that would take too long to work with."""

from __future__ import annotations

from functools import cache
from math import prod
from typing import TYPE_CHECKING

from bot.advice.conditions import breadth
from bot.knowledge_files.problems import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.advice.knowledge import KnowledgeBase
    from bot.advice.questions import Condition

MOST_WAYS = 100
"""In how many ways a condition may hold; no shipped one holds in more than three."""


def conditions_of(knowledge: KnowledgeBase) -> Iterator[tuple[tuple[str, ...], Condition]]:
    """Every condition there is, with the keys that lead there."""
    for rule in knowledge.rules:
        yield ("rules", rule.id, "when"), rule.when
    for question in knowledge.questions:
        if question.when is not None:
            yield ("questions", question.id, "when"), question.when
    for framework in knowledge.frameworks:
        keys = ("frameworks", framework.id)
        for position, pitfall in enumerate(framework.pitfalls, start=1):
            if pitfall.when is not None:
                yield (*keys, "pitfalls", str(position), "when"), pitfall.when
        for companion in framework.companions:
            if companion.when is not None:
                yield (*keys, "companions", companion.name, "when"), companion.when


def too_broad(knowledge: KnowledgeBase) -> Iterator[Finding]:
    """The conditions that may hold in too many ways, counting how their niche questions come to be asked."""
    questions = knowledge.question_by_id

    def ways(condition: Condition) -> int:
        return breadth(condition) * prod(map(asked_in, condition.questions()))

    @cache
    def asked_in(question: str) -> int:
        when = questions[question].when
        return ways(when) if when else 1

    for keys, condition in conditions_of(knowledge):
        if ways(condition) > MOST_WAYS:
            message = f"this can hold in more than {MOST_WAYS} ways; nest less, or split it into several"
            yield Finding(keys, message)
