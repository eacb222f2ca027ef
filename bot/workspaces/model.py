"""Who is where, and who may see what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

ConversationKind: TypeAlias = Literal["public", "private", "direct"]


@dataclass(frozen=True)
class Conversation:
    """A channel or a direct message in a workspace. One whose kind cannot be found out counts as private."""

    workspace: str
    channel: str
    kind: ConversationKind = "private"


@dataclass(frozen=True)
class Person:
    """Somebody in a workspace, as far as permissions go."""

    workspace: str
    user: str
    is_admin: bool = False


@dataclass(frozen=True)
class Viewer:
    """Somebody who reads, and the place they read from: first argument of every read."""

    workspace: str
    user: str
    conversations: frozenset[str] = frozenset()
    """Channels whose decisions may be shown here whatever their kind: the one asked from, or on the Home all
    that the person is in."""
    sees_public: bool = True
    """Whether decisions of public channels are shown; not to guests."""

    def may_see(self, conversation: Conversation) -> bool:
        """Decide for one conversation; the store applies the same rule to lists and counts."""
        if conversation.workspace != self.workspace:
            return False
        if conversation.channel in self.conversations:
            return True
        return conversation.kind == "public" and self.sees_public
