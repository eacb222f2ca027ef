"""YAML on disk -> a knowledge base, or every problem that stands in the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.advice.knowledge import Case, KnowledgeBase
from bot.knowledge_files.cases import key_of
from bot.knowledge_files.conditions import too_broad
from bot.knowledge_files.layers import Item, Layers, duplicates
from bot.knowledge_files.layout import COLLECTIONS, HOUSE, Collection, strays
from bot.knowledge_files.nodes import Items, KnowledgeFile, Node, Table, Text, name_of
from bot.knowledge_files.outdated import (
    Replacement,
    cause,
    left_without,
    no_longer_applies,
    no_longer_disputed,
)
from bot.knowledge_files.problems import Finding, KnowledgeError, Problem, hint
from bot.knowledge_files.reading import UnreadableError, read
from bot.knowledge_files.references import Known, broken
from bot.knowledge_files.shape import Flaw, shaped
from bot.knowledge_files.structure import structural

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from bot.advice.values import Frozen

__all__ = ["KnowledgeError", "Loaded", "Problem", "load"]


@dataclass(frozen=True)
class Loaded:
    """What the folders say, and where they say it."""

    knowledge: KnowledgeBase
    cases: tuple[Case, ...]
    locations: Mapping[tuple[str, str], Table]
    """Collection and id (of a path: flask-to-quart; of a case without an id: its name) to where it stands."""
    folders: tuple[Path, ...]
    outdated: tuple[Problem, ...] = ()
    """What is noted of the cases that were left out, because a later folder replaces what they speak of."""

    def place(self, keys: tuple[str, ...]) -> Node:
        """Where something stands: the innermost key or list item to which its keys lead."""
        node: Node = self.locations[keys[0], keys[1]]
        place = node
        for key in keys[2:]:
            place, node = _inside(node, key) or (place, node)
        return place

    def problem(self, finding: Finding) -> Problem:
        """A finding with the place where it stands."""
        place = self.place(finding.keys)
        return Problem(place.file.label, place.line, finding.keys, finding.message)


def _inside(node: Node, key: str) -> tuple[Node, Node] | None:
    """What bears that name, and what it holds: a key and its value, or a list item twice."""
    if isinstance(node, Table):
        return next(((name, value) for name, value in node.entries if name.value == key), None)
    items = node.items if isinstance(node, Items) else ()
    return next(
        ((item, item) for place, item in enumerate(items, start=1) if name_of(item, place) == key), None
    )


def load(folders: Sequence[Path]) -> Loaded:
    """Read the shipped folder, then the team's own, each over the ones before it.

    Raises KnowledgeError with all problems of all files.
    """
    reader = _Reader()
    for layer, folder in enumerate(folders):
        reader.read_folder(folder, layer, _label(folder, folders))
    return reader.result(tuple(folders))


def _label(folder: Path, folders: Sequence[Path]) -> str:
    """What problems call a folder: its own name, unless another folder is called the same."""
    names = [_own_name(other) for other in folders]
    own = _own_name(folder)
    return own if names.count(own) == 1 else str(folder)


def path_of(file: str, folders: Sequence[Path]) -> str:
    """Where to open what a problem calls so: under its folder as that was given."""
    for folder in folders:
        label = _label(folder, folders)
        if file == label or file.startswith(f"{label}/"):
            return f"{folder}{file[len(label) :]}"
    return file


def _own_name(folder: Path) -> str:
    """The last part of its path; where there is no folder, the whole path that was looked at."""
    return folder.resolve().name if folder.is_dir() else str(folder)


@dataclass
class _Reader:
    """Gathers items and problems; nothing stops before everything was looked at."""

    problems: list[Problem] = field(default_factory=list)
    layers: dict[str, Layers] = field(
        default_factory=lambda: {collection.name: Layers(collection) for collection in COLLECTIONS}
    )
    unread: set[str] = field(default_factory=set)
    outdated: dict[str, Problem] = field(default_factory=dict)
    """By case."""
    readable: bool = True

    def read_folder(self, folder: Path, layer: int, label: str) -> None:
        """Read one folder over those that were read before."""
        if not folder.is_dir():
            self.problems.append(Problem(label, 0, (), "there is no such folder"))
            self.readable = False
            self.unread |= {collection.one for collection in COLLECTIONS}
            return
        for collection in COLLECTIONS:
            for path in collection.files(folder, demanded=layer == 0 and collection.required):
                self._read_file(path, collection, KnowledgeFile(_named(path, folder, label), layer))
        for path in strays(folder):
            self.problems.append(_stray(path, folder, label))

    def _read_file(self, path: Path, collection: Collection, file: KnowledgeFile) -> None:
        try:
            root = read(path, file)
        except UnreadableError as error:
            self.problems.extend(error.problems)
            self.unread.add(collection.one)
            self.readable = False
            return
        if root is None and file.layer == 0:
            self.problems.append(Problem(file.label, 1, (), "the file is empty"))
            self.unread.add(collection.one)
        self.layers[collection.name].lay(list(self._tables(root, collection)))

    def _tables(self, root: Node | None, collection: Collection) -> Iterator[Table]:
        wanted = Table if collection.alone else Items
        if not isinstance(root, wanted):
            if root is not None:
                what = (
                    f"one {collection.one}, not a list"
                    if collection.alone
                    else f"a list of {collection.name}"
                )
                self._refuse(root, (collection.name,), f"the file must hold {what}", collection)
            return
        for position, node in enumerate(root.items if isinstance(root, Items) else (root,), start=1):
            if isinstance(node, Table):
                yield node
            else:
                message = f"a {collection.one} must be a mapping"
                self._refuse(node, (collection.name, str(position)), message, collection)

    def _refuse(self, node: Node, keys: tuple[str, ...], message: str, collection: Collection) -> None:
        self.problems.append(Problem(node.file.label, node.line, keys, message))
        self.unread.add(collection.one)

    def result(self, folders: tuple[Path, ...]) -> Loaded:
        """Everything that was read, put together. Raises KnowledgeError."""
        items = {name: layers.items for name, layers in self.layers.items()}
        self._miss_what_is_needed(items, _label(folders[0], folders) if folders else "knowledge")
        if folders[1:]:
            _add_house(items, KnowledgeFile(_label(folders[1], folders), 1))
        models = self._examined(items)
        if self.problems:
            raise KnowledgeError(self.problems, readable=self.readable)
        locations = {item.keys: item.node for group in items.values() for item in group}
        self._leave_out_partners(items["cases"], models["cases"])
        cases = tuple(case for case in models.pop("cases") if key_of(case) not in self.outdated)
        outdated = tuple(self.outdated.values())
        loaded = Loaded(KnowledgeBase(**models), cases, locations, folders, outdated)
        if broad := [loaded.problem(finding) for finding in too_broad(loaded.knowledge)]:
            raise KnowledgeError(broad)
        return loaded

    def _miss_what_is_needed(self, items: Mapping[str, list[Item]], label: str) -> None:
        for collection in COLLECTIONS:
            if collection.required and not items[collection.name] and collection.one not in self.unread:
                message = f"no {collection.one} stands in {collection.pattern}; at least one is needed"
                self.problems.append(Problem(label, 0, (collection.name,), message))
                self.unread.add(collection.one)

    def _examined(self, items: Mapping[str, list[Item]]) -> dict[str, Any]:
        """The models by collection; what is wrong goes to the problems."""
        known = Known.of((item for group in items.values() for item in group), self.unread)
        self.problems.extend(structural(items))
        models: dict[str, Any] = {}
        for name, group in items.items():
            self.problems.extend([*self.layers[name].problems, *duplicates(group)])
            found = [self._model(item, known) for item in group]
            models[name] = tuple(model for model in found if model is not None)
        return models

    def _model(self, item: Item, known: Known) -> Frozen | None:
        """The item's model. A bad reference is told as such rather than as a bad id."""
        lost = list(broken(item, known))
        if item.collection.name == "cases" and self._is_outdated(item, lost):
            return None
        model = shaped(item)
        flaws = model if isinstance(model, list) else []
        told = {id(flaw.node) for flaw in lost}
        self.problems.extend(map(self._where_it_can_be_mended, lost))
        self.problems.extend(flaw.problem for flaw in flaws if id(flaw.node) not in told)
        return None if isinstance(model, list) else model

    def _is_outdated(self, item: Item, lost: Sequence[Flaw]) -> bool:
        """Whether a case speaks of what a later folder replaces. Nobody should have to replace it as well."""
        for flaw in lost:
            if replacement := cause(flaw, self._replacements()):
                self.outdated[item.id] = no_longer_applies(flaw, replacement)
                return True
        return False

    def _leave_out_partners(self, items: Sequence[Item], cases: Sequence[Case]) -> None:
        """A dispute is told by both of its cases or by none."""
        disputing = {key_of(case): case.disputed_by for case in cases if case.disputed_by in self.outdated}
        for item in items:
            if item.id in disputing:
                self.outdated[item.id] = no_longer_disputed(item, disputing[item.id])

    def _where_it_can_be_mended(self, flaw: Flaw) -> Problem:
        replacement = cause(flaw, self._replacements())
        return left_without(flaw, replacement) if replacement else flaw.problem

    def _replacements(self) -> list[Replacement]:
        return [each for layers in self.layers.values() for each in layers.replaced.values()]


def _named(path: Path, folder: Path, label: str) -> str:
    return f"{label}/{path.relative_to(folder).as_posix()}"


def _stray(path: Path, folder: Path, label: str) -> Problem:
    known = [collection.pattern for collection in COLLECTIONS]
    name = path.relative_to(folder).as_posix()
    return Problem(_named(path, folder, label), 1, (), f"no such file is read here{hint(name, known)}")


def _add_house(items: Mapping[str, list[Item]], file: KnowledgeFile) -> None:
    """Where a team's own folder relies on its own authority, that is a source like any other."""
    if all(item.id != HOUSE for item in items["sources"]):
        collection = next(collection for collection in COLLECTIONS if collection.name == "sources")
        node = Table((), file, 1).plus("id", Text(HOUSE, file, 1))
        items["sources"].append(Item(collection, HOUSE, node.plus("title", Text("Our own rules", file, 1))))
