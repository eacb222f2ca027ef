"""JSON Schemas of the files, made from the models, so that editors complete and check while people type.

A file asks for its schema in its first line: `# yaml-language-server: $schema=../schemas/rules.json`.
To renew them: `python -m bot.knowledge_files.schemas knowledge`. With a later folder, such as
`knowledge house`, they are made for that one and complete its ids too.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.knowledge_files.completion import Schema, complete, ids_by_kind
from bot.knowledge_files.layers import SOURCED
from bot.knowledge_files.layout import COLLECTIONS, Collection
from bot.knowledge_files.loader import load
from bot.knowledge_files.problems import KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.advice.knowledge import KnowledgeBase
    from bot.advice.questions import Question

_DIALECT = "http://json-schema.org/draft-07/schema#"
"""The version that editors understand best."""

_SCALAR = ["string", "number", "boolean"]
"""To an editor 5.10 is a number and true no text; here every scalar is text."""

_NESTED = {"$ref": "#/$defs/Condition"}

_CONDITION: Schema = {
    "description": "When a rule holds: every named question has one of its options, and every nested "
    "condition holds.",
    "type": "object",
    "properties": {
        "all": {"type": "array", "items": _NESTED, "minItems": 1},
        "any": {"type": "array", "items": _NESTED, "minItems": 1},
        "not": _NESTED,
    },
    "additionalProperties": {
        "anyOf": [{"type": _SCALAR}, {"type": "array", "items": {"type": _SCALAR}, "minItems": 1}]
    },
}
"""As people write it, which is not as the model holds it."""


def schemas(knowledge: KnowledgeBase) -> Mapping[str, str]:
    """The text of every schema by the name of its file, with the ids of a knowledge base."""
    return {f"{each.name}.json": _text(_file_schema(each, knowledge)) for each in COLLECTIONS}


def write(folder: Path, knowledge: KnowledgeBase) -> None:
    """Renew the schemas in a folder."""
    folder.mkdir(exist_ok=True)
    for name, text in schemas(knowledge).items():
        (folder / name).write_text(text, encoding="utf-8")


def _file_schema(collection: Collection, knowledge: KnowledgeBase) -> Schema:
    model = collection.model.model_json_schema()
    definitions = model.pop("$defs", {})
    complete(collection.name, model, definitions, knowledge)
    if "Condition" in definitions:
        definitions["Condition"] = _condition(knowledge)
    item = _whole(collection, model, knowledge)
    if collection.grows:
        nested = {name: inner for name, inner in definitions.items() if name != "Condition"}
        definitions |= {f"{name}Part": _changed(inner, _part) for name, inner in nested.items()}
        item = {
            "if": {"required": ["adds_to"]},
            "then": _addition(collection, model, knowledge),
            "else": item,
        }
    content = item if collection.alone else {"type": "array", "items": item}
    told = _changed({**content, "$defs": definitions}, _as_text)
    return {"$schema": _DIALECT, "title": f"Framework Advisor: {collection.name}", **told}


def _condition(knowledge: KnowledgeBase) -> Schema:
    """A condition on any question, with the options of those that there are."""
    known = {question.id: _options(question) for question in knowledge.questions}
    return {**_CONDITION, "properties": {**_CONDITION["properties"], **known}}


def _options(question: Question) -> Schema:
    option = {"type": _SCALAR, "examples": [option.id for option in question.options]}
    return {"anyOf": [option, {"type": "array", "items": option, "minItems": 1}]}


def _earlier(collection: Collection, knowledge: KnowledgeBase) -> Schema:
    """An item of an earlier folder."""
    known = ids_by_kind(knowledge).get(collection.one)
    return {"type": "string", "examples": known} if known else {"type": "string"}


def _whole(collection: Collection, model: Schema, knowledge: KnowledgeBase) -> Schema:
    """An item in full. In a later folder `replaces` may stand for the id, and some keys may be left out."""
    optional = {"id", "when", SOURCED.get(collection.name)}
    properties = {**model["properties"], "replaces": _earlier(collection, knowledge)}
    required = [key for key in model["required"] if key not in optional]
    whole = {**model, "properties": properties, "required": required}
    named = [{"required": ["id"]}, {"required": ["replaces"]}]
    return {**whole, "anyOf": named} if "id" in model["required"] else whole


def _addition(collection: Collection, model: Schema, knowledge: KnowledgeBase) -> Schema:
    """What is added to an item: any of its keys, and of the keys of what it holds."""
    part = _changed(model, _part)
    return {**part, "properties": {**part["properties"], "adds_to": _earlier(collection, knowledge)}}


def _changed(schema: Schema, change: Callable[[Schema], Schema]) -> Schema:
    """A schema in which every schema, the innermost first, was changed."""
    changed: Schema = {}
    for key, value in schema.items():
        if key in ("properties", "patternProperties", "$defs"):
            changed[key] = {name: _changed(inner, change) for name, inner in value.items()}
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            changed[key] = [_changed(inner, change) for inner in value]
        else:
            changed[key] = _changed(value, change) if isinstance(value, dict) else value
    return change(changed)


def _part(schema: Schema) -> Schema:
    """Nothing is required, here and in what is referred to."""
    reference = schema.get("$ref", "")
    if reference and not reference.endswith("/Condition"):
        return {"$ref": f"{reference}Part"}
    return {key: value for key, value in schema.items() if key not in ("required", "minItems")}


def _as_text(schema: Schema) -> Schema:
    """Any scalar stands where text is asked for; nothing at all does not. Names of models and defaults go."""
    kept = {key: value for key, value in schema.items() if key not in ("title", "default")}
    if kept.get("type") == "string" and not kept.keys() & {"enum", "const"}:
        kept["type"] = _SCALAR
    given = [inner for inner in kept.get("anyOf", ()) if inner.get("type") != "null"]
    if len(given) == 1:
        del kept["anyOf"]
        kept |= given[0]
    return kept


def _text(schema: Schema) -> str:
    return json.dumps(schema, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    FOLDERS = [Path(argument) for argument in sys.argv[1:]]
    try:
        write(FOLDERS[-1] / "schemas", load(FOLDERS).knowledge)
    except (IndexError, KnowledgeError) as error:
        sys.exit(f"{error}\nUsage: python -m bot.knowledge_files.schemas knowledge [house]")
