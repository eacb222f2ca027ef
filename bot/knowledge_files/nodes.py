"""What a YAML file holds, every value with the place where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class KnowledgeFile:
    """A file as problems name it, and which of the layered folders it stands in (the shipped one is 0)."""

    label: str
    layer: int


@dataclass(frozen=True, eq=False, slots=True)
class Text:
    """A scalar: always text, so that 5.10 stays 5.10 and no stays no."""

    value: str
    file: KnowledgeFile
    line: int


@dataclass(frozen=True, eq=False, slots=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    file: KnowledgeFile
    line: int


@dataclass(frozen=True, eq=False, slots=True)
class Table:
    """A mapping, in the order in which it is written."""

    entries: tuple[tuple[Text, Node], ...]
    file: KnowledgeFile
    line: int

    def get(self, key: str) -> Node | None:
        """The value of that key, or None."""
        return next((value for name, value in self.entries if name.value == key), None)

    def text(self, key: str) -> str | None:
        """The value of that key where it is text that says something, or None."""
        value = self.get(key)
        return value.value.strip() or None if isinstance(value, Text) else None

    def without(self, *keys: str) -> Table:
        """The same table, lacking those keys."""
        kept = tuple(entry for entry in self.entries if entry[0].value not in keys)
        return Table(kept, self.file, self.line)

    def plus(self, key: str, value: Node) -> Table:
        """The same table with one more entry, which stands where the table stands."""
        return Table((*self.entries, (Text(key, self.file, self.line), value)), self.file, self.line)


Node: TypeAlias = Text | Items | Table
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"


def plain(node: Node) -> Plain:
    """The value without its places."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return {key.value: plain(value) for key, value in node.entries}


def name_of(node: Node, position: int) -> str:
    """What to call an item of a list: its id, else its name or its text, else its position from 1."""
    if isinstance(node, Text):
        return node.value or str(position)
    if isinstance(node, Table):
        return node.text("id") or node.text("name") or _ways(node) or str(position)
    return str(position)


def _ways(node: Table) -> str | None:
    """A path bears no id: it is called by its two ends, such as flask-to-quart."""
    origin, to = node.text("from"), node.text("to")
    return f"{origin}-to-{to}" if origin and to else None
