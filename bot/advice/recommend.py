"""Answers to a recommendation: ranking, reasons, cautions, path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal, TypeAlias

from bot.advice.conditions import Answers, holds
from bot.advice.knowledge import Companion, PathKind, Pitfall, Side
from bot.advice.rulebook import RULED_OUT, CompiledRule, Points, Reason, Rulebook

Verdict: TypeAlias = Literal["one", "tie", "any", "none"]


@dataclass(frozen=True)
class Standing:
    """Where a candidate stands in the ranking."""

    candidate: str
    points: int
    """May be negative. Without what ruled the candidate out."""
    ruled_out_by: tuple[str, ...] = ()
    """Ids of the rules that took it out of the running."""


@dataclass(frozen=True)
class Caution:
    """Something to know before following the recommendation."""

    rule: str
    says: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Disagreement:
    """Sources that do not agree about a situation."""

    rule: str
    because: str
    sides: tuple[Side, ...]


@dataclass(frozen=True)
class Route:
    """How to get from what runs today to what is recommended."""

    path: PathKind
    origin: str | None = None
    effort: str | None = None
    because: str | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recommendation:
    """What the knowledge says about some answers."""

    verdict: Verdict
    first: str | None
    """None when everything is ruled out; in a tie the first in the order of the files."""
    tied: tuple[str, ...]
    """All that share the first place, when more than one does."""
    runner_up: str | None
    """The best of another family than the first, and no stack to which the first belongs."""
    ranking: tuple[Standing, ...]
    reasons: tuple[Reason, ...]
    """Strongest first."""
    cautions: tuple[Caution, ...]
    disagreements: tuple[Disagreement, ...]
    route: Route | None
    pitfalls: tuple[Pitfall, ...]
    companions: tuple[Companion, ...]

    def points(self, candidate: str) -> int:
        """The points of a ranked candidate. Raises StopIteration for any other."""
        return next(standing.points for standing in self.ranking if standing.candidate == candidate)

    def is_out(self, candidate: str) -> bool:
        """Whether something rules a candidate out."""
        return any(each.candidate == candidate and each.ruled_out_by for each in self.ranking)


def recommend(rulebook: Rulebook, answers: Answers) -> Recommendation:
    """Rank all candidates. Total: any subset of answers, also none, gives a recommendation."""
    fired = rulebook.fired(answers)
    packed = rulebook.total(fired)
    leaders = rulebook.leaders(packed)
    first = leaders[0] if leaders else None
    ranking = _ranking(rulebook, fired, rulebook.unpack(packed))
    return Recommendation(
        verdict=_verdict(fired, leaders),
        first=first,
        tied=leaders if len(leaders) > 1 else (),
        runner_up=_runner_up(rulebook, ranking, first),
        ranking=ranking,
        reasons=_reasons(fired),
        cautions=_cautions(fired),
        disagreements=_disagreements(fired),
        route=route(rulebook, answers, first) if first else None,
        pitfalls=_pitfalls(rulebook, answers, first),
        companions=_companions(rulebook, answers, first),
    )


def _verdict(fired: Sequence[CompiledRule], leaders: Sequence[str]) -> Verdict:
    if not leaders:
        return "none"
    if any(compiled.rule.verdict == "any" for compiled in fired):
        return "any"
    return "tie" if len(leaders) > 1 else "one"


def _ranking(rulebook: Rulebook, fired: Sequence[CompiledRule], points: Points) -> tuple[Standing, ...]:
    standings = [
        _standing(rulebook, fired, position, points[position]) for position in range(len(rulebook.candidates))
    ]
    return tuple(sorted(standings, key=lambda standing: (bool(standing.ruled_out_by), -standing.points)))


def _standing(rulebook: Rulebook, fired: Sequence[CompiledRule], position: int, points: int) -> Standing:
    if points > -RULED_OUT // 2:
        return Standing(rulebook.candidates[position], points)
    excluded = [compiled for compiled in fired if compiled.points[position] <= -RULED_OUT // 2]
    lost = sum(compiled.points[position] for compiled in excluded)
    return Standing(
        candidate=rulebook.candidates[position],
        points=points - lost,
        ruled_out_by=tuple(compiled.rule.id for compiled in excluded),
    )


def _runner_up(rulebook: Rulebook, ranking: Sequence[Standing], first: str | None) -> str | None:
    if first is None:
        return None
    knowledge = rulebook.knowledge
    return next(
        (
            standing.candidate
            for standing in ranking
            if not standing.ruled_out_by and knowledge.is_other_way(standing.candidate, first)
        ),
        None,
    )


def _reasons(fired: Sequence[CompiledRule]) -> tuple[Reason, ...]:
    reasons = [reason for compiled in fired for reason in compiled.reasons]
    return tuple(sorted(reasons, key=attrgetter("points"), reverse=True))


def _cautions(fired: Sequence[CompiledRule]) -> tuple[Caution, ...]:
    rules = (compiled.rule for compiled in fired)
    return tuple(Caution(rule.id, rule.caution, rule.sources) for rule in rules if rule.caution)


def _disagreements(fired: Sequence[CompiledRule]) -> tuple[Disagreement, ...]:
    rules = (compiled.rule for compiled in fired)
    return tuple(
        Disagreement(rule.id, rule.because, rule.disagreement) for rule in rules if rule.disagreement
    )


def existing(rulebook: Rulebook, answers: Answers) -> str | None:
    """The framework that already runs, as far as the answers say."""
    return next(
        (runs for (name, option), runs in rulebook.running.items() if answers.get(name) == option), None
    )


def barred(rulebook: Rulebook, answers: Answers) -> str | None:
    """What already runs, where a rule that holds takes it out of the running."""
    origin = existing(rulebook, answers)
    if origin is None:
        return None
    position = rulebook.position[origin]
    is_out = any(compiled.points[position] <= -RULED_OUT // 2 for compiled in rulebook.fired(answers))
    return origin if is_out else None


def route(rulebook: Rulebook, answers: Answers, candidate: str) -> Route:
    """How to get from what runs today to a candidate.

    What paths.yaml leaves out follows from whether the candidate contains what runs, or what that extends;
    so does what it says about keeping what is barred.
    """
    origin = existing(rulebook, answers)
    if origin is None:
        return Route("new")
    is_barred = barred(rulebook, answers) is not None
    path = rulebook.routes.get((origin, candidate))
    if path and not (is_barred and path.path in ("stay", "add-beside")):
        return Route(path.path, origin, path.effort, path.because, path.sources)
    if not {*rulebook.knowledge.parts(origin)} & {*rulebook.knowledge.parts(candidate)}:
        return Route("rewrite", origin)
    is_stack = candidate in rulebook.knowledge.stack_by_id
    return Route("add-beside" if is_stack and not is_barred else "stay", origin)


def _pitfalls(rulebook: Rulebook, answers: Answers, first: str | None) -> tuple[Pitfall, ...]:
    state = rulebook.bits.state(answers)
    found = (guarded for part in _parts(rulebook, first) for guarded in rulebook.pitfalls[part])
    return tuple(pitfall for when, pitfall in found if holds(when, state))


def _companions(rulebook: Rulebook, answers: Answers, first: str | None) -> tuple[Companion, ...]:
    state = rulebook.bits.state(answers)
    found = (guarded for part in _parts(rulebook, first) for guarded in rulebook.companions[part])
    return tuple({companion.name: companion for when, companion in found if holds(when, state)}.values())


def _parts(rulebook: Rulebook, first: str | None) -> tuple[str, ...]:
    return rulebook.knowledge.parts(first) if first else ()
