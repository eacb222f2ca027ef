from __future__ import annotations

from bot.decisions.query import Query
from bot.slack.filters import chosen


def test_a_choice_sets_its_filter_and_any_takes_it_back() -> None:
    query = chosen(Query("celery"), "status:accepted")
    assert query == Query("celery", status="accepted")
    assert chosen(query, "status:") == Query("celery")
    assert chosen(query, "framework:flask") == Query("celery", status="accepted", framework="flask")
    assert chosen(Query(framework="flask"), "framework:") == Query()
