"""A recommendation in words that a product manager understands, for any medium."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.advice.certainty import certainty
from bot.advice.changes import would_change
from bot.advice.claims import Spread, spreads
from bot.advice.conditions import Answers
from bot.advice.directions import direction
from bot.advice.exclusions import Exclusion, exclusions
from bot.advice.explain import (
    Argument,
    Change,
    arguments_against,
    arguments_for,
    why_not,
)
from bot.advice.interview import Assessment
from bot.advice.knowledge import KnowledgeBase
from bot.advice.lines import Line, line_of, line_of_pitfall
from bot.advice.prose import listed, stopped
from bot.advice.recommend import Recommendation, Verdict
from bot.advice.rulebook import Rulebook
from bot.advice.rulings import Ruling, applied, nearly_applied
from bot.advice.second import runner_up

REASONS = 3
COSTS = 4
OBJECTIONS = 2
"""How many of the costs may be rules that spoke against the first; the rest is for what has a remedy."""
BARS = 3
RANGES = 3
"""How many claims that differ are shown with what speaks of them."""
VERSION = "version"
"""The aspect that holds the versions, which go with every recommendation."""


@dataclass(frozen=True)
class Report:
    """What a recommendation says, ready to be laid out."""

    headline: str
    verdict: Verdict
    certainty: str
    path: Line | None
    """How to get there from what runs today; None when nothing runs, or when nobody is first alone."""
    why: tuple[Line, ...]
    """Strongest first. In a tie, what speaks for each; with verdict none, what ruled everything out."""
    costs: tuple[Line, ...]
    disagreements: tuple[Line, ...]
    """For each disagreement what it is about, without a source, and then what each side says."""
    runner_up: Line | None
    would_change: tuple[str, ...]
    bars: tuple[tuple[str, int], ...]
    """The best of each leading family and its points, which may be negative."""
    goes_with: tuple[Line, ...]
    left_out: tuple[Line, ...] = ()
    """What was ruled out while something is left, and why, unless the path tells it."""
    ranges: tuple[Spread, ...] = ()
    """What sources say differently about what the reasons and costs speak of."""
    versions: tuple[Spread, ...] = ()
    """Of each part of what is first, every version that a source speaks of."""
    applied: tuple[Ruling, ...] = ()
    """Every rule that applies."""
    nearly: tuple[Ruling, ...] = ()
    """Every rule that one answer would bring in."""


def report(
    rulebook: Rulebook,
    answers: Answers,
    recommendation: Recommendation,
    assessment: Assessment,
    changes: Sequence[Change],
) -> Report:
    """Put a recommendation into words; all arguments are of the same rulebook and answers."""
    knowledge = rulebook.knowledge
    out = exclusions(rulebook, answers)
    path = _path(knowledge, recommendation, out)
    why = tuple(_why(rulebook, answers, recommendation))
    costs = tuple(_costs(rulebook, answers, recommendation))[:COSTS]
    second = runner_up(rulebook, answers, recommendation, why, costs)
    told = [*why, *costs, *filter(None, [second])]
    return Report(
        headline=_headline(knowledge, recommendation),
        verdict=recommendation.verdict,
        certainty=certainty(rulebook, answers, recommendation, assessment),
        path=path,
        why=why,
        costs=costs,
        disagreements=tuple(_disagreements(knowledge, recommendation)),
        runner_up=second,
        would_change=would_change(rulebook, answers, recommendation, assessment, changes),
        bars=_bars(knowledge, recommendation),
        goes_with=tuple(_companions(recommendation)),
        left_out=tuple(_left_out(recommendation, out, path)),
        ranges=_ranges(rulebook, answers, recommendation, told),
        versions=_versions(knowledge, recommendation),
        applied=applied(rulebook, answers),
        nearly=nearly_applied(rulebook, answers),
    )


def _headline(knowledge: KnowledgeBase, recommendation: Recommendation) -> str:
    if recommendation.first is None:
        return "None of them"
    leaders = recommendation.tied or (recommendation.first,)
    names = [knowledge.candidate_name(candidate) for candidate in leaders]
    if recommendation.verdict == "any":
        return "What the team likes best" + ("" if recommendation.tied else f"; {names[0]} leads")
    return listed(names, "or")


def _path(knowledge: KnowledgeBase, recommendation: Recommendation, out: Sequence[Exclusion]) -> Line | None:
    """How to get there, after why what runs cannot stay."""
    if recommendation.first is None or recommendation.tied or recommendation.route is None:
        return None
    text = direction(knowledge, recommendation.route, recommendation.first)
    barred = [each for each in out if each.is_of_what_runs]
    sources = (*(source for each in barred for source in each.sources), *recommendation.route.sources)
    return Line(" ".join([*(each.text for each in barred), text]), sources) if text else None


def _left_out(recommendation: Recommendation, out: Sequence[Exclusion], path: Line | None) -> Iterator[Line]:
    """What is out while something is left, unless the path tells it."""
    for each in out if recommendation.first else ():
        if path is None or not each.is_of_what_runs:
            yield Line(each.text, each.sources)


def _why(rulebook: Rulebook, answers: Answers, recommendation: Recommendation) -> Iterator[Line]:
    if recommendation.first is None:
        yield from (Line(each.text, each.sources) for each in exclusions(rulebook, answers))
    elif recommendation.tied:
        yield from _for_each(rulebook, answers, recommendation.tied)
    else:
        reasons = _reasons(rulebook, answers, recommendation.first)[:REASONS]
        yield from (line_of(rulebook.knowledge, reason, recommendation) for reason in reasons)
        if not reasons and recommendation.runner_up:
            yield from _ahead(rulebook, answers, recommendation.first, recommendation.runner_up)


def _reasons(rulebook: Rulebook, answers: Answers, first: str) -> Sequence[Argument]:
    """What speaks most for the first; else what speaks for it at all."""
    found = arguments_for(rulebook, answers, first)
    return [argument for argument in found if argument.leader is None] or found


def _ahead(rulebook: Rulebook, answers: Answers, first: str, second: str) -> Iterator[Line]:
    """What puts the first ahead, where nothing speaks for it itself."""
    name = rulebook.knowledge.candidate_name(second)
    for argument in why_not(rulebook, answers, candidate=second, first=first)[:REASONS]:
        yield Line(f"Ahead of {name}: {stopped(argument.because)}", argument.sources, argument.about)


def _for_each(rulebook: Rulebook, answers: Answers, tied: Sequence[str]) -> Iterator[Line]:
    """The strongest thing that tells each of the tied from another one, its own before what others share."""
    for candidate in tied:
        other = tied[1] if candidate == tied[0] else tied[0]
        arguments = why_not(rulebook, answers, candidate=other, first=candidate)
        own = [argument for argument in arguments if argument.leader is None]
        for argument in (own or arguments)[:1]:
            name = rulebook.knowledge.candidate_name(candidate)
            yield Line(f"For {name}: {stopped(argument.because)}", argument.sources)


def _costs(rulebook: Rulebook, answers: Answers, recommendation: Recommendation) -> Iterator[Line]:
    """What it costs. Of lines about the same aspects one is enough: the one that says what to do."""
    cautions = [
        Line(stopped(rule.caution), rule.sources, rule.about)
        for rule in (fired.rule for fired in rulebook.fired(answers))
        if rule.caution
    ]
    yield from cautions
    if recommendation.first is None or recommendation.tied:
        return
    stack = rulebook.knowledge.stack_by_id.get(recommendation.first)
    if stack:
        yield Line(stopped(stack.because), stack.sources)
    # What is a pitfall in this situation comes before what always is one.
    by_situation = sorted(recommendation.pitfalls, key=lambda pitfall: pitfall.when is None)
    pitfalls = [each for each in map(line_of_pitfall, by_situation) if not _is_told(each, cautions)]
    against = arguments_against(rulebook, answers, recommendation.first)
    objections = (Line(stopped(each.because), each.sources, each.about) for each in against)
    yield from islice((each for each in objections if not _is_told(each, [*cautions, *pitfalls])), OBJECTIONS)
    yield from pitfalls


def _is_told(line: Line, told: Sequence[Line]) -> bool:
    """Whether something that is told is about just the same aspects."""
    return bool(line.about) and any(set(line.about) == set(each.about) for each in told)


def _ranges(
    rulebook: Rulebook, answers: Answers, recommendation: Recommendation, lines: Sequence[Line]
) -> tuple[Spread, ...]:
    """What sources say differently about the first and the runner-up, where a line speaks of it.

    What a disagreement of the situation is about is told there.
    """
    places = (*(recommendation.tied or (recommendation.first,)), recommendation.runner_up)
    parts = [part for place in places if place for part in rulebook.knowledge.parts(place)]
    disputes = (fired.rule for fired in rulebook.fired(answers) if fired.rule.disagreement)
    told = {aspect for dispute in disputes for aspect in dispute.about}
    aspects = (aspect for line in lines for aspect in line.about if aspect not in told)
    found = spreads(rulebook.knowledge, parts, aspects)
    return tuple(spread for spread in found if len(spread.values) > 1)[:RANGES]


def _versions(knowledge: KnowledgeBase, recommendation: Recommendation) -> tuple[Spread, ...]:
    if recommendation.first is None or recommendation.tied:
        return ()
    return spreads(knowledge, knowledge.parts(recommendation.first), [VERSION])


def _companions(recommendation: Recommendation) -> Iterator[Line]:
    if not recommendation.tied:
        for companion in recommendation.companions:
            yield Line(f"{companion.name}: {companion.purpose}", (companion.source,))


def _disagreements(knowledge: KnowledgeBase, recommendation: Recommendation) -> Iterator[Line]:
    for disagreement in recommendation.disagreements:
        yield Line(stopped(disagreement.because), ())
        for side in disagreement.sides:
            name = knowledge.candidate_name(side.framework)
            yield Line(f"{name}: {stopped(side.says)}", (side.source,))


def _bars(knowledge: KnowledgeBase, recommendation: Recommendation) -> tuple[tuple[str, int], ...]:
    best: dict[str, tuple[str, int]] = {}
    for standing in recommendation.ranking:
        if not standing.ruled_out_by and _is_way_of_its_own(knowledge, recommendation, standing.candidate):
            bar = knowledge.candidate_name(standing.candidate), standing.points
            best.setdefault(knowledge.family(standing.candidate), bar)
    return tuple(best.values())[: max(BARS, len(recommendation.tied))]


def _is_way_of_its_own(knowledge: KnowledgeBase, recommendation: Recommendation, candidate: str) -> bool:
    """Whether it is more than an addition to the first, with which it does not compete."""
    leaders = recommendation.tied or ((recommendation.first,) if recommendation.first else ())
    families = {knowledge.family(leader) for leader in leaders}
    return knowledge.family(candidate) in families or all(
        knowledge.is_other_way(candidate, leader) for leader in leaders
    )
