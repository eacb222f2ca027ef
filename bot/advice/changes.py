"""Which single answer would change the recommendation, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from bot.advice.conditions import Answers
from bot.advice.explain import Change
from bot.advice.interview import Assessment
from bot.advice.knowledge import KnowledgeBase
from bot.advice.prose import listed
from bot.advice.questions import NOT_SURE, Question
from bot.advice.recommend import Recommendation
from bot.advice.rulebook import Rulebook

CHANGES = 3
OPEN = 2
"""How many open questions are named as well, while the outcome is not settled."""
_NONE = "No single answer, changed alone, would put another one ahead."


def would_change(
    rulebook: Rulebook,
    answers: Answers,
    recommendation: Recommendation,
    assessment: Assessment,
    changes: Sequence[Change],
) -> tuple[str, ...]:
    """A sentence for each question: given answers first, the most plausible change ahead; then open ones."""
    given = islice(_given(rulebook, answers, recommendation, changes), CHANGES)
    still_open = islice(_still_open(rulebook, answers, recommendation, assessment), OPEN)
    sentences = (*given, *still_open)
    alone = recommendation.first is not None and not recommendation.tied
    return sentences or ((_NONE,) if answers and alone else ())


def _given(
    rulebook: Rulebook, answers: Answers, recommendation: Recommendation, changes: Sequence[Change]
) -> Iterator[str]:
    told: set[str] = set()
    for change in sorted(changes, key=lambda change: _far_fetched(rulebook, answers, recommendation, change)):
        leaders = rulebook.leaders_for({**answers, change.question: change.option})
        if change.question not in told and recommendation.first not in leaders:
            told.add(change.question)
            outcome = _outcome(rulebook.knowledge, recommendation, leaders)
            yield _sentence(rulebook.knowledge, outcome, change.question, change.option)


def _still_open(
    rulebook: Rulebook, answers: Answers, recommendation: Recommendation, assessment: Assessment
) -> Iterator[str]:
    """What an open question could turn by itself. In a toss-up any answer turns it, so nothing is said."""
    if assessment.settled or recommendation.first is None or recommendation.tied:
        return
    found = [rulebook.knowledge.question_by_id[question] for question in assessment.open_questions]
    for question in sorted(found, key=_is_fact):
        for option in question.options:
            leaders = rulebook.leaders_for({**answers, question.id: option.id})
            if leaders and recommendation.first not in leaders:
                outcome = _outcome(rulebook.knowledge, recommendation, leaders)
                yield _sentence(rulebook.knowledge, outcome, question.id, option.id, ", still open,")
                break


def _is_fact(question: Question) -> bool:
    """Whether it is about what already runs, which is no change of mind."""
    return any(option.has for option in question.options)


def _far_fetched(
    rulebook: Rulebook, answers: Answers, recommendation: Recommendation, change: Change
) -> tuple[bool, bool, bool, bool, int]:
    """Sorts changes: what nobody was sure of first; a fact about existing code and a lost answer last."""
    question = rulebook.knowledge.question_by_id[change.question]
    order = [option.id for option in question.options]
    given = answers[change.question]
    unsure = given not in order
    is_fact = not unsure and _is_fact(question)
    loses = change.option == NOT_SURE
    distance = 0 if loses or unsure else abs(order.index(change.option) - order.index(given))
    return loses, is_fact, not unsure, change.recommendation != recommendation.runner_up, distance


def _outcome(knowledge: KnowledgeBase, recommendation: Recommendation, leaders: Sequence[str]) -> str:
    """What it would be: another one, a toss-up, or something beside what it is."""
    names = [knowledge.candidate_name(candidate) for candidate in leaders]
    if len(names) > 1:
        return f"It would be a toss-up between {listed(names)}"
    parts = knowledge.parts(leaders[0])
    if leaders[0] in knowledge.stack_by_id and recommendation.first in parts:
        added = [knowledge.candidate_name(part) for part in parts if part != recommendation.first]
        return f"{listed(added)} would come beside it"
    return f"It would be {names[0]}"


def _sentence(
    knowledge: KnowledgeBase, outcome: str, question_id: str, option_id: str, aside: str = ""
) -> str:
    question = knowledge.question_by_id[question_id]
    option = question.option(option_id)
    answer = f"were “{option.label}”" if option else "were left open"
    return f"{outcome} if “{question.name}”{aside} {answer}."
