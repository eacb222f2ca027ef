"""Consultations in SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from bot.consultations.model import Consultation
from bot.consultations.store import Start
from bot.decisions.model import COUNTED
from bot.store.conversations import (
    SELECT_KIND,
    UNCHECKED_SINCE,
    doubt,
    kind_in,
    learn,
    learn_first,
)
from bot.store.database import Database
from bot.store.decision_writing import SqliteDecisionUnit
from bot.store.moments import as_text
from bot.store.threads import insert_thread, set_revision
from bot.workspaces.model import Conversation

_ONE = "SELECT document FROM consultations WHERE id = :id AND workspace = :workspace"


class SqliteConsultationUnit(SqliteDecisionUnit):
    """A transaction on consultations and on the decisions that close them; implements ConsultationUnit."""

    def add_consultation(self, consultation: Consultation, start: Start) -> Consultation:
        """Store a new consultation and its thread, learn an unknown conversation, and give it its id."""
        learn_first(self.connection, start.conversation, consultation.started_at)
        added = self.connection.execute(
            """
            INSERT INTO consultations (workspace, channel, state, started_by, touched_at, revision, document)
            VALUES (?, ?, ?, ?, ?, ?, '{}')
            """,
            (
                consultation.workspace,
                consultation.channel,
                consultation.state,
                consultation.started_by,
                as_text(consultation.touched_at),
                consultation.revision,
            ),
        )
        stored = consultation.model_copy(update={"id": added.lastrowid})
        insert_thread(self.connection, stored, start)
        self.save_consultation(stored)
        return stored

    def consultation(self, workspace: str, consultation: int) -> Consultation | None:
        """Fetch a consultation of a workspace."""
        found = self.connection.execute(_ONE, {"id": consultation, "workspace": workspace})
        return _consultation(found.fetchone())

    def reconsidering(self, conversation: Conversation, decision: int) -> Consultation | None:
        """Fetch the open or lapsed consultation of a conversation that follows a decision."""
        found = self.connection.execute(
            """
            SELECT document FROM consultations
            WHERE workspace = ? AND channel = ? AND state IN ('open', 'lapsed')
                AND json_extract(document, '$.follows') = ?
            ORDER BY id DESC LIMIT 1
            """,
            (conversation.workspace, conversation.channel, decision),
        )
        return _consultation(found.fetchone())

    def save_consultation(self, consultation: Consultation) -> None:
        """Replace a consultation."""
        self.connection.execute(
            "UPDATE consultations SET state = ?, touched_at = ?, revision = ?, document = ? WHERE id = ?",
            (
                consultation.state,
                as_text(consultation.touched_at),
                consultation.revision,
                consultation.model_dump_json(),
                consultation.id,
            ),
        )
        set_revision(self.connection, consultation)


class SqliteConsultations:
    """Implements ConsultationStore."""

    database: Database

    @contextmanager
    def consultations_unit(self) -> Iterator[SqliteConsultationUnit]:
        """Begin a transaction; it commits at the end unless something is raised."""
        with self.database.transaction() as connection:
            yield SqliteConsultationUnit(connection)

    def consultation(self, workspace: str, consultation: int) -> Consultation | None:
        """Fetch a consultation of a workspace."""
        return _consultation(self.database.row(_ONE, {"id": consultation, "workspace": workspace}))

    def open_consultations(
        self, workspace: str, *, channel: str | None = None, user: str | None = None
    ) -> Sequence[Consultation]:
        """List the newest of what can be gone on with (open or lapsed): of a channel, or of a person."""
        of_channel = "AND channel = :channel" if channel is not None else ""
        of_person = "AND started_by = :user" if user is not None else ""
        return self._consultations(
            f"""
            SELECT document FROM consultations
            WHERE workspace = :workspace AND state IN ('open', 'lapsed') {of_channel} {of_person}
            ORDER BY id DESC LIMIT :most
            """,
            workspace=workspace,
            channel=channel,
            user=user,
            most=COUNTED + 1,
        )

    def idle_consultations(self, before: datetime) -> Sequence[Consultation]:
        """List open consultations that nobody has touched since."""
        return self._consultations(
            "SELECT document FROM consultations WHERE state = 'open' AND touched_at < :before ORDER BY id",
            before=as_text(before),
        )

    def conversation(self, workspace: str, channel: str) -> Conversation:
        """Say what is known of a conversation; private when nothing is."""
        found = self.database.row(SELECT_KIND, {"workspace": workspace, "channel": channel})
        return Conversation(workspace, channel, kind_in(found))

    def learn_conversation(self, conversation: Conversation, at: datetime) -> None:
        """Remember what kind a conversation is; decisions made in it are seen accordingly from now on."""
        with self.database.transaction() as connection:
            learn(connection, conversation, at)

    def newest_kind_change(self) -> int:
        """The number of the latest change to the kind of any conversation; it only grows."""
        found = self.database.row("SELECT max(kind_change) AS newest FROM conversations", {})
        return (found["newest"] if found else None) or 0

    def unchecked_conversations(self, before: datetime, limit: int) -> Sequence[Conversation]:
        """List conversations with decisions whose kind was last learnt before, the longest ago first."""
        rows = self.database.rows(UNCHECKED_SINCE, {"before": as_text(before), "limit": limit})
        return [Conversation(row["workspace"], row["channel"], kind_in(row)) for row in rows]

    def doubt_conversations(self, before: datetime) -> None:
        """Count those of them as private, until it is learnt anew of what kind they are."""
        with self.database.transaction() as connection:
            doubt(connection, before)

    def forget_deliveries(self, before: datetime) -> None:
        """Drop deliveries that Slack repeats no more."""
        with self.database.transaction() as connection:
            connection.execute("DELETE FROM deliveries WHERE at < ?", (as_text(before),))

    def _consultations(self, sql: str, **values: str | int | None) -> Sequence[Consultation]:
        return [Consultation.model_validate_json(row["document"]) for row in self.database.rows(sql, values)]


def _consultation(row: sqlite3.Row | None) -> Consultation | None:
    return Consultation.model_validate_json(row["document"]) if row else None
