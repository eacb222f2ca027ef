"""A recommendation in words that a product manager understands, for any medium."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.advice.certainty import certainty
from bot.advice.conditions import Answers
from bot.advice.directions import direction
from bot.advice.explain import Argument, Change, arguments_against, arguments_for, why_not
from bot.advice.interview import Assessment
from bot.advice.knowledge import NOT_SURE, KnowledgeBase, Pitfall
from bot.advice.prose import counted, listed, stopped
from bot.advice.recommend import Recommendation, Verdict
from bot.advice.rulebook import Rulebook

REASONS = 3
COSTS = 4
OBJECTIONS = 2
"""How many of the costs may be rules that spoke against the first; the rest is for what has a remedy."""
CHANGES = 3
BARS = 3


@dataclass(frozen=True)
class Line:
    """One or two sentences, and the ids of the sources that say so."""

    text: str
    sources: tuple[str, ...]


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


def report(
    rulebook: Rulebook,
    answers: Answers,
    recommendation: Recommendation,
    assessment: Assessment,
    changes: Sequence[Change],
) -> Report:
    """Put a recommendation into words; all arguments are of the same rulebook and answers."""
    knowledge = rulebook.knowledge
    why = tuple(_why(rulebook, answers, recommendation))
    return Report(
        headline=_headline(knowledge, recommendation),
        verdict=recommendation.verdict,
        certainty=certainty(rulebook, answers, recommendation, assessment),
        path=_path(knowledge, recommendation),
        why=why,
        costs=tuple(_costs(rulebook, answers, recommendation))[:COSTS],
        disagreements=tuple(_disagreements(knowledge, recommendation)),
        runner_up=_runner_up(rulebook, answers, recommendation, why),
        would_change=tuple(_would_change(rulebook, answers, recommendation, changes))[:CHANGES],
        bars=_bars(knowledge, recommendation),
        goes_with=tuple(_companions(recommendation)),
    )


def _headline(knowledge: KnowledgeBase, recommendation: Recommendation) -> str:
    if recommendation.first is None:
        return "None of them"
    leaders = recommendation.tied or (recommendation.first,)
    names = [knowledge.candidate_name(candidate) for candidate in leaders]
    if recommendation.verdict == "any":
        return "What the team likes best" + ("" if recommendation.tied else f"; {names[0]} leads")
    return listed(names, "or")


def _path(knowledge: KnowledgeBase, recommendation: Recommendation) -> Line | None:
    if recommendation.first is None or recommendation.tied or recommendation.route is None:
        return None
    text = direction(knowledge, recommendation.route, recommendation.first)
    return Line(text, recommendation.route.sources) if text else None


def _why(rulebook: Rulebook, answers: Answers, recommendation: Recommendation) -> Iterator[Line]:
    if recommendation.first is None:
        yield from _exclusions(rulebook, answers)
    elif recommendation.tied:
        yield from _for_each(rulebook, answers, recommendation.tied)
    else:
        yield from map(_line, arguments_for(rulebook, answers, recommendation.first)[:REASONS])


def _line(argument: Argument) -> Line:
    return Line(stopped(argument.because), argument.sources)


def _exclusions(rulebook: Rulebook, answers: Answers) -> Iterator[Line]:
    for rule in (fired.rule for fired in rulebook.fired(answers)):
        if rule.rules_out:
            names = [rulebook.knowledge.candidate_name(candidate) for candidate in rule.rules_out]
            verb = "are" if len(names) > 1 else "is"
            yield Line(f"{listed(names)} {verb} out: {stopped(rule.because)}", rule.sources)


def _for_each(rulebook: Rulebook, answers: Answers, tied: Sequence[str]) -> Iterator[Line]:
    """The strongest thing that tells each of the tied from another one."""
    for candidate in tied:
        other = tied[1] if candidate == tied[0] else tied[0]
        for argument in why_not(rulebook, answers, candidate=other, first=candidate)[:1]:
            name = rulebook.knowledge.candidate_name(candidate)
            yield Line(f"For {name}: {stopped(argument.because)}", argument.sources)


def _costs(rulebook: Rulebook, answers: Answers, recommendation: Recommendation) -> Iterator[Line]:
    for caution in recommendation.cautions:
        yield Line(stopped(caution.says), caution.sources)
    if recommendation.first is None or recommendation.tied:
        return
    stack = rulebook.knowledge.stack_by_id.get(recommendation.first)
    if stack:
        yield Line(stopped(stack.because), stack.sources)
    yield from map(_line, arguments_against(rulebook, answers, recommendation.first)[:OBJECTIONS])
    # What is a pitfall in this situation comes before what always is one.
    yield from map(_pitfall, sorted(recommendation.pitfalls, key=lambda pitfall: pitfall.when is None))


def _pitfall(pitfall: Pitfall) -> Line:
    remedy = f" {stopped(pitfall.remedy)}" if pitfall.remedy else ""
    return Line(f"{stopped(pitfall.says)}{remedy}", (pitfall.source,))


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


def _runner_up(
    rulebook: Rulebook, answers: Answers, recommendation: Recommendation, why: Sequence[Line]
) -> Line | None:
    first, second = recommendation.first, recommendation.runner_up
    if first is None or second is None or recommendation.tied:
        return None
    behind = counted(recommendation.points(first) - recommendation.points(second), "point")
    standing = f"{rulebook.knowledge.candidate_name(second)}, {behind} behind"
    against = [_line(argument) for argument in why_not(rulebook, answers, candidate=second, first=first)]
    new = next((line for line in against if line not in why), None)
    if new:
        return Line(f"{standing}: {new.text}", new.sources)
    return Line(f"{standing}, for the reasons above." if against else f"{standing}.", ())


def _would_change(
    rulebook: Rulebook, answers: Answers, recommendation: Recommendation, changes: Sequence[Change]
) -> Iterator[str]:
    """One sentence for each question, the most plausible change first."""
    told: set[str] = set()
    for change in sorted(changes, key=lambda change: _far_fetched(rulebook, answers, recommendation, change)):
        leaders = rulebook.leaders_for({**answers, change.question: change.option})
        if change.question not in told and recommendation.first not in leaders:
            told.add(change.question)
            yield _change(rulebook.knowledge, leaders, change)


def _far_fetched(
    rulebook: Rulebook, answers: Answers, recommendation: Recommendation, change: Change
) -> tuple[bool, bool, bool, bool, int]:
    """Sorts changes: what nobody was sure of first; a fact about existing code and a lost answer last."""
    question = rulebook.knowledge.question_by_id[change.question]
    order = [option.id for option in question.options]
    given = answers[change.question]
    unsure = given not in order
    is_fact = not unsure and any(option.has for option in question.options)
    loses = change.option == NOT_SURE
    distance = 0 if loses or unsure else abs(order.index(change.option) - order.index(given))
    return loses, is_fact, not unsure, change.recommendation != recommendation.runner_up, distance


def _change(knowledge: KnowledgeBase, leaders: Sequence[str], change: Change) -> str:
    names = [knowledge.candidate_name(candidate) for candidate in leaders]
    outcome = names[0] if len(names) == 1 else f"a toss-up between {listed(names)}"
    question = knowledge.question_by_id[change.question]
    option = question.option(change.option)
    answer = f"were “{option.label}”" if option else "were left open"
    return f"It would be {outcome} if “{question.name}” {answer}."


def _bars(knowledge: KnowledgeBase, recommendation: Recommendation) -> tuple[tuple[str, int], ...]:
    best: dict[str, tuple[str, int]] = {}
    for standing in recommendation.ranking:
        if not standing.ruled_out_by:
            bar = knowledge.candidate_name(standing.candidate), standing.points
            best.setdefault(knowledge.family(standing.candidate), bar)
    return tuple(best.values())[: max(BARS, len(recommendation.tied))]
