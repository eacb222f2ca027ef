"""The proof that every question can change an outcome: some answers for which it does are found."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from bot.advice.recommend import route
from bot.knowledge_files.evidence import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.advice.conditions import Answers
    from bot.advice.knowledge import Question
    from bot.advice.rulebook import Rulebook
    from bot.knowledge_files.evidence import Evidence

TRIES = 2_000
"""Made-up situations that are tried after the cases; always the same ones."""


def questions_can_matter(evidence: Evidence) -> Iterator[Finding]:
    """Under some other answers every question changes the first place, the verdict or the path."""
    for question in evidence.knowledge.questions:
        if not any(_matters(question, answers, evidence.rulebook) for answers in _situations(evidence)):
            message = (
                "no answers were found under which this question changes the outcome; add a rule or remove it"
            )
            yield Finding(("questions", question.id), message)


def _situations(evidence: Evidence) -> Iterator[Answers]:
    yield {}
    yield from (case.answers for case in evidence.cases)
    dice = random.Random(0)  # noqa: S311  # the same situations each time, and nothing secret
    for _ in range(TRIES):
        yield {
            question.id: dice.choice(question.options).id
            for question in evidence.knowledge.questions
            if dice.random() < 0.5  # noqa: PLR2004  # about half of the questions answered
        }


def _matters(question: Question, answers: Answers, rulebook: Rulebook) -> bool:
    outcomes = {_outcome(rulebook, {**answers, question.id: option.id}) for option in question.options}
    return len(outcomes) > 1


def _outcome(rulebook: Rulebook, answers: Answers) -> tuple[object, ...]:
    fired = rulebook.fired(answers)
    leaders = rulebook.leaders(rulebook.total(fired))
    path = route(rulebook, answers, leaders[0]).path if leaders else None
    return leaders, path, any(compiled.rule.verdict for compiled in fired)
