"""A database of the first version is taken over as it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.decisions.query import Query
from bot.decisions.service import Decisions
from bot.store.database import connect
from bot.store.migrations import MIGRATIONS
from bot.store.sqlite import SqliteStore
from bot.workspaces.model import Person
from tests.store.build import ANA, NOON, Store, begin, decision, listed, record, snapshot

FIRST_VERSION = "m006_decision_details"
"""What came after it."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of the first version with one decision."""
    database = tmp_path / "advisor.db"
    with closing(connect(database)) as connection:
        MIGRATIONS.apply(Database(connection, execute_plugins=False), stop_before=FIRST_VERSION)
        connection.execute(
            """
            INSERT INTO decisions (workspace, number, title, status, chosen, chosen_name, recommended,
                recommended_name, overridden, why_not, rationale, recorded_by, recorded_at, review_on,
                channel, kind, permalink, answers, reasons, snapshot)
            VALUES ('T1', 1, 'Decision 1', 'accepted', 'django', 'Django', 'django', 'Django', 0, '',
                'It fits.', 'U1', ?, '2027-05-21', 'C1', 'public', '', 'Yes', 'Because', ?)
            """,
            (NOON.isoformat(timespec="microseconds"), snapshot().model_dump_json()),
        )
        connection.execute("INSERT INTO decision_deciders VALUES (1, 0, 'U1'), (1, 1, 'U2')")
        connection.execute(
            "INSERT INTO decision_events VALUES (1, 1, ?, 'U1', 'recorded', '', 'accepted', '')",
            (NOON.isoformat(timespec="microseconds"),),
        )
    return database


def test_a_decision_of_the_first_version_is_read_as_it_was_recorded(path: Path) -> None:
    with closing(SqliteStore.open(path)) as store:
        assert store.find_decision(ANA, 1) == decision(1)
        assert [event.what for event in store.decision_events(ANA, 1)] == ["recorded"]


@pytest.mark.parametrize(
    "query",
    [
        Query(framework="django"),
        Query(person="U1"),
        Query(person="U2"),
        Query(status="accepted"),
        Query("fits"),
        Query("admin yes"),
    ],
    ids=["framework", "recorder", "decider", "status", "words", "question and answer"],
)
def test_a_decision_of_the_first_version_is_found(path: Path, query: Query) -> None:
    with closing(SqliteStore.open(path)) as store:
        assert listed(store, query=query) == [1]


def test_a_decision_of_the_first_version_is_searched_by_the_same_answers_as_a_new_one(path: Path) -> None:
    with closing(SqliteStore.open(path)) as store:
        record(store)
        found = store.database.rows("SELECT answers FROM decisions", {})
        assert [row["answers"] for row in found] == ["Admin: Yes, from the start"] * 2


def test_a_decision_of_the_first_version_is_compared_reviewed_and_counted(path: Path) -> None:
    with closing(SqliteStore.open(path)) as store:
        (found,) = store.similar_decisions(ANA, {"admin": "needed"}, None, 3)
        assert found.shared == ("Admin",)
        assert [each.chosen for each in store.count_by_framework(ANA, 9)] == ["django"]
        assert store.open_reviews(NOON.replace(year=2028).date()) == 1


def test_the_search_is_detected_by_tools_that_browse_the_file(path: Path) -> None:
    SqliteStore.open(path).close()
    with closing(connect(path)) as connection:
        assert Database(connection, execute_plugins=False).table("decisions").detect_fts() == "decisions_fts"


def test_every_table_of_decisions_links_to_them(path: Path) -> None:
    SqliteStore.open(path).close()
    with closing(connect(path)) as connection:
        database = Database(connection, execute_plugins=False)
        for table in ("deciders", "people", "frameworks", "answers", "events", "reviews"):
            keys = {(key.column, key.other_table) for key in database.table(f"decision_{table}").foreign_keys}
            assert ("decision", "decisions") in keys


def test_why_a_decision_was_replaced_is_left_with_the_replaced_alone(tmp_path: Path) -> None:
    database = tmp_path / "advisor.db"
    with closing(SqliteStore.open(database)) as store:
        for _ in range(2):
            record(store)
        Decisions(store, lambda: NOON).supersede(ANA, Person("T1", "U1"), 1, 2, "Too slow.")
    with closing(connect(database)) as connection, connection:
        connection.execute("UPDATE decision_events SET why = 'Too slow.' WHERE what = 'supersedes'")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name LIKE 'm010%'")
    with closing(SqliteStore.open(database)) as store:
        histories = [store.decision_events(ANA, number) for number in (1, 2)]
    whys = [[event.why for event in history] for history in histories]
    assert whys == [["", "", "Too slow."], ["", ""]]


def test_why_a_decision_was_replaced_is_left_with_the_link_alone(tmp_path: Path) -> None:
    database = tmp_path / "advisor.db"
    with closing(SqliteStore.open(database)) as store:
        for _ in range(2):
            record(store)
        log = Decisions(store, lambda: NOON)
        log.set_status(ANA, Person("T1", "U1"), 1, "proposed", "Early.")
        log.supersede(ANA, Person("T1", "U1"), 1, 2, "Too slow.")
    with closing(connect(database)) as connection, connection:
        connection.execute("UPDATE decision_events SET why = 'Too slow.' WHERE value_after = 'superseded'")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name LIKE 'm016%'")
    with closing(SqliteStore.open(database)) as store:
        whys = [event.why for event in store.decision_events(ANA, 1)]
    assert whys == ["", "Early.", "", "Too slow."]


def test_threads_of_before_are_looked_at_again_to_find_what_they_mention(tmp_path: Path) -> None:
    database = tmp_path / "advisor.db"
    with closing(connect(database)) as connection:
        MIGRATIONS.apply(Database(connection, execute_plugins=False), stop_before="m012_mentions")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(
            "INSERT INTO threads (consultation, workspace, channel, revision, revision_shown)"
            " VALUES (1, 'T1', 'C1', 3, 3), (2, 'T1', 'C1', 1, 0)"
        )
    with closing(SqliteStore.open(database)) as store:
        assert store.lagging(NOON) == [1, 2]


BOTH_ENDS = "m014_one_end_of_a_link"
"""Before it, either end of a link named the other."""
UNMARKED = "m015_marks"
"""Before it, past decisions were compared with the newest alone."""


def _apply(path: Path, stop_before: str) -> None:
    with closing(connect(path)) as connection:
        MIGRATIONS.apply(Database(connection, execute_plugins=False), stop_before=stop_before)


def _of_before(path: Path, migration: str, fill: Callable[[Store], object]) -> Path:
    """A file as it was before a migration, with everything in it that a store of today writes."""
    new = path.with_name("new.db")
    with closing(SqliteStore.open(new)) as store:
        fill(store)
    _apply(path, migration)
    with closing(connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("ATTACH ? AS new", (str(new),))
        for table in _tables(connection):
            columns = ", ".join(
                row["name"]
                for row in connection.execute(
                    "SELECT name FROM pragma_table_info(?, 'main')"
                    " INTERSECT SELECT name FROM pragma_table_info(?, 'new')",
                    (table, table),
                )
            )
            connection.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM new.{table}")
    return path


def _tables(connection: sqlite3.Connection) -> list[str]:
    """Without the machinery, and what is searched, which is read from the others."""
    names = connection.execute(
        "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'decisions_fts%'"
        " AND name NOT LIKE '%sqlite_%' ORDER BY name"
    )
    return [row["name"] for row in names]


def _two_decisions(store: Store) -> None:
    consultation = begin(store).id
    record(store, title="Replaced", review_on=NOON.date(), deciders=("U1", "U7"))
    record(store, title="Replacing", consultation=consultation)
    store.open_reviews(NOON.date())


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """A file of before with two decisions, the first of which was superseded by the second."""
    database = _of_before(tmp_path / "advisor.db", BOTH_ENDS, _two_decisions)
    with closing(connect(database)) as connection:
        connection.execute("UPDATE decisions SET status = 'superseded', superseded_by = 2 WHERE number = 1")
        connection.execute("UPDATE decisions SET supersedes = 1 WHERE number = 2")
        connection.execute("UPDATE sqlite_sequence SET seq = 7 WHERE name = 'decisions'")
    return database


def _rows(path: Path) -> dict[str, list[dict[str, object]]]:
    with closing(connect(path)) as connection:
        return {
            table: [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1")]
            for table in _tables(connection)
        }


def _schema(path: Path) -> dict[str, str | None]:
    with closing(connect(path)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE name <> 'decisions'")
        return {row["name"]: row["sql"] for row in rows}


def test_nothing_but_the_other_end_of_the_links_is_lost(linked: Path) -> None:
    before, schema = _rows(linked), _schema(linked)
    _apply(linked, UNMARKED)
    for row in before["decisions"]:
        del row["supersedes"]
    assert _rows(linked) == before
    index = "decisions_superseded_by"
    assert _schema(linked) == {**schema, index: _schema(linked)[index]}


def test_links_and_words_of_before_are_found_and_kept_in_step(linked: Path) -> None:
    with closing(SqliteStore.open(linked)) as store:
        old, new = (store.find_decision(ANA, number) for number in (1, 2))
        assert old
        assert new
        assert (old.superseded_by, new.supersedes) == (2, (1,))
        assert listed(store, query=Query("replaced")) == [1]
        log = Decisions(store, lambda: NOON)
        log.set_status(ANA, Person("T1", "U1"), 1, "accepted")
        log.redact(ANA, Person("T1", "U1"), 1, "Replaced")
        assert listed(store, query=Query("replaced")) == []
        assert listed(store, query=Query("redacted")) == [1]
        assert record(store).number == 3
        (last,) = store.database.rows("SELECT max(id) AS id FROM decisions", {})
        assert last["id"] == 8


def test_the_file_is_whole_and_minds_its_links_afterwards(linked: Path) -> None:
    with closing(SqliteStore.open(linked)) as store:
        assert [tuple(row) for row in store.database.rows("PRAGMA integrity_check", {})] == [("ok",)]
        assert store.database.rows("PRAGMA foreign_key_check", {}) == []
        with pytest.raises(sqlite3.IntegrityError), store.database.transaction() as connection:
            connection.execute("UPDATE decisions SET superseded_by = 99 WHERE number = 2")
        with store.database.transaction() as connection:
            connection.execute("DELETE FROM consultations")
            connection.execute("UPDATE decisions SET superseded_by = NULL")
            connection.execute("DELETE FROM decisions WHERE number = 1")
        assert [row["decision"] for row in store.database.rows("SELECT * FROM decision_answers", {})] == [2]
        assert store.database.rows("SELECT consultation FROM decisions", {})[0]["consultation"] is None


def test_what_was_made_anew_before_the_process_died_is_not_made_anew_again(linked: Path) -> None:
    _apply(linked, UNMARKED)
    before = _rows(linked)
    with closing(connect(linked)) as connection:
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = ?", (BOTH_ENDS,))
    _apply(linked, UNMARKED)
    assert _rows(linked) == before


def test_decisions_of_before_are_marked_as_new_ones_are(tmp_path: Path) -> None:
    def several(store: Store) -> None:
        record(store, parts=("django",))
        record(store, chosen="drf", parts=("django", "drf"), channel="G1", snapshot=snapshot(answers=()))
        record(store, workspace="T2")
        with store.decisions_unit() as unit:
            unit.add_decision(decision(5000))

    database = _of_before(tmp_path / "advisor.db", UNMARKED, several)
    SqliteStore.open(database).close()
    assert _rows(database)["decision_marks"] == _rows(tmp_path / "new.db")["decision_marks"] != []
