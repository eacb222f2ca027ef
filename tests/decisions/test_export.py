from __future__ import annotations

import csv
import io
import json
import re
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.decisions import export
from bot.decisions.archive import PROGRESS_EVERY, write_zip
from bot.decisions.export import Exported, csv_lines, json_lines, json_schema
from bot.decisions.model import DecisionEvent, Snapshot
from tests.store.build import NOON, decision

RECORDED = DecisionEvent(at=NOON, by="U1", what="recorded", after="accepted")


def exported(number: int = 1, **more: Any) -> Exported:
    return Exported(decision(number, **more), [RECORDED])


def table(*decisions: Exported) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(csv_lines(decisions)))))


def document(*decisions: Exported) -> dict[str, Any]:
    read: dict[str, Any] = json.loads("".join(json_lines("T1", decisions)))
    return read


def lined(text: str) -> str:
    """Lines end in one way."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


LOGGED = exported(
    3,
    recommended=None,
    recommended_name="",
    review_on=None,
    deciders=(),
    snapshot=Snapshot(),
    title="שלום 🎉",
)


def test_the_table_has_a_row_for_each_decision() -> None:
    rows = table(exported(1, chosen="flask", chosen_name="Flask", why_not="Small."), LOGGED)
    assert rows[0] == {
        "number": "1",
        "title": "Decision 1",
        "status": "accepted",
        "chosen": "Flask",
        "recommended": "Django",
        "overridden": "yes",
        "why_not": "Small.",
        "rationale": "It fits.",
        "consequences": "",
        "deciders": "U1, U2",
        "decider_names": "",
        "recorded_by": "U1",
        "recorded_by_name": "",
        "recorded_at": "2026-11-21T12:00:00+00:00",
        "review_on": "2027-05-21",
        "supersedes": "",
        "superseded_by": "",
        "answers": "Admin: Yes, from the start",
        "channel": "C1",
        "channel_name": "",
        "permalink": "",
        "knowledge_version": "abc",
    }
    assert (rows[1]["title"], rows[1]["review_on"], rows[1]["overridden"]) == ("שלום 🎉", "", "no")


def test_whatever_a_decision_replaces_stands_in_the_table_and_in_the_json() -> None:
    replacing = exported(20, supersedes=(7, 12))
    (row,), (written,) = table(replacing), document(replacing)["decisions"]
    assert (row["supersedes"], written["supersedes"]) == ("7, 12", [7, 12])


def test_the_table_has_ids_and_the_names_that_are_known() -> None:
    written = "".join(csv_lines([exported()], {"U1": "Ana", "C1": "#backend"}))
    (row,) = csv.DictReader(io.StringIO(written))
    ids = row["deciders"], row["recorded_by"], row["channel"]
    names = row["decider_names"], row["recorded_by_name"], row["channel_name"]
    assert (ids, names) == (("U1, U2", "U1", "C1"), ("Ana", "Ana", "#backend"))


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\n'=1"),
        ("\n=1", "'\n'=1"),
        ("\tplain", "'\tplain"),
        ("  =1", "'  =1"),
        ('"=1"', '\'"=1"'),
        ("\uff1d1", "'\uff1d1"),
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("hello;=1+1", "hello;'=1+1"),
        ("hello\t@A1", "hello\t'@A1"),
        ("hello|-1", "hello|'-1"),
        ("hello\r\n\uff0b1", "hello\n'\uff0b1"),
        ('hello; "=1"', 'hello;\' "=1"'),
        ("pro: fast; con: 1 + 1 = 2, -3", "pro: fast; con: 1 + 1 = 2, -3"),
    ],
)
def test_no_cell_is_a_formula_whatever_separates_cells(text: str, cell: str) -> None:
    (row,) = table(exported(title=text, rationale=text))
    assert (row["title"], row["rationale"]) == (cell, cell)


_SPREADSHEET = st.sampled_from([*'=+-@\uff1d;,\t|\n\r" a1', "=1+1", '";"', ';"=1'])


@given(text=st.text(st.characters(exclude_characters="\x00'"), max_size=60))
def test_any_text_comes_back_from_the_table(text: str) -> None:
    (row,) = table(exported(rationale=text))
    assert row["rationale"].replace("'", "") == lined(text)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@given(text=st.lists(_SPREADSHEET, max_size=12).map("".join))
def test_a_spreadsheet_computes_nothing_whatever_it_takes_for_the_separator(
    separator: str, text: str
) -> None:
    whole = "".join(csv_lines([exported(title=text, rationale=text, consequences=text)]))
    cells = [cell for row in csv.reader(io.StringIO(whole), delimiter=separator) for cell in row]
    cells += re.split("[;\t\n|]", whole)
    assert [cell for cell in cells if cell.lstrip(' \t\n"')[:1] in {*"=+-@\uff1d"}] == []


def test_the_json_has_everything_that_is_known() -> None:
    found = document(exported(1), LOGGED)
    assert (found["format"], found["workspace"]) == ("framework-advisor-decisions-2", "T1")
    assert [each["number"] for each in found["decisions"]] == [1, 3]
    first = found["decisions"][0]
    assert first["snapshot"]["answers"][0]["label"] == "Yes, from the start"
    assert first["history"][0]["what"] == "recorded"
    assert first["overridden"] is False


def test_the_json_has_ids_and_the_names_of_those_it_speaks_of() -> None:
    edited = DecisionEvent(at=NOON, by="U3", what="deciders", before="U1", after="U1, U4")
    names = {"U4": "Di", "U3": "Chi", "U2": "Bo", "U1": "Ana", "C1": "#backend", "U9": "Eve", "C2": "#ops"}
    whole = Exported(decision(), [RECORDED, edited])
    (found,) = json.loads("".join(json_lines("T1", [whole], names)))["decisions"]
    assert (found["deciders"], found["channel"]) == (["U1", "U2"], "C1")
    assert [*found["names"].items()] == [
        ("C1", "#backend"),
        ("U1", "Ana"),
        ("U2", "Bo"),
        ("U3", "Chi"),
        ("U4", "Di"),
    ]


def test_an_empty_log_is_a_document_too() -> None:
    assert document() == {"format": "framework-advisor-decisions-2", "workspace": "T1", "decisions": []}


def test_the_json_keeps_to_the_published_schema() -> None:
    published = json.loads((Path(export.__file__).parent / "decisions.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(published)
    jsonschema.validate(document(exported(1), LOGGED), published)


def test_the_published_schema_has_an_id_that_names_no_address() -> None:
    assert json_schema()["$id"] == "urn:framework-advisor:decisions:2"


def test_the_published_schema_refuses_what_is_no_export() -> None:
    broken = document(exported(1))
    del broken["decisions"][0]["title"]
    with pytest.raises(jsonschema.ValidationError, match="'title' is a required property"):
        jsonschema.validate(broken, json_schema())


def test_the_published_schema_is_the_one_that_the_code_gives() -> None:
    published = (Path(export.__file__).parent / "decisions.schema.json").read_text("utf-8")
    assert published == json.dumps(json_schema(), indent=2) + "\n"


def test_the_same_decisions_give_the_same_bytes() -> None:
    assert _zip(exported(1), LOGGED) == _zip(exported(1), LOGGED)
    assert "".join(json_lines("T1", [LOGGED])) == "".join(json_lines("T1", [LOGGED]))


def _zip(*decisions: Exported) -> bytes:
    target = io.BytesIO()
    write_zip(target, "T1", lambda: decisions)
    return target.getvalue()


def test_a_zip_holds_a_file_for_each_decision_the_table_and_the_json() -> None:
    with zipfile.ZipFile(io.BytesIO(_zip(exported(1), LOGGED))) as archive:
        assert archive.namelist() == [
            "decisions/0001-decision-1.md",
            "decisions/0003-שלום.md",
            "decisions.csv",
            "decisions.json",
            "decisions.schema.json",
        ]
        assert json.loads(archive.read("decisions.json")) == document(exported(1), LOGGED)
        assert archive.testzip() is None


def test_a_long_export_tells_how_far_it_is() -> None:
    heard: list[int] = []
    number = 2 * PROGRESS_EVERY + 1
    decisions = [exported(each) for each in range(1, number + 1)]
    written = write_zip(io.BytesIO(), "T1", lambda: decisions, progress=heard.append)
    assert (written, heard) == (number, [PROGRESS_EVERY, 2 * PROGRESS_EVERY])


@pytest.mark.parametrize("form", ["csv", "json", "zip"])
def test_memory_does_not_grow_with_the_number_of_decisions(form: str) -> None:
    def many(number: int) -> Iterator[Exported]:
        for each in range(1, number + 1):
            yield exported(each, rationale="x" * 2000)

    def peak(number: int) -> int:
        tracemalloc.start()
        if form == "zip":
            with TemporaryFile() as target:
                write_zip(target, "T1", lambda: many(number))
        for _ in csv_lines(many(number)) if form == "csv" else json_lines("T1", many(number)):
            pass
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    peak(10)
    assert peak(1000) < 2 * peak(50)
