"""What today's knowledge would recommend for the answers of a past decision, and why that differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.advice.knowledge import KnowledgeBase
from bot.advice.recommend import Recommendation, recommend
from bot.advice.refusals import refusals
from bot.advice.rulebook import Rulebook
from bot.decisions.model import Decision


@dataclass(frozen=True)
class Difference:
    """A rule that weighs otherwise than it did."""

    rule: str
    because: str
    then: Mapping[str, int]
    """Points by framework, of those that were or are first; empty where the rule did not speak of them."""
    now: Mapping[str, int]
    rules_out: bool = False
    """Whether it takes what was first then out of the running today."""

    @property
    def weight(self) -> int:
        """How many points it moved."""
        return sum(abs(self.now.get(name, 0) - self.then.get(name, 0)) for name in {*self.then, *self.now})


@dataclass(frozen=True)
class Replay:
    """A past decision under today's knowledge."""

    number: int
    title: str
    chosen: str
    chosen_name: str
    then: str | None
    """What was recommended; None when everything was ruled out."""
    then_name: str
    now: str | None
    now_name: str
    differences: tuple[Difference, ...] = ()
    """Empty when the recommendation is the same; what rules out first, then the weightiest."""
    lost: tuple[str, ...] = ()
    """Questions whose answers today's knowledge cannot use any more, by their short names."""

    @property
    def differs(self) -> bool:
        """Whether another candidate comes first today."""
        return self.then != self.now

    @property
    def confirms_choice(self) -> bool:
        """Whether today's recommendation is what the team chose, whatever was recommended then."""
        return self.now == self.chosen


def replay(rulebook: Rulebook, decision: Decision) -> Replay | None:
    """Recommend anew. None for a decision without answers: it was made elsewhere."""
    if not decision.snapshot.answers:
        return None
    knowledge = rulebook.knowledge
    known = _known(knowledge, decision)
    today = recommend(rulebook, known)
    now = decision.recommended if _is_same_knowledge(knowledge, decision) else today.first
    differs = now != decision.recommended
    return Replay(
        number=decision.number,
        title=decision.title,
        chosen=decision.chosen,
        chosen_name=decision.chosen_name,
        then=decision.recommended,
        then_name=decision.recommended_name,
        now=now,
        now_name=knowledge.candidate_name(now) if now and now in knowledge.candidate_ids else "",
        differences=_differences(knowledge, decision, today) if differs else (),
        lost=tuple(answer.name for answer in decision.snapshot.answers if answer.question not in known),
    )


def _is_same_knowledge(knowledge: KnowledgeBase, decision: Decision) -> bool:
    return knowledge.version == decision.snapshot.knowledge_version


def _known(knowledge: KnowledgeBase, decision: Decision) -> dict[str, str]:
    """The answers whose question and option still exist."""
    return knowledge.offered(decision.given)


def _differences(
    knowledge: KnowledgeBase, decision: Decision, today: Recommendation
) -> tuple[Difference, ...]:
    concerned = _parts(knowledge, decision.recommended) | _parts(knowledge, today.first)
    then = _effects(concerned, ((one.rule, one.framework, one.points) for one in decision.snapshot.reasons))
    now = _effects(concerned, ((one.rule, one.framework, one.points) for one in today.reasons))
    texts = {reason.rule: reason.because for reason in decision.snapshot.reasons}
    texts |= {reason.rule: reason.because for reason in today.reasons}
    moved = [
        Difference(rule, texts[rule], then.get(rule, {}), now.get(rule, {}))
        for rule in {**then, **now}
        if then.get(rule) != now.get(rule)
    ]
    return (
        *_ruling_out(knowledge, decision.recommended, today),
        *sorted(moved, key=lambda difference: -difference.weight),
    )


def _parts(knowledge: KnowledgeBase, candidate: str | None) -> frozenset[str]:
    """The frameworks of a candidate; itself where the knowledge base has lost it."""
    if candidate is None:
        return frozenset()
    known = candidate in knowledge.candidate_ids
    return frozenset((candidate, *(knowledge.parts(candidate) if known else ())))


def _effects(concerned: frozenset[str], reasons: Iterable[tuple[str, str, int]]) -> dict[str, dict[str, int]]:
    """Points by rule and framework."""
    effects: dict[str, dict[str, int]] = {}
    for rule, framework, points in reasons:
        if framework in concerned:
            effects.setdefault(rule, {})[framework] = points
    return effects


def _ruling_out(knowledge: KnowledgeBase, then: str | None, today: Recommendation) -> tuple[Difference, ...]:
    excluding = [
        rule for standing in today.ranking if standing.candidate == then for rule in standing.ruled_out_by
    ]
    texts = {rule.id: rule.because for rule in (*knowledge.rules, *refusals(knowledge))}
    return tuple(Difference(rule, texts[rule], {}, {}, rules_out=True) for rule in excluding)
