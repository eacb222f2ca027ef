"""A problem is one line that any terminal can show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge_files.problems import Problem
from tests.knowledge_files.conftest import Problems, Write


def test_a_problem_tells_file_line_keys_and_what_is_wrong() -> None:
    assert str(Problem("k/rules.yaml", 3, ("rules", "x"), "mend it")) == "k/rules.yaml:3: rules > x: mend it"
    assert str(Problem("k/rules.yaml", 3, (), "mend it")) == "k/rules.yaml:3: mend it"


@given(st.text(), st.lists(st.text()), st.text())
def test_a_problem_is_one_printable_line(file: str, keys: list[str], message: str) -> None:
    assert str(Problem(file, 1, tuple(keys), message)).isprintable()


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"a\nb", r"a\nb"),
        (r"a\0b", r"a\x00b"),
        (r"a\e[31mb", r"a\x1b[31mb"),
        (r"a\u202eb", r"a\u202eb"),
        ("ä", "ä"),
        ("a" * 101, "a" * 100 + "…"),
    ],
)
def test_odd_text_in_a_file_is_shown_on_its_line(
    write: Write, problems: Problems, written: str, shown: str
) -> None:
    write(
        "rules/more.yaml",
        f'- {{id: x, when: {{}}, rules_out: ["{written}"], because: y, sources: [guide]}}\n',
    )
    told = f"knowledge/rules/more.yaml:1: rules > x > rules_out > {shown}: no such framework"
    assert [line.partition(";")[0] for line in problems()] == [told]


def test_a_very_long_message_is_cut() -> None:
    assert str(Problem("f", 1, (), "m" * 10_000)) == f"f:1: {'m' * 800}…"
