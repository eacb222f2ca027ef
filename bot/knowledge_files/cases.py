"""Whether a case holds, and what to tell when it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.advice.recommend import recommend
from bot.knowledge_files.problems import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.advice.knowledge import Case, KnowledgeBase
    from bot.advice.recommend import Recommendation
    from bot.advice.rulebook import Rulebook

SHOWN = 3
"""How many of the ranking a failure shows."""


def key_of(case: Case) -> str:
    """What a case is called in the path of keys."""
    return case.id or case.name


def failure(case: Case, partner: Case | None, rulebook: Rulebook) -> str | None:
    """Why a case does not hold, in one sentence, or None when it does.

    A disputed case holds where its own or its partner's expectation does and a disagreement names both sides.
    """
    recommendation = recommend(rulebook, case.answers)
    missed = list(_missed(case, recommendation))
    if partner is None:
        return f"{'; '.join(missed)} ({_points(recommendation)})" if missed else None
    if missed and any(_missed(partner, recommendation)):
        return f"{'; '.join(missed)}; nor what {key_of(partner)} expects ({_points(recommendation)})"
    if not _names_both(case, partner, recommendation, rulebook.knowledge):
        sides = listed([_wanted(case), _wanted(partner)])
        return f"disputed, but no rule that fires has a disagreement that names {sides}"
    return None


def _missed(case: Case, recommendation: Recommendation) -> Iterator[str]:
    """What the case expects and does not get."""
    winners = recommendation.tied or ((recommendation.first,) if recommendation.first else ())
    got = listed(winners) if winners else "nothing"
    if case.expect and not _expected(case, winners):
        yield f"expected {case.expect}, got {got}"
    if case.among and not (winners and set(winners) <= set(case.among)):
        yield f"expected {listed(case.among, 'or')}, got {got}"
    if set(winners) & set(case.excludes):
        yield f"expected anything but {listed(case.excludes, 'or')}, got {got}"
    if case.verdict and case.verdict != recommendation.verdict:
        yield f"expected the verdict {case.verdict}, got {recommendation.verdict}"
    path = recommendation.route.path if recommendation.route else "none"
    if case.path and case.path != path:
        yield f"expected the path {case.path}, got {path}"


def _expected(case: Case, winners: tuple[str, ...]) -> bool:
    """Whether the expected candidate is first; alone, unless the case expects a tie or that any will do."""
    return winners == (case.expect,) or (case.verdict in ("tie", "any") and case.expect in winners)


def _names_both(case: Case, partner: Case, recommendation: Recommendation, knowledge: KnowledgeBase) -> bool:
    sides = [{side.framework for side in disagreement.sides} for disagreement in recommendation.disagreements]
    wanted = [_frameworks(case, knowledge), _frameworks(partner, knowledge)]
    return any(all(named & frameworks for frameworks in wanted) for named in sides)


def _frameworks(case: Case, knowledge: KnowledgeBase) -> set[str]:
    """The frameworks that speak for what a case expects: the candidates, and what they consist of."""
    candidates = (case.expect,) if case.expect else case.among
    return {part for candidate in candidates for part in (candidate, *knowledge.parts(candidate))}


def _wanted(case: Case) -> str:
    return case.expect or listed(case.among, "or") if case.expect or case.among else "no candidate"


def _points(recommendation: Recommendation) -> str:
    standings = [standing for standing in recommendation.ranking if not standing.ruled_out_by]
    return (
        ", ".join(f"{standing.candidate} {standing.points}" for standing in standings[:SHOWN])
        or "all ruled out"
    )
