"""Threads and their messages in SQLite."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.consultations.model import Consultation
from bot.consultations.store import Start
from bot.store.database import Database
from bot.store.moments import as_text
from bot.threads.model import ROOT, Shown, Thread

_FREE = "(lease_until IS NULL OR lease_until <= :now) AND (not_before IS NULL OR not_before <= :now)"


def insert_thread(connection: sqlite3.Connection, consultation: Consultation, start: Start) -> None:
    """Store the thread of a new consultation, nothing of it shown yet."""
    connection.execute(
        """
        INSERT INTO threads (consultation, workspace, channel, thread_ts, reply_url, revision)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        (
            consultation.id,
            consultation.workspace,
            consultation.channel,
            start.thread_ts,
            start.reply_url,
            consultation.revision,
        ),
    )
    if start.thread_ts is not None:
        _add_root(connection, consultation.id, start.thread_ts)


def set_revision(connection: sqlite3.Connection, consultation: Consultation) -> None:
    """Let the thread know that its consultation moved on."""
    connection.execute(
        "UPDATE threads SET revision = ? WHERE consultation = ?", (consultation.revision, consultation.id)
    )


def present_again(connection: sqlite3.Connection, consultations: Sequence[int]) -> None:
    """Have threads lag behind, since what they show besides their consultation was changed."""
    connection.executemany(
        """
        UPDATE consultations
        SET revision = revision + 1, document = json_set(document, '$.revision', revision + 1)
        WHERE id = ?
        """,
        [(consultation,) for consultation in consultations],
    )
    connection.executemany(
        """
        UPDATE threads SET revision = (SELECT revision FROM consultations WHERE id = ?1)
        WHERE consultation = ?1
        """,
        [(consultation,) for consultation in consultations],
    )


def mentioning(connection: sqlite3.Connection, workspace: str, number: int) -> list[int]:
    """The consultations whose threads show a decision that is not their own."""
    rows = connection.execute(
        "SELECT consultation FROM thread_mentions WHERE workspace = ? AND number = ?", (workspace, number)
    )
    return [row["consultation"] for row in rows]


class SqliteThreads:
    """Implements ThreadStore."""

    database: Database

    def thread(self, consultation: int) -> Thread | None:
        """Fetch a thread with what is shown in it."""
        rows = self.database.rows(
            """
            SELECT t.*, m.slot, m.ts, m.digest, (
                SELECT json_group_array(number) FROM thread_mentions WHERE consultation = t.consultation
            ) AS mentions
            FROM threads t LEFT JOIN thread_messages m ON m.consultation = t.consultation
            WHERE t.consultation = :consultation
            """,
            {"consultation": consultation},
        )
        return _thread(rows) if rows else None

    def find_thread(self, workspace: str, channel: str, ts: str) -> int | None:
        """Find the newest consultation whose thread hangs, or once hung, on a message."""
        found = self.database.row(
            """
            SELECT max(consultation) AS consultation FROM thread_roots
            WHERE workspace = :workspace AND channel = :channel AND ts = :ts
            """,
            {"workspace": workspace, "channel": channel, "ts": ts},
        )
        return found["consultation"] if found else None

    def take_lease(self, consultation: int, owner: str, now: datetime, until: datetime) -> bool:
        """Reserve a consultation for one presenter; False while it is reserved, or before its time."""
        with self.database.transaction(durable=False) as connection:
            taken = connection.execute(
                f"""
                UPDATE threads SET lease_owner = :owner, lease_until = :until
                WHERE consultation = :consultation AND {_FREE}
                """,
                {
                    "consultation": consultation,
                    "owner": owner,
                    "now": as_text(now),
                    "until": as_text(until),
                },
            )
            return taken.rowcount == 1

    def renew_lease(self, consultation: int, owner: str, until: datetime) -> bool:
        """Reserve it for longer; False when another has taken it since."""
        with self.database.transaction(durable=False) as connection:
            renewed = connection.execute(
                "UPDATE threads SET lease_until = ? WHERE consultation = ? AND lease_owner = ?",
                (as_text(until), consultation, owner),
            )
            return renewed.rowcount == 1

    def release_lease(self, consultation: int, owner: str, not_before: datetime | None = None) -> None:
        """Give it back, unless another has taken it since. Until `not_before` nobody takes it again."""
        self._write(
            """
            UPDATE threads SET lease_owner = NULL, lease_until = NULL, not_before = :not_before
            WHERE consultation = :consultation AND lease_owner = :owner
            """,
            consultation=consultation,
            owner=owner,
            not_before=as_text(not_before) if not_before else None,
            durable=False,
        )

    def set_thread_ts(self, consultation: int, ts: str) -> None:
        """Remember what the thread hangs on."""
        with self.database.transaction() as connection:
            connection.execute("UPDATE threads SET thread_ts = ? WHERE consultation = ?", (ts, consultation))
            _add_root(connection, consultation, ts)

    def set_shown(self, consultation: int, slot: str, shown: Shown) -> None:
        """Remember what a message shows."""
        with self.database.transaction() as connection:
            connection.execute(
                """
                INSERT INTO thread_messages (consultation, slot, ts, digest) VALUES (?, ?, ?, ?)
                ON CONFLICT (consultation, slot) DO UPDATE SET ts = excluded.ts, digest = excluded.digest
                """,
                (consultation, slot, shown.ts, shown.digest),
            )
            if slot == ROOT:
                _add_root(connection, consultation, shown.ts)

    def forget_shown(self, consultation: int, slot: str) -> None:
        """A message is gone."""
        self._write(
            "DELETE FROM thread_messages WHERE consultation = :consultation AND slot = :slot",
            consultation=consultation,
            slot=slot,
        )

    def add_mentions(self, consultation: int, numbers: frozenset[int]) -> None:
        """The messages will show these decisions; when one of them changes, the thread lags behind."""
        with self.database.transaction(durable=False) as connection:
            connection.executemany(
                """
                INSERT INTO thread_mentions (consultation, workspace, number)
                SELECT consultation, workspace, ? FROM threads WHERE consultation = ?
                ON CONFLICT DO NOTHING
                """,
                [(number, consultation) for number in numbers],
            )

    def set_revision_shown(self, consultation: int, revision: int) -> None:
        """The picture is complete at this revision. Were that forgotten, it would be looked at once more."""
        self._write(
            "UPDATE threads SET revision_shown = :revision WHERE consultation = :consultation",
            consultation=consultation,
            revision=revision,
            durable=False,
        )

    def take_reply_url(self, consultation: int) -> str | None:
        """Fetch the reply URL, once."""
        with self.database.transaction() as connection:
            found = connection.execute(
                "SELECT reply_url FROM threads WHERE consultation = ?", (consultation,)
            ).fetchone()
            connection.execute("UPDATE threads SET reply_url = NULL WHERE consultation = ?", (consultation,))
            return found["reply_url"] if found else None

    def lagging(self, now: datetime) -> list[int]:
        """Consultations whose threads do not show their state, no lease on them and their time come."""
        rows = self.database.rows(
            f"""
            SELECT consultation FROM threads
            WHERE revision_shown < revision AND {_FREE}
            ORDER BY consultation
            """,
            {"now": as_text(now)},
        )
        return [row["consultation"] for row in rows]

    def _write(self, sql: str, *, durable: bool = True, **values: Any) -> None:
        with self.database.transaction(durable=durable) as connection:
            connection.execute(sql, values)


def _thread(rows: list[sqlite3.Row]) -> Thread:
    thread = rows[0]
    return Thread(
        consultation=thread["consultation"],
        workspace=thread["workspace"],
        channel=thread["channel"],
        thread_ts=thread["thread_ts"],
        revision_shown=thread["revision_shown"],
        reply_url=thread["reply_url"],
        shown={row["slot"]: Shown(row["ts"], row["digest"]) for row in rows if row["slot"] is not None},
        mentions=frozenset(json.loads(thread["mentions"])),
    )


def _add_root(connection: sqlite3.Connection, consultation: int, ts: str) -> None:
    connection.execute(
        """
        INSERT INTO thread_roots (workspace, channel, ts, consultation)
        SELECT workspace, channel, ?, consultation FROM threads WHERE consultation = ?
        ON CONFLICT DO NOTHING
        """,
        (ts, consultation),
    )
