"""The proof that every question can change an outcome: some answers for which it does are found."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from bot.advice.board import reduced
from bot.advice.conditions import ALWAYS
from bot.advice.recommend import route
from bot.knowledge_files.problems import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.advice.conditions import Answers, Conjunction
    from bot.advice.questions import Question
    from bot.advice.rulebook import Rulebook
    from bot.knowledge_files.evidence import Evidence

TRIES = 2_000
"""Made-up situations that are tried after the cases; always the same ones."""


def questions_can_matter(evidence: Evidence) -> Iterator[Finding]:
    """Where it is asked or volunteered, each question can change first place, verdict or path."""
    for question in evidence.knowledge.questions:
        situations = _situations(question, evidence)
        if not any(_matters(question, answers, evidence.rulebook) for answers in situations):
            message = (
                "no answers were found under which this question changes the outcome; add a rule or remove it"
            )
            yield Finding(("questions", question.id), message)


def _situations(question: Question, evidence: Evidence) -> Iterator[Answers]:
    """Answers with which an interview asks the question, and that it can have come to."""
    rulebook = evidence.rulebook
    asked_when = ALWAYS if question.is_volunteered else rulebook.asked_when[question.id]
    guards = reduced(rulebook, asked_when, {}, 0)
    for answers in _made_up(evidence):
        for guard in guards:
            yield _asked_for(rulebook, {**answers, **_lacking(guard, answers, rulebook)})


def _made_up(evidence: Evidence) -> Iterator[Answers]:
    yield {}
    yield from (case.answers for case in evidence.cases)
    dice = random.Random(0)  # noqa: S311  # the same situations each time, and nothing secret
    for _ in range(TRIES):
        yield {
            question.id: dice.choice(question.options).id
            for question in evidence.knowledge.questions
            if dice.random() < 0.5  # noqa: PLR2004  # about half of the questions answered
        }


def _lacking(guard: Conjunction, answers: Answers, rulebook: Rulebook) -> Answers:
    """What makes a conjunction hold with some answers: an option for each question that keeps it from it."""
    state = rulebook.bits.state(answers)
    unmet = {question: mask for question, mask in guard.items() if not state & mask}
    options = rulebook.bits.by_option.items()
    return {name: option for (name, option), bit in options if bit & unmet.get(name, 0)}


def _asked_for(rulebook: Rulebook, answers: Answers) -> Answers:
    """The answers but those to niche questions that an interview does not ask with the others."""
    asked = {name: option for name, option in answers.items() if rulebook.is_asked(name, answers)}
    return answers if len(asked) == len(answers) else _asked_for(rulebook, asked)


def _matters(question: Question, answers: Answers, rulebook: Rulebook) -> bool:
    outcomes = {_outcome(rulebook, {**answers, question.id: option.id}) for option in question.options}
    return len(outcomes) > 1


def _outcome(rulebook: Rulebook, answers: Answers) -> tuple[object, ...]:
    fired = rulebook.fired(answers)
    leaders = rulebook.leaders(rulebook.total(fired))
    path = route(rulebook, answers, leaders[0]).path if leaders else None
    return leaders, path, any(compiled.rule.verdict for compiled in fired)
