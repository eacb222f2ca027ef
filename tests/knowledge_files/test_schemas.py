"""The schemas agree with the models, and the shipped files with the schemas."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from bot.knowledge_files.layout import COLLECTIONS
from bot.knowledge_files.loader import load
from bot.knowledge_files.schemas import schemas, write

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
FILES = [
    (collection.name, path)
    for collection in COLLECTIONS
    for path in sorted(KNOWLEDGE.glob(collection.pattern))
]


BASE = load([KNOWLEDGE]).knowledge
SCHEMAS = schemas(BASE)


def _is_valid(name: str, content: Any) -> bool:
    return jsonschema.Draft7Validator(json.loads(SCHEMAS[f"{name}.json"])).is_valid(content)


def _named(name: str, *steps: str) -> list[str]:
    """The ids that a schema names at a place."""
    schema: Any = json.loads(SCHEMAS[f"{name}.json"])
    for step in steps:
        schema = schema[int(step) if isinstance(schema, list) else step]
    return list(schema)


def _read_as_an_editor(text: str) -> Any:
    """JSON types, but no dates, which JSON does not have."""

    class Loader(yaml.SafeLoader):
        yaml_implicit_resolvers = {  # noqa: RUF012  # the base class declares it so
            first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith("timestamp")]
            for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
        }

    return yaml.load(text, Loader)  # noqa: S506  # a SafeLoader that knows fewer types


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_that_is_shipped_is_the_one_that_the_models_make(name: str) -> None:
    renew = "renew them: python -m bot.knowledge_files.schemas knowledge"
    assert (KNOWLEDGE / "schemas" / name).read_text(encoding="utf-8") == SCHEMAS[name], renew


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_is_a_schema(name: str) -> None:
    jsonschema.Draft7Validator.check_schema(json.loads(SCHEMAS[name]))


def test_schemas_are_written_to_a_folder(tmp_path: Path) -> None:
    write(tmp_path / "schemas", BASE)
    assert {
        path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "schemas").iterdir()
    } == SCHEMAS


@pytest.mark.parametrize(("name", "path"), FILES, ids=lambda value: getattr(value, "stem", value))
def test_a_shipped_file_satisfies_its_schema(name: str, path: Path) -> None:
    schema = json.loads(SCHEMAS[f"{name}.json"])
    jsonschema.validate(_read_as_an_editor(path.read_text(encoding="utf-8")), schema)


@pytest.mark.parametrize(("name", "path"), FILES, ids=lambda value: getattr(value, "stem", value))
def test_a_shipped_file_names_its_schema_in_its_first_line(name: str, path: Path) -> None:
    up = "../" if path.parent != KNOWLEDGE else ""
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    assert first == f"# yaml-language-server: $schema={up}schemas/{name}.json"


RULE = {"id": "x", "when": {"admin": "needed"}, "verdict": "any", "because": "y", "sources": ["guide"]}


@pytest.mark.parametrize(
    "change",
    [
        {"becuase": "y"},
        {"when": "admin"},
        {"when": {"any": {"admin": "needed"}}},
        {"when": {"admin": []}},
        {"when": {"admin": {"any": "needed"}}},
        {"verdict": "all"},
        {"sources": []},
        {"caution": None},
        {"id": "Not an id"},
    ],
)
def test_a_rule_out_of_shape_is_refused_while_typing(change: dict[str, Any]) -> None:
    assert (_is_valid("rules", [RULE]), _is_valid("rules", [RULE | change])) == (True, False)


@pytest.mark.parametrize(
    ("name", "item"),
    [
        ("rules", {"id": "x", "rules_out": ["django"], "because": "y"}),
        ("rules", {"replaces": "x", "rules_out": ["django"], "because": "y"}),
        ("questions", {"adds_to": "admin", "options": [{"id": "needed", "phrases": ["cockpit"]}]}),
        ("words", {"adds_to": "staff", "words": ["dispatchers"]}),
        ("aspects", {"id": "x", "name": 5.10, "about": True}),
    ],
)
def test_what_a_house_folder_may_leave_out_is_accepted_while_typing(name: str, item: dict[str, Any]) -> None:
    assert _is_valid(name, [item])


@pytest.mark.parametrize(
    ("name", "item"),
    [
        ("rules", {"rules_out": ["django"], "because": "y"}),
        ("rules", {"adds_to": "x", "because": "y"}),
        ("questions", {"adds_to": "admin", "options": [{"id": "needed", "phrase": ["cockpit"]}]}),
        ("questions", {"id": "admin", "name": "A", "ask": "B", "why": "C", "options": [{"id": "needed"}]}),
    ],
)
def test_what_no_folder_may_leave_out_is_refused_while_typing(name: str, item: dict[str, Any]) -> None:
    assert not _is_valid(name, [item])


RULE_KEYS = ("items", "properties")
WHEN = ("$defs", "Condition", "properties")


@pytest.mark.parametrize(
    ("name", "steps", "known"),
    [
        ("rules", (*RULE_KEYS, "sources", "items", "examples"), [*BASE.source_by_id, "house"]),
        ("rules", (*RULE_KEYS, "rules_out", "items", "examples"), BASE.candidate_ids),
        ("rules", (*RULE_KEYS, "gives", "properties"), BASE.candidate_ids),
        ("rules", (*RULE_KEYS, "gives", "properties", "flask", "examples"), BASE.points_of),
        ("rules", ("$defs", "Side", "properties", "source", "examples"), [*BASE.source_by_id, "house"]),
        ("rules", (*WHEN, "admin", "anyOf", "0", "examples"), ["needed", "later", "none"]),
        ("rules", (*WHEN, "admin", "anyOf", "1", "items", "examples"), ["needed", "later", "none"]),
        ("cases", (*RULE_KEYS, "expect", "examples"), BASE.candidate_ids),
        ("cases", (*RULE_KEYS, "answers", "properties"), BASE.question_by_id),
        (
            "cases",
            (*RULE_KEYS, "answers", "properties", "admin", "examples"),
            ["needed", "later", "none", "not-sure"],
        ),
        (
            "frameworks",
            ("$defs", "ClaimPart", "properties", "source", "examples"),
            [*BASE.source_by_id, "house"],
        ),
        ("questions", ("items", "then", "properties", "adds_to", "examples"), BASE.question_by_id),
    ],
)
def test_an_editor_completes_the_ids_that_there_are(
    name: str, steps: tuple[str, ...], known: Iterable[str]
) -> None:
    assert sorted(_named(name, *steps)) == sorted(known)


def test_every_question_is_completed_in_a_condition() -> None:
    assert {"all", "any", "not", *BASE.question_by_id} == set(_named("rules", *WHEN))


@pytest.mark.parametrize(
    ("name", "item"),
    [
        ("rules", RULE | {"when": {"data-centre": "own"}, "gives": {"acme-web": "overwhelming"}}),
        ("rules", RULE | {"when": {"admin": ["ours"]}, "sources": ["ours"]}),
        ("cases", {"name": "A", "answers": {"admin": "ours", "data-centre": "own"}, "expect": "acme-web"}),
        ("paths", {"from": "acme-web", "to": "ours", "path": "stay", "because": "y"}),
        ("questions", {"adds_to": "data-centre", "options": [{"id": "own", "has": "acme-web"}]}),
    ],
)
def test_ids_that_a_later_folder_may_bring_are_accepted_while_typing(name: str, item: dict[str, Any]) -> None:
    assert _is_valid(name, [item])


def test_the_schemas_of_a_later_folder_complete_its_ids_too(tmp_path: Path) -> None:
    file = tmp_path / "frameworks" / "acme.yaml"
    file.parent.mkdir()
    file.write_text("id: acme\nname: Acme\nsummary: Ours.\n", encoding="utf-8")
    made = json.loads(schemas(load([KNOWLEDGE, tmp_path]).knowledge)["rules.json"])
    assert "acme" in made["items"]["properties"]["gives"]["properties"]
