"""Decisions in SQLite: what is written, inside one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.decisions.model import Decision, DecisionEvent
from bot.store.conversations import SELECT_KIND, kind_in
from bot.store.decision_rows import COLUMNS, WHOLE, columns_of, decision_in, event_in
from bot.store.marks import add_marks
from bot.store.moments import as_text
from bot.store.redaction import redact
from bot.store.threads import mentioning, present_again
from bot.workspaces.model import ConversationKind

_INSERT = f"INSERT INTO decisions ({', '.join(COLUMNS)}) VALUES ({', '.join(f':{name}' for name in COLUMNS)})"
# What the right-hand sides name is the row as it was.
_UPDATE = f"""
    UPDATE decisions SET {", ".join(f"{name} = :{name}" for name in COLUMNS)},
        is_due = is_due AND review_on IS :review_on AND status IS :status
    WHERE id = :id
"""


@dataclass
class SqliteDecisionUnit:
    """A transaction on decisions; implements DecisionUnit."""

    connection: sqlite3.Connection
    has_redacted: bool = False

    def is_new(self, delivery: str, at: datetime) -> bool:
        """Remember a delivery; False when it came before."""
        added = self.connection.execute(
            "INSERT INTO deliveries (key, at) VALUES (?, ?) ON CONFLICT DO NOTHING", (delivery, as_text(at))
        )
        return added.rowcount == 1

    def conversation_kind(self, workspace: str, channel: str) -> ConversationKind:
        """Say what kind a conversation is; private when that is not known."""
        found = self.connection.execute(SELECT_KIND, {"workspace": workspace, "channel": channel})
        return kind_in(found.fetchone())

    def next_decision_number(self, workspace: str) -> int:
        """The number that the next decision of a workspace gets."""
        found = self.connection.execute(
            "SELECT coalesce(max(number), 0) + 1 FROM decisions WHERE workspace = ?", (workspace,)
        )
        number: int = found.fetchone()[0]
        return number

    def decision(self, workspace: str, number: int) -> Decision | None:
        """Fetch a decision."""
        found = self.connection.execute(
            f"SELECT {WHOLE} FROM decisions d WHERE d.workspace = ? AND d.number = ?", (workspace, number)
        ).fetchone()
        return decision_in(found) if found else None

    def add_decision(self, decision: Decision) -> None:
        """Store a decision, with an event that says who recorded it."""
        row = self.connection.execute(_INSERT, columns_of(decision)).lastrowid or 0
        self._add_deciders(row, decision)
        self._add_answers(row, decision)
        add_marks(self.connection, decision)
        frameworks = dict.fromkeys((decision.chosen, *decision.parts))
        self.connection.executemany(
            "INSERT INTO decision_frameworks (workspace, framework, decision) VALUES (?, ?, ?)",
            [(decision.workspace, framework, row) for framework in frameworks],
        )
        recorded = DecisionEvent(
            at=decision.recorded_at, by=decision.recorded_by, what="recorded", after=decision.status
        )
        self._add_events(row, [recorded])

    def save_decision(self, decision: Decision, *events: DecisionEvent) -> None:
        """Replace a decision and add the events that changed it; threads that show it are presented again."""
        row = self._row_of(decision)
        self.connection.execute(_UPDATE, {**columns_of(decision), "id": row})
        self.connection.execute(
            """
            UPDATE decision_reviews SET closed = 1
            WHERE decision = ?1 AND closed = 0 AND NOT (SELECT is_due FROM decisions WHERE id = ?1)
            """,
            (row,),
        )
        self._forget_deciders(row, decision)
        self._add_deciders(row, decision)
        self._add_events(row, events)
        own = [] if decision.consultation is None else [decision.consultation]
        others = mentioning(self.connection, decision.workspace, decision.number)
        present_again(self.connection, [*own, *others])

    def decision_events(self, workspace: str, number: int) -> Sequence[DecisionEvent]:
        """Fetch a decision's history, oldest first."""
        rows = self.connection.execute(
            """
            SELECT e.* FROM decisions d JOIN decision_events e ON e.decision = d.id
            WHERE d.workspace = ? AND d.number = ? ORDER BY e.id
            """,
            (workspace, number),
        )
        return [event_in(row) for row in rows]

    def redact(self, decision: Decision, text: str) -> int:
        """Remove a text from everything that was typed about a decision; says in how many places it stood."""
        self.has_redacted = True
        return redact(self.connection, self._row_of(decision), text)

    def _row_of(self, decision: Decision) -> int:
        found = self.connection.execute(
            "SELECT id FROM decisions WHERE workspace = ? AND number = ?",
            (decision.workspace, decision.number),
        )
        row: int = found.fetchone()["id"]
        return row

    def _forget_deciders(self, row: int, decision: Decision) -> None:
        self.connection.execute(
            """
            DELETE FROM decision_people WHERE workspace = ? AND decision = ? AND user IN
                (SELECT user FROM decision_deciders WHERE decision = ?)
            """,
            (decision.workspace, row, row),
        )
        self.connection.execute("DELETE FROM decision_deciders WHERE decision = ?", (row,))

    def _add_deciders(self, row: int, decision: Decision) -> None:
        """Store the deciders, and with them the people that the decision is found by."""
        self.connection.executemany(
            "INSERT INTO decision_deciders (decision, position, user) VALUES (?, ?, ?)",
            [(row, position, user) for position, user in enumerate(decision.deciders)],
        )
        people = dict.fromkeys((decision.recorded_by, *decision.deciders))
        self.connection.executemany(
            """
            INSERT INTO decision_people (workspace, user, decision) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
            """,
            [(decision.workspace, user, row) for user in people],
        )

    def _add_answers(self, row: int, decision: Decision) -> None:
        self.connection.executemany(
            """
            INSERT INTO decision_answers (workspace, question, option, decision, name, label)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            [
                (decision.workspace, given.question, given.option, row, given.name, given.label)
                for given in decision.snapshot.answers
            ],
        )

    def _add_events(self, row: int, events: Sequence[DecisionEvent]) -> None:
        self.connection.executemany(
            """
            INSERT INTO decision_events
                (decision, at, by_user, what, value_before, value_after, why, revision, is_undo)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                (
                    row,
                    as_text(event.at),
                    event.by,
                    event.what,
                    event.before,
                    event.after,
                    event.why,
                    event.revision,
                    event.is_undo,
                )
                for event in events
            ],
        )
