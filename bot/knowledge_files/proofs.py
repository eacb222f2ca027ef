"""What must be true of a knowledge base beyond that it can be loaded: one function for each claim.

Each yields what it objects to; `lint.py` says which are run, and when.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from bot.advice.board import reduced
from bot.advice.conditions import Alternatives, alternatives
from bot.knowledge_files.cases import failure, key_of
from bot.knowledge_files.layout import HOUSE
from bot.knowledge_files.problems import Finding, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.advice.knowledge import KnowledgeBase, Path, Rule, Stack
    from bot.advice.questions import Condition, Option
    from bot.knowledge_files.evidence import Evidence

_IN_BRACES = re.compile(r"\{([^}]*)\}")
_WORD = re.compile(r"[a-z0-9-]+")


def sources_are_used(evidence: Evidence) -> Iterator[Finding]:
    """Every source backs something: a rule, claim, pitfall, companion, stack, path, disagreement or case."""
    cited = {
        HOUSE,
        *_cited(evidence.knowledge),
        *(case.source.split(",")[0].strip() for case in evidence.cases),
    }
    for source in evidence.knowledge.sources:
        if source.id not in cited:
            yield Finding(("sources", source.id), "nothing rests on this source; cite it or remove it")


def _cited(knowledge: KnowledgeBase) -> Iterator[str]:
    sourced: tuple[Rule | Stack | Path, ...] = (*knowledge.rules, *knowledge.stacks, *knowledge.paths)
    for backed in sourced:
        yield from backed.sources
    for rule in knowledge.rules:
        yield from (side.source for side in rule.disagreement)
    for framework in knowledge.frameworks:
        yield from (claim.source for claims in framework.aspects.values() for claim in claims)
        yield from (pitfall.source for pitfall in framework.pitfalls)
        yield from (companion.source for companion in framework.companions)


def aspects_are_used(evidence: Evidence) -> Iterator[Finding]:
    """Every aspect has a value for some framework."""
    valued = {aspect for framework in evidence.knowledge.frameworks for aspect in framework.aspects}
    for aspect in evidence.knowledge.aspects:
        if aspect.id not in valued:
            yield Finding(("aspects", aspect.id), "no framework has a value for this aspect")


def word_classes_are_used(evidence: Evidence) -> Iterator[Finding]:
    """Every word class stands in some phrase."""
    questions = evidence.knowledge.questions
    written = [phrase for question in questions for phrase in question.wordings]
    written += [phrase for question in questions for option in question.options for phrase in option.phrases]
    phrases = " ".join(written)
    used = {word for braces in _IN_BRACES.findall(phrases) for word in _WORD.findall(braces)}
    for word_class in evidence.knowledge.words:
        if word_class.id not in used:
            yield Finding(("words", word_class.id), "no phrase uses this word class")


def conditions_can_hold(evidence: Evidence) -> Iterator[Finding]:
    """Every rule can fire in an interview; every pitfall and companion can matter in one."""
    for keys, condition in evidence.conditions:
        if keys[0] == "questions":
            continue  # whether they can be asked is a claim of its own
        when = alternatives(condition, evidence.rulebook.bits)
        if not when:
            yield Finding(keys, "no answers can make this true")
        elif not reduced(evidence.rulebook, when, {}, 0):
            yield Finding(keys, f"{_unasked(condition, evidence.knowledge)}; change this or its `when`")


def _unasked(condition: Condition, knowledge: KnowledgeBase) -> str:
    """Which niche questions an interview leaves out where the rest of a condition holds."""
    mentioned = condition.questions()
    niche = [question.id for question in knowledge.questions if question.when and question.id in mentioned]
    return f"where the rest of this holds, no interview asks {listed(niche, 'or')}"


def options_can_be_reached(evidence: Evidence) -> Iterator[Finding]:
    """Every option is offered in some interview: nothing hides one but the `when` of its question.

    But what is volunteered, which nobody is asked.
    """
    asked = (question for question in evidence.knowledge.questions if not question.is_volunteered)
    for question in asked:
        if not reduced(evidence.rulebook, evidence.rulebook.asked_when[question.id], {}, 0):
            keys = ("questions", question.id, "when")
            yield Finding(keys, "no interview asks this question, so nobody reaches its options")


def rules_fire_in_a_case(evidence: Evidence) -> Iterator[Finding]:
    """Every rule is covered by a case in which it fires."""
    fired = frozenset().union(*evidence.fired)
    for rule in evidence.knowledge.rules:
        if rule.id not in fired:
            yield Finding(("rules", rule.id), "no case makes this rule fire; add one")


def rules_rest_in_a_case(evidence: Evidence) -> Iterator[Finding]:
    """Every rule is covered by a case in which it does not fire, unless it always does."""
    always = frozenset.intersection(*evidence.fired) if evidence.fired else frozenset()
    for compiled in evidence.rulebook.rules:
        if compiled.rule.id in always and {} not in compiled.when:
            yield Finding(
                ("rules", compiled.rule.id), "this rule fires in every case; add one in which it does not"
            )


def rules_say_a_thing_once(evidence: Evidence) -> Iterator[Finding]:
    """No two rules have the same condition and an effect in common, which would count twice."""
    rules = [(_canonical(rule.when), _effects(rule.rule), rule.rule.id) for rule in evidence.rulebook.rules]
    for (when, effects, first), (other_when, other_effects, second) in combinations(rules, 2):
        if when == other_when and (shared := sorted(effects & other_effects)):
            message = f"{first} has the same condition and also {listed(shared)}; join them"
            yield Finding(("rules", second), message)


def _canonical(when: Alternatives) -> frozenset[frozenset[tuple[str, int]]]:
    return frozenset(frozenset(conjunction.items()) for conjunction in when)


def _effects(rule: Rule) -> set[str]:
    given = {f"gives {framework} {strength}" for framework, strength in rule.gives.items()}
    cost = {f"costs {framework} {strength}" for framework, strength in rule.costs.items()}
    said = {f"cautions: {rule.caution}"} if rule.caution else set()
    verdict = {f"says {rule.verdict}"} if rule.verdict else set()
    return given | cost | said | verdict | {f"rules out {framework}" for framework in rule.rules_out}


def options_are_told_apart(evidence: Evidence) -> Iterator[Finding]:
    """Giving an option can matter: a condition, what runs or what is refused tells it from its siblings.

    One option of a question may stand for "none of these", on which nothing depends.
    """
    for question in evidence.knowledge.questions:
        mentions = [named for _, condition in evidence.conditions for named in _named(condition, question.id)]
        first: dict[tuple[object, ...], Option] = {}
        for option in question.options:
            traits = (option.has, option.refuses, *(option.id in named for named in mentions))
            twin = first.setdefault(traits, option)
            if twin is not option:
                keys = ("questions", question.id, "options", option.id)
                yield Finding(
                    keys, f"nothing tells this option from {twin.id}; add a rule for it or join them"
                )


def _named(condition: Condition, question: str) -> Iterator[frozenset[str]]:
    """The sets of options of a question that a condition names."""
    if question in condition.options:
        yield frozenset(condition.options[question])
    negated = (condition.negated,) if condition.negated else ()
    for nested in (*condition.all, *(condition.any or ()), *negated):
        yield from _named(nested, question)


def paths_can_be_taken(evidence: Evidence) -> Iterator[Finding]:
    """Every path starts at a framework of which some answer says that it already runs."""
    options = [option for question in evidence.knowledge.questions for option in question.options]
    running = {option.has for option in options}
    for path in evidence.knowledge.paths:
        if path.origin not in running:
            keys = ("paths", f"{path.origin}-to-{path.to}", "from")
            yield Finding(keys, f"no option says that {path.origin} already runs (has: {path.origin})")


def disputed_cases_come_in_pairs(evidence: Evidence) -> Iterator[Finding]:
    """Where two sources disagree about a situation, both cases are marked, and both expect candidates."""
    for case in evidence.cases:
        if case.disputed_by is None:
            continue
        keys = ("cases", key_of(case), "disputed_by")
        if evidence.case_by_key[case.disputed_by].disputed_by is None:
            yield Finding(
                keys, f"{case.disputed_by} is not marked as disputed in turn; give it `disputed_by`"
            )
        if not (case.expect or case.among):
            yield Finding(keys, "a disputed case needs expect or among")


def cases_hold(evidence: Evidence) -> Iterator[Finding]:
    """Every case gets what its source states."""
    for case in evidence.cases:
        partner = evidence.case_by_key[case.disputed_by] if case.disputed_by else None
        if told := failure(case, partner, evidence.rulebook):
            yield Finding(("cases", key_of(case)), told)
