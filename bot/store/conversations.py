"""What is known of conversations."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from bot.store.moments import as_text
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
COUNT_AS_PRIVATE = f"UPDATE conversations SET kind = 'private' WHERE kind = 'public' AND {_WITH_DECISIONS}"


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
    connection.execute(
        """
        INSERT INTO conversations (workspace, channel, kind, checked_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (workspace, channel) DO UPDATE SET kind = excluded.kind, checked_at = excluded.checked_at
        """,
        (conversation.workspace, conversation.channel, conversation.kind, as_text(at)),
    )
