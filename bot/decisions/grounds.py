"""What spoke for the recommendation that a decision rested on, and what against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.decisions.model import Decision, KeptReason


@dataclass(frozen=True)
class Grounds:
    """The reasons at the time, those that weigh most first; one for each rule."""

    for_it: tuple[KeptReason, ...]
    against_it: tuple[KeptReason, ...]
    """What cost it points, or gave others more."""


def grounds(decision: Decision) -> Grounds:
    """Tell the reasons apart. Where nothing was recommended, all that gave points spoke for something."""
    by_rule: dict[str, list[KeptReason]] = {}
    for reason in decision.snapshot.reasons:
        by_rule.setdefault(reason.rule, []).append(reason)
    weighed = [(_margin(decision, reasons), reasons[0]) for reasons in by_rule.values()]
    return Grounds(
        for_it=_heaviest_first([(margin, reason) for margin, reason in weighed if margin > 0]),
        against_it=_heaviest_first([(-margin, reason) for margin, reason in weighed if margin < 0]),
    )


def _heaviest_first(weighed: Sequence[tuple[int, KeptReason]]) -> tuple[KeptReason, ...]:
    return tuple(reason for _, reason in sorted(weighed, key=lambda each: -each[0]))


def _margin(decision: Decision, reasons: Sequence[KeptReason]) -> int:
    """What a rule gave the recommended; below nothing where it cost it points or gave others more.

    What was ruled out is no other: a rule spoke for whom it gave most of those that were left.
    """
    ours = _recommended_parts(decision)
    if not ours:
        return max(0, *(reason.points for reason in reasons))
    own = max((reason.points for reason in reasons if reason.framework in ours), default=0)
    passed_over = {*ours, *(each.candidate for each in decision.snapshot.ranking if each.ruled_out)}
    others = max((reason.points for reason in reasons if reason.framework not in passed_over), default=0)
    return own if own >= others else own - others


def _recommended_parts(decision: Decision) -> frozenset[str]:
    """Empty where nothing was recommended. Older decisions kept only the parts of what was chosen."""
    if decision.recommended is None:
        return frozenset()
    kept = decision.snapshot.parts or (() if decision.overrides else decision.parts)
    return frozenset((decision.recommended, *kept))
