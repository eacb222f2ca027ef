"""What the proofs look at: a knowledge base, compiled, and what its cases make of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bot.advice.rulebook import Rulebook
from bot.knowledge_files.cases import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.advice.knowledge import Case, Condition, KnowledgeBase
    from bot.knowledge_files.loader import Loaded


@dataclass(frozen=True)
class Finding:
    """What a proof objects to: the keys that lead there, and one plain sentence."""

    keys: tuple[str, ...]
    message: str


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
        return list(self._conditions())

    def _conditions(self) -> Iterator[tuple[tuple[str, ...], Condition]]:
        for rule in self.knowledge.rules:
            yield ("rules", rule.id, "when"), rule.when
        for question in self.knowledge.questions:
            if question.when is not None:
                yield ("questions", question.id, "when"), question.when
        for framework in self.knowledge.frameworks:
            keys = ("frameworks", framework.id)
            for position, pitfall in enumerate(framework.pitfalls, start=1):
                if pitfall.when is not None:
                    yield (*keys, "pitfalls", str(position), "when"), pitfall.when
            for companion in framework.companions:
                if companion.when is not None:
                    yield (*keys, "companions", companion.name, "when"), companion.when
