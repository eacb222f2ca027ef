from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.decisions.model import STATUSES, Decision
from bot.decisions.query import Query
from bot.workspaces.model import Viewer
from tests.store.build import ANA, NOON, Store, delivery, listed, record

TODAY = NOON.date()


def found(store: Store, **filters: object) -> list[int]:
    query = Query(**filters)  # type: ignore[arg-type]  # the tests name its fields
    numbers = listed(store, query=query)
    assert store.count_decisions(ANA, query) == len(numbers)
    return numbers


class FilterContract:
    """What every store must find."""

    def test_by_framework_also_as_a_part(self, store: Store) -> None:
        record(store, chosen="flask")
        record(store, chosen="django", parts=("django",))
        record(store, chosen="drf", parts=("django", "drf"))
        assert found(store, framework="django") == [3, 2]
        assert found(store, framework="drf") == [3]
        assert found(store, framework="flask") == [1]
        assert found(store, framework="quart") == []

    def test_by_status(self, store: Store) -> None:
        for status in STATUSES:
            record(store, status=status)
        assert [found(store, status=status) for status in STATUSES] == [[1], [2], [3], [4], [5]]

    def test_by_who_recorded_or_decided(self, store: Store) -> None:
        record(store, recorded_by="U7", deciders=("U8",))
        record(store, recorded_by="U8", deciders=("U8", "U9"))
        record(store, recorded_by="U9", deciders=())
        assert [found(store, person=user) for user in ("U7", "U8", "U9", "U6")] == [[1], [2, 1], [3, 2], []]

    def test_by_where_it_was_made(self, store: Store) -> None:
        for channel in ("C1", "C2", "C1"):
            record(store, channel=channel)
        assert [found(store, channel=channel) for channel in ("C1", "C2", "C3")] == [[3, 1], [2], []]

    def test_since_a_day_includes_it_and_before_a_day_does_not(self, store: Store) -> None:
        for days in (3, 2, 1, 0):
            record(store, recorded_at=NOON - timedelta(days=days))
        assert found(store, since=TODAY) == [4]
        assert found(store, since=TODAY - timedelta(days=2)) == [4, 3, 2]
        assert found(store, before=TODAY) == [3, 2, 1]
        assert found(store, before=TODAY - timedelta(days=2)) == [1]
        assert found(store, since=TODAY - timedelta(days=2), before=TODAY) == [3, 2]
        assert found(store, since=TODAY + timedelta(days=1)) == []
        assert found(store, before=TODAY - timedelta(days=9)) == []

    def test_days_hold_also_where_clocks_differed_by_some_hours(self, store: Store) -> None:
        for hours in (0, -14, 0):
            record(store, recorded_at=NOON + timedelta(hours=hours))
        assert found(store, since=TODAY) == [3, 1]
        assert found(store, before=TODAY) == [2]

    def test_overridden(self, store: Store) -> None:
        record(store, chosen="flask")
        record(store)
        record(store, recommended=None, recommended_name="")
        assert found(store, overridden=True) == [1]

    @pytest.mark.parametrize("is_opened", [True, False], ids=["marked", "not yet marked"])
    def test_due_is_what_lives_and_has_reached_its_review_date(
        self, store: Store, *, is_opened: bool
    ) -> None:
        record(store, review_on=TODAY - timedelta(days=1))
        record(store, review_on=TODAY)
        record(store, review_on=TODAY + timedelta(days=1))
        record(store, review_on=None)
        record(store, review_on=TODAY, status="deprecated")
        record(store, review_on=TODAY, status="proposed")
        if is_opened:
            assert store.open_reviews(TODAY) == 3
        assert found(store, due_by=TODAY) == [6, 2, 1]

    @pytest.mark.parametrize("is_opened", [True, False], ids=["marked", "not yet marked"])
    def test_the_longest_overdue_come_first_whenever_they_were_recorded(
        self, store: Store, *, is_opened: bool
    ) -> None:
        for days in (1, 400, 0, 400, 30, -1):
            record(store, review_on=TODAY - timedelta(days=days))
        record(store, review_on=TODAY - timedelta(days=500), status="rejected")
        record(store, review_on=None)
        if is_opened:
            store.open_reviews(TODAY)
        assert [each.number for each in store.longest_overdue(ANA, TODAY, 4)] == [2, 4, 5, 1]

    def test_what_is_due_no_more_is_not_found(self, store: Store) -> None:
        stored = [record(store, review_on=TODAY) for _ in range(3)]
        store.open_reviews(TODAY)
        _save(store, stored[0].model_copy(update={"status": "deprecated"}))
        _save(store, stored[1].model_copy(update={"review_on": TODAY + timedelta(days=9)}))
        assert found(store, due_by=TODAY) == [3]

    def test_an_edit_of_something_else_leaves_it_due(self, store: Store) -> None:
        stored = record(store, review_on=TODAY)
        store.open_reviews(TODAY)
        _save(store, stored.model_copy(update={"title": "New"}))
        assert store.open_reviews(TODAY) == 0
        assert found(store, due_by=TODAY) == [1]

    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(data=st.data())
    def test_filters_and_words_together_find_what_each_of_them_finds(
        self, store: Store, data: st.DataObject
    ) -> None:
        workspace = delivery()
        stored = _some(store, workspace, data)
        if data.draw(st.booleans()):
            store.open_reviews(TODAY)
        query = data.draw(QUERIES)
        expected = [one.number for one in reversed(stored) if matches(one, query)]
        viewer = Viewer(workspace, "U1")
        assert sorted(listed(store, viewer, query=query), reverse=True) == expected
        assert store.count_decisions(viewer, query) == len(expected)
        assert (
            listed(store, viewer, query=query, after=_middle(stored))
            == [number for number in expected if number < _middle(stored)]
            or query.words
        )

    def test_a_filtered_list_is_paged_both_ways(self, store: Store) -> None:
        for number in range(9):
            record(store, chosen=("django", "flask", "quart")[number % 3])
        for filters in ({"framework": "flask"}, {"person": "U1", "framework": "flask"}):
            query = Query(**filters)  # type: ignore[arg-type]  # the tests name its fields
            assert listed(store, query=query, limit=2) == [8, 5]
            assert listed(store, query=query, after=5) == [2]
            assert listed(store, query=query, after=4) == [2]
            assert listed(store, query=query, before=2, limit=1) == [5]
            assert listed(store, query=query, before=8) == []


QUERIES = st.builds(
    Query,
    words=st.sampled_from(["", "", "tool", "tool jobs"]),
    framework=st.sampled_from([None, None, "django", "drf"]),
    status=st.sampled_from([None, None, "accepted"]),
    person=st.sampled_from([None, None, "U1", "U2"]),
    channel=st.sampled_from([None, None, "C1"]),
    since=st.sampled_from([None, None, TODAY]),
    before=st.sampled_from([None, None, TODAY]),
    due_by=st.sampled_from([None, None, TODAY]),
    overridden=st.booleans(),
)


def matches(one: Decision, query: Query) -> bool:
    """What a query means, said a second time."""
    day = one.recorded_at.date()
    return (
        all(word in f"{one.title} {one.rationale}" for word in query.words.split())
        and query.framework in (None, *one.parts)
        and query.status in (None, one.status)
        and query.person in (None, one.recorded_by, *one.deciders)
        and query.channel in (None, one.channel)
        and (query.since is None or day >= query.since)
        and (query.before is None or day < query.before)
        and (query.due_by is None or one.is_overdue(query.due_by))
        and (one.overrides or not query.overridden)
    )


def _some(store: Store, workspace: str, data: st.DataObject) -> list[Decision]:
    number = data.draw(st.integers(1, 12))
    return [record(store, workspace=workspace, **data.draw(DECISIONS)) for _ in range(number)]


DECISIONS = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["tool", "tool jobs", "other"]),
        "rationale": st.sampled_from(["jobs", "tool", "nothing"]),
        "chosen": st.just("drf"),
        "parts": st.sampled_from([("drf",), ("django", "drf")]),
        "recommended": st.sampled_from([None, "drf", "flask"]),
        "status": st.sampled_from(["accepted", "rejected"]),
        "recorded_by": st.sampled_from(["U1", "U2"]),
        "deciders": st.sampled_from([(), ("U1",), ("U2", "U3")]),
        "channel": st.sampled_from(["C1", "C2"]),
        "recorded_at": st.sampled_from([NOON - timedelta(hours=hours) for hours in (0, 6, 13, 20)]),
        "review_on": st.sampled_from([None, TODAY, TODAY - timedelta(days=9), date(2030, 1, 1)]),
    }
)


def _middle(stored: list[Decision]) -> int:
    return len(stored) // 2 + 1


def _save(store: Store, changed: Decision) -> None:
    with store.decisions_unit() as unit:
        unit.save_decision(changed)
