"""What rules take out of the running; before all, what runs today."""

from __future__ import annotations

from dataclasses import dataclass

from bot.advice.conditions import Answers
from bot.advice.knowledge import Rule
from bot.advice.prose import listed, stopped
from bot.advice.recommend import barred
from bot.advice.refusals import told_together
from bot.advice.rulebook import CompiledRule, Rulebook


@dataclass(frozen=True)
class Exclusion:
    """What one rule takes out of the running, and why."""

    text: str
    sources: tuple[str, ...]
    is_of_what_runs: bool


def exclusions(rulebook: Rulebook, answers: Answers) -> tuple[Exclusion, ...]:
    """What each rule takes out; first what runs today, where that is barred."""
    origin = barred(rulebook, answers)
    running = rulebook.knowledge.parts(origin) if origin else ()
    rules = (fired.rule for fired in rulebook.fired(answers) if fired.rule.rules_out)
    found = [_exclusion(rulebook, rule, running) for rule in told_together(rules)]
    return tuple(sorted(found, key=lambda exclusion: not exclusion.is_of_what_runs))


def _exclusion(rulebook: Rulebook, rule: Rule, running: tuple[str, ...]) -> Exclusion:
    names = [
        rulebook.knowledge.candidate_name(candidate) + (" (which runs today)" if candidate in running else "")
        for candidate in rule.rules_out
    ]
    verb = "are" if len(names) > 1 else "is"
    text = f"{listed(names)} {verb} out: {stopped(rule.because)}"
    return Exclusion(text, rule.sources, not {*running}.isdisjoint(rule.rules_out))


def worth_telling(rulebook: Rulebook, answers: Answers) -> list[CompiledRule]:
    """The rules that hold, but those that advise to stay on what runs today although it is barred."""
    fired = rulebook.fired(answers)
    origin = barred(rulebook, answers)
    return (
        fired if origin is None else [each for each in fired if not _advises_to_stay(rulebook, each, origin)]
    )


def _advises_to_stay(rulebook: Rulebook, compiled: CompiledRule, origin: str) -> bool:
    """Whether a rule looks at what runs, and nothing that is without that gains more by it."""
    looks_at_it = any(question in compiled.rule.when.questions() for question, _ in rulebook.running)
    gains = dict(zip(rulebook.candidates, compiled.points, strict=True))
    others = [points for name, points in gains.items() if origin not in rulebook.knowledge.parts(name)]
    return looks_at_it and gains[origin] >= max(others, default=0)
