"""Decisions in SQLite. Every read is bounded by what the viewer may see."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.decisions.model import Decision, DecisionEvent
from bot.store.database import Database
from bot.store.decision_rows import COLUMNS, columns_of, decision_in
from bot.store.moments import as_text
from bot.store.search import match_expression
from bot.store.visibility import VISIBLE, seen_by
from bot.workspaces.model import Viewer

_SELECT = f"""
    SELECT {", ".join(f"d.{column}" for column in COLUMNS)},
        (SELECT json_group_array(user) FROM
            (SELECT user FROM decision_deciders WHERE decision = d.id ORDER BY position)) AS deciders
"""
_ALL = "FROM decisions d"
# The index of words comes first, so that its order, which is that of the numbers, needs no sorting.
_FOUND = "FROM decisions_fts f CROSS JOIN decisions d ON d.id = f.rowid"
_MATCHES = "AND f.decisions_fts MATCH :match"


def insert_decision(connection: sqlite3.Connection, decision: Decision) -> None:
    """Store a decision, with an event that says who recorded it."""
    added = connection.execute(
        f"INSERT INTO decisions ({', '.join(COLUMNS)}) VALUES ({', '.join(f':{name}' for name in COLUMNS)})",
        columns_of(decision),
    )
    recorded = DecisionEvent(
        at=decision.recorded_at, by=decision.recorded_by, what="recorded", after=decision.status
    )
    row = added.lastrowid
    _set_deciders(connection, row, decision.deciders)
    _add_event(connection, row, recorded)


@dataclass(frozen=True)
class SqliteDecisionUnit:
    """A transaction on decisions; implements DecisionUnit."""

    connection: sqlite3.Connection

    def decision(self, workspace: str, number: int) -> Decision | None:
        """Fetch a decision."""
        found = self.connection.execute(
            f"{_SELECT} {_ALL} WHERE d.workspace = ? AND d.number = ?", (workspace, number)
        ).fetchone()
        return decision_in(found) if found else None

    def save_decision(self, decision: Decision, event: DecisionEvent) -> None:
        """Replace a decision and add the event that changed it."""
        row = self._row_of(decision)
        self.connection.execute(
            f"UPDATE decisions SET {', '.join(f'{name} = :{name}' for name in COLUMNS)} WHERE id = :id",
            {**columns_of(decision), "id": row},
        )
        _set_deciders(self.connection, row, decision.deciders)
        _add_event(self.connection, row, event)

    def _row_of(self, decision: Decision) -> int:
        found = self.connection.execute(
            "SELECT id FROM decisions WHERE workspace = ? AND number = ?",
            (decision.workspace, decision.number),
        )
        row: int = found.fetchone()["id"]
        return row


class SqliteDecisions:
    """Implements DecisionStore."""

    database: Database

    @contextmanager
    def decisions_unit(self) -> Iterator[SqliteDecisionUnit]:
        """Begin a transaction; it commits at the end unless something is raised."""
        with self.database.transaction() as connection:
            yield SqliteDecisionUnit(connection)

    def find_decision(self, viewer: Viewer, number: int) -> Decision | None:
        """Fetch one decision."""
        found = self.database.row(
            f"{_SELECT} {_ALL} WHERE {VISIBLE} AND d.number = :number", {**seen_by(viewer), "number": number}
        )
        return decision_in(found) if found else None

    def list_decisions(
        self, viewer: Viewer, text: str, *, below: int | None, above: int | None, limit: int
    ) -> Sequence[Decision]:
        """List decisions that mention all words of a text, newest first, with numbers below or above one."""
        bounds = "AND d.number < :below" if below is not None else ""
        bounds += " AND d.number > :above" if above is not None else ""
        upwards = above is not None and below is None
        rows = self._matching(
            _SELECT,
            viewer,
            text,
            f"{bounds} ORDER BY {{order}} {'ASC' if upwards else 'DESC'} LIMIT :limit",
            {"below": below, "above": above, "limit": limit},
        )
        return [decision_in(row) for row in (reversed(rows) if upwards else rows)]

    def count_decisions(self, viewer: Viewer, text: str) -> int:
        """Count what the viewer may see of them."""
        rows = self._matching("SELECT count(*)", viewer, text, "", {})
        return rows[0][0] if rows else 0

    def decision_events(self, viewer: Viewer, number: int) -> Sequence[DecisionEvent]:
        """Fetch a decision's history, oldest first."""
        rows = self.database.rows(
            f"""
            SELECT e.* FROM decision_events e JOIN decisions d ON d.id = e.decision
            WHERE {VISIBLE} AND d.number = :number ORDER BY e.id
            """,
            {**seen_by(viewer), "number": number},
        )
        return [_event_in(row) for row in rows]

    def _matching(
        self, select: str, viewer: Viewer, text: str, rest: str, values: dict[str, Any]
    ) -> list[sqlite3.Row]:
        """Read what the viewer may see of the decisions with all words of a text."""
        values = {**seen_by(viewer), **values}
        if not text.strip():
            return self.database.rows(
                f"{select} {_ALL} WHERE {VISIBLE} {rest.format(order='d.number')}", values
            )
        match = match_expression(viewer.workspace, text)
        if match is None:
            return []
        return self.database.rows(
            f"{select} {_FOUND} WHERE {VISIBLE} {_MATCHES} {rest.format(order='f.rowid')}",
            {**values, "match": match},
        )


def _set_deciders(connection: sqlite3.Connection, row: int | None, deciders: Sequence[str]) -> None:
    connection.execute("DELETE FROM decision_deciders WHERE decision = ?", (row,))
    connection.executemany(
        "INSERT INTO decision_deciders (decision, position, user) VALUES (?, ?, ?)",
        [(row, position, user) for position, user in enumerate(deciders)],
    )


def _add_event(connection: sqlite3.Connection, row: int | None, event: DecisionEvent) -> None:
    connection.execute(
        """
        INSERT INTO decision_events (decision, at, by_user, what, value_before, value_after, why)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        (row, as_text(event.at), event.by, event.what, event.before, event.after, event.why),
    )


def _event_in(row: sqlite3.Row) -> DecisionEvent:
    return DecisionEvent(
        at=datetime.fromisoformat(row["at"]),
        by=row["by_user"],
        what=row["what"],
        before=row["value_before"],
        after=row["value_after"],
        why=row["why"],
    )
