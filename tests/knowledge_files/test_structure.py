"""Items that get in one another's way."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from tests.knowledge_files.conftest import FILES, Problems, Write


def _add(write: Write, name: str, text: str) -> None:
    write(name, dedent(FILES[name]) + dedent(text))


def test_an_id_that_is_given_twice_names_both_places(write: Write, problems: Problems) -> None:
    write("rules/more.yaml", "- {id: api-typed, when: {}, verdict: any, because: y, sources: [guide]}\n")
    assert problems() == [
        (
            "knowledge/rules/more.yaml:1: rules > api-typed: this id is given twice, first in "
            "knowledge/rules/all.yaml:6"
        ),
    ]


def test_two_paths_between_the_same_ends_are_refused(write: Write, problems: Problems) -> None:
    path = "- {from: django, to: fastapi, path: port, because: y, sources: [guide]}\n"
    write("paths.yaml", path * 2)
    assert problems() == [
        (
            "knowledge/paths.yaml:2: paths > django-to-fastapi: this id is given twice, first in "
            "knowledge/paths.yaml:1"
        ),
    ]


def test_a_rule_that_gives_a_framework_points_and_takes_them_is_told(
    write: Write, problems: Problems
) -> None:
    text = """\
        - id: x
          when: {}
          gives: {django: strong, fastapi: slight}
          costs: {django: slight}
          because: y
          sources: [guide]
        """
    write("rules/more.yaml", text)
    assert problems() == [
        (
            "knowledge/rules/more.yaml:4: rules > x > costs > django: the rule also gives django points; "
            "keep the one that is meant"
        ),
    ]


def test_a_framework_file_is_called_as_its_framework(knowledge: Path, problems: Problems) -> None:
    (knowledge / "frameworks/django.yaml").rename(knowledge / "frameworks/jango.yaml")
    assert problems() == [
        (
            "knowledge/frameworks/jango.yaml:1: frameworks > django > id: the file is called jango; "
            "call both the same"
        ),
    ]


def test_no_option_may_be_called_not_sure(write: Write, problems: Problems) -> None:
    options = "[{id: not-sure, label: D}, {id: plain, label: E}]"
    _add(write, "questions.yaml", f"- {{id: size, name: A, ask: B, why: C, options: {options}}}\n")
    assert problems() == [
        (
            "knowledge/questions.yaml:15: questions > size > options > not-sure: every question has "
            "not-sure of itself; choose another id"
        ),
    ]


def test_no_question_may_be_called_as_an_operator(write: Write, problems: Problems) -> None:
    options = "[{id: a, label: D}, {id: b, label: E}]"
    _add(write, "questions.yaml", f"- {{id: any, name: A, ask: B, why: C, options: {options}}}\n")
    assert problems() == [
        (
            "knowledge/questions.yaml:15: questions > any > id: any has a meaning in conditions; "
            "choose another id"
        ),
    ]


def test_options_of_one_question_differ_in_id_and_label(write: Write, problems: Problems) -> None:
    options = "[{id: a, label: D}, {id: a, label: E}, {id: c, label: E}]"
    _add(write, "questions.yaml", f"- {{id: size, name: A, ask: B, why: C, options: {options}}}\n")
    start = "knowledge/questions.yaml:15: questions > size > options"
    assert problems() == [
        f"{start} > a: the id a is given twice, first on line 15",
        f"{start} > c: the label E is given twice, first on line 15",
    ]


def test_one_name_means_one_candidate(write: Write, problems: Problems) -> None:
    write("stacks.yaml", "- {id: django, name: Both, parts: [django, fastapi], costs: slight, because: y, "
          "sources: [guide]}\n")  # fmt: skip
    assert problems() == [
        (
            "knowledge/stacks.yaml:1: stacks > django: django is a name of django already, in "
            "knowledge/frameworks/django.yaml:1"
        ),
    ]


def test_an_alias_may_not_be_another_candidates_id(write: Write, problems: Problems) -> None:
    write("frameworks/flask.yaml", "id: flask\nname: Flask\nsummary: Small.\naliases: [FastAPI]\n")
    assert problems() == [
        (
            "knowledge/frameworks/flask.yaml:1: frameworks > flask: FastAPI is a name of fastapi already, "
            "in knowledge/frameworks/fastapi.yaml:1"
        ),
    ]


def test_the_parts_of_a_stack_differ(write: Write, problems: Problems) -> None:
    write("stacks.yaml", "- {id: b, name: B, parts: [django, django], costs: slight, because: y, "
          "sources: [guide]}\n")  # fmt: skip
    assert problems() == ["knowledge/stacks.yaml:1: stacks > b > parts > django: this part is named twice"]


def test_the_names_of_cases_differ(write: Write, problems: Problems) -> None:
    case = "name: One, source: guide, answers: {}, expect: django"
    write("cases/more.yaml", f"- {{id: a, {case}}}\n- {{id: b, {case}}}\n")
    assert problems() == [
        (
            "knowledge/cases/more.yaml:2: cases > b > name: this name is given twice, first in "
            "knowledge/cases/more.yaml:1"
        ),
    ]


def test_a_case_expects_something(write: Write, problems: Problems) -> None:
    write("cases/more.yaml", "- {name: One, source: guide, answers: {}}\n")
    assert problems() == [
        (
            "knowledge/cases/more.yaml:1: cases > One: the case expects nothing; add one of expect, among, "
            "not, path, verdict"
        ),
    ]


def test_frameworks_that_extend_one_another_go_round_in_a_circle(write: Write, problems: Problems) -> None:
    write("frameworks/a.yaml", "id: a\nname: A\nsummary: S.\nextends: b\n")
    write("frameworks/b.yaml", "id: b\nname: B\nsummary: S.\nextends: a\n")
    assert problems() == [
        "knowledge/frameworks/a.yaml:4: frameworks > a > extends: this goes round in a circle: a > b > a",
    ]


def test_a_framework_that_extends_itself_goes_round_in_a_circle(write: Write, problems: Problems) -> None:
    write("frameworks/a.yaml", "id: a\nname: A\nsummary: S.\nextends: a\n")
    assert problems() == [
        "knowledge/frameworks/a.yaml:4: frameworks > a > extends: this goes round in a circle: a > a",
    ]


def test_questions_that_wait_for_one_another_go_round_in_a_circle(write: Write, problems: Problems) -> None:
    rest = "name: A, ask: B, why: C, options: [{id: a, label: D}, {id: b, label: E}]"
    _add(
        write,
        "questions.yaml",
        f"- {{id: one, {rest}, when: {{any: [{{two: a}}, {{admin: none}}]}}}}\n"
        f"- {{id: two, {rest}, when: {{not: {{one: [a]}}}}}}\n",
    )
    assert problems() == [
        "knowledge/questions.yaml:15: questions > one > when: this goes round in a circle: one > two > one",
    ]
