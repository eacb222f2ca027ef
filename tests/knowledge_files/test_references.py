"""Names that lead nowhere, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.knowledge_files.layout import COLLECTIONS, Collection
from bot.knowledge_files.references import PLACES
from tests.knowledge_files.conftest import Problems, Write

ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
TEXT = ("phrase", "running", "refusing", "citation")  # kinds that stand inside longer text

QUESTIONS = """\
- id: admin
  name: Admin
  ask: Is it?
  why: It is.
  options:
    - {{id: needed, label: "Yes", {option}}}
    - {{id: none, label: "No"}}
- {{id: api, name: A, ask: B, why: C, {question} options: [{{id: typed, label: D}}, {{id: plain, label: E}}]}}
"""


def _ids_in(schema: dict[str, Any], definitions: dict[str, Any], way: str = "") -> Iterator[str]:
    """Every place of a model where an id stands; a condition counts as one place."""
    name = schema.get("$ref", "").rpartition("/")[2]
    if schema.get("pattern") == ID or name == "Condition":
        yield way.strip()
    elif name:
        yield from _ids_in(definitions[name], definitions, way)
    for key, inner in schema.get("properties", {}).items():
        yield from _ids_in(inner, definitions, f"{way} {key}")
    for inner in schema.get("patternProperties", {}).values():
        yield f"{way} <keys>".strip()
        yield from _ids_in(inner, definitions, f"{way} <values>")
    for inner in schema.get("anyOf", ()):
        yield from _ids_in(inner, definitions, way)
    if "items" in schema:
        yield from _ids_in(schema["items"], definitions, f"{way} *")


@pytest.mark.parametrize("collection", COLLECTIONS, ids=lambda collection: collection.name)
def test_every_id_that_a_model_holds_is_looked_up(collection: Collection) -> None:
    schema = collection.model.model_json_schema()
    held = {place for place in _ids_in(schema, schema.get("$defs", {})) if place.split()[-1] != "id"}
    if collection.name == "cases":
        held = {place for place in held if not place.startswith("answers")} | {"answers"}
    assert held == {place for place, kind in PLACES.get(collection.name, ()) if kind not in TEXT}


def _rule(effect: str, when: str = "{}") -> str:
    return f"- {{id: x, when: {when}, {effect}, because: y, sources: [guide]}}\n"


@pytest.mark.parametrize(
    ("effect", "problem"),
    [
        ("gives: {fastpai: strong}", "gives > fastpai: no such framework; did you mean fastapi?"),
        ("gives: {django: stron}", "gives > django > stron: no such strength; did you mean strong?"),
        ("costs: {jango: strong}", "costs > jango: no such framework; did you mean django?"),
        ("costs: {django: weak}", "costs > django > weak: no such strength; there are slight and strong"),
        ("rules_out: [DJANGO]", "rules_out > DJANGO: no such framework; there are django and fastapi"),
        (
            "disagreement: [{framework: flask, says: z, source: guide}]",
            "disagreement > 1 > framework > flask: no such framework; there are django and fastapi",
        ),
        (
            "disagreement: [{framework: django, says: z, source: gide}]",
            "disagreement > 1 > source > gide: no such source; did you mean guide?",
        ),
    ],
)
def test_a_rules_broken_reference_is_told_with_the_nearest(
    write: Write, problems: Problems, effect: str, problem: str
) -> None:
    write("rules/more.yaml", _rule(effect))
    assert problems() == [f"knowledge/rules/more.yaml:1: rules > x > {problem}"]


@pytest.mark.parametrize(
    ("when", "problem"),
    [
        ("{admn: needed}", "admn: no such question; did you mean admin?"),
        ("{admin: neded}", "admin > neded: no such option; did you mean needed?"),
        ("{admin: [needed, nonne]}", "admin > nonne: no such option; did you mean none?"),
        ("{admin: []}", "admin: no option stands here; name at least one"),
        ("{any: []}", "any: no condition stands here; name one or remove the key"),
        (
            "{any: [{admin: needed}, {api: typd}]}",
            "any > 2 > api > typd: no such option; did you mean typed?",
        ),
        ("{all: [{not: {apy: typed}}]}", "all > 1 > not > apy: no such question; did you mean api?"),
        ("{options: {admin: [needed]}}", "options: no such question; there are admin and api"),
        (
            "{admin: not-sure}",
            "admin > not-sure: a condition cannot depend on not-sure, which counts as open",
        ),
    ],
)
def test_a_conditions_broken_reference_is_told_where_it_is_nested(
    write: Write, problems: Problems, when: str, problem: str
) -> None:
    write("rules/more.yaml", _rule("verdict: any", when))
    found = [line for line in problems() if "no such key" not in line]
    assert found[0] == f"knowledge/rules/more.yaml:1: rules > x > when > {problem}"


@pytest.mark.parametrize(
    ("option", "question", "problem"),
    [
        (
            "combines: [non]",
            "",
            "6: questions > admin > options > needed > combines > non: no such option; did you mean none?",
        ),
        ("has: flask", "", "6: questions > admin > options > needed > has > flask: no such framework"),
        (
            'phrases: ["{stuff} edit"]',
            "",
            (
                "6: questions > admin > options > needed > phrases > {stuff} edit > stuff: "
                "no such word class; did you mean staff?"
            ),
        ),
        ("has: django", "when: {admin: yes},", "8: questions > api > when > admin > yes: no such option"),
    ],
)
def test_a_questions_broken_reference_is_told(
    write: Write, problems: Problems, option: str, question: str, problem: str
) -> None:
    write("questions.yaml", QUESTIONS.format(option=option, question=question))
    assert [line for line in problems() if line.startswith(f"knowledge/questions.yaml:{problem}")]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("extends: djang", "extends > djang: no such framework; did you mean django?"),
        (
            "aspects: {opnapi: [{says: a, source: guide}]}",
            "aspects > opnapi: no such aspect; did you mean openapi?",
        ),
        (
            "aspects: {openapi: [{says: a, source: gide}]}",
            "aspects > openapi > 1 > source > gide: no such source; did you mean guide?",
        ),
        (
            "pitfalls: [{says: a, source: gide}]",
            "pitfalls > 1 > source > gide: no such source; did you mean guide?",
        ),
        (
            "pitfalls: [{says: a, source: guide, when: {api: typd}}]",
            "pitfalls > 1 > when > api > typd: no such option; did you mean typed?",
        ),
        (
            "companions: [{name: SQL, purpose: b, source: gide}]",
            "companions > SQL > source > gide: no such source; did you mean guide?",
        ),
        (
            "companions: [{name: SQL, purpose: b, source: guide, when: {apj: typed}}]",
            "companions > SQL > when > apj: no such question; did you mean api?",
        ),
    ],
)
def test_a_frameworks_broken_reference_is_told(
    write: Write, problems: Problems, line: str, problem: str
) -> None:
    write("frameworks/flask.yaml", f"id: flask\nname: Flask\nsummary: Small.\n{line}\n")
    assert problems() == [f"knowledge/frameworks/flask.yaml:4: frameworks > flask > {problem}"]


def test_a_stacks_broken_references_are_told(write: Write, problems: Problems) -> None:
    write(
        "stacks.yaml",
        "- {id: b, name: B, parts: [django, fastapy], costs: stron, because: c, sources: [gide]}\n",
    )
    assert problems() == [
        "knowledge/stacks.yaml:1: stacks > b > costs > stron: no such strength; did you mean strong?",
        "knowledge/stacks.yaml:1: stacks > b > parts > fastapy: no such framework; did you mean fastapi?",
        "knowledge/stacks.yaml:1: stacks > b > sources > gide: no such source; did you mean guide?",
    ]


def test_a_paths_broken_references_are_told(write: Write, problems: Problems) -> None:
    write("paths.yaml", "- {from: djang, to: fastap, path: port, because: c, sources: [gide]}\n")
    start = "knowledge/paths.yaml:1: paths > djang-to-fastap"
    assert problems() == [
        f"{start} > from > djang: no such framework; did you mean django?",
        f"{start} > sources > gide: no such source; did you mean guide?",
        f"{start} > to > fastap: no such framework; did you mean fastapi?",
    ]


@pytest.mark.parametrize(
    ("rest", "problem"),
    [
        ("answers: {}, expect: djang", "expect > djang: no such framework; did you mean django?"),
        (
            "answers: {}, among: [django, fastapy]",
            "among > fastapy: no such framework; did you mean fastapi?",
        ),
        ("answers: {}, not: [djang]", "not > djang: no such framework; did you mean django?"),
        ("answers: {admn: none}, expect: django", "answers > admn: no such question; did you mean admin?"),
        (
            "answers: {admin: nne}, expect: django",
            "answers > admin > nne: no such option; did you mean none?",
        ),
        ("answers: {}, expect: django, disputed_by: y", "disputed_by > y: no such case"),
    ],
)
def test_a_cases_broken_reference_is_told(write: Write, problems: Problems, rest: str, problem: str) -> None:
    write("cases/more.yaml", f"- {{id: x, name: A case, source: guide, {rest}}}\n")
    assert [line.split("; there")[0] for line in problems()] == [
        f"knowledge/cases/more.yaml:1: cases > x > {problem}",
    ]


def test_a_cases_source_begins_with_the_id_of_a_source(write: Write, problems: Problems) -> None:
    write("cases/more.yaml", '- {name: A case, source: "gide, row 3", answers: {}, expect: django}\n')
    assert problems() == [
        "knowledge/cases/more.yaml:1: cases > A case > source > gide: no such source; did you mean guide?",
    ]


def test_a_case_may_refuse_several_frameworks(write: Write, problems: Problems) -> None:
    refusing = "[{id: django, label: D, refuses: [django]}, {id: flask, label: F, refuses: [flask]}]"
    write("questions.yaml", f"- {{id: out, name: Out, ask: What?, why: So., options: {refusing}}}\n")
    case = "- {name: A case, source: guide, answers: {out: %s}, expect: fastapi}\n"
    write("cases/more.yaml", case % "django-and-flask" + (case % "django-and-flsk").replace("A case", "B"))
    told = [problem for problem in problems() if "cases > " in problem]
    assert [line for line in told if "more.yaml" in line] == [
        (
            "knowledge/cases/more.yaml:2: cases > B > answers > out > django-and-flsk: no such option; "
            "there are django and flask"
        ),
    ]


def test_a_case_may_be_unsure(write: Write, problems: Problems) -> None:
    write("cases/more.yaml", "- {name: A case, source: guide, answers: {api: not-sure}, expect: django}\n")
    assert problems() == []


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        ("{9..3} users", "“{9..3}” holds no number"),
        ("{staff} +", "“{staff} +” has nothing on one side of a “+” or “>”"),
        ("{staff", "“{staff” is no word class, framework or range of numbers"),
    ],
)
def test_a_phrase_that_cannot_be_read_is_told(
    write: Write, problems: Problems, phrase: str, message: str
) -> None:
    write("questions.yaml", QUESTIONS.format(option=f"phrases: ['{phrase}', '{{staff}}']", question=""))
    assert problems() == [
        f"knowledge/questions.yaml:6: questions > admin > options > needed > phrases > {phrase}: {message}",
    ]


@pytest.mark.parametrize("phrase", ["", " "])
def test_an_empty_phrase_is_told(write: Write, problems: Problems, phrase: str) -> None:
    write("questions.yaml", QUESTIONS.format(option=f"phrases: ['{{staff}}', '{phrase}']", question=""))
    (told,) = problems()
    assert told.startswith("knowledge/questions.yaml:6: questions > admin > options > needed > phrases > ")
    assert told.endswith(": nothing stands here; a wording is needed")


def test_a_number_pattern_in_a_phrase_is_no_word_class(write: Write, problems: Problems) -> None:
    write("questions.yaml", QUESTIONS.format(option='phrases: ["{1000..} users"]', question=""))
    assert problems() == []


def test_has_stands_for_a_framework_in_running_wordings_only(write: Write, problems: Problems) -> None:
    running = 'running: ["{staff} run {has}"],'
    write("questions.yaml", QUESTIONS.format(option='phrases: ["on {has}"]', question=running))
    place = "knowledge/questions.yaml:6: questions > admin > options > needed > phrases > on {has} > has"
    assert problems() == [f"{place}: no such word class; there are staff, django, fastapi and framework"]


def test_refused_stands_for_a_framework_in_refusing_wordings_only(write: Write, problems: Problems) -> None:
    refusing = 'refusing: ["no {refused}"],'
    write("questions.yaml", QUESTIONS.format(option='phrases: ["no {refused}"]', question=refusing))
    place = "knowledge/questions.yaml:6: questions > admin > options > needed > phrases > no {refused}"
    assert problems() == [
        f"{place} > refused: no such word class; there are staff, django, fastapi and framework"
    ]


def test_what_an_option_refuses_is_a_framework(write: Write, problems: Problems) -> None:
    write("questions.yaml", QUESTIONS.format(option="refuses: [fastpai]", question=""))
    place = "knowledge/questions.yaml:6: questions > admin > options > needed > refuses > fastpai"
    assert problems() == [f"{place}: no such framework; did you mean fastapi?"]
