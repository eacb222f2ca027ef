"""A copy of the database while it is in use."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from bot.mistakes import Mistake
from bot.store.database import connect
from bot.store.opening import DatabaseError


class BackupError(Mistake):
    """A backup that cannot be written."""


def back_up(database: Path, target: Path) -> None:
    """Copy a database as it is at one moment, also while others write.

    Left out is what only a running app needs: the keys of Slack's deliveries, and addresses to reply to.
    Raises DatabaseError where there is none, BackupError where the target is there or cannot be written.
    """
    if not database.is_file():
        raise DatabaseError(f"There is no database at {database}; set DATABASE_URL to the one to back up.")
    if target.exists():
        raise BackupError(f"{target} is there already; name a new file, or move that one away.")
    part = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        _copy(database, part)
        part.replace(target)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            part.unlink()
        raise BackupError(
            f"The backup {target} cannot be written ({error}); choose another place."
        ) from error


def _copy(database: Path, part: Path) -> None:
    with closing(connect(database)) as source, closing(connect(part)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        copy.execute("DELETE FROM deliveries")
        copy.execute("UPDATE threads SET reply_url = NULL")
        copy.execute("VACUUM")
