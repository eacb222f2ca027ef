"""The Homes that people have before them, kept up to date."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Lock
from typing import Protocol

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.consultations.model import Consultation
from bot.consultations.store import ConsultationStore
from bot.decisions.service import Decisions
from bot.slack.blocks.elements import Block
from bot.slack.blocks.home import COUNTED, Shelf, home
from bot.slack.blocks.message import Message
from bot.slack.client import is_momentary
from bot.slack.directory import TRUSTED_SECONDS, Directory
from bot.workspaces.model import Viewer

logger = logging.getLogger(__name__)

KEPT = timedelta(minutes=30)
"""Slack tells when a Home is opened, not when it is left: so long it counts as being looked at."""
MOST = 500
"""Homes that are kept up to date at a time."""
_PUBLISHES = RateLimitItemPerMinute(60)
"""Of the hundred a minute and workspace that Slack allows; the rest is for people who open theirs."""


class Pulse(Protocol):
    """Where a change to any decision, or to who sees it, shows at once."""

    def newest_event(self) -> int:
        """The number of the latest change to a decision; it only grows."""
        ...

    def newest_kind_change(self) -> int:
        """The number of the latest change to the kind of a conversation; it only grows."""
        ...


@dataclass(frozen=True)
class Opened:
    """A Home that somebody has opened."""

    viewer: Viewer
    opened_at: datetime
    read_at: datetime
    """When Slack was asked what the viewer is in."""
    seen: Hashable = None
    """What it was drawn from."""
    digest: str = ""
    hash: str = ""
    """What Slack calls this state of it: a later one is not overwritten."""


@dataclass
class Homes:
    """Draws and publishes them."""

    consultations: ConsultationStore
    decisions: Decisions
    pulse: Pulse
    directory: Directory
    client: WebClient
    clock: Callable[[], datetime]
    command: str
    _open: dict[tuple[str, str], Opened] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _limiter: MovingWindowRateLimiter = field(
        default_factory=lambda: MovingWindowRateLimiter(MemoryStorage())
    )

    def opened(self, workspace: str, user: str) -> None:
        """Show somebody their Home as it is now, and keep it so for a while. Raises SlackApiError."""
        now = self.clock()
        fresh = Opened(self.directory.viewer_at_home(workspace, user), now, now)
        self._remember((workspace, user), self._published(fresh, self._unfinished(fresh), ""))

    def refresh(self) -> None:
        """Publish anew what has changed, as far as the budget goes, those that waited longest first."""
        for key, home_now in self._waiting():
            try:
                if not self._refreshed(key, home_now):
                    return
            except (SlackApiError, OSError) as error:
                if not isinstance(error, SlackApiError) or is_momentary(error):
                    logger.info("Homes are left for later: %s", error)
                    return
                # Another process has published it since, or Slack has no such Home any more.
                self._forget(key)

    def _waiting(self) -> list[tuple[tuple[str, str], Opened]]:
        since = self.clock() - KEPT
        with self._lock:
            for key in [key for key, each in self._open.items() if each.opened_at < since]:
                del self._open[key]
            return list(self._open.items())

    def _refreshed(self, key: tuple[str, str], before: Opened) -> bool:
        """Publish a Home if it has changed; False when the budget is spent."""
        now = self._read_again(before)
        unfinished = self._unfinished(now)
        if now.read_at == before.read_at and self._seen(unfinished) == before.seen:
            return True
        if not self._limiter.test(_PUBLISHES, key[0]):
            return False
        published = self._published(now, unfinished, before.hash)
        if published.hash != before.hash:
            self._limiter.hit(_PUBLISHES, key[0])
        self._remember(key, published, instead_of=before)
        return True

    def _published(self, opened: Opened, unfinished: list[Consultation], only_over: str) -> Opened:
        """Draw a Home, and publish it unless it looks as before."""
        seen = self._seen(unfinished)
        view = self._drawn(opened.viewer, unfinished)
        digest = Message("", tuple(view["blocks"])).digest()
        if digest == opened.digest:
            return replace(opened, seen=seen)
        answer = self.client.views_publish(user_id=opened.viewer.user, view=view, hash=only_over or None)
        return replace(opened, seen=seen, digest=digest, hash=str(answer["view"]["hash"]))

    def _drawn(self, viewer: Viewer, unfinished: list[Consultation]) -> Block:
        shelf = Shelf(
            consultations=unfinished,
            due=self.decisions.overdue(viewer),
            latest=self.decisions.page(viewer),
            frameworks=self.decisions.frameworks(viewer, COUNTED),
        )
        return home(shelf, self.clock().date(), self.command)

    def _unfinished(self, opened: Opened) -> list[Consultation]:
        viewer = opened.viewer
        return list(self.consultations.open_consultations(viewer.workspace, user=viewer.user))

    def _seen(self, unfinished: list[Consultation]) -> Hashable:
        """Changes whenever something that the Home shows may have changed."""
        mine = tuple((each.id, each.revision) for each in unfinished)
        return self.pulse.newest_event(), self.pulse.newest_kind_change(), self.clock().date(), mine

    def _read_again(self, opened: Opened) -> Opened:
        """What Slack said of a person's conversations is trusted for a while only."""
        now, viewer = self.clock(), opened.viewer
        if now - opened.read_at < timedelta(seconds=TRUSTED_SECONDS):
            return opened
        return replace(
            opened, viewer=self.directory.viewer_at_home(viewer.workspace, viewer.user), read_at=now
        )

    def _remember(self, key: tuple[str, str], opened: Opened, instead_of: Opened | None = None) -> None:
        """Keep a Home, at the end of the row; one that was opened anew meanwhile stays as it is."""
        with self._lock:
            if instead_of is not None and self._open.get(key) != instead_of:
                return
            self._open.pop(key, None)
            self._open[key] = opened
            while len(self._open) > MOST:
                del self._open[next(iter(self._open))]

    def _forget(self, key: tuple[str, str]) -> None:
        with self._lock:
            self._open.pop(key, None)
