from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.store.backup import BackupError, back_up
from bot.store.opening import DatabaseError
from bot.store.sqlite import SqliteStore
from tests.store.build import ANA, NOON, begin, record


def test_a_backup_is_a_database_with_the_same_decisions(
    store: SqliteStore, path: Path, tmp_path: Path
) -> None:
    stored = record(store)
    target = tmp_path / "backup.db"
    back_up(path, target)
    with closing(SqliteStore.open(target)) as copy:
        assert copy.find_decision(ANA, 1) == stored
        assert copy.decision_events(ANA, 1) == store.decision_events(ANA, 1)


def test_a_backup_is_one_file(store: SqliteStore, path: Path, tmp_path: Path) -> None:
    record(store)
    (tmp_path / "kept").mkdir()
    back_up(path, tmp_path / "kept" / "backup.db")
    assert [file.name for file in (tmp_path / "kept").iterdir()] == ["backup.db"]


def test_deliveries_and_addresses_to_reply_to_stay_out_of_a_backup(
    store: SqliteStore, path: Path, tmp_path: Path
) -> None:
    begin(store, reply_url="https://hooks.example.org/secret")
    with store.consultations_unit() as unit:
        unit.is_new("trigger:secret", NOON)
    back_up(path, tmp_path / "backup.db")
    assert b"secret" not in (tmp_path / "backup.db").read_bytes()
    assert store.take_reply_url(1) == "https://hooks.example.org/secret"


def test_a_backup_while_somebody_writes_holds_what_was_committed(
    store: SqliteStore, path: Path, tmp_path: Path
) -> None:
    record(store)
    with store.decisions_unit() as unit:
        unit.add_decision(store.find_decision(ANA, 1).model_copy(update={"number": 2}))  # type: ignore[union-attr]  # it is there
        back_up(path, tmp_path / "backup.db")
    with closing(sqlite3.connect(tmp_path / "backup.db")) as copy:
        assert copy.execute("SELECT count(*) FROM decisions").fetchone() == (1,)


def test_a_file_that_is_there_is_not_overwritten(store: SqliteStore, path: Path) -> None:
    record(store)
    with pytest.raises(BackupError) as refused:
        back_up(path, path)
    assert str(refused.value) == f"{path} is there already; name a new file, or move that one away."


def test_a_database_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError) as refused:
        back_up(tmp_path / "no.db", tmp_path / "backup.db")
    assert str(refused.value) == (
        f"There is no database at {tmp_path / 'no.db'}; set DATABASE_URL to the one to back up."
    )


def test_a_file_that_is_no_database_is_told_before_anything_is_written(tmp_path: Path) -> None:
    (path := tmp_path / "notes.db").write_text("These are notes, not a database.")
    with pytest.raises(DatabaseError) as refused:
        back_up(path, tmp_path / "backup.db")
    assert str(refused.value) == f"{path} is not an SQLite database; move it away, or name another file."
    assert [file.name for file in tmp_path.iterdir()] == ["notes.db"]


def test_a_folder_that_is_not_there_is_told_and_not_created(
    store: SqliteStore, path: Path, tmp_path: Path
) -> None:
    record(store)
    folder = tmp_path / "kept" / "daily"
    with pytest.raises(BackupError) as refused:
        back_up(path, folder / "backup.db")
    assert str(refused.value) == f"There is no folder {folder}; create it, or name a file in another one."
    assert not (tmp_path / "kept").exists()


def test_a_link_that_leads_nowhere_is_not_overwritten(store: SqliteStore, path: Path, tmp_path: Path) -> None:
    record(store)
    (link := tmp_path / "backup.db").symlink_to(tmp_path / "elsewhere.db")
    with pytest.raises(BackupError, match=r"^.*/backup.db is there already; name a new file"):
        back_up(path, link)
    assert link.is_symlink()


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("file/backup.db", "not a directory"),
        ("file/more/backup.db", "not a directory"),
        ("x" * 300, "file name too long"),
    ],
)
def test_a_place_that_cannot_be_written_is_told_and_left_as_it_was(
    store: SqliteStore, path: Path, tmp_path: Path, place: str, reason: str
) -> None:
    record(store)
    (tmp_path / "file").write_text("x")
    with pytest.raises(BackupError) as refused:
        back_up(path, tmp_path / place)
    assert str(refused.value) == (
        f"The backup {tmp_path / place} cannot be written ({reason}); choose another place."
    )
    assert (tmp_path / "file").read_text() == "x"
