"""One YAML file -> a node, or what keeps it from being read.

Only the plain part of YAML is taken: text, lists and mappings. Aliases and tags, with which a small file can
unfold into a huge one or into objects, are refused, and nothing is ever unfolded to find that out.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from bot.knowledge_files.nodes import Items, KnowledgeFile, Node, Table, Text
from bot.knowledge_files.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML was installed without its C part: the same, but slower
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]  # both read the same events

MAX_BYTES = 1_000_000
MAX_DEPTH = 20

_TAB = re.compile(r"^[ ]*\t", re.MULTILINE)
_OPENING = (yaml.SequenceStartEvent, yaml.MappingStartEvent)
_CLOSING = (yaml.SequenceEndEvent, yaml.MappingEndEvent)


class UnreadableError(Exception):
    """The file cannot be read at all; carries the problems that say why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems


def read(path: Path, file: KnowledgeFile) -> Node | None:
    """What the file holds, or None when it holds nothing but comments.

    Raises UnreadableError for a file that is missing, larger than MAX_BYTES, not UTF-8, or not the plain part
    of YAML.
    """
    text = _decoded(_bytes(path, file), file)
    if tab := _TAB.search(text):
        raise UnreadableError(_problem(file, _line(text, tab.start()), "indented with a tab; use spaces"))
    try:
        return _Builder(file).build(text)
    except yaml.YAMLError as error:
        raise UnreadableError(_syntax_problem(error, file, text)) from error


def _bytes(path: Path, file: KnowledgeFile) -> bytes:
    if not path.exists():
        told = "this link leads to no file; mend or remove it" if path.is_symlink() else "the file is missing"
        raise UnreadableError(_problem(file, 1, told))
    if not path.is_file():
        raise UnreadableError(_problem(file, 1, "this is no regular file"))
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableError(_problem(file, 1, f"the file cannot be read: {error.strerror}")) from error
    if len(content) > MAX_BYTES:
        raise UnreadableError(_problem(file, 1, "the file is larger than 1 MB; split it"))
    return content


def _decoded(content: bytes, file: KnowledgeFile) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableError(_problem(file, line, "this is not UTF-8; save the file as UTF-8")) from error


def _syntax_problem(error: yaml.YAMLError, file: KnowledgeFile, text: str) -> Problem:
    if isinstance(error, yaml.reader.ReaderError):
        bad = next((match.start() for match in yaml.reader.Reader.NON_PRINTABLE.finditer(text)), 0)
        return _problem(
            file, _line(text, bad), f"the character {text[bad]!r} cannot stand in YAML; remove it"
        )
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        reason = ", ".join(part for part in (error.context, error.problem) if part)
        return _problem(file, error.problem_mark.line + 1, f"this is not YAML: {reason}")
    return _problem(file, 1, f"this is not YAML: {error}")


def _problem(file: KnowledgeFile, line: int, message: str) -> Problem:
    return Problem(file.label, line, (), message)


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _line_of(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


class _Builder:
    """Builds the node from the parser's events."""

    def __init__(self, file: KnowledgeFile) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.open: list[tuple[yaml.NodeEvent, list[Node]]] = []
        self.roots: list[Node] = []

    def build(self, text: str) -> Node | None:
        """The node of the only document."""
        for event in _node_events(text):
            self._take(event)
        if len(self.roots) > 1:
            self._refuse(
                self.roots[1].line, "a second document (---) is not used here; write one file for each"
            )
        if self.problems:
            raise UnreadableError(*self.problems)
        return next((root for root in self.roots if not (isinstance(root, Text) and not root.value)), None)

    def _take(self, event: yaml.Event) -> None:
        line = _line_of(event)
        if isinstance(event, _CLOSING):
            opened, items = self.open.pop()
            self._add(self._closed(opened, items))
            return
        self._refuse_what_unfolds(event, line)
        if isinstance(event, _OPENING):
            self._descend(event, line)
        else:
            self._add(Text(getattr(event, "value", ""), self.file, line))

    def _refuse_what_unfolds(self, event: yaml.Event, line: int) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            self._refuse(line, f"aliases are not used here; write out what *{anchor} stands for")
        elif anchor:
            self._refuse(line, f"anchors are not used here; remove &{anchor}")
        elif tag:
            self._refuse(line, f"tags are not used here; remove {tag}")

    def _descend(self, event: yaml.NodeEvent, line: int) -> None:
        if len(self.open) == MAX_DEPTH:
            self._refuse(line, f"nested more than {MAX_DEPTH} levels deep")
            raise UnreadableError(*self.problems)
        self.open.append((event, []))

    def _closed(self, opened: yaml.NodeEvent, items: list[Node]) -> Node:
        line = _line_of(opened)
        if isinstance(opened, yaml.SequenceStartEvent):
            return Items(tuple(items), self.file, line)
        return Table(tuple(self._entries(items)), self.file, line)

    def _entries(self, items: list[Node]) -> Iterator[tuple[Text, Node]]:
        for key, value in zip(items[::2], items[1::2], strict=True):
            if isinstance(key, Text):
                yield key, value
            else:
                self._refuse(
                    key.line, "a key must be plain text; put quotes around text that begins with { or ["
                )

    def _add(self, node: Node) -> None:
        (self.open[-1][1] if self.open else self.roots).append(node)

    def _refuse(self, line: int, message: str) -> None:
        self.problems.append(_problem(self.file, line, message))


def _node_events(text: str) -> Iterator[yaml.Event]:
    nodes = (*_OPENING, *_CLOSING, yaml.ScalarEvent, yaml.AliasEvent)
    return (event for event in yaml.parse(text, Loader=_Loader) if isinstance(event, nodes))
