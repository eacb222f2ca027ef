"""What a replacement in a later folder leaves behind in the earlier ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.knowledge_files.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.knowledge_files.layers import Item
    from bot.knowledge_files.nodes import Table
    from bot.knowledge_files.shape import Flaw


@dataclass(frozen=True)
class Replacement:
    """An item that took the place of one of an earlier folder."""

    collection: str
    id: str
    """Of what it replaced."""
    node: Table

    @property
    def place(self) -> str:
        """The file and the line."""
        return f"{self.node.file.label}:{self.node.line}"


def cause(flaw: Flaw, replacements: Iterable[Replacement]) -> Replacement | None:
    """The later replacement that took away what an earlier file refers to."""
    named = flaw.problem.keys[2:]
    return next(
        (each for each in replacements if each.node.file.layer > flaw.node.file.layer and each.id in named),
        None,
    )


def left_without(flaw: Flaw, replacement: Replacement) -> Problem:
    """The problem, told where it can be mended: at the replacement."""
    told = flaw.problem
    message = (
        f"{told.keys[-1]} is gone with it, but {' > '.join(told.keys[:2])} in {told.file}:{told.line} "
        "rests on it; keep it, or replace that as well"
    )
    keys = (replacement.collection, replacement.id, "replaces")
    return Problem(replacement.node.file.label, replacement.node.line, keys, message)


def no_longer_applies(flaw: Flaw, replacement: Replacement) -> Problem:
    """What is noted of a case that speaks of what was replaced."""
    told = flaw.problem
    message = f"no longer applies: {replacement.place} replaces {replacement.id}"
    return Problem(told.file, told.line, told.keys[:2], message)


def no_longer_disputed(item: Item, partner: str | None) -> Problem:
    """What is noted of a case whose other side no longer applies."""
    node = item.node
    return Problem(
        node.file.label, node.line, item.keys, f"no longer applies: nor does {partner}, which disputes it"
    )
