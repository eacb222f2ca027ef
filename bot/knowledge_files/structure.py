"""What shape and references alone do not show: names taken twice, circles, words that mean something else."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from bot.advice.questions import NOT_SURE
from bot.knowledge_files.nodes import Items, Node, Table, Text, name_of
from bot.knowledge_files.problems import Problem
from bot.knowledge_files.references import OPERATORS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bot.knowledge_files.layers import Item

ByCollection = dict[str, list["Item"]]

EXPECTATIONS = ("expect", "among", "not", "path", "verdict")

RESERVED = (*OPERATORS, "options")
"""What no question may be called, because it has a meaning of its own in a condition."""


def structural(items: Mapping[str, Sequence[Item]]) -> Iterator[Problem]:
    """Everything that is wrong with how the items, by collection, stand to one another."""
    for check in _CHECKS:
        yield from check(items)


def _file_names(items: Mapping[str, Sequence[Item]]) -> Iterator[Problem]:
    for item in items["frameworks"]:
        stem = PurePath(item.node.file.label).stem
        if stem != item.id:
            yield _problem(item, item.node, ("id",), f"the file is called {stem}; call both the same")


def _reserved_questions(items: Mapping[str, Sequence[Item]]) -> Iterator[Problem]:
    for item in items["questions"]:
        if item.id in RESERVED:
            yield _problem(
                item, item.node, ("id",), f"{item.id} has a meaning in conditions; choose another id"
            )


def _options(items: Mapping[str, Sequence[Item]]) -> Iterator[Problem]:
    for item in items["questions"]:
        for option in _tables(item.node.get("options")):
            if option.text("id") == NOT_SURE:
                message = f"every question has {NOT_SURE} of itself; choose another id"
                yield _problem(item, option, ("options", NOT_SURE), message)
        yield from _repeated(item, "options", "id")
        yield from _repeated(item, "options", "label")


def _repeated(item: Item, key: str, inner: str) -> Iterator[Problem]:
    first: dict[str, Table] = {}
    for position, node in enumerate(_tables(item.node.get(key)), start=1):
        value = node.text(inner)
        earlier = first.setdefault(value, node) if value else node
        if earlier is not node:
            message = f"the {inner} {value} is given twice, first on line {earlier.line}"
            yield _problem(item, node, (key, name_of(node, position)), message)


def _candidates(items: Mapping[str, Sequence[Item]]) -> Iterator[Problem]:
    """Ids and other names by which people ask for a framework or a stack."""
    first: dict[str, Item] = {}
    for item in (*items["frameworks"], *items["stacks"]):
        names = {item.id, *(text.value for text in _texts(item.node.get("aliases")))}
        for name in sorted(names):
            earlier = first.setdefault(name.casefold(), item)
            if earlier is not item and (earlier.collection, earlier.id) != (item.collection, item.id):
                message = f"{name} is a name of {earlier.id} already, in {_place(earlier)}"
                yield _problem(item, item.node, (), message)


def _stack_parts(items: Mapping[str, Sequence[Item]]) -> Iterator[Problem]:
    for item in items["stacks"]:
        parts = [text.value for text in _texts(item.node.get("parts"))]
        for part in sorted({part for part in parts if parts.count(part) > 1}):
            yield _problem(item, item.node, ("parts", part), "this part is named twice")


def _rules_of_two_minds(items: Mapping[str, Sequence[Item]]) -> Iterator[Problem]:
    for item in items["rules"]:
        given = {key.value for key in _keys(item.node.get("gives"))}
        for key in _keys(item.node.get("costs")):
            if key.value in given:
                message = f"the rule also gives {key.value} points; keep the one that is meant"
                yield _problem(item, key, ("costs", key.value), message)


def _case_names(items: Mapping[str, Sequence[Item]]) -> Iterator[Problem]:
    first: dict[str, Item] = {}
    for item in items["cases"]:
        name = item.node.text("name")
        earlier = first.setdefault(name, item) if name else item
        if earlier is not item and earlier.id != item.id:
            yield _problem(
                item, item.node, ("name",), f"this name is given twice, first in {_place(earlier)}"
            )


def _case_expectations(items: Mapping[str, Sequence[Item]]) -> Iterator[Problem]:
    for item in items["cases"]:
        if not any(item.node.get(key) for key in EXPECTATIONS):
            yield _problem(
                item, item.node, (), f"the case expects nothing; add one of {', '.join(EXPECTATIONS)}"
            )


def _circles(items: Mapping[str, Sequence[Item]]) -> Iterator[Problem]:
    extends = {item.id: [item.node.text("extends") or ""] for item in items["frameworks"]}
    asked = {item.id: _questions_in(item.node.get("when")) for item in items["questions"]}
    yield from _circles_in(items["frameworks"], extends, "extends")
    yield from _circles_in(items["questions"], asked, "when")


def _circles_in(items: Sequence[Item], after: Mapping[str, list[str]], key: str) -> Iterator[Problem]:
    known: set[str] = set()
    for item in items:
        circle = _circle(item.id, after)
        if circle and not known & set(circle):
            known |= set(circle)
            node = item.node.get(key) or item.node
            yield _problem(
                item, node, (key,), f"this goes round in a circle: {' > '.join((*circle, item.id))}"
            )


def _circle(start: str, after: Mapping[str, list[str]]) -> list[str]:
    """The way from an id back to itself, or nothing. Walks every id once."""
    ways = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for following in after.get(way[-1], ()):
            if following == start:
                return way
            if following not in seen:
                seen.add(following)
                ways.append([*way, following])
    return []


def _questions_in(node: Node | None) -> list[str]:
    if isinstance(node, Items):
        return [question for inner in node.items for question in _questions_in(inner)]
    if not isinstance(node, Table):
        return []
    found = [key.value for key, _ in node.entries if key.value not in OPERATORS]
    nested = [value for key, value in node.entries if key.value in OPERATORS]
    return found + [question for value in nested for question in _questions_in(value)]


def _tables(node: Node | None) -> list[Table]:
    return [item for item in node.items if isinstance(item, Table)] if isinstance(node, Items) else []


def _texts(node: Node | None) -> list[Text]:
    return [item for item in node.items if isinstance(item, Text)] if isinstance(node, Items) else []


def _keys(node: Node | None) -> list[Text]:
    return [key for key, _ in node.entries] if isinstance(node, Table) else []


def _place(item: Item) -> str:
    return f"{item.node.file.label}:{item.node.line}"


def _problem(item: Item, node: Node, keys: tuple[str, ...], message: str) -> Problem:
    return Problem(node.file.label, node.line, (*item.keys, *keys), message)


_CHECKS: Sequence[Callable[[Mapping[str, Sequence[Item]]], Iterator[Problem]]] = (
    _file_names,
    _reserved_questions,
    _options,
    _candidates,
    _stack_parts,
    _rules_of_two_minds,
    _case_names,
    _case_expectations,
    _circles,
)
