"""Folders laid over one another: what a later one adds, replaces, or adds to.

An item of a later folder stands beside the earlier ones; with `replaces: <id>` it takes the place of one;
with `adds_to: <id>` it adds to one (new keys, more list items; list items with an id are added to in turn).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.knowledge_files.layout import HOUSE, Collection
from bot.knowledge_files.nodes import Items, Node, Table, Text, name_of
from bot.knowledge_files.outdated import Replacement
from bot.knowledge_files.problems import Problem, hint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

DIRECTIVES = ("replaces", "adds_to")

SOURCED = {"rules": "sources", "stacks": "sources", "paths": "sources", "cases": "source"}
"""The key that a later folder may leave out: what it says counts as its own word."""


@dataclass(frozen=True, eq=False)
class Item:
    """One source, question, rule ..., its id (or what it is called without one), and where it stands."""

    collection: Collection
    id: str
    node: Table

    @property
    def keys(self) -> tuple[str, str]:
        """The first two keys of the path to anything inside."""
        return self.collection.name, self.id


class Layers:
    """Gathers the items of one collection, folder by folder."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self.items: list[Item] = []
        self.problems: list[Problem] = []
        self.replaced: dict[str, Replacement] = {}
        """What last took the place of each id."""

    def lay(self, nodes: Sequence[Table]) -> None:
        """Take the items of the next file."""
        for position, node in enumerate(nodes, start=1):
            self._lay_one(node, position)

    def _lay_one(self, node: Table, position: int) -> None:
        directive = next((key for key in DIRECTIVES if node.get(key)), None)
        written = _attributed(self.collection, node.without(directive) if directive else node)
        if directive is None:
            self.items.append(Item(self.collection, name_of(written, position), written))
        elif (target := self._target(node, directive)) is not None:
            self._change(directive, target, written)

    def _change(self, directive: str, target: Item, written: Table) -> None:
        place = self.items.index(target)
        if directive == "replaces":
            self.replaced[target.id] = Replacement(self.collection.name, target.id, written)
            named = (
                written if written.get("id") or not target.node.get("id") else _with_id(written, target.id)
            )
            self.items[place] = Item(self.collection, name_of(named, place), named)
        elif self.collection.grows:
            self.items[place] = Item(
                self.collection, target.id, self._sum(target.node, written, (target.id,))
            )
        else:
            message = f"nothing can be added to a {self.collection.one}; write `replaces: {target.id}`"
            self._report(written, (target.id, directive), message)

    def _target(self, node: Table, directive: str) -> Item | None:
        wanted = node.text(directive) or ""
        earlier = [item for item in self.items if item.node.file.layer < node.file.layer]
        target = next((item for item in earlier if item.id == wanted), None)
        if target is None:
            self._report(node, (directive, wanted), self._why_none(wanted, [item.id for item in earlier]))
        return target

    def _why_none(self, wanted: str, earlier: Sequence[str]) -> str:
        if (taken := self.replaced.get(wanted)) is not None:
            return f"this is replaced already, in {taken.place}; say it there"
        return f"no such {self.collection.one} in an earlier folder{hint(wanted, earlier)}"

    def _sum(self, old: Table, new: Table, keys: tuple[str, ...]) -> Table:
        merged = {key.value: (key, value) for key, value in old.entries}
        for key, value in new.entries:
            before = merged.get(key.value)
            path = (*keys, key.value)
            merged[key.value] = (key, self._grown(before[1], value, path)) if before else (key, value)
        return Table(tuple(merged.values()), old.file, old.line)

    def _grown(self, old: Node, new: Node, keys: tuple[str, ...]) -> Node:
        if isinstance(old, Table) and isinstance(new, Table):
            return self._sum(old, new, keys)
        if isinstance(old, Items) and isinstance(new, Items):
            return self._longer(old, new, keys)
        if not (isinstance(old, Text) and isinstance(new, Text) and old.value == new.value):
            self._report(new, keys, "this has a value already; `adds_to` adds, only `replaces` changes")
        return old

    def _longer(self, old: Items, new: Items, keys: tuple[str, ...]) -> Items:
        items = list(old.items)
        ids = {node.text("id"): position for position, node in enumerate(items) if isinstance(node, Table)}
        for node in new.items:
            node_id = node.text("id") if isinstance(node, Table) else None
            before = items[ids[node_id]] if node_id in ids and node_id else None
            if before is not None and node_id is not None:
                items[ids[node_id]] = self._grown(before, node, (*keys, node_id))
            else:
                items.append(node)
        return Items(tuple(items), old.file, old.line)

    def _report(self, node: Node, keys: Iterable[str], message: str) -> None:
        self.problems.append(Problem(node.file.label, node.line, (self.collection.name, *keys), message))


def duplicates(items: Iterable[Item]) -> Iterator[Problem]:
    """Items with the id of an earlier one."""
    first: dict[str, Item] = {}
    for item in items:
        earlier = first.setdefault(item.id, item)
        if earlier is not item and not item.id.isdecimal():
            yield Problem(item.node.file.label, item.node.line, item.keys, _twice(earlier.node, item))


def _twice(first: Table, second: Item) -> str:
    place = f"{first.file.label}:{first.line}"
    if second.node.file.layer > first.file.layer:
        return f"this id is taken in {place}; to take its place write `replaces: {second.id}`"
    return f"this id is given twice, first in {place}"


def _with_id(node: Table, item_id: str) -> Table:
    return node.plus("id", Text(item_id, node.file, node.line))


def _attributed(collection: Collection, node: Table) -> Table:
    """In a team's own folder a rule without `when` always holds, and what has no source is the team's own."""
    if node.file.layer == 0 or node.get("adds_to"):
        return node
    own = Text(HOUSE, node.file, node.line)
    key = SOURCED.get(collection.name)
    if key and node.get(key) is None:
        node = node.plus(key, own if key == "source" else Items((own,), node.file, node.line))
    if collection.name == "rules" and node.get("when") is None:
        node = node.plus("when", Table((), node.file, node.line))
    return node
