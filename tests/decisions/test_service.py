from __future__ import annotations

from datetime import timedelta

import pytest

from bot.decisions.errors import NoSuchDecisionError, NotYoursToChangeError
from bot.decisions.model import DecisionEvent
from bot.decisions.service import Decisions
from bot.store.sqlite import SqliteStore
from bot.workspaces.model import Person, Viewer
from tests.store.at_once import at_once
from tests.store.build import ANA, NOON, record

LATER = NOON + timedelta(days=1)
RECORDER = Person("T1", "U1")


@pytest.fixture
def log(store: SqliteStore) -> Decisions:
    return Decisions(store, lambda: LATER)


def _record(store: SqliteStore, number: int) -> None:
    for _ in range(number):
        record(store)


def _page(
    log: Decisions, *, below: int | None = None, above: int | None = None
) -> tuple[list[int], int | None, int | None]:
    page = log.page(ANA, below=below, above=above)
    return [decision.number for decision in page.decisions], page.newer, page.older


def test_an_empty_log_is_one_empty_page(log: Decisions) -> None:
    assert _page(log) == ([], None, None)


def test_ten_decisions_are_one_page(log: Decisions, store: SqliteStore) -> None:
    _record(store, 10)
    assert _page(log) == ([*range(10, 0, -1)], None, None)


def test_eleven_decisions_are_two_pages(log: Decisions, store: SqliteStore) -> None:
    _record(store, 11)
    assert _page(log) == ([*range(11, 1, -1)], None, 2)
    assert _page(log, below=2) == ([1], 1, None)


def test_a_page_in_the_middle_leads_both_ways(log: Decisions, store: SqliteStore) -> None:
    _record(store, 30)
    assert _page(log, below=21) == ([*range(20, 10, -1)], 20, 11)


def test_the_way_back_leads_to_the_first_page(log: Decisions, store: SqliteStore) -> None:
    _record(store, 25)
    assert _page(log, above=15) == ([*range(25, 15, -1)], None, 16)


def test_the_way_back_goes_on_when_others_recorded_since(log: Decisions, store: SqliteStore) -> None:
    _record(store, 25)
    _record(store, 3)
    assert _page(log, above=15) == ([*range(25, 15, -1)], 25, 16)
    assert _page(log, above=25) == ([28, 27, 26], None, 26)


def test_a_page_tells_how_many_match_and_how_many_there_are(log: Decisions, store: SqliteStore) -> None:
    _record(store, 11)
    record(store, title="Celery for jobs")
    page = log.page(ANA, "celery")
    assert [decision.title for decision in page.decisions] == ["Celery for jobs"]
    assert (page.total, page.all_total) == (1, 12)


def test_no_match_still_tells_how_many_there_are(log: Decisions, store: SqliteStore) -> None:
    _record(store, 2)
    page = log.page(ANA, "celery")
    assert (page.decisions, page.total, page.all_total) == ((), 0, 2)


def test_a_search_is_paged_too(log: Decisions, store: SqliteStore) -> None:
    for number in range(24):
        record(store, title="tool" if number % 2 else "other")
    page = log.page(ANA, "tool")
    assert [decision.number for decision in page.decisions] == [*range(24, 4, -2)]
    assert page.older == 6
    rest = log.page(ANA, "tool", below=page.older)
    assert [decision.number for decision in rest.decisions] == [4, 2]


def test_a_decision_is_fetched(log: Decisions, store: SqliteStore) -> None:
    stored = record(store)
    assert log.get(ANA, stored.number) == stored


@pytest.mark.parametrize(
    ("viewer", "number"),
    [(ANA, 9), (ANA, 10**20), (Viewer("T2", "U1"), 1), (Viewer("T1", "U1", sees_public=False), 1)],
    ids=["no such number", "higher than a database takes", "another workspace", "a guest"],
)
def test_what_does_not_exist_and_what_may_not_be_seen_are_told_alike(
    log: Decisions, store: SqliteStore, viewer: Viewer, number: int
) -> None:
    record(store)
    person = Person(viewer.workspace, viewer.user, is_admin=True)
    for read in (
        lambda: log.get(viewer, number),
        lambda: log.history(viewer, number),
        lambda: log.set_status(viewer, person, number, "rejected"),
    ):
        with pytest.raises(NoSuchDecisionError) as refused:
            read()
        assert str(refused.value) == f"There is no decision {number} that you can see here."


def test_a_status_is_changed_with_who_when_and_why(log: Decisions, store: SqliteStore) -> None:
    before = record(store)
    after = log.set_status(ANA, RECORDER, 1, "deprecated", "We moved on.")
    assert after == before.model_copy(update={"status": "deprecated", "revision": 2})
    assert log.get(ANA, 1) == after
    assert log.history(ANA, 1) == [
        DecisionEvent(at=NOON, by="U1", what="recorded", after="accepted"),
        DecisionEvent(
            at=LATER,
            by="U1",
            what="status",
            before="accepted",
            after="deprecated",
            why="We moved on.",
            revision=2,
        ),
    ]


def test_the_status_that_stands_changes_nothing(log: Decisions, store: SqliteStore) -> None:
    before = record(store)
    assert log.set_status(ANA, RECORDER, 1, "accepted") == before
    assert len(log.history(ANA, 1)) == 1


def test_others_may_not_change_a_decision(log: Decisions, store: SqliteStore) -> None:
    before = record(store)
    with pytest.raises(NotYoursToChangeError) as refused:
        log.set_status(ANA, Person("T1", "U9"), 1, "rejected")
    assert str(refused.value) == (
        "Decision 1 can be changed by <@U1>, who recorded it, by its deciders and by workspace admins."
    )
    assert log.get(ANA, 1) == before


def test_of_many_who_change_a_status_at_once_one_is_in_the_history(
    log: Decisions, store: SqliteStore
) -> None:
    record(store)
    at_once(lambda: log.set_status(ANA, RECORDER, 1, "deprecated"), 4)
    assert [event.what for event in log.history(ANA, 1)] == ["recorded", "status"]


def test_of_many_that_are_due_the_longest_overdue_are_listed_and_all_counted(
    log: Decisions, store: SqliteStore
) -> None:
    for days in range(12):
        record(store, review_on=NOON.date() - timedelta(days=days))
    page = log.overdue(ANA)
    assert [decision.number for decision in page.decisions] == [*range(12, 2, -1)]
    assert page.total == 12
