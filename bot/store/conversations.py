"""What is known of conversations."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from bot.store.moments import as_text
from bot.workspaces.model import Conversation, ConversationKind

SELECT_KIND = "SELECT kind FROM conversations WHERE workspace = :workspace AND channel = :channel"


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
