"""One SQLite file: a connection for each thread, and one writer at a time."""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, TypeAlias

BUSY_SECONDS = 5.0
"""How long to wait for another process that writes."""

Values: TypeAlias = Mapping[str, Any]


def connect(path: Path) -> sqlite3.Connection:
    """Open a connection that waits for others, keeps what it commits, and minds foreign keys.

    Transactions begin only where the code says so. Raises sqlite3.Error.
    """
    # Whoever closes the store is another thread than the one that opened the connection.
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    try:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        # What is removed, or replaced, leaves no trace in the file.
        connection.execute("PRAGMA secure_delete = ON")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


@contextmanager
def _not_waiting_for_the_disk(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("PRAGMA synchronous = NORMAL")
    try:
        yield
    finally:
        connection.execute("PRAGMA synchronous = FULL")


class _Held:
    """A thread's connection, closed when the thread ends."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.close = weakref.finalize(self, connection.close)


class Database:
    """Reads go to the thread's own connection at once; writers take turns."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._held: weakref.WeakSet[_Held] = weakref.WeakSet()
        # SQLite makes a second writer sleep, for up to a second; a lock wakes it at once.
        self._writing = threading.RLock()

    def rows(self, sql: str, values: Values) -> list[sqlite3.Row]:
        """Read all rows of one statement."""
        return self._connection().execute(sql, values).fetchall()

    def row(self, sql: str, values: Values) -> sqlite3.Row | None:
        """Read the first row of one statement."""
        return next(iter(self.rows(sql, values)), None)

    @contextmanager
    def transaction(self, *, durable: bool = True) -> Iterator[sqlite3.Connection]:
        """Write; what was read meanwhile still holds at the end. Rolls back when something is raised.

        What is not durable outlives the process, but not a power cut, and keeps nobody waiting for the disk.
        """
        connection = self._connection()
        with self._writing, nullcontext() if durable else _not_waiting_for_the_disk(connection):
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def forget_log(self) -> None:
        """Empty the write-ahead log, which holds pages as they were.

        Where others are reading that has to wait; the log is overwritten in time.
        """
        self._connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close the connections of all threads."""
        for held in list(self._held):
            held.close()

    def _connection(self) -> sqlite3.Connection:
        held: _Held | None = getattr(self._local, "held", None)
        if held is None:
            held = self._local.held = _Held(connect(self.path))
            self._held.add(held)
        return held.connection
