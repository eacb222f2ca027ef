"""Every rule that applies, and every one that a single answer would bring in, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.advice.conditions import Answers
from bot.advice.explain import Missing, NearlyFired, nearly_fired
from bot.advice.knowledge import KnowledgeBase, Rule
from bot.advice.prose import listed, stopped
from bot.advice.questions import Question
from bot.advice.rulebook import Rulebook


@dataclass(frozen=True)
class Ruling:
    """What a rule does and why."""

    rule: str
    effect: str
    """In a few words: "Django +12, FastAPI -6"."""
    text: str
    sources: tuple[str, ...]
    condition: str = ""
    """The answer that would bring it in; empty where it applies."""
    is_open: bool = False
    """Whether that answer is one to a question that has none yet."""


def applied(rulebook: Rulebook, answers: Answers) -> tuple[Ruling, ...]:
    """The rules that apply, those that weigh most first."""
    knowledge = rulebook.knowledge
    rules = _heaviest_first(knowledge, (fired.rule for fired in rulebook.fired(answers)))
    return tuple(_ruling(knowledge, rule) for rule in rules)


def nearly_applied(rulebook: Rulebook, answers: Answers) -> tuple[Ruling, ...]:
    """The rules that one answer would bring in: open questions first, then those that weigh most."""
    knowledge = rulebook.knowledge
    nearly = {each.rule.id: each for each in nearly_fired(rulebook, answers)}
    rules = _heaviest_first(knowledge, (each.rule for each in nearly.values()))
    rulings = [_near(knowledge, answers, nearly[rule.id]) for rule in rules]
    return tuple(sorted(rulings, key=lambda ruling: not ruling.is_open))


def _heaviest_first(knowledge: KnowledgeBase, rules: Iterable[Rule]) -> list[Rule]:
    worth = knowledge.points_of

    def weight(rule: Rule) -> int:
        strengths = (*rule.gives.values(), *rule.costs.values())
        return max((worth[strength] for strength in strengths), default=0)

    return sorted(rules, key=lambda rule: (not rule.rules_out, -weight(rule)))


def _ruling(knowledge: KnowledgeBase, rule: Rule, condition: str = "", *, is_open: bool = False) -> Ruling:
    effect = ", ".join(_effects(knowledge, rule))
    caution = [stopped(rule.caution)] if rule.caution else []
    because = stopped(rule.because)
    text = " ".join([because, *caution] if effect else [*caution, because])
    return Ruling(rule.id, effect or _remark(rule), text, rule.sources, condition, is_open)


def _effects(knowledge: KnowledgeBase, rule: Rule) -> Iterator[str]:
    worth = knowledge.points_of
    for candidate in rule.rules_out:
        yield f"{_own_name(knowledge, candidate)} is out"
    points = {candidate: worth[strength] for candidate, strength in rule.gives.items()}
    points |= {
        candidate: points.get(candidate, 0) - worth[strength] for candidate, strength in rule.costs.items()
    }
    for candidate, worth_to_it in points.items():
        yield f"{_own_name(knowledge, candidate)} {worth_to_it:+d}"


def _own_name(knowledge: KnowledgeBase, candidate: str) -> str:
    """An add-on without what it extends, since only the add-on itself is meant."""
    framework = knowledge.framework_by_id.get(candidate)
    return framework.name if framework else knowledge.stack_by_id[candidate].name


def _remark(rule: Rule) -> str:
    """What a rule says that gives, costs and rules out nothing."""
    if rule.verdict:
        return "The choice matters little"
    return "Caution" if rule.caution else "Disputed"


def _near(knowledge: KnowledgeBase, answers: Answers, near: NearlyFired) -> Ruling:
    questions = knowledge.question_by_id
    unanswered = [missing for missing in near.missing if _is_open(questions[missing.question], answers)]
    shown = unanswered or near.missing
    condition = listed([_answer(questions[each.question], each) for each in shown], "or")
    return _ruling(knowledge, near.rule, condition, is_open=bool(unanswered))


def _is_open(question: Question, answers: Answers) -> bool:
    return question.option(answers.get(question.id, "")) is None


def _answer(question: Question, missing: Missing) -> str:
    labels = [f"“{option.label}”" for option in question.options if option.id in missing.options]
    return f"“{question.name}” were {listed(labels, 'or')}"
