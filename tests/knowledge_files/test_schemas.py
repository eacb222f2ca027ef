"""The schemas agree with the models, and the shipped files with the schemas."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from bot.knowledge_files.layout import COLLECTIONS
from bot.knowledge_files.schemas import schemas, write

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
FILES = [
    (collection.name, path)
    for collection in COLLECTIONS
    for path in sorted(KNOWLEDGE.glob(collection.pattern))
]


def _is_valid(name: str, content: Any) -> bool:
    return jsonschema.Draft7Validator(json.loads(schemas()[f"{name}.json"])).is_valid(content)


def _read_as_an_editor(text: str) -> Any:
    """JSON types, but no dates, which JSON does not have."""

    class Loader(yaml.SafeLoader):
        yaml_implicit_resolvers = {  # noqa: RUF012  # the base class declares it so
            first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith("timestamp")]
            for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
        }

    return yaml.load(text, Loader)  # noqa: S506  # a SafeLoader that knows fewer types


@pytest.mark.parametrize("name", schemas())
def test_the_schema_that_is_shipped_is_the_one_that_the_models_make(name: str) -> None:
    renew = "renew them: python -m bot.knowledge_files.schemas knowledge/schemas"
    assert (KNOWLEDGE / "schemas" / name).read_text(encoding="utf-8") == schemas()[name], renew


@pytest.mark.parametrize("name", schemas())
def test_the_schema_is_a_schema(name: str) -> None:
    jsonschema.Draft7Validator.check_schema(json.loads(schemas()[name]))


def test_schemas_are_written_to_a_folder(tmp_path: Path) -> None:
    write(tmp_path / "schemas")
    assert {
        path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "schemas").iterdir()
    } == schemas()


@pytest.mark.parametrize(("name", "path"), FILES, ids=lambda value: getattr(value, "stem", value))
def test_a_shipped_file_satisfies_its_schema(name: str, path: Path) -> None:
    schema = json.loads(schemas()[f"{name}.json"])
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
