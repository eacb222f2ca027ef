"""What Datasette is told about the database is true of it."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.store.sqlite import SqliteStore
from tests.store.build import NOON, record

ROOT = Path(__file__).parent.parent
CONFIG: dict[str, Any] = yaml.safe_load((ROOT / "datasette.yaml").read_text("utf-8"))
TABLES, QUERIES = (CONFIG["databases"]["advisor"][part] for part in ("tables", "queries"))

_SHOWS_WHAT_IT_IS_GIVEN = """\
#!/bin/sh
echo "$1 $2 $3 $4 $5 $6 $7"
echo "$8"
realpath "$8"
"""


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    path = tmp_path / "advisor.db"
    with closing(SqliteStore.open(path)) as store:
        record(store, parts=("django",))
        record(store, chosen="flask", chosen_name="Flask", why_not="Small.", review_on=None)
        record(store, title="Due", review_on=NOON.date())
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as opened:
        yield opened


def columns(connection: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}


def answer(connection: sqlite3.Connection, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(QUERIES[query]["sql"]).fetchall()


@pytest.mark.parametrize("table", TABLES)
def test_a_table_and_the_columns_that_are_spoken_of_exist(connection: sqlite3.Connection, table: str) -> None:
    told = TABLES[table]
    named = {*told.get("columns", {}), *told.get("facets", [])}
    named |= {told[key] for key in ("label_column", "sort_desc") if key in told}
    assert columns(connection, table)
    assert named <= columns(connection, table)


def test_every_table_is_spoken_of(connection: sqlite3.Connection) -> None:
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_stat%' "
        "AND name NOT LIKE 'decisions_fts%'"
    )
    assert {name for (name,) in names} == {*TABLES}


def test_the_tables_of_the_machinery_are_hidden() -> None:
    hidden = {name for name, told in TABLES.items() if told.get("hidden")}
    assert hidden == {
        "_sqlite_migrations",
        "decision_marks",
        "deliveries",
        "sqlite_sequence",
        "thread_mentions",
        "thread_messages",
        "thread_roots",
        "threads",
    }


def test_all_that_is_searched_is_spoken_of(connection: sqlite3.Connection) -> None:
    spoken_of = {
        "title": "title",
        "chosen_name": "choice",
        "rationale": "rationale",
        "why_not": "why the advice was not followed",
        "consequences": "consequences",
        "answers": "answers",
        "reasons": "reasons",
    }
    assert columns(connection, "decisions_fts") == {"workspace", *spoken_of}
    assert all(words in TABLES["decisions"]["description"] for words in spoken_of.values())


def test_whatever_speaks_of_a_decision_leads_to_it_by_its_title(connection: sqlite3.Connection) -> None:
    speaking = [name for name in TABLES if "decision" in columns(connection, name)]
    leading = [
        (name, table, column)
        for name in speaking
        for _, _, table, source, column, *_ in connection.execute(f"PRAGMA foreign_key_list({name})")
        if source == "decision"
    ]
    assert leading == [(name, "decisions", "id") for name in speaking]
    assert TABLES["decisions"]["label_column"] == "title"


@pytest.mark.parametrize("file", ["advisor.db", "our log 2026.sqlite"])
def test_the_database_is_called_as_in_the_configuration_whatever_its_file_is_called(
    tmp_path: Path, file: str
) -> None:
    (database := tmp_path / file).touch()
    options, shown, real = _browse(tmp_path, database)
    assert options == "serve --host 127.0.0.1 --port 8001 --metadata datasette.yaml"
    assert (Path(shown).stem, real) == ("advisor", str(database))


def _browse(tmp_path: Path, database: Path) -> list[str]:
    """Run `make browse` with a Datasette that says what it is given: options, file, and where that leads."""
    datasette, stamp = tmp_path / "bin" / "datasette", tmp_path / ".installed"
    datasette.parent.mkdir()
    datasette.write_text(_SHOWS_WHAT_IT_IS_GIVEN)
    datasette.chmod(0o755)
    stamp.touch()
    given = (f"DB={database}", f"BROWSE={tmp_path}", f"BROWSE_STAMP={stamp}", "BROWSE_PORT=8001")
    ran = subprocess.run(  # noqa: S603 - the arguments are ours
        ["make", "--no-print-directory", "browse", *given],  # noqa: S607 - whichever make there is
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [line.strip() for line in ran.stdout.splitlines()]


def test_decisions_are_counted_by_framework_over_time(connection: sqlite3.Connection) -> None:
    assert answer(connection, "by_framework_over_time") == [
        ("2026-11", "Django", 2, 0),
        ("2026-11", "Flask", 1, 1),
    ]


def test_what_is_due_is_listed(connection: sqlite3.Connection) -> None:
    sql = QUERIES["due_for_review"]["sql"].replace("date('now')", "'2026-12-01'")
    assert [row[2] for row in connection.execute(sql)] == ["Due"]
    assert "date('now')" in QUERIES["due_for_review"]["sql"]


def test_what_was_decided_against_the_advice_is_listed(connection: sqlite3.Connection) -> None:
    assert [row[3:6] for row in answer(connection, "overridden")] == [("Flask", "Django", "Small.")]


def test_the_rules_that_decided_are_counted(connection: sqlite3.Connection) -> None:
    assert answer(connection, "rules_that_decide") == [("a", 1, "Screens are generated.")]
