from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.store.marks import add_marks, answer_mark, channel_mark, choice_mark, framework_mark, marked
from bot.store.sqlite import SqliteStore
from tests.store.build import decision


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with closing(SqliteStore.open(tmp_path / "advisor.db")) as opened:
        yield opened


def test_a_decision_bears_its_answers_its_frameworks_its_choice_and_its_channel(store: SqliteStore) -> None:
    with store.database.transaction() as connection:
        add_marks(connection, decision(3, chosen="drf", parts=("django", "drf")))
    marks = [
        answer_mark("admin", "needed"),
        framework_mark("django"),
        framework_mark("drf"),
        choice_mark("drf"),
        channel_mark("C1"),
    ]
    assert marked(store.database, "T1", marks) == dict.fromkeys(marks, 1 << 3)


def test_a_mark_that_nothing_bears_and_one_of_another_workspace_are_empty(store: SqliteStore) -> None:
    with store.database.transaction() as connection:
        add_marks(connection, decision(3))
    assert marked(store.database, "T1", [choice_mark("flask")])[choice_mark("flask")] == 0
    assert marked(store.database, "T2", [choice_mark("django")])[choice_mark("django")] == 0


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(1, 20_000), max_size=8, unique=True))
def test_whatever_the_numbers_they_are_marked_and_no_others(store: SqliteStore, numbers: list[int]) -> None:
    mark = choice_mark("django")
    with store.database.transaction() as connection:
        connection.execute("DELETE FROM decision_marks")
        for number in numbers:
            add_marks(connection, decision(number))
    assert marked(store.database, "T1", [mark, mark])[mark] == sum(1 << number for number in numbers)
