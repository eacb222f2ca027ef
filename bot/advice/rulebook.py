"""A knowledge base made ready for use: conditions as masks, effects as points for every candidate."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias, TypeVar

from bot.advice.conditions import ALWAYS, NEVER, Alternatives, Answers, Bits, alternatives, holds
from bot.advice.knowledge import Companion, KnowledgeBase, Path, Pitfall, Rule
from bot.advice.questions import Question
from bot.advice.refusals import refusals

RULED_OUT = 1 << 40
"""More points than any number of rules can give: what `rules_out` takes away."""

_LANE = 64
_BIAS = 1 << 62

Guarded = TypeVar("Guarded", Pitfall, Companion)

Points: TypeAlias = tuple[int, ...]
"""Points of every candidate, in the order of `Rulebook.candidates`."""

Leaders: TypeAlias = tuple[str, ...]
"""Who is in first place: one candidate, several of different families that tie, or nobody."""


@dataclass(frozen=True)
class Reason:
    """What one rule did to one framework that it names."""

    rule: str
    framework: str
    points: int
    because: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class CompiledRule:
    """A rule, when it holds, and what it does to every candidate."""

    rule: Rule
    when: Alternatives
    points: Points
    packed: int
    reasons: tuple[Reason, ...]
    mask: int
    """Where one of these options is all that it takes, the options; else 0."""


class Rulebook:
    """A knowledge base compiled once; safe to share between threads.

    Points of all candidates travel as one integer with a lane of 64 bits for each, so that adding the
    effect of a rule is one addition.
    """

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self.knowledge = knowledge
        self.bits = Bits.of(knowledge.questions)
        self.candidates = _in_order(knowledge)
        self.families = tuple(knowledge.family(candidate) for candidate in self.candidates)
        self._unpack = struct.Struct(f"<{len(self.candidates)}Q").unpack
        self._bias = pack([_BIAS] * len(self.candidates))
        self._standing = pack(self._standing_costs())
        self.rules = tuple(self._compile(rule) for rule in (*knowledge.rules, *refusals(knowledge)))
        self._masks = tuple((compiled, compiled.mask) for compiled in self.rules)
        frameworks = knowledge.frameworks
        self.pitfalls = {framework.id: self._guarded(framework.pitfalls) for framework in frameworks}
        self.companions = {framework.id: self._guarded(framework.companions) for framework in frameworks}
        self.asked_when: Mapping[str, Alternatives] = {
            question.id: self._asked_when(question) for question in knowledge.questions
        }

    def _asked_when(self, question: Question) -> Alternatives:
        if question.is_volunteered:
            return NEVER
        return alternatives(question.when, self.bits) if question.when else ALWAYS

    def _compile(self, rule: Rule) -> CompiledRule:
        points = tuple(_effect(self.knowledge, rule, candidate) for candidate in self.candidates)
        when = alternatives(rule.when, self.bits)
        return CompiledRule(rule, when, points, pack(points), self._reasons(rule), _one_mask(when))

    def _reasons(self, rule: Rule) -> tuple[Reason, ...]:
        worth = self.knowledge.points_of
        effects = [(framework, worth[strength]) for framework, strength in rule.gives.items()]
        effects += [(framework, -worth[strength]) for framework, strength in rule.costs.items()]
        return tuple(Reason(rule.id, name, points, rule.because, rule.sources) for name, points in effects)

    def _guarded(self, things: Iterable[Guarded]) -> tuple[tuple[Alternatives, Guarded], ...]:
        """What stands with a framework, each with when it matters."""
        return tuple(
            (alternatives(thing.when, self.bits) if thing.when else ALWAYS, thing) for thing in things
        )

    def _standing_costs(self) -> Points:
        costs = {stack.id: self.knowledge.points_of[stack.costs] for stack in self.knowledge.stacks}
        return tuple(-costs.get(candidate, 0) for candidate in self.candidates)

    @cached_property
    def running(self) -> Mapping[tuple[str, str], str]:
        """For the answers that say what already runs, the framework."""
        return {
            (question.id, option.id): option.has
            for question in self.knowledge.questions
            for option in question.options
            if option.has
        }

    @cached_property
    def routes(self) -> Mapping[tuple[str, str], Path]:
        """How to get from one framework to one candidate, where the files say it."""
        return {(path.origin, path.to): path for path in reversed(self.knowledge.paths)}

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Where each candidate stands in `candidates`."""
        return {candidate: position for position, candidate in enumerate(self.candidates)}

    def fired(self, answers: Answers) -> list[CompiledRule]:
        """The rules that hold, in file order."""
        state = self.bits.state(answers)
        # Nearly every rule asks for one of some options, which a mask tells without a call.
        return [
            compiled
            for compiled, mask in self._masks
            if (state & mask if mask else holds(compiled.when, state))
        ]

    def is_asked(self, question: str, answers: Answers) -> bool:
        """Whether the condition of a niche question holds; always, for the other questions."""
        return holds(self.asked_when[question], self.bits.state(answers))

    def total(self, fired: Iterable[CompiledRule]) -> int:
        """All candidates' points, packed."""
        total = self._standing
        for compiled in fired:
            total += compiled.packed
        return total

    def unpack(self, packed: int) -> Points:
        """Points by candidate. Below -RULED_OUT / 2 a candidate is ruled out."""
        lanes = self._unpack((packed + self._bias).to_bytes(8 * len(self.candidates), "little"))
        return tuple(lane - _BIAS for lane in lanes)

    def leaders(self, packed: int) -> Leaders:
        """Who is first: within a family the base, then the order of the files, wins a tie."""
        lanes = self._unpack((packed + self._bias).to_bytes(8 * len(self.candidates), "little"))
        top = max(lanes)
        if top < _BIAS - RULED_OUT // 2:
            return ()
        if lanes.count(top) == 1:
            return (self.candidates[lanes.index(top)],)
        best = [position for position, lane in enumerate(lanes) if lane == top]
        families: dict[str, str] = {}
        for position in best:
            families.setdefault(self.families[position], self.candidates[position])
        return tuple(families.values())

    def leaders_for(self, answers: Answers) -> Leaders:
        """Who is first under the given answers."""
        return self.leaders(self.total(self.fired(answers)))


def _one_mask(when: Alternatives) -> int:
    if len(when) != 1 or len(when[0]) != 1:
        return 0
    (mask,) = when[0].values()
    return mask


def pack(points: Sequence[int]) -> int:
    """Put the points of all candidates into one integer."""
    packed = 0
    for position, value in enumerate(points):
        packed += value << (_LANE * position)
    return packed


def _in_order(knowledge: KnowledgeBase) -> tuple[str, ...]:
    """Candidates in the order of the files, what is extended before what extends it."""
    order = {candidate: position for position, candidate in enumerate(knowledge.candidate_ids)}

    def key(candidate: str) -> tuple[int, int, int]:
        depth = 0 if candidate in knowledge.stack_by_id else len(knowledge.parts(candidate))
        return order[knowledge.family(candidate)], depth, order[candidate]

    return tuple(sorted(order, key=key))


def _effect(knowledge: KnowledgeBase, rule: Rule, candidate: str) -> int:
    own = _named(knowledge, rule, candidate)
    if candidate in knowledge.stack_by_id:
        parts = [_effect(knowledge, rule, part) for part in knowledge.parts(candidate)]
        return own + (sum(parts) if min(parts) <= -RULED_OUT // 2 else max(parts))
    extended = knowledge.framework_by_id[candidate].extends
    return own + (_effect(knowledge, rule, extended) if extended else 0)


def _named(knowledge: KnowledgeBase, rule: Rule, candidate: str) -> int:
    """Points that a rule gives or costs a candidate by its own name."""
    points = knowledge.points_of
    given = points[rule.gives[candidate]] if candidate in rule.gives else 0
    cost = points[rule.costs[candidate]] if candidate in rule.costs else 0
    return given - cost - (RULED_OUT if candidate in rule.rules_out else 0)
