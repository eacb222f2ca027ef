"""What the proofs look at: a knowledge base, compiled, and what its cases make of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bot.advice.rulebook import Rulebook
from bot.knowledge_files.cases import key_of
from bot.knowledge_files.conditions import conditions_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.advice.knowledge import Case, KnowledgeBase
    from bot.advice.questions import Condition
    from bot.knowledge_files.loader import Loaded


@dataclass(frozen=True)
class Evidence:
    """A knowledge base and its cases, with what several proofs need of them."""

    knowledge: KnowledgeBase
    cases: tuple[Case, ...]

    @classmethod
    def of(cls, loaded: Loaded) -> Evidence:
        """What was loaded, to be examined."""
        return cls(loaded.knowledge, loaded.cases)

    @cached_property
    def rulebook(self) -> Rulebook:
        """The knowledge, compiled."""
        return Rulebook(self.knowledge)

    @cached_property
    def case_by_key(self) -> Mapping[str, Case]:
        """The cases by id, or by name where they have none."""
        return {key_of(case): case for case in self.cases}

    @cached_property
    def fired(self) -> Sequence[frozenset[str]]:
        """For each case the ids of the rules that hold."""
        return [
            frozenset(compiled.rule.id for compiled in self.rulebook.fired(case.answers))
            for case in self.cases
        ]

    @cached_property
    def conditions(self) -> Sequence[tuple[tuple[str, ...], Condition]]:
        """Every condition there is, with the keys that lead there."""
        return list(conditions_of(self.knowledge))
