"""What Datasette is told about the database is true of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.store.sqlite import SqliteStore
from tests.store.build import NOON, record

CONFIG: dict[str, Any] = yaml.safe_load((Path(__file__).parent.parent / "datasette.yaml").read_text("utf-8"))
TABLES, QUERIES = (CONFIG["databases"]["advisor"][part] for part in ("tables", "queries"))


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
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
        "AND name NOT LIKE 'decisions_fts%'"
    )
    assert {name for (name,) in names} == {*TABLES}


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
