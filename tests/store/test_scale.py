"""What a read costs in steps of SQLite's machine, which a slow computer does not change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from bot.decisions.model import Choice
from bot.decisions.query import Query
from bot.store.sqlite import SqliteStore
from bot.workspaces.model import Viewer
from tests.store.build import ANA, NOON, begin, decision, listed

FEW, MANY = 100, 2000
DJANGO = Choice(candidate="django", parts=("django",))


def _fill(store: SqliteStore, decisions: int) -> None:
    with store.consultations_unit() as unit:
        for _ in range(decisions):
            number = unit.next_decision_number("T1")
            unit.add_decision(
                decision(number, chosen="flask", parts=("django", "flask"), review_on=NOON.date())
            )
    store.open_reviews(NOON.date())


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
        lambda store: listed(store, text="fits", limit=11),
        lambda store: listed(store, query=Query(framework="django"), limit=11),
        lambda store: listed(store, query=Query(status="accepted"), limit=11),
        lambda store: listed(store, query=Query(person="U2"), limit=11),
        lambda store: listed(store, query=Query(channel="C1"), limit=11, after=60),
        lambda store: listed(store, query=Query(since=NOON.date()), limit=11),
        lambda store: listed(store, query=Query(before=date(2026, 11, 22)), limit=11, after=60),
        lambda store: listed(store, query=Query(due_by=NOON.date()), limit=11),
        lambda store: store.longest_overdue(ANA, NOON.date(), 10),
        lambda store: listed(store, query=Query(overridden=True), limit=11),
        lambda store: store.similar_decisions(ANA, {"admin": "needed"}, DJANGO, 3),
        lambda store: store.reviews_to_post(NOON, 20),
        lambda store: store.open_reviews(NOON.date()),
        lambda store: store.find_decision(ANA, 50),
        lambda store: store.decision_events(ANA, 50),
    ],
    ids=[
        "first page",
        "older",
        "newer",
        "a guest's page",
        "search",
        "search beyond titles",
        "framework",
        "status",
        "by",
        "in",
        "since",
        "before",
        "due",
        "longest overdue",
        "overridden",
        "similar",
        "reviews to post",
        "reviews that have come due",
        "one",
        "history",
    ],
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
