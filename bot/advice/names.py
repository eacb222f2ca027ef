"""What people call frameworks and stacks: ids, names and aliases, however they are written."""

from __future__ import annotations

import re

from bot.advice.knowledge import Framework, KnowledgeBase, Stack


def plain(name: str) -> str:
    """A name without what people write in different ways: capitals, spaces, dots, hyphens."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def names_of(knowledge: KnowledgeBase) -> dict[str, str]:
    """The ids of frameworks and stacks by their plain names."""
    named: tuple[Framework | Stack, ...] = (*knowledge.frameworks, *knowledge.stacks)
    return {plain(name): each.id for each in named for name in (each.id, each.name, *each.aliases)}
