"""Frameworks side by side, aspect by aspect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.advice.knowledge import Aspect, Claim, Framework, KnowledgeBase


@dataclass(frozen=True)
class Cell:
    """What is claimed about one aspect of one framework."""

    claims: tuple[Claim, ...] = ()
    inherited_from: Framework | None = None
    """What it extends, where the claims are about that and nothing is claimed about itself."""


@dataclass(frozen=True)
class Row:
    """One aspect: what is claimed about each framework, in the order of `Comparison.frameworks`."""

    aspect: Aspect
    cells: tuple[Cell, ...]

    @property
    def is_known(self) -> bool:
        """Whether anything is claimed about any of them."""
        return any(cell.claims for cell in self.cells)

    @property
    def differs(self) -> bool:
        """Whether the frameworks are not all said to be the same."""
        return len({frozenset(claim.says for claim in cell.claims) for cell in self.cells}) > 1


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
    return Comparison(chosen, tuple(row for row in rows if row.is_known and (everything or row.differs)))


def _row(knowledge: KnowledgeBase, aspect: Aspect, frameworks: Sequence[Framework]) -> Row:
    return Row(aspect, tuple(_cell(knowledge, framework, aspect.id) for framework in frameworks))


def _cell(knowledge: KnowledgeBase, framework: Framework, aspect: str) -> Cell:
    """What is claimed about a framework; about an add-on, else what is claimed about what it extends."""
    for part in reversed(knowledge.parts(framework.id)):
        base = knowledge.framework_by_id[part]
        if claims := base.aspects.get(aspect):
            return Cell(claims, None if base is framework else base)
    return Cell()
