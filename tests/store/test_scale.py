"""What a read costs in steps of SQLite's machine, which a slow computer does not change."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.store.sqlite import SqliteStore
from bot.workspaces.model import Viewer
from tests.store.build import ANA, NOON, begin, decision, listed

FEW, MANY = 100, 2000


def _fill(store: SqliteStore, decisions: int) -> None:
    with store.consultations_unit() as unit:
        for _ in range(decisions):
            unit.add_decision(decision(unit.next_decision_number("T1")))


def _steps(store: SqliteStore, read: Callable[[], object]) -> int:
    steps = [0]

    def count() -> None:
        steps[0] += 1

    connection = store.database._connection()
    connection.set_progress_handler(count, 1)
    read()
    connection.set_progress_handler(None, 1)
    return steps[0]


@pytest.mark.parametrize(
    "read",
    [
        lambda store: listed(store, limit=11),
        lambda store: listed(store, limit=11, after=90),
        lambda store: listed(store, limit=11, before=50),
        lambda store: listed(store, Viewer("T1", "U9", frozenset({"C1"}), sees_public=False), limit=11),
        lambda store: listed(store, text="decision", limit=11),
        lambda store: store.find_decision(ANA, 50),
        lambda store: store.decision_events(ANA, 50),
    ],
    ids=["first page", "older", "newer", "a guest's page", "search", "one", "history"],
)
def test_a_read_costs_the_same_however_long_the_log(
    store: SqliteStore, read: Callable[[SqliteStore], object]
) -> None:
    _fill(store, FEW)
    before = _steps(store, lambda: read(store))
    _fill(store, MANY)
    assert _steps(store, lambda: read(store)) <= 1.25 * before


def test_finding_what_lags_costs_the_same_however_many_are_shown(store: SqliteStore) -> None:
    before = _steps(store, lambda: store.lagging(NOON))
    for _ in range(200):
        store.set_revision_shown(begin(store).id, 1)
    assert _steps(store, lambda: store.lagging(NOON)) <= 1.25 * before
