"""A recommendation as JSON. The names of the fields are a promise to programs that read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.advice.advisor import Advice
from bot.advice.brief import Reading
from bot.advice.claims import Spread
from bot.advice.knowledge import KnowledgeBase
from bot.advice.recommend import Disagreement, Standing


@dataclass(frozen=True)
class _Claimed:
    framework: str
    aspect: str
    says: str
    source: str
    as_of: str


def document(knowledge: KnowledgeBase, readings: Sequence[Reading], advice: Advice) -> dict[str, Any]:
    """Everything that is known about some answers, as plain values.

    `next_question` is what the interview would ask now, null once it stops; `score` is in points and may be
    negative.
    """
    recommendation, assessment, report = advice.recommendation, advice.assessment, advice.report
    return {
        "verdict": recommendation.verdict,
        "recommendation": recommendation.first,
        "stack": list(knowledge.parts(recommendation.first)) if recommendation.first else [],
        "companions": [companion.name for companion in recommendation.companions],
        "versions": _rows(_claims(report.versions)),
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
        "claims_that_differ": _rows(_claims(report.ranges)),
        "rules": _rows(report.applied),
        "nearly": _rows(report.nearly),
        "understood": _rows(readings),
        "what_would_change": _rows(advice.changes),
        "knowledge_version": knowledge.version,
    }


def _rows(values: Iterable[Any]) -> list[dict[str, Any]]:
    return [asdict(value) for value in values]


def _claims(spreads: Iterable[Spread]) -> Iterator[_Claimed]:
    """One row for each value and each source of it."""
    for spread in spreads:
        for value in spread.values:
            for source, as_of in value.claimed:
                yield _Claimed(spread.framework, spread.aspect, value.says, source, as_of)


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
