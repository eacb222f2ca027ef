"""Makes a thread show its consultation, whatever it showed before."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Lock
from typing import Protocol

from slack_sdk.errors import SlackApiError

from bot.slack.messenger import ChannelClosedError, MessageGoneError, Messenger, NotNowError
from bot.slack.picture import Post
from bot.threads.model import ROOT, Shown, Thread, ThreadStore

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=15)
"""Longer than a call to Slack may take, and renewed before each; a crash holds up the next for so long."""
AFTER_A_BUG = timedelta(minutes=5)
"""How long a consultation that cannot be drawn is left alone."""


class _RootGoneError(Exception):
    """Somebody deleted the root: the picture is drawn anew, with a link to the thread."""


class _LeaseLostError(Exception):
    """Another presenter goes on from here."""


@dataclass(frozen=True)
class Drawing:
    """What a thread should show."""

    revision: int
    posts: Sequence[Post]
    mentions: frozenset[int] = frozenset()
    """The numbers of decisions that are shown besides the consultation's own."""


class Artist(Protocol):
    """Draws a consultation as messages."""

    def __call__(self, thread: Thread) -> Drawing:
        """Draw the state that the store holds now."""
        ...


@dataclass(frozen=True)
class Presenter:
    """Presents one consultation at a time; several processes take turns by a lease."""

    threads: ThreadStore
    messenger: Messenger
    draw: Artist
    cannot_post: Callable[[Thread, str], None]
    """Tells the one who started that the channel is closed to the bot."""
    failed: Callable[[Thread, Exception], None]
    """Logs a refusal of Slack's that trying again would not mend, and tells the one who started."""
    clock: Callable[[], datetime]
    owner: str

    def present(self, consultation: int) -> None:
        """Show the state; what Slack does not take now is left for the timer."""
        # Two presentations by one process take turns as well.
        once = replace(self, owner=f"{self.owner}-{secrets.token_hex(4)}")
        once._present(consultation)  # noqa: SLF001 - another of the same class

    def _present(self, consultation: int) -> None:
        if not self._takes_lease(consultation):
            return
        try:
            not_before = self._caught_up(consultation)
        except _LeaseLostError:
            logger.info("consultation %s is presented by another", consultation)
            return
        except Exception:
            self.threads.release_lease(consultation, self.owner, self.clock() + AFTER_A_BUG)
            raise
        self.threads.release_lease(consultation, self.owner, not_before)

    def _caught_up(self, consultation: int) -> datetime | None:
        """Show the state; the time from which on to go on when Slack does not take it now."""
        try:
            self._catch_up(consultation)
        except NotNowError as error:
            return error.until
        return None

    def _takes_lease(self, consultation: int) -> bool:
        now = self.clock()
        return self.threads.take_lease(consultation, self.owner, now, now + LEASE)

    def _renew_lease(self, consultation: int) -> None:
        if not self.threads.renew_lease(consultation, self.owner, self.clock() + LEASE):
            raise _LeaseLostError

    def _catch_up(self, consultation: int) -> None:
        while (thread := self.threads.thread(consultation)) is not None:
            drawing = self.draw(thread)
            if thread.revision_shown >= drawing.revision:
                return
            if not drawing.mentions <= thread.mentions:
                # Drawn again, so that none of their changes is missed in between.
                self.threads.add_mentions(consultation, drawing.mentions)
                continue
            try:
                self._show(thread, drawing.posts)
            except _RootGoneError:
                continue
            except ChannelClosedError as error:
                self.cannot_post(thread, error.error)
            except (SlackApiError, MessageGoneError) as error:
                self.failed(thread, error)
            self.threads.set_revision_shown(consultation, drawing.revision)

    def _show(self, thread: Thread, posts: Sequence[Post]) -> None:
        wanted = {post.slot for post in posts}
        for slot in [slot for slot in thread.shown if slot not in wanted]:
            self._remove(thread, slot)
        lowest = ""
        for post in posts:
            current = self._current(thread.consultation)
            lowest = self._place(current, post, lowest, is_last=post is posts[-1])

    def _current(self, consultation: int) -> Thread:
        thread = self.threads.thread(consultation)
        if thread is None:
            raise LookupError(f"consultation {consultation} has no thread")
        return thread

    def _place(self, thread: Thread, post: Post, lowest: str, *, is_last: bool) -> str:
        """Post or update one message, the last one below all others. Returns the lowest ts in the thread."""
        shown = thread.shown.get(post.slot)
        if shown and is_last and shown.ts < lowest:
            self._remove(thread, post.slot)
            shown = None
        if shown is None or not self._updated(thread, post, shown):
            shown = self._posted(thread, post)
        return max(lowest, shown.ts) if post.in_thread else lowest

    def _updated(self, thread: Thread, post: Post, shown: Shown) -> bool:
        """Make a message show the post; False when the message is gone."""
        digest = post.message.digest()
        if shown.digest == digest:
            return True
        self._renew_lease(thread.consultation)
        try:
            self.messenger.update(thread.workspace, thread.channel, shown.ts, post.message)
        except MessageGoneError as error:
            if post.slot == ROOT:
                self.threads.forget_shown(thread.consultation, ROOT)
                raise _RootGoneError from error
            return False
        self.threads.set_shown(thread.consultation, post.slot, Shown(shown.ts, digest))
        return True

    def _posted(self, thread: Thread, post: Post) -> Shown:
        self._renew_lease(thread.consultation)
        parent = thread.thread_ts if post.in_thread else None
        ts = self.messenger.post(thread.workspace, thread.channel, post.message, parent)
        shown = Shown(ts, post.message.digest())
        self.threads.set_shown(thread.consultation, post.slot, shown)
        # A root that goes before anything hangs on it takes its thread along.
        if post.slot == ROOT and (thread.thread_ts is None or not thread.shown):
            self.threads.set_thread_ts(thread.consultation, ts)
        return shown

    def _remove(self, thread: Thread, slot: str) -> None:
        self._renew_lease(thread.consultation)
        try:
            self.messenger.delete(thread.workspace, thread.channel, thread.shown[slot].ts)
        except MessageGoneError:
            logger.info("consultation %s: %s was gone already", thread.consultation, slot)
        self.threads.forget_shown(thread.consultation, slot)


@dataclass
class PresentingQueue:
    """Presents in the background; many changes to one consultation become one update."""

    presenter: Presenter
    pool: ThreadPoolExecutor
    _waiting: set[int] = field(default_factory=set)
    _lock: Lock = field(default_factory=Lock)

    def hand_over(self, consultation: int) -> None:
        """Present a consultation soon."""
        with self._lock:
            if consultation in self._waiting:
                return
            self._waiting.add(consultation)
        self.pool.submit(self._present, consultation)

    def catch_up(self) -> None:
        """Present every consultation whose thread lags behind."""
        for consultation in self.presenter.threads.lagging(self.presenter.clock()):
            self.hand_over(consultation)

    def _present(self, consultation: int) -> None:
        with self._lock:
            self._waiting.discard(consultation)
        try:
            self.presenter.present(consultation)
        except Exception:  # the outermost handler of this thread
            logger.exception("consultation %s could not be presented", consultation)
