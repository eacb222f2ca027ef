"""The store of everything, in one SQLite file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bot.store.consultations import SqliteConsultations
from bot.store.database import Database
from bot.store.decisions import SqliteDecisions
from bot.store.opening import prepare
from bot.store.reviews import SqliteReviews
from bot.store.threads import SqliteThreads


class SqliteStore(SqliteConsultations, SqliteDecisions, SqliteReviews, SqliteThreads):
    """Implements ConsultationStore, DecisionStore, ReviewStore and ThreadStore.

    For any number of threads and processes.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    @classmethod
    def open(cls, path: Path) -> SqliteStore:
        """Create the database where there is none, and bring its schema up to date. Raises DatabaseError."""
        prepare(path)
        return cls(Database(path))

    def is_healthy(self) -> bool:
        """Whether the database answers."""
        try:
            return self.database.row("SELECT 1", {}) is not None
        except sqlite3.Error:
            return False

    def close(self) -> None:
        """Close all connections. Nothing is lost when a process dies without it."""
        self.database.close()
