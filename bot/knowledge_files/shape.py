"""Whether an item has the shape that its model asks for, told in the keys that people wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from pydantic import BaseModel, ValidationError

from bot.knowledge_files.nodes import Items, Node, Table, Text, name_of, plain
from bot.knowledge_files.problems import Problem, hint, listed, meant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pydantic_core import ErrorDetails

    from bot.advice.values import Frozen
    from bot.knowledge_files.layers import Item

SHOWN = 60
"""How much of a wrong text a message repeats."""

_KEY = "[key]"
"""How pydantic marks that it is the key of a mapping, not its value, that is wrong."""


@dataclass(frozen=True)
class Flaw:
    """A problem, and the node that has it."""

    node: Node
    problem: Problem


def shaped(item: Item) -> Frozen | list[Flaw]:
    """The item as its model, or everything that is wrong with its shape."""
    try:
        model = item.collection.model.model_validate(plain(item.node))
    except ValidationError as error:
        details = [detail for detail in error.errors(include_url=False) if not _follows(detail)]
        return [*_repeated_keys(item.node, item.keys), *(_flaw(item, detail) for detail in details)]
    return list(_repeated_keys(item.node, item.keys)) or model


def _follows(detail: ErrorDetails) -> bool:
    """Whether a list is called too short only because some of its items are wrong, which is told already."""
    given = detail["input"]
    return (
        detail["type"] == "too_short"
        and isinstance(given, list)
        and len(given) >= detail["ctx"]["min_length"]
    )


def _repeated_keys(node: Node, keys: tuple[str, ...]) -> Iterator[Flaw]:
    """Keys that stand twice in one mapping, of which YAML would silently drop the first."""
    if isinstance(node, Items):
        for position, inner in enumerate(node.items, start=1):
            yield from _repeated_keys(inner, (*keys, name_of(inner, position)))
    elif isinstance(node, Table):
        first: dict[str, Text] = {}
        for key, value in node.entries:
            earlier = first.setdefault(key.value, key)
            path = (*keys, key.value)
            if earlier is not key:
                message = f"this key is given twice, first on line {earlier.line}"
                yield Flaw(key, Problem(key.file.label, key.line, path, message))
            yield from _repeated_keys(value, path)


def _flaw(item: Item, detail: ErrorDetails) -> Flaw:
    spot = _written(item, detail["loc"])
    told = _TOLD.get(detail["type"])
    message = told(_Fault(item.collection.model, detail)) if told else detail["msg"]
    node = spot.key if spot.key and detail["loc"][-1] == _KEY else spot.node
    return Flaw(node, Problem(node.file.label, (spot.key or node).line, spot.keys, message))


@dataclass(frozen=True)
class _Spot:
    """A value in the file, the key before it (None for a list item), and the keys that lead there."""

    key: Text | None
    node: Node
    keys: tuple[str, ...]


def _written(item: Item, loc: Sequence[int | str]) -> _Spot:
    """What pydantic means, as people wrote it.

    A level that the model has but nobody writes (the `options` of a condition, the list around a single
    option) is passed over, and so is a key that is missing.
    """
    spot = _Spot(None, item.node, item.keys)
    for step in loc:
        if inside := _inside(spot.node, step):
            key, node, name = inside
            spot = _Spot(key, node, (*spot.keys, name))
    return spot


def _inside(node: Node, step: int | str) -> tuple[Text | None, Node, str] | None:
    if isinstance(node, Table):
        entries = (entry for entry in node.entries if entry[0].value == step)
        return next(((key, value, key.value) for key, value in entries), None)
    if isinstance(node, Items) and isinstance(step, int):
        return None, node.items[step], name_of(node.items[step], step + 1)
    return None


@dataclass(frozen=True)
class _Fault:
    """What pydantic found, and where to look up what it expected."""

    model: type[BaseModel]
    detail: ErrorDetails

    @property
    def last(self) -> str:
        """The key that is missing or unknown."""
        return str(self.detail["loc"][-1])

    @property
    def got(self) -> str:
        """What stands there, cut short."""
        text = str(self.detail["input"])
        return text if len(text) <= SHOWN else f"{text[:SHOWN]} ..."

    @property
    def length(self) -> int:
        """How many characters stand there."""
        return len(self.detail["input"])

    @property
    def number(self) -> object:
        """The limit that was missed: the only number that pydantic tells."""
        return next(value for value in self.detail["ctx"].values() if isinstance(value, int))

    @property
    def choices(self) -> list[str]:
        """The words that are possible."""
        return str(self.detail["ctx"]["expected"]).split("'")[1::2]

    @property
    def known_keys(self) -> list[str]:
        """The keys of the mapping in which an unknown one stands."""
        return keys_of(_model_at(self.model, self.detail["loc"][:-1]))


def keys_of(model: type[BaseModel]) -> list[str]:
    """The keys of a model as people write them."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_at(model: type[BaseModel], loc: Sequence[int | str]) -> type[BaseModel]:
    for step in loc:
        field = next(
            (field for name, field in model.model_fields.items() if step in (name, field.alias)), None
        )
        model = next(iter(_models_in(field.annotation)), model) if field else model
    return model


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


def _wrong_kind(wanted: str) -> Callable[[_Fault], str]:
    def tell(fault: _Fault) -> str:
        given = fault.detail["input"]
        if given == "":
            return f"nothing stands here; {wanted} is needed"
        kind = "a mapping" if isinstance(given, dict) else "a list" if isinstance(given, list) else "text"
        return f"this must be {wanted}, not {kind}"

    return tell


def _unknown_key(fault: _Fault) -> str:
    if fault.got == "":
        return "no such key; if this belongs to the text before the comma, put the whole text in quotes"
    return f"no such key{hint(fault.last, fault.known_keys)}"


def _not_possible(fault: _Fault) -> str:
    if not isinstance(fault.detail["input"], str) or not fault.got:
        return _wrong_kind(listed(fault.choices, "or"))(fault)
    likely = meant(fault.got, fault.choices) if len(fault.choices) > 1 else ""
    return f"{fault.got} is not possible here; use {listed(fault.choices, 'or')}{likely}"


def _no_id(fault: _Fault) -> str:
    if not fault.got:
        return "nothing stands here; an id is needed"
    return f"{fault.got} is no id; use lower-case letters and digits, joined by single hyphens"


_TOLD: Mapping[str, Callable[[_Fault], str]] = {
    "missing": lambda fault: f"{fault.last} is missing",
    "extra_forbidden": _unknown_key,
    "string_type": _wrong_kind("text"),
    "tuple_type": _wrong_kind("a list"),
    "mapping_type": _wrong_kind("a mapping"),
    "dict_type": _wrong_kind("a mapping"),
    "model_type": _wrong_kind("a mapping"),
    "model_attributes_type": _wrong_kind("a mapping"),
    "string_pattern_mismatch": _no_id,
    "string_too_short": lambda _: "nothing stands here; text is needed",
    "string_too_long": lambda fault: f"{fault.length} characters are too many; the limit is {fault.number}",
    "too_short": lambda fault: f"too few; at least {fault.number} needed",
    "too_long": lambda fault: f"too many; at most {fault.number} fit",
    "literal_error": _not_possible,
    "bool_type": _wrong_kind("true or false"),
    "bool_parsing": lambda fault: f"{fault.got} is neither true nor false",
    "int_type": _wrong_kind("a whole number"),
    "int_parsing": lambda fault: f"{fault.got} is no whole number",
    "greater_than_equal": lambda fault: f"{fault.got} is too small; the least is {fault.number}",
    "less_than_equal": lambda fault: f"{fault.got} is too large; the most is {fault.number}",
    "value_error": lambda fault: str(fault.detail["ctx"]["error"]),
}
