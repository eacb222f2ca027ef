from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.decisions.query import Query, QueryError, parse_query
from bot.slack.filters import chosen, due_toggled, overridden_toggled, written

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "text",
    [
        "celery workers",
        "framework:django status:accepted by:U1ANA in:C1BACK since:2026-01-01 before:2026-07-01 due celery",
        'by:"@ana lee" overridden "due" "http://x" AND - (',
    ],
)
def test_a_query_is_written_as_what_is_read_as_it(text: str) -> None:
    query = parse_query(text, TODAY)
    assert parse_query(written(query), TODAY) == query


@given(st.text(max_size=80))
def test_whatever_can_be_read_can_be_written_and_read_again(text: str) -> None:
    try:
        query = parse_query(text, TODAY)
    except QueryError:
        return
    again = parse_query(written(query), TODAY)
    assert again.words.split() == query.words.split()


def test_a_choice_sets_its_filter_and_any_takes_it_back() -> None:
    query = chosen(Query("celery"), "status:accepted")
    assert query == Query("celery", status="accepted")
    assert chosen(query, "status:") == Query("celery")
    assert chosen(query, "framework:flask") == Query("celery", status="accepted", framework="flask")
    assert chosen(Query(framework="flask"), "framework:") == Query()


def test_switches_turn_on_and_off() -> None:
    assert due_toggled(Query("celery"), TODAY) == Query("celery", due_by=TODAY)
    assert due_toggled(Query(due_by=TODAY), TODAY) == Query()
    assert overridden_toggled(overridden_toggled(Query())) == Query()
