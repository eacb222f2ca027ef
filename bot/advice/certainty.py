"""How sure a recommendation is, in words. Ways are counted: no probability, and never a percentage."""

from __future__ import annotations

from bot.advice.conditions import Answers
from bot.advice.interview import Assessment
from bot.advice.prose import counted, listed, stopped
from bot.advice.recommend import Recommendation
from bot.advice.rulebook import Rulebook


def certainty(
    rulebook: Rulebook, answers: Answers, recommendation: Recommendation, assessment: Assessment
) -> str:
    """One or two sentences on how far the outcome can still move."""
    if recommendation.verdict == "none":
        return "Nothing is left: these answers rule out every candidate."
    if recommendation.verdict == "any":
        return _any(rulebook, answers, recommendation)
    if recommendation.verdict == "tie":
        return _tie(rulebook, recommendation, assessment)
    if assessment.settled:
        return _settled(rulebook, answers, assessment)
    return f"{'Likely' if assessment.robustness.is_likely else 'Not settled'}: first in {_ways(assessment)}."


def _any(rulebook: Rulebook, answers: Answers, recommendation: Recommendation) -> str:
    reasons = [
        stopped(fired.rule.because) for fired in rulebook.fired(answers) if fired.rule.verdict == "any"
    ]
    return " ".join(["The choice matters little here.", *reasons, _lead(rulebook, recommendation)]).strip()


def _lead(rulebook: Rulebook, recommendation: Recommendation) -> str:
    names = [rulebook.knowledge.candidate_name(name) for name in recommendation.tied]
    if names:
        return f"{listed(names)} are level."
    if recommendation.first is None or recommendation.runner_up is None:
        return ""
    ahead = recommendation.points(recommendation.first) - recommendation.points(recommendation.runner_up)
    return f"{rulebook.knowledge.candidate_name(recommendation.first)} leads by {counted(ahead, 'point')}."


def _tie(rulebook: Rulebook, recommendation: Recommendation, assessment: Assessment) -> str:
    names = listed([rulebook.knowledge.candidate_name(name) for name in recommendation.tied])
    if assessment.next_question:
        decides = rulebook.knowledge.question_by_id[assessment.next_question].ask
        return f"Toss-up: {names} are level. What decides: {decides}"
    return f"Toss-up: {names} are level, and {_powerless(len(assessment.open_questions), 'part them')}."


def _settled(rulebook: Rulebook, answers: Answers, assessment: Assessment) -> str:
    given = sum(question in rulebook.knowledge.question_by_id for question in answers)
    after = f" after {counted(given, 'answer')}" if given else ""
    return f"Settled{after}: {_powerless(len(assessment.open_questions), 'change it')}."


def _powerless(still_open: int, deed: str) -> str:
    """Why asking on would do nothing."""
    if still_open == 0:
        return "no question is left to ask"
    if still_open == 1:
        return f"the one open question could not {deed}"
    return f"none of the {still_open} open questions could {deed}"


def _ways(assessment: Assessment) -> str:
    count = assessment.robustness
    if not count.exact:
        questions = counted(len(assessment.open_questions), "open question")
        return f"about {count.first} of {count.of} ways the {questions} can go"
    matter = len(assessment.live)
    questions = "one open question that matters" if matter == 1 else f"{matter} open questions that matter"
    return f"{count.first} of {count.of} ways the {questions} can go"
