"""A copy of the database while it is in use."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from bot.mistakes import Mistake
from bot.store.database import connect
from bot.store.opening import DatabaseError, refusal


class BackupError(Mistake):
    """A backup that cannot be written."""


def back_up(database: Path, target: Path) -> None:
    """Copy a database as it is at one moment, also while others write.

    Left out is what only a running app needs: the keys of Slack's deliveries, and addresses to reply to.
    Raises DatabaseError where no database can be read, BackupError where the target is there or cannot be
    written.
    """
    _require_database(database)
    if os.path.lexists(target):
        raise BackupError(f"{target} is there already; name a new file, or move that one away.")
    part = target.with_name(f"{target.name}.part")
    try:
        part.unlink(missing_ok=True)
        _require_folder(target.parent)
        _copy(database, part)
        part.replace(target)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            part.unlink()
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise BackupError(
            f"The backup {target} cannot be written ({reason}); choose another place."
        ) from error


def _require_database(path: Path) -> None:
    if not path.is_file():
        raise DatabaseError(f"There is no database at {path}; set DATABASE_URL to the one to back up.")
    try:
        with closing(connect(path)) as source:
            source.execute("PRAGMA schema_version")
    except sqlite3.Error as error:
        raise DatabaseError(refusal(path, error)) from error


def _require_folder(path: Path) -> None:
    if not path.is_dir():
        raise BackupError(f"There is no folder {path}; create it, or name a file in another one.")


def _copy(database: Path, part: Path) -> None:
    with closing(connect(database)) as source, closing(connect(part)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        copy.execute("DELETE FROM deliveries")
        copy.execute("UPDATE threads SET reply_url = NULL")
        copy.execute("VACUUM")
