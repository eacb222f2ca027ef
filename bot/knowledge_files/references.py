"""Whether what the files name exists, wherever they name it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from bot.advice.questions import AND, NOT_SURE
from bot.advice.reading.phrases import ANY_FRAMEWORK, HAS, REFUSED, Atom, PhraseError, compile_phrase
from bot.knowledge_files.nodes import Items, Node, Table, Text, name_of
from bot.knowledge_files.problems import Problem, hint
from bot.knowledge_files.shape import Flaw

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from bot.knowledge_files.layers import Item

OPERATORS = ("all", "any", "not")
"""Keys of a condition that are no questions."""

EACH, KEYS, VALUES = "*", "<keys>", "<values>"
"""Steps of a place: each item of a list; each key of a mapping; each value of a mapping."""

_CONDITION = "condition"
ANSWERS = "answers"
_PHRASE = "phrase"
_RUNNING = "running"
_REFUSING = "refusing"
CITATION = "citation"
_SIBLING = "sibling"

PLACES: Mapping[str, Sequence[tuple[str, str]]] = {
    "questions": (
        ("when", _CONDITION),
        ("options * has", "framework"),
        ("options * refuses *", "framework"),
        ("options * combines *", _SIBLING),
        ("options * phrases *", _PHRASE),
        ("running *", _RUNNING),
        ("refusing *", _REFUSING),
        ("idioms *", _PHRASE),
    ),
    "frameworks": (
        ("extends", "framework"),
        ("aspects <keys>", "aspect"),
        ("aspects <values> * source", "source"),
        ("pitfalls * source", "source"),
        ("pitfalls * when", _CONDITION),
        ("pitfalls * about *", "aspect"),
        ("companions * source", "source"),
        ("companions * when", _CONDITION),
    ),
    "stacks": (("parts *", "framework"), ("costs", "strength"), ("sources *", "source")),
    "rules": (
        ("when", _CONDITION),
        ("gives <keys>", "candidate"),
        ("gives <values>", "strength"),
        ("costs <keys>", "candidate"),
        ("costs <values>", "strength"),
        ("rules_out *", "candidate"),
        ("disagreement * framework", "candidate"),
        ("disagreement * source", "source"),
        ("about *", "aspect"),
        ("sources *", "source"),
    ),
    "paths": (("from", "framework"), ("to", "candidate"), ("sources *", "source")),
    "cases": (
        ("source", CITATION),
        ("answers", ANSWERS),
        ("expect", "candidate"),
        ("among *", "candidate"),
        ("not *", "candidate"),
        ("disputed_by", "case"),
    ),
}
"""Where the items of a collection name something, and of which kind it is."""

_WORD_CLASS = re.compile(r"\{([a-z0-9-]+)\}")


@dataclass(frozen=True)
class Known:
    """Every id that can be referred to."""

    ids: Mapping[str, Sequence[str]]
    """By kind. A kind whose files could not all be read is absent: what refers to it is not judged."""
    options: Mapping[str, Sequence[str]]
    """By question."""
    volunteered: frozenset[str]
    """The questions to which several options may be one answer."""

    @cached_property
    def classes(self) -> Mapping[str, Atom]:
        """What may stand in the braces of a phrase: a word class, or the names of one or any framework."""
        return dict.fromkeys((*self.ids["word class"], *self.ids["framework"], ANY_FRAMEWORK), Atom())

    @classmethod
    def of(cls, items: Iterable[Item], unread: Iterable[str]) -> Known:
        """Collect the ids of all items but those of the collections that could not be read."""
        ids: dict[str, list[str]] = defaultdict(list)
        options = {}
        volunteered = set()
        for item in items:
            ids[item.collection.one].append(item.id)
            if item.collection.name in ("frameworks", "stacks"):
                ids["candidate"].append(item.id)
            if item.collection.name == "questions":
                options[item.id] = _ids_in(item.node.get("options"))
                if any(True for _ in _reach(item.node, ["options", EACH, "refuses"], ())):
                    volunteered.add(item.id)
        blind = set(unread) | ({"candidate"} if {"framework", "stack"} & set(unread) else set())
        kinds = {*_KINDS, *ids} - blind
        return cls({kind: ids[kind] for kind in kinds}, options, frozenset(volunteered))

    def are_several(self, question: str, answer: str) -> bool:
        """Whether an answer stands for several options: "django-and-flask"."""
        parts = answer.split(AND)
        return question in self.volunteered and all(part in self.options[question] for part in parts)


_KINDS = ("source", "aspect", "strength", "word class", "question", "framework", "candidate", "case")


def _ids_in(node: Node | None) -> list[str]:
    items = node.items if isinstance(node, Items) else ()
    return [found for item in items if isinstance(item, Table) and (found := item.text("id"))]


Reached: TypeAlias = "tuple[Node, tuple[str, ...]]"


def broken(item: Item, known: Known) -> Iterator[Flaw]:
    """Every reference of an item that leads nowhere."""
    for place, kind in PLACES.get(item.collection.name, ()):
        for node, keys in _reach(item.node, place.split(), item.keys):
            yield from _CHECKS.get(kind, _Plain(kind))(node, keys, known)


def _reach(node: Node, steps: Sequence[str], keys: tuple[str, ...]) -> Iterator[Reached]:
    if not steps:
        yield node, keys
        return
    for inner, name in _step(node, steps[0]):
        yield from _reach(inner, steps[1:], (*keys, name))


def _step(node: Node, step: str) -> Iterator[tuple[Node, str]]:
    if isinstance(node, Items) and step == EACH:
        yield from ((inner, name_of(inner, position)) for position, inner in enumerate(node.items, start=1))
    elif isinstance(node, Table) and step == KEYS:
        yield from ((key, key.value) for key, _ in node.entries)
    elif isinstance(node, Table):
        yield from ((value, key.value) for key, value in node.entries if step in (VALUES, key.value))


@dataclass(frozen=True)
class _Plain:
    """Checks text that is an id of one kind."""

    kind: str

    def __call__(self, node: Node, keys: tuple[str, ...], known: Known) -> Iterator[Flaw]:
        if isinstance(node, Text) and node.value and self.kind in known.ids:
            told = "framework" if self.kind == "candidate" else self.kind
            yield from _unknown(node, node.value, keys, told, known.ids[self.kind])


def _unknown(node: Text, word: str, keys: tuple[str, ...], kind: str, known: Sequence[str]) -> Iterator[Flaw]:
    if word not in known:
        path = keys if keys[-1] == word else (*keys, word)
        yield _flaw(node, path, f"no such {kind}{hint(word, known)}")


def _condition(node: Node, keys: tuple[str, ...], known: Known) -> Iterator[Flaw]:
    for key, value in node.entries if isinstance(node, Table) else ():
        path = (*keys, key.value)
        if key.value == "not":
            yield from _condition(value, path, known)
        elif key.value in OPERATORS:
            yield from _conditions(value, path, known)
        else:
            yield from _Plain("question")(key, path, known)
            yield from _options(key.value, value, path, known)


def _conditions(node: Node, keys: tuple[str, ...], known: Known) -> Iterator[Flaw]:
    if isinstance(node, Items) and not node.items:
        yield _flaw(node, keys, "no condition stands here; name one or remove the key")
    for inner, path in _reach(node, [EACH], keys) if isinstance(node, Items) else ():
        yield from _condition(inner, path, known)


def _options(question: str, node: Node, keys: tuple[str, ...], known: Known) -> Iterator[Flaw]:
    if isinstance(node, Items) and not node.items:
        yield _flaw(node, keys, "no option stands here; name at least one")
    for option in node.items if isinstance(node, Items) else (node,):
        if not isinstance(option, Text) or not option.value:
            continue
        if option.value == NOT_SURE:
            yield _flaw(
                option, (*keys, NOT_SURE), "a condition cannot depend on not-sure, which counts as open"
            )
        elif "question" in known.ids and question in known.options:
            yield from _unknown(option, option.value, keys, "option", known.options[question])


def _answers(node: Node, keys: tuple[str, ...], known: Known) -> Iterator[Flaw]:
    for key, value in node.entries if isinstance(node, Table) else ():
        path = (*keys, key.value)
        yield from _Plain("question")(key, path, known)
        if (
            isinstance(value, Text)
            and value.value != NOT_SURE
            and not known.are_several(key.value, value.value)
        ):
            yield from _options(key.value, value, path, known)


def _sibling(node: Node, keys: tuple[str, ...], known: Known) -> Iterator[Flaw]:
    """An option of the question in which this stands, which is the second of the keys."""
    yield from _options(keys[1], node, keys, known)


def _phrase(node: Node, keys: tuple[str, ...], known: Known) -> Iterator[Flaw]:
    """A class in braces is a word class, or a framework's id, which stands for the framework's names."""
    yield from _wording(node, keys, known)


def _running(node: Node, keys: tuple[str, ...], known: Known) -> Iterator[Flaw]:
    """Like a phrase, and {has} stands for the framework of an option."""
    yield from _wording(node, keys, known, {HAS: Atom(about_framework=True)})


def _refusing(node: Node, keys: tuple[str, ...], known: Known) -> Iterator[Flaw]:
    """Like a phrase, and {refused} stands for the framework that an option refuses."""
    yield from _wording(node, keys, known, {REFUSED: Atom()})


def _wording(
    node: Node, keys: tuple[str, ...], known: Known, more: Mapping[str, Atom] | None = None
) -> Iterator[Flaw]:
    if isinstance(node, Text) and not node.value.strip():
        yield _flaw(node, keys, "nothing stands here; a wording is needed")
    elif isinstance(node, Text) and {"word class", "framework"} <= set(known.ids):
        classes = {**known.classes, **(more or {})}
        names = _WORD_CLASS.findall(node.value)
        for name in names:
            yield from _unknown(node, name, keys, "word class", list(classes))
        if classes.keys() >= set(names):
            yield from _compiled(node, keys, classes)


def _compiled(node: Text, keys: tuple[str, ...], classes: Mapping[str, Atom]) -> Iterator[Flaw]:
    try:
        compile_phrase(node.value, classes)
    except PhraseError as error:
        yield _flaw(node, keys, str(error))


def _citation(node: Node, keys: tuple[str, ...], known: Known) -> Iterator[Flaw]:
    """A case's source begins with a source's id: "calloway" or "domainindia, decision matrix"."""
    if isinstance(node, Text) and node.value and "source" in known.ids:
        yield from _unknown(node, node.value.split(",")[0].strip(), keys, "source", known.ids["source"])


def _flaw(node: Node, keys: tuple[str, ...], message: str) -> Flaw:
    return Flaw(node, Problem(node.file.label, node.line, keys, message))


_CHECKS: Mapping[str, Callable[[Node, tuple[str, ...], Known], Iterator[Flaw]]] = {
    _CONDITION: _condition,
    ANSWERS: _answers,
    _SIBLING: _sibling,
    _PHRASE: _phrase,
    _RUNNING: _running,
    _REFUSING: _refusing,
    CITATION: _citation,
}
