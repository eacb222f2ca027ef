"""The sentences of a report, each with who says so."""

from __future__ import annotations

from dataclasses import dataclass

from bot.advice.explain import Argument
from bot.advice.knowledge import KnowledgeBase, Pitfall
from bot.advice.prose import stopped
from bot.advice.recommend import Recommendation


@dataclass(frozen=True)
class Line:
    """One or two sentences, and the ids of the sources that say so."""

    text: str
    sources: tuple[str, ...]
    about: tuple[str, ...] = ()
    """The aspects that it speaks of."""


def line_of(knowledge: KnowledgeBase, argument: Argument, recommendation: Recommendation) -> Line:
    """What a rule says; after whom, where it speaks most for somebody who is out of the running."""
    leader = argument.leader
    is_out = leader is not None and recommendation.is_out(leader)
    after = f"Next after {knowledge.candidate_name(leader)}, which is out: " if leader and is_out else ""
    return Line(f"{after}{stopped(argument.because)}", argument.sources, argument.about)


def line_of_pitfall(pitfall: Pitfall) -> Line:
    """What hurts, and the way around it."""
    remedy = f" {stopped(pitfall.remedy)}" if pitfall.remedy else ""
    return Line(f"{stopped(pitfall.says)}{remedy}", (pitfall.source,), pitfall.about)
