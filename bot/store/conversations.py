"""What is known of conversations."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import datetime

from bot.store.moments import as_text
from bot.store.threads import present_again
from bot.workspaces.model import Conversation, ConversationKind

SELECT_KIND = "SELECT kind FROM conversations WHERE workspace = :workspace AND channel = :channel"

# What is said directly stays so.
_WITH_DECISIONS = """
    checked_at < :before AND kind <> 'direct' AND EXISTS (
        SELECT 1 FROM decisions d
        WHERE d.workspace = conversations.workspace AND d.channel = conversations.channel
    )
"""
UNCHECKED_SINCE = f"""
    SELECT workspace, channel, kind FROM conversations
    WHERE {_WITH_DECISIONS} ORDER BY checked_at LIMIT :limit
"""
_COUNT_AS_PRIVATE = f"""
    UPDATE conversations SET kind = 'private' WHERE kind = 'public' AND {_WITH_DECISIONS}
    RETURNING workspace, channel
"""
_MENTIONING = """
    SELECT DISTINCT m.consultation FROM decisions d
    CROSS JOIN thread_mentions m ON m.workspace = d.workspace AND m.number = d.number
    WHERE d.workspace = :workspace AND d.channel = :channel
"""


def kind_in(row: sqlite3.Row | None) -> ConversationKind:
    """The kind that SELECT_KIND found; private when it found none."""
    kind: ConversationKind = row["kind"] if row else "private"
    return kind


def learn_first(connection: sqlite3.Connection, conversation: Conversation, at: datetime) -> None:
    """Remember what kind a conversation is, unless something is known of it: that may be newer."""
    connection.execute(
        """
        INSERT INTO conversations (workspace, channel, kind, checked_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (workspace, channel) DO NOTHING
        """,
        (conversation.workspace, conversation.channel, conversation.kind, as_text(at)),
    )


def learn(connection: sqlite3.Connection, conversation: Conversation, at: datetime) -> None:
    """Remember what kind a conversation is."""
    where = {"workspace": conversation.workspace, "channel": conversation.channel}
    known = connection.execute(SELECT_KIND, where).fetchone()
    connection.execute(
        """
        INSERT INTO conversations (workspace, channel, kind, checked_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (workspace, channel) DO UPDATE SET kind = excluded.kind, checked_at = excluded.checked_at
        """,
        (conversation.workspace, conversation.channel, conversation.kind, as_text(at)),
    )
    if known is None or known["kind"] != conversation.kind:
        _mark_changed(connection, where)


def doubt(connection: sqlite3.Connection, before: datetime) -> None:
    """Count public conversations with decisions as private whose kind was last learnt before."""
    for row in connection.execute(_COUNT_AS_PRIVATE, {"before": as_text(before)}).fetchall():
        _mark_changed(connection, dict(row))


def _mark_changed(connection: sqlite3.Connection, where: Mapping[str, str]) -> None:
    """Others see the decisions of a conversation from now on: what shows them has to be looked at again."""
    connection.execute(
        """
        UPDATE conversations SET kind_change = 1 + (SELECT max(kind_change) FROM conversations)
        WHERE workspace = :workspace AND channel = :channel
        """,
        where,
    )
    showing = connection.execute(_MENTIONING, where).fetchall()
    present_again(connection, [row["consultation"] for row in showing])
