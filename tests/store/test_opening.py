from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.store.database import connect
from bot.store.migrations import MIGRATIONS
from bot.store.opening import DatabaseError
from bot.store.sqlite import SqliteStore
from tests.store.build import ANA, NOON, begin, listed, record
from tests.store.processes import ends, start_all


def _names() -> list[str]:
    with closing(Database(memory=True)) as blank:
        return [migration.name for migration in MIGRATIONS.pending(blank)]


def _open(path: Path) -> None:
    SqliteStore.open(path).close()


def _schema(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()


def _refusal(path: Path) -> str:
    with pytest.raises(DatabaseError) as refused:
        _open(path)
    return str(refused.value)


def test_the_folder_and_the_file_are_created(path: Path) -> None:
    _open(path)
    with closing(Database(path)) as database:
        assert MIGRATIONS.pending(database) == []


def test_no_other_file_is_left_behind(path: Path) -> None:
    _open(path)
    assert [entry.name for entry in path.parent.iterdir()] == ["advisor.db"]


def test_an_empty_file_becomes_a_database(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    _open(path)
    assert any(name == "decisions" for name, _ in _schema(path))


def test_what_was_stored_is_there_when_it_is_opened_again(path: Path) -> None:
    first = SqliteStore.open(path)
    stored = begin(first)
    first.close()
    second = SqliteStore.open(path)
    assert second.consultation("T1", stored.id) == stored
    second.close()


@pytest.mark.parametrize("stop_before", _names())
def test_every_older_schema_is_brought_up_to_date(path: Path, tmp_path: Path, stop_before: str) -> None:
    path.parent.mkdir()
    with closing(connect(path)) as connection:
        MIGRATIONS.apply(Database(connection), stop_before=stop_before)
    _open(path)
    _open(tmp_path / "new.db")
    assert _schema(path) == _schema(tmp_path / "new.db")


def test_decisions_from_before_the_search_are_found(path: Path) -> None:
    store = SqliteStore.open(path)
    record(store, title="back office")
    store.close()
    with closing(connect(path)) as connection:
        connection.executescript("""
            DROP TABLE decisions_fts;
            DROP TRIGGER decisions_fts_insert; DROP TRIGGER decisions_fts_update;
            DROP TRIGGER decisions_fts_delete;
            DELETE FROM _sqlite_migrations WHERE name = 'm005_decision_search';
        """)
    migrated = SqliteStore.open(path)
    assert listed(migrated, ANA, "office") == [1]
    migrated.close()


def test_commits_survive_a_power_cut_and_references_are_kept(path: Path) -> None:
    _open(path)
    with closing(connect(path)) as connection:
        pragmas = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


def test_eight_processes_may_open_a_new_file_at_once(path: Path) -> None:
    code = """
import sys; from pathlib import Path; from bot.store.sqlite import SqliteStore
print("ready", flush=True); sys.stdin.readline()
SqliteStore.open(Path(sys.argv[1])).close()
"""
    assert ends(start_all(code, path, 8)) == [(0, "")] * 8


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert _refusal(tmp_path) == f"{tmp_path} is a folder; name a file for the database."


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("These are my notes. " * 100)
    assert _refusal(path) == f"{path} is not an SQLite database; move it away, or name another file."
    assert path.read_text() == "These are my notes. " * 100


def test_a_file_where_a_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    path = tmp_path / "data" / "advisor.db"
    assert _refusal(path) == (
        f"The database {path} cannot be opened (file exists); check the path and who may write there."
    )


def test_a_place_where_nothing_can_be_created_is_refused() -> None:
    path = Path("/proc/advisor.db")
    assert _refusal(path) == (
        "The database /proc/advisor.db cannot be written; check who owns the file and its folder."
    )


@pytest.fixture
def read_only(path: Path) -> Iterator[Path]:
    _open(path)
    path.chmod(0o400)
    path.parent.chmod(0o500)
    yield path
    path.parent.chmod(0o700)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_that_may_only_be_read_is_refused(read_only: Path) -> None:
    assert _refusal(read_only) == (
        f"The database {read_only} cannot be written; check who owns the file and its folder."
    )


def test_a_newer_schema_is_refused(path: Path) -> None:
    _open(path)
    with closing(connect(path)) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, 'm999_later', ?)",
            (MIGRATIONS.name, NOON.isoformat()),
        )
    assert _refusal(path) == (
        f"The database {path} was written by a newer version of the advisor; install that version, "
        "or name another file."
    )


def test_a_database_that_another_program_writes_for_long_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _open(path)
    monkeypatch.setattr("bot.store.database.BUSY_SECONDS", 0.01)
    with closing(connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert _refusal(path) == (
            f"The database {path} is being written by another program; try again when it has finished."
        )


def test_a_damaged_database_is_refused(path: Path) -> None:
    _open(path)
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xff" * 3996
    path.write_bytes(content)
    assert _refusal(path) == (
        f"The database {path} cannot be opened (database disk image is malformed); restore a backup, "
        "or name another file."
    )


def test_somebody_elses_tables_are_refused(path: Path) -> None:
    path.parent.mkdir()
    with closing(connect(path)) as connection:
        connection.execute("CREATE TABLE decisions (mine TEXT)")
    assert _refusal(path) == (
        f"The database {path} cannot be opened (table decisions already exists); restore a backup, "
        "or name another file."
    )
