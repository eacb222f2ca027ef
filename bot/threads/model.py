"""What was posted where: the messages that show a consultation, and who may change them at the moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

ROOT = "root"
"""The slot of the message in the channel; every other slot is a message in its thread."""


@dataclass(frozen=True)
class Shown:
    """A message that stands in Slack."""

    ts: str
    digest: str
    """Of what it shows: equal digests need no update."""


@dataclass(frozen=True)
class Thread:
    """The thread of one consultation."""

    consultation: int
    workspace: str
    channel: str
    thread_ts: str | None = None
    """The message that the thread hangs on: the first root, also after somebody deleted it."""
    revision_shown: int = 0
    """The consultation's revision when its picture was last complete."""
    reply_url: str | None = None
    """Where the person who started can be told that the channel is closed to the bot."""
    shown: Mapping[str, Shown] = field(default_factory=dict)
    """The messages by slot."""
    mentions: frozenset[int] = frozenset()
    """The numbers of decisions that they show, or once showed, besides the consultation's own."""


class ThreadStore(Protocol):
    """What the presenter needs to remember. Every call is one transaction."""

    def thread(self, consultation: int) -> Thread | None:
        """Fetch a thread with what is shown in it."""
        ...

    def find_thread(self, workspace: str, channel: str, ts: str) -> int | None:
        """Find the consultation whose thread hangs on a message."""
        ...

    def take_lease(self, consultation: int, owner: str, now: datetime, until: datetime) -> bool:
        """Reserve a consultation for one presenter; False while it is reserved, or before its time."""
        ...

    def renew_lease(self, consultation: int, owner: str, until: datetime) -> bool:
        """Reserve it for longer; False when another has taken it since."""
        ...

    def release_lease(self, consultation: int, owner: str, not_before: datetime | None = None) -> None:
        """Give it back. Until `not_before` nobody takes it again."""
        ...

    def set_thread_ts(self, consultation: int, ts: str) -> None:
        """Remember what the thread hangs on."""
        ...

    def set_shown(self, consultation: int, slot: str, shown: Shown) -> None:
        """Remember what a message shows."""
        ...

    def forget_shown(self, consultation: int, slot: str) -> None:
        """A message is gone."""
        ...

    def add_mentions(self, consultation: int, numbers: frozenset[int]) -> None:
        """The messages will show these decisions; when one of them changes, the thread lags behind."""
        ...

    def set_revision_shown(self, consultation: int, revision: int) -> None:
        """The picture is complete at this revision."""
        ...

    def take_reply_url(self, consultation: int) -> str | None:
        """Fetch the reply URL, once."""
        ...

    def lagging(self, now: datetime) -> list[int]:
        """Consultations whose threads do not show their state, no lease on them and their time come."""
        ...
