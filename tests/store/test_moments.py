from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from bot.store.moments import as_text

aware = st.datetimes(
    min_value=datetime(1970, 1, 2),  # noqa: DTZ001 - hypothesis adds the offset
    max_value=datetime(9999, 12, 30),  # noqa: DTZ001 - likewise
    timezones=st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours))),
)


def test_a_moment_is_written_in_utc_with_its_offset() -> None:
    eastern = timezone(timedelta(hours=-5))
    assert as_text(datetime(2026, 11, 21, 7, tzinfo=eastern)) == "2026-11-21T12:00:00.000000+00:00"


@given(aware)
def test_a_moment_is_read_back(at: datetime) -> None:
    assert datetime.fromisoformat(as_text(at)) == at
    assert datetime.fromisoformat(as_text(at)).tzinfo == UTC


@given(aware, aware)
def test_text_sorts_as_time_does(one: datetime, other: datetime) -> None:
    assert (as_text(one) < as_text(other)) == (one < other)
