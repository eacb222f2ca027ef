"""Telling people that a decision is due for review, once, and showing there how the review ended."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import date, timedelta

from slack_sdk.errors import SlackApiError

from bot.advice.rulebook import Rulebook
from bot.decisions.model import Decision
from bot.decisions.replay import replay
from bot.decisions.reviewing import Reviews
from bot.decisions.service import Decisions
from bot.decisions.store import DueReview, Reminder, Told
from bot.slack.blocks import reviews as blocks
from bot.slack.blocks.message import Message
from bot.slack.directory import Directory
from bot.slack.messenger import ChannelClosedError, MessageGoneError, NotNowError, SlackMessenger
from bot.threads.model import ROOT, Thread, ThreadStore
from bot.workspaces.model import Viewer

logger = logging.getLogger(__name__)

AT_A_TIME = 4
"""Reviews that are posted before other jobs have their turn."""
RECENT = 100
"""So many changes are looked at again at the start: a process may have died over the latest."""
UNREACHABLE = timedelta(days=1)
"""How long a review is left alone that nobody can be told of; the lists show that it is due."""


@dataclass
class Reminders:
    """Posts reminders, and keeps the posted ones in step with their decisions."""

    decisions: Decisions
    reviews: Reviews
    threads: ThreadStore
    messenger: SlackMessenger
    directory: Directory
    rulebook: Rulebook
    _shown: dict[Reminder, str] = field(default_factory=dict)
    """What the posted messages show, as far as this process knows."""
    _late: dict[Told, None] = field(default_factory=dict)
    """Those whose messages do not show their state yet, the last tried at the end."""
    _seen: int | None = None
    """The latest change to a decision whose reminder was looked after."""

    def remind(self) -> None:
        """Bring up to date what could not be before, and post what is due now.

        What fails is tried again later and does not hold up the others for longer than one call of this.
        """
        try:
            self._catch_up()
        finally:
            self._post_due()

    def _post_due(self) -> None:
        for due in self.reviews.take(self.directory.zone, AT_A_TIME):
            try:
                channel, ts = self._posted(due)
            except NotNowError as error:
                self.reviews.put_off(due, error.until - self.reviews.clock())
            except (ChannelClosedError, SlackApiError) as error:
                logger.info("nobody can be told of the review of decision %s: %s", due.number, error)
                self.reviews.put_off(due, UNREACHABLE)
            else:
                self.reviews.posted(due, channel, ts)

    def refresh(self, decision: Told | Decision) -> None:
        """Have the posted reminder of a decision, if there is one, show how its review stands."""
        late = Told(decision.workspace, decision.number, decision.channel)
        self._late.pop(late, None)
        self._late[late] = None
        if self._is_refreshed(decision):
            self._late.pop(late, None)

    def _is_refreshed(self, decision: Told | Decision) -> bool:
        """False when Slack does not take it now."""
        told = self.reviews.store.review_message(decision.workspace, decision.number)
        if told is None:
            return True
        message = self._drawn(decision, told.channel, told.due_on)
        if self._shown.get(told) == message.digest():
            return True
        try:
            self.messenger.update(decision.workspace, told.channel, told.ts, message)
        except NotNowError:
            return False
        except (MessageGoneError, ChannelClosedError) as error:
            logger.info("the reminder of decision %s is gone: %s", decision.number, error)
        else:
            self._shown[told] = message.digest()
        return True

    def _catch_up(self) -> None:
        """Look after reminders of decisions that changed since, whoever changed them in whatever process."""
        store = self.reviews.store
        newest = store.newest_event()
        changed = store.told_and_changed(newest - RECENT if self._seen is None else self._seen)
        self._late.update(dict.fromkeys(changed))
        self._seen = newest
        for told in [*self._late]:
            self.refresh(told)

    def _posted(self, due: DueReview) -> tuple[str, str]:
        """Post in the decision's thread; where there is none any more, tell who recorded it."""
        decision = self.decisions.get(due.viewer, due.number)
        thread = self._thread_of(decision)
        if thread is not None:
            try:
                message = self._drawn(decision, thread.channel, due.due_on)
                return self.messenger.post_to(due.workspace, thread.channel, message, thread.thread_ts)
            except (ChannelClosedError, MessageGoneError) as error:
                logger.info("the thread of decision %s is closed: %s", due.number, error)
        message = self._drawn(decision, due.recorded_by, due.due_on)
        return self.messenger.post_to(due.workspace, due.recorded_by, message)

    def _thread_of(self, decision: Decision) -> Thread | None:
        """None when nothing of it stands any more; Slack would post to the channel without a word."""
        thread = self.threads.thread(decision.consultation) if decision.consultation else None
        if thread is None or thread.thread_ts is None:
            return None
        inside = (shown.ts for slot, shown in thread.shown.items() if slot != ROOT)
        standing = (thread.thread_ts, *inside)
        stands = any(self.messenger.permalink(thread.channel, ts) for ts in standing)
        return thread if stands else None

    def _drawn(self, decision: Told | Decision, place: str, due_on: date) -> Message:
        """The reminder of one review as it stands now, for those who read it in that conversation."""
        inside = Viewer(decision.workspace, "", frozenset({decision.channel}))
        now = self.decisions.get(inside, decision.number)
        if place != now.channel and not self._may_read(now):
            return blocks.untitled(now.number, now.channel)
        if now.review_on == due_on and now.is_overdue(self.reviews.clock().date()):
            return blocks.reminder(now, replay(self.rulebook, now))
        return blocks.answered(now, self.decisions.history(inside, now.number))

    def _may_read(self, decision: Decision) -> bool:
        """Whether who recorded it may be shown it outside of its conversation."""
        viewer = self.directory.viewer_at_home(decision.workspace, decision.recorded_by)
        return viewer.may_see(decision.conversation)
