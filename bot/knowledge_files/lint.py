"""`framework-advisor check`: the proofs and notes, run over every layer of the knowledge.

Each folder is examined together with those before it, and held to account for its own files alone. A team
that forbids Django therefore does not break the shipped cases, and its own cases see its own rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from bot.knowledge_files import notes as told
from bot.knowledge_files import proofs
from bot.knowledge_files.evidence import Evidence
from bot.knowledge_files.loader import load
from bot.knowledge_files.problems import Finding, KnowledgeError, Problem
from bot.knowledge_files.questions_matter import questions_can_matter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from bot.knowledge_files.loader import Loaded

Proof: TypeAlias = "Callable[[Evidence], Iterator[Finding]]"

PROOFS: Sequence[Proof] = (
    proofs.sources_are_used,
    proofs.aspects_are_used,
    proofs.word_classes_are_used,
    proofs.conditions_can_hold,
    proofs.options_can_be_reached,
    proofs.rules_say_a_thing_once,
    proofs.options_are_told_apart,
    proofs.paths_can_be_taken,
    proofs.disputed_cases_come_in_pairs,
    proofs.cases_hold,
    questions_can_matter,
)

COVERAGE: Sequence[Proof] = (proofs.rules_fire_in_a_case, proofs.rules_rest_in_a_case)
"""Demanded of the shipped rules; of a team's own rules only noted, so that three lines remain three lines."""

NOTES: Sequence[Proof] = (told.claims_that_differ, told.missing_values)


def check(loaded: Loaded) -> tuple[Problem, ...]:
    """Everything that a proof objects to, sorted."""
    return _examine(loaded, lambda layer: PROOFS if layer else (*PROOFS, *COVERAGE))


def notes(loaded: Loaded) -> tuple[Problem, ...]:
    """What is good to know and not wrong: differing claims, missing values, house rules without a case.

    Also cases that no longer apply.
    """
    noted = _examine(loaded, lambda layer: (*NOTES, *COVERAGE) if layer else NOTES)
    return tuple(sorted({*noted, *loaded.outdated}))


def _examine(loaded: Loaded, chosen: Callable[[int], Iterable[Proof]]) -> tuple[Problem, ...]:
    last = len(loaded.folders) - 1
    problems = set(_problems(loaded, last, chosen(last)))
    for layer in range(last):
        try:
            below = load(loaded.folders[: layer + 1])
        except (
            KnowledgeError
        ) as error:  # broken where a later folder replaces it: it loads only with that one
            problems |= set(error.problems)
        else:
            problems |= set(_problems(below, layer, chosen(layer)))
    return tuple(sorted(problems))


def _problems(loaded: Loaded, layer: int, chosen: Iterable[Proof]) -> Iterator[Problem]:
    evidence = Evidence.of(loaded)
    for proof in chosen:
        for finding in proof(evidence):
            if loaded.place(finding.keys).file.layer == layer:
                yield loaded.problem(finding)
