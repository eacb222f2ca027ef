"""What the sources say about an aspect of a framework: every value with who holds it, nothing averaged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.advice.knowledge import Claim, KnowledgeBase


@dataclass(frozen=True)
class Value:
    """One value, and all who say just that."""

    says: str
    claimed: tuple[tuple[str, str], ...]
    """The id of each source, and as of when it says so; empty where that is not known."""


@dataclass(frozen=True)
class Spread:
    """All that is claimed about one aspect of one framework."""

    framework: str
    """The name that people read."""
    aspect: str
    """Likewise."""
    values: tuple[Value, ...]


def by_value(claims: Iterable[Claim]) -> tuple[Value, ...]:
    """The different values in the order in which they are first claimed."""
    said: dict[str, list[tuple[str, str]]] = {}
    for claim in claims:
        said.setdefault(claim.says, []).append((claim.source, claim.as_of))
    return tuple(Value(says, tuple(claimed)) for says, claimed in said.items())


def spreads(
    knowledge: KnowledgeBase, frameworks: Sequence[str], aspects: Iterable[str]
) -> tuple[Spread, ...]:
    """What is claimed about some aspects of some frameworks, aspect by aspect.

    Raises KeyError for an id that is no framework; aspects that do not exist are left out.
    """
    names = {aspect.id: aspect.name for aspect in knowledge.aspects}
    known = (aspect for aspect in dict.fromkeys(aspects) if aspect in names)
    return tuple(
        found for aspect in known for found in _spreads(knowledge, frameworks, aspect, names[aspect])
    )


def _spreads(knowledge: KnowledgeBase, frameworks: Sequence[str], aspect: str, name: str) -> Iterator[Spread]:
    for framework in (knowledge.framework_by_id[each] for each in dict.fromkeys(frameworks)):
        if values := by_value(framework.aspects.get(aspect, ())):
            yield Spread(framework.name, name, values)
