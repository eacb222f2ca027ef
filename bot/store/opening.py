"""Getting a database file ready, whoever else is doing the same."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database

from bot.mistakes import Mistake
from bot.store.database import connect
from bot.store.migrations import MIGRATIONS

_PRIMARY_CODE = 0xFF
"""The low byte of SQLite's extended error codes. https://www.sqlite.org/rescode.html"""


class DatabaseError(Mistake):
    """A database that cannot be opened."""


def prepare(path: Path) -> None:
    """Create the folder and the file where there are none, and bring the schema up to date.

    Raises DatabaseError.
    """
    if path.is_dir():
        raise DatabaseError(f"{path} is a folder; name a file for the database.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _alone_in(path.parent), closing(connect(path)) as connection:
            _migrate(path, connection)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise DatabaseError(
            f"The database {path} cannot be opened ({reason}); check the path and who may write there."
        ) from error
    except sqlite3.Error as error:
        raise DatabaseError(refusal(path, error)) from error


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Keep other processes from preparing a database in a folder.

    SQLite fails at once, whatever its time-out, when several processes turn on the write-ahead log of a new
    file. Locking the folder leaves no file behind.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _migrate(path: Path, connection: sqlite3.Connection) -> None:
    database = Database(connection, execute_plugins=False)
    if {migration.name for migration in MIGRATIONS.applied(database)} - _known():
        raise DatabaseError(
            f"The database {path} was written by a newer version of the advisor; install that version, "
            "or name another file."
        )
    connection.execute("PRAGMA journal_mode = WAL")
    if MIGRATIONS.pending(database):
        MIGRATIONS.apply(database)
    _prove_writable(connection)


def _known() -> set[str]:
    with closing(Database(memory=True, execute_plugins=False)) as blank:
        return {migration.name for migration in MIGRATIONS.pending(blank)}


def _prove_writable(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("ROLLBACK")


def refusal(path: Path, error: sqlite3.Error) -> str:
    """What people are told where SQLite cannot work with a database."""
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE
    if code == sqlite3.SQLITE_NOTADB:
        return f"{path} is not an SQLite database; move it away, or name another file."
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return f"The database {path} cannot be written; check who owns the file and its folder."
    if code == sqlite3.SQLITE_BUSY:
        return f"The database {path} is being written by another program; try again when it has finished."
    return f"The database {path} cannot be opened ({error}); restore a backup, or name another file."
