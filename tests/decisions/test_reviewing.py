from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.decisions.reviewing import CLAIMED_FOR, Reviews, next_reminder
from bot.decisions.store import DueReview
from bot.store.sqlite import SqliteStore
from tests.consultations.build import Clock
from tests.store.build import record

MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
REVIEW = DueReview("T1", 1, date(2026, 11, 1), "C1", "U1")


@pytest.fixture
def store(store: SqliteStore) -> SqliteStore:
    """The store with one decision that is due."""
    record(store, review_on=REVIEW.due_on)
    return store


@pytest.fixture
def clock() -> Clock:
    return Clock(MONDAY)


@pytest.fixture
def reviews(store: SqliteStore, clock: Clock) -> Reviews:
    return Reviews(store, clock, "this process")


def _utc(_workspace: str, _user: str) -> str:
    return "UTC"


def _taken(reviews: Reviews, zone: Callable[[str, str], str] = _utc, limit: int = 20) -> list[DueReview]:
    """Everything that is to be posted now."""
    return list(reviews.take(zone, limit))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "zone", "when"),
    [
        ("2026-11-23T12:00", "UTC", "2026-11-23T12:00"),
        ("2026-11-23T09:00", "UTC", "2026-11-23T09:00"),
        ("2026-11-23T08:59", "UTC", "2026-11-23T09:00"),
        ("2026-11-23T16:59", "UTC", "2026-11-23T16:59"),
        ("2026-11-23T17:00", "UTC", "2026-11-24T09:00"),
        ("2026-11-27T17:00", "UTC", "2026-11-30T09:00"),
        ("2026-11-28T12:00", "UTC", "2026-11-30T09:00"),
        ("2026-11-29T03:00", "UTC", "2026-11-30T09:00"),
        ("2026-11-23T12:00", "America/Los_Angeles", "2026-11-23T17:00"),
        ("2026-11-23T12:00", "Asia/Tokyo", "2026-11-24T00:00"),
        ("2026-11-22T23:30", "Asia/Tokyo", "2026-11-23T00:00"),
        ("2026-03-29T05:00", "Europe/Berlin", "2026-03-30T07:00"),
        ("2026-11-23T12:00", "Mars/Olympus", "2026-11-23T12:00"),
        ("2026-11-23T12:00", "", "2026-11-23T12:00"),
        ("2026-11-23T12:00", "../etc/passwd", "2026-11-23T12:00"),
        ("2026-11-23T12:00", "Europe", "2026-11-23T12:00"),
    ],
)
def test_people_are_reminded_between_nine_and_seventeen_on_weekdays(now: str, zone: str, when: str) -> None:
    assert next_reminder(at(now), zone) == at(when)


@given(
    now=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis adds the zone
    zone=st.sampled_from(["UTC", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "Europe/London"]),
)
def test_a_reminder_is_never_early_never_at_night_and_within_four_days(now: datetime, zone: str) -> None:
    when = next_reminder(now, zone)
    local = when.astimezone(ZoneInfo(zone))
    assert 9 <= local.hour < 17
    assert local.weekday() < 5
    assert timedelta(0) <= when - now < timedelta(days=4)


def test_a_review_that_has_come_due_is_handed_out(reviews: Reviews) -> None:
    assert _taken(reviews) == [REVIEW]


def test_a_review_is_handed_out_once(reviews: Reviews, store: SqliteStore, clock: Clock) -> None:
    _taken(reviews)
    assert _taken(reviews) == []
    assert _taken(Reviews(store, clock, "another process")) == []


def test_a_process_that_stops_at_one_review_leaves_the_next_to_others(
    reviews: Reviews, store: SqliteStore, clock: Clock
) -> None:
    record(store, review_on=REVIEW.due_on)
    assert next(iter(reviews.take(_utc))) == REVIEW
    assert [each.number for each in _taken(Reviews(store, clock, "another process"))] == [2]


def test_a_review_that_was_posted_is_never_handed_out_again(reviews: Reviews, clock: Clock) -> None:
    _taken(reviews)
    reviews.posted(REVIEW, "C1", "1.2")
    clock.now += timedelta(days=7)
    assert _taken(reviews) == []


def test_a_review_whose_process_died_before_it_posted_is_handed_out_to_another(
    reviews: Reviews, store: SqliteStore, clock: Clock
) -> None:
    _taken(reviews)
    clock.now += CLAIMED_FOR
    assert _taken(Reviews(store, clock, "another process")) == [REVIEW]


def test_a_review_is_not_skipped_when_nobody_looked_for_days(reviews: Reviews, clock: Clock) -> None:
    clock.now += timedelta(days=28)
    assert _taken(reviews) == [REVIEW]


def test_before_its_day_nothing_is_due(reviews: Reviews, store: SqliteStore, clock: Clock) -> None:
    record(store, review_on=date(2026, 11, 24))
    _taken(reviews)
    reviews.posted(REVIEW, "C1", "1.2")
    assert _taken(reviews) == []
    clock.now += timedelta(days=1)
    assert [review.number for review in _taken(reviews)] == [2]


def test_at_night_a_review_waits_for_the_morning(reviews: Reviews, clock: Clock) -> None:
    assert _taken(reviews, lambda *_: "Asia/Tokyo") == []
    clock.now = at("2026-11-23T23:59")
    assert _taken(reviews, lambda *_: "Asia/Tokyo") == []
    clock.now = at("2026-11-24T00:00")
    assert _taken(reviews, lambda *_: "Asia/Tokyo") == [REVIEW]


def test_those_for_whom_it_is_night_do_not_hold_up_the_others(reviews: Reviews, store: SqliteStore) -> None:
    record(store, review_on=date(2026, 11, 2), recorded_by="U9")
    zones = {"U1": "Asia/Tokyo", "U9": "UTC"}
    assert _taken(reviews, lambda _, user: zones[user], limit=1) == []
    assert [review.number for review in _taken(reviews, lambda _, user: zones[user], limit=1)] == [2]


def test_a_review_that_slack_refused_is_tried_again_later(reviews: Reviews, clock: Clock) -> None:
    _taken(reviews)
    reviews.put_off(REVIEW, timedelta(minutes=30))
    clock.now += timedelta(minutes=29)
    assert _taken(reviews) == []
    clock.now += timedelta(minutes=1)
    assert _taken(reviews) == [REVIEW]


def test_what_the_recorder_sees_where_it_was_made_may_be_posted_there(
    reviews: Reviews, store: SqliteStore
) -> None:
    (review,) = _taken(reviews)
    found = store.find_decision(review.viewer, review.number)
    assert found
    assert found.number == 1
