"""Frameworks side by side, aspect by aspect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.advice.knowledge import Aspect, Claim, Framework, KnowledgeBase


@dataclass(frozen=True)
class Row:
    """One aspect: the claims about each framework, in the order of `Comparison.frameworks`."""

    aspect: Aspect
    cells: tuple[tuple[Claim, ...], ...]

    @property
    def differs(self) -> bool:
        """Whether the frameworks are not all said to be the same."""
        return len({frozenset(claim.says for claim in cell) for cell in self.cells}) > 1


@dataclass(frozen=True)
class Comparison:
    """What is claimed about some frameworks."""

    frameworks: tuple[Framework, ...]
    rows: tuple[Row, ...]


def compare(knowledge: KnowledgeBase, frameworks: Sequence[str], *, everything: bool = False) -> Comparison:
    """Put frameworks side by side: the aspects in which they differ, or all of which something is claimed.

    Raises KeyError for an id that is no framework.
    """
    chosen = tuple(knowledge.framework_by_id[framework] for framework in frameworks)
    rows = (_row(knowledge, aspect, chosen) for aspect in knowledge.aspects)
    return Comparison(chosen, tuple(row for row in rows if any(row.cells) and (everything or row.differs)))


def _row(knowledge: KnowledgeBase, aspect: Aspect, frameworks: Sequence[Framework]) -> Row:
    return Row(aspect, tuple(_claims(knowledge, framework, aspect.id) for framework in frameworks))


def _claims(knowledge: KnowledgeBase, framework: Framework, aspect: str) -> tuple[Claim, ...]:
    """What is claimed about a framework; about an add-on, else what is claimed about what it extends."""
    parts = (knowledge.framework_by_id[part] for part in reversed(knowledge.parts(framework.id)))
    return next((part.aspects[aspect] for part in parts if part.aspects.get(aspect)), ())
