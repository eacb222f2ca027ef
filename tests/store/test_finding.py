"""How SQLite goes about each page: by an index, in its order."""

from __future__ import annotations

import re

import pytest

from bot.decisions.query import Query
from bot.store.decision_rows import LISTED
from bot.store.finding import route
from bot.store.sqlite import SqliteStore
from bot.store.visibility import seen_by
from tests.store.build import ANA, NOON, record

TODAY = NOON.date()
PLANS = {
    "all": (Query(), "SEARCH d USING INDEX sqlite_autoindex_decisions_2 (workspace=? AND number<?)"),
    "framework": (
        Query(framework="django"),
        "SEARCH w USING PRIMARY KEY (workspace=? AND framework=? AND decision<?)",
    ),
    "status": (
        Query(status="accepted"),
        "SEARCH d USING INDEX decisions_status (workspace=? AND status=? AND number<?)",
    ),
    "by": (Query(person="U1"), "SEARCH p USING PRIMARY KEY (workspace=? AND user=? AND decision<?)"),
    "in": (
        Query(channel="C1"),
        "SEARCH d USING INDEX decisions_channel (workspace=? AND channel=? AND number<?)",
    ),
    "since": (
        Query(since=TODAY),
        "SEARCH d USING INDEX sqlite_autoindex_decisions_2 (workspace=? AND number>? AND number<?)",
    ),
    "before": (
        Query(before=TODAY),
        "SEARCH d USING INDEX sqlite_autoindex_decisions_2 (workspace=? AND number<?)",
    ),
    "due": (Query(due_by=TODAY), "SEARCH d USING INDEX decisions_due (workspace=? AND number<?)"),
    "overridden": (
        Query(overridden=True),
        "SEARCH d USING INDEX decisions_overridden (workspace=? AND number<?)",
    ),
    "two filters": (
        Query(framework="django", status="accepted"),
        "SEARCH w USING PRIMARY KEY (workspace=? AND framework=? AND decision<?)",
    ),
}


def plan(store: SqliteStore, query: Query) -> list[str]:
    """What SQLite does for a page in the middle of a list."""
    part = route(query, None, due_is_marked=True).after(50)
    sql = part.sql(LISTED, f"ORDER BY {part.order} DESC LIMIT 11")
    values = {**seen_by(ANA), **part.values}
    return [row["detail"] for row in store.database.rows(f"EXPLAIN QUERY PLAN {sql}", values)]


@pytest.mark.parametrize(("query", "first"), PLANS.values(), ids=PLANS.keys())
def test_a_page_is_read_by_an_index_in_its_order(store: SqliteStore, query: Query, first: str) -> None:
    steps = plan(store, query)
    assert steps[0] == first
    assert [step for step in steps if re.search(r"SCAN [a-z]\b(?! VIRTUAL)|B-TREE FOR ORDER", step)] == []


def test_the_words_come_in_the_order_of_the_list(store: SqliteStore) -> None:
    part = route(Query("tool"), '"tool"', due_is_marked=True).after(50)
    sql = part.sql(LISTED, f"ORDER BY {part.order} DESC LIMIT 11")
    steps = [
        row["detail"]
        for row in store.database.rows(f"EXPLAIN QUERY PLAN {sql}", {**seen_by(ANA), **part.values})
    ]
    assert steps[0].startswith("SCAN f VIRTUAL TABLE INDEX")
    assert not any("B-TREE" in step for step in steps)


def test_the_counts_by_framework_read_one_index_alone(store: SqliteStore) -> None:
    record(store)
    statements: list[str] = []
    connection = store.database._connection()
    connection.set_trace_callback(statements.append)
    store.count_by_framework(ANA, 10)
    connection.set_trace_callback(None)
    steps = [row["detail"] for row in store.database.rows(f"EXPLAIN QUERY PLAN {statements[0]}", {})]
    assert "SEARCH decisions USING COVERING INDEX decisions_chosen (workspace=?)" in steps


@pytest.mark.parametrize("query", [Query(since=TODAY), Query(before=TODAY)], ids=["since", "before"])
def test_a_day_is_looked_up_among_the_moments(store: SqliteStore, query: Query) -> None:
    assert any("COVERING INDEX decisions_recorded_at (workspace=?" in step for step in plan(store, query))
