"""The runner-up, and what puts it behind the first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.advice.conditions import Answers
from bot.advice.explain import Argument, why_not
from bot.advice.lines import Line, line_of
from bot.advice.prose import counted, first_sentence, stopped
from bot.advice.recommend import Recommendation
from bot.advice.rulebook import Rulebook

ORDINALS = ("first", "second", "third")


@dataclass(frozen=True)
class _Told:
    line: Line
    of_others: bool
    """Whether it speaks more for somebody else than for either of the two."""


def runner_up(
    rulebook: Rulebook,
    answers: Answers,
    recommendation: Recommendation,
    why: Sequence[Line],
    costs: Sequence[Line],
) -> Line | None:
    """What puts it behind; where that is told already, what speaks for it, or which of the reasons it was."""
    first, second = recommendation.first, recommendation.runner_up
    if first is None or second is None or recommendation.tied:
        return None
    behind = counted(recommendation.points(first) - recommendation.points(second), "point")
    standing = f"{rulebook.knowledge.candidate_name(second)}, {behind} behind"
    against = list(_against(rulebook, answers, recommendation, second, first))
    if new := _new((told for told in against if not told.of_others), why):
        return Line(f"{standing}: {new.text}", new.sources, new.about)
    arguments = why_not(rulebook, answers, candidate=first, first=second)
    favour = (_told(rulebook, recommendation, each, second) for each in arguments)
    if new := _new((told for told in favour if not told.of_others), (*why, *costs)):
        return Line(f"{standing}, though this speaks for it: {new.text}", new.sources, new.about)
    return Line(f"{standing}{_reason_above([told.line for told in against], why)}.", ())


def _new(told: Iterable[_Told], known: Sequence[Line]) -> Line | None:
    return next((each.line for each in told if each.line not in known), None)


def _reason_above(against: Sequence[Line], why: Sequence[Line]) -> str:
    """Which of the reasons told puts the second behind, or does so most."""
    if not against or against[0] not in why:
        return ""
    which = f"{ORDINALS[why.index(against[0])]} reason" if len(why) > 1 else "reason"
    return f", {'most of all ' if len(against) > 1 else ''}for the {which} above"


def _against(
    rulebook: Rulebook, answers: Answers, recommendation: Recommendation, second: str, first: str
) -> Iterator[_Told]:
    """What puts the second behind, strongest first: rules, and what a stack always costs."""
    stack = rulebook.knowledge.stack_by_id.get(second)
    standing = rulebook.knowledge.points_of[stack.costs] if stack else 0
    arguments = why_not(rulebook, answers, candidate=second, first=first)
    heavier = [argument for argument in arguments if argument.points > standing]
    yield from (_told(rulebook, recommendation, argument, first) for argument in heavier)
    if stack:
        yield _Told(Line(stopped(first_sentence(stack.because)), stack.sources), of_others=False)
    lighter = arguments[len(heavier) :]
    yield from (_told(rulebook, recommendation, argument, first) for argument in lighter)


def _told(rulebook: Rulebook, recommendation: Recommendation, argument: Argument, candidate: str) -> _Told:
    """What is said for a candidate, the first or the second."""
    leader = argument.leader
    of_others = leader is not None and rulebook.knowledge.is_other_way(leader, candidate)
    return _Told(line_of(rulebook.knowledge, argument, recommendation), of_others)
