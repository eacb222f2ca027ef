"""What is worth knowing about a knowledge base although nothing is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge_files.problems import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.knowledge_files.evidence import Evidence


def claims_that_differ(evidence: Evidence) -> Iterator[Finding]:
    """Aspects for which sources give different values, all of which are kept."""
    for framework in evidence.knowledge.frameworks:
        for aspect, claims in framework.aspects.items():
            if len({claim.says.casefold() for claim in claims}) > 1:
                said = "; ".join(f"{claim.source} says {claim.says}" for claim in claims)
                yield Finding(("frameworks", framework.id, "aspects", aspect), f"sources differ: {said}")


def missing_values(evidence: Evidence) -> Iterator[Finding]:
    """Aspects for which a framework has no value, nor has what it extends."""
    knowledge = evidence.knowledge
    for framework in knowledge.frameworks:
        known = {
            aspect
            for part in knowledge.parts(framework.id)
            for aspect in knowledge.framework_by_id[part].aspects
        }
        for aspect in knowledge.aspects:
            if aspect.id not in known:
                yield Finding(("frameworks", framework.id, "aspects"), f"no value for {aspect.id}")
