"""Why, why not, and what would change it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.advice.conditions import Answers
from bot.advice.exclusions import worth_telling
from bot.advice.knowledge import Rule
from bot.advice.questions import NOT_SURE
from bot.advice.refusals import Refusal
from bot.advice.rulebook import RULED_OUT, CompiledRule, Rulebook


@dataclass(frozen=True)
class Change:
    """A given answer that, changed alone, puts another candidate first."""

    question: str
    option: str
    """What the answer would be instead; may be "not-sure"."""
    recommendation: str


@dataclass(frozen=True)
class Argument:
    """What one rule says for a candidate, and how many points that makes against another."""

    rule: str
    because: str
    sources: tuple[str, ...]
    points: int
    about: tuple[str, ...] = ()
    """The aspects that the rule speaks of."""
    leader: str | None = None
    """Whom the rule gives most of those that it gives more than the one for whom it is said, if it does."""


@dataclass(frozen=True)
class Missing:
    """Answers to one question, any of which would do."""

    question: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class NearlyFired:
    """A rule that one answer keeps from firing."""

    rule: Rule
    missing: tuple[Missing, ...]
    """What would make it fire: an answer to any one of these questions. Never empty."""


def what_would_change(rulebook: Rulebook, answers: Answers) -> tuple[Change, ...]:
    """Every other answer to an answered question that, given alone, changes the first place.

    In the order of the files. What was refused may be taken back; nobody is told to refuse something else.
    """
    now = rulebook.leaders_for(answers)
    changes = []
    for question in rulebook.knowledge.questions:
        if question.id not in answers:
            continue
        options = () if question.is_volunteered else question.options
        for option in (*(option.id for option in options), NOT_SURE):
            leaders = rulebook.leaders_for({**answers, question.id: option})
            if leaders and leaders[:1] != now[:1]:
                changes.append(Change(question.id, option, leaders[0]))
    return tuple(changes)


def arguments_for(rulebook: Rulebook, answers: Answers, candidate: str) -> tuple[Argument, ...]:
    """What speaks for a candidate, strongest first. Raises KeyError for an id that is no candidate."""
    position, out = rulebook.position[candidate], _ruled_out(rulebook, answers)
    found = (
        _argument(compiled, compiled.points[position], _leader(rulebook, compiled, position, out))
        for compiled in worth_telling(rulebook, answers)
    )
    return _strongest_first(found)


def arguments_against(rulebook: Rulebook, answers: Answers, candidate: str) -> tuple[Argument, ...]:
    """What speaks against a candidate without ruling it out, strongest first.

    Raises KeyError for an id that is no candidate.
    """
    position = rulebook.position[candidate]
    found = (
        _argument(compiled, -compiled.points[position])
        for compiled in worth_telling(rulebook, answers)
        if compiled.points[position] > -RULED_OUT // 2
    )
    return _strongest_first(found)


def why_not(rulebook: Rulebook, answers: Answers, candidate: str, first: str) -> tuple[Argument, ...]:
    """What puts the first ahead of a candidate, strongest first. Raises KeyError for unknown ids."""
    winner, loser = rulebook.position[first], rulebook.position[candidate]
    out = _ruled_out(rulebook, answers)
    found = (
        _argument(
            compiled,
            compiled.points[winner] - compiled.points[loser],
            _leader(rulebook, compiled, winner, out),
        )
        for compiled in worth_telling(rulebook, answers)
    )
    return _strongest_first(found)


def _argument(compiled: CompiledRule, points: int, leader: str | None = None) -> Argument:
    rule = compiled.rule
    return Argument(rule.id, rule.because, rule.sources, points, rule.about, leader)


def _ruled_out(rulebook: Rulebook, answers: Answers) -> frozenset[int]:
    """The positions of what is out of the running."""
    totals = rulebook.unpack(rulebook.total(rulebook.fired(answers)))
    return frozenset(position for position, points in enumerate(totals) if points < -RULED_OUT // 2)


def _leader(rulebook: Rulebook, compiled: CompiledRule, position: int, out: frozenset[int]) -> str | None:
    """Whom a rule gives most of those that get more than one does; one that is out where all of them are."""
    ahead = [other for other, points in enumerate(compiled.points) if points > compiled.points[position]]
    running = [other for other in ahead if other not in out]
    most = max(running or ahead, key=lambda other: compiled.points[other], default=None)
    return None if most is None else rulebook.candidates[most]


def _strongest_first(arguments: Iterable[Argument]) -> tuple[Argument, ...]:
    found = (argument for argument in arguments if argument.points > 0)
    return tuple(sorted(found, key=lambda argument: -argument.points))


def still_decides(rulebook: Rulebook, answers: Answers, question: str) -> tuple[str, ...]:
    """The candidates that some answer to a question puts first, alone or level; other answers as they are.

    Raises KeyError for an unknown question.
    """
    options = (*(option.id for option in rulebook.knowledge.question_by_id[question].options), NOT_SURE)
    firsts = (rulebook.leaders_for({**answers, question: option}) for option in options)
    return tuple(dict.fromkeys(candidate for first in firsts for candidate in first))


def nearly_fired(rulebook: Rulebook, answers: Answers) -> tuple[NearlyFired, ...]:
    """The rules that an answer to one open question, or one other answer, would make fire; in file order.

    Not those that somebody would have to refuse something for.
    """
    state = rulebook.bits.state(answers)
    found = (
        (compiled.rule, _missing(rulebook, compiled, state))
        for compiled in rulebook.rules
        if not isinstance(compiled.rule, Refusal)
    )
    return tuple(NearlyFired(rule, missing) for rule, missing in found if missing)


def _missing(rulebook: Rulebook, compiled: CompiledRule, state: int) -> tuple[Missing, ...]:
    """What one answer would have to be; empty where the rule fires already, or lacks more than one."""
    masks: dict[str, int] = {}
    for conjunction in compiled.when:
        unmet = [(question, mask) for question, mask in conjunction.items() if not state & mask]
        if not unmet:
            return ()
        if len(unmet) == 1:
            question, mask = unmet[0]
            masks[question] = masks.get(question, 0) | mask
    return tuple(Missing(question, _options(rulebook, question, mask)) for question, mask in masks.items())


def _options(rulebook: Rulebook, question: str, mask: int) -> tuple[str, ...]:
    options = rulebook.knowledge.question_by_id[question].options
    bits = rulebook.bits.by_option
    return tuple(option.id for option in options if bits[question, option.id] & mask)
