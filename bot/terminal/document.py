"""A recommendation as JSON. The names of the fields are a promise to programs that read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from bot.advice.advisor import Advice
from bot.advice.brief import Reading
from bot.advice.knowledge import KnowledgeBase
from bot.advice.recommend import Disagreement, Standing


def document(knowledge: KnowledgeBase, readings: Sequence[Reading], advice: Advice) -> dict[str, Any]:
    """Everything that is known about some answers, as plain values.

    `next_question` is what the interview would ask now, null once it stops; `score` is in points and may be
    negative.
    """
    recommendation, assessment = advice.recommendation, advice.assessment
    return {
        "verdict": recommendation.verdict,
        "recommendation": recommendation.first,
        "stack": list(knowledge.parts(recommendation.first)) if recommendation.first else [],
        "companions": [companion.name for companion in recommendation.companions],
        "path": recommendation.route.path if recommendation.route else None,
        "tied": list(recommendation.tied),
        "runner_up": recommendation.runner_up,
        "ranking": [_standing(standing) for standing in recommendation.ranking],
        "settled": assessment.settled,
        "robustness": asdict(assessment.robustness),
        "next_question": assessment.asking,
        "reasons": _rows(recommendation.reasons),
        "cautions": _rows(recommendation.cautions),
        "disagreements": [_disagreement(one) for one in recommendation.disagreements],
        "understood": _rows(readings),
        "what_would_change": _rows(advice.changes),
        "knowledge_version": knowledge.version,
    }


def _rows(values: Iterable[Any]) -> list[dict[str, Any]]:
    return [asdict(value) for value in values]


def _standing(standing: Standing) -> dict[str, Any]:
    return {
        "framework": standing.candidate,
        "score": standing.points,
        "ruled_out": bool(standing.ruled_out_by),
        "ruled_out_by": list(standing.ruled_out_by),
    }


def _disagreement(disagreement: Disagreement) -> dict[str, Any]:
    sides = [side.model_dump() for side in disagreement.sides]
    return {"rule": disagreement.rule, "because": disagreement.because, "sides": sides}
