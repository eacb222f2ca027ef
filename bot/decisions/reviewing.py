"""Reminding of reviews: each once, at an hour at which people read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.decisions.store import DueReview, ReviewStore

OPENS, CLOSES = time(9), time(17)
"""Reminders come from nine until just before seventeen o'clock, local time."""
_SATURDAY = 5
CLAIMED_FOR = timedelta(minutes=2)
"""How long a process has to post; when it died, another one takes over."""


def zone_named(name: str) -> ZoneInfo:
    """The time zone of that IANA name; UTC when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def next_reminder(now: datetime, zone: str) -> datetime:
    """When somebody in a time zone may be reminded: now, or at nine on the next weekday, in UTC."""
    local = now.astimezone(zone_named(zone))
    is_weekday = local.weekday() < _SATURDAY
    if is_weekday and OPENS <= local.time() < CLOSES:
        return now
    day = local.date()
    if not (is_weekday and local.time() < OPENS):
        day += timedelta(days=1)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day, OPENS, local.tzinfo).astimezone(UTC)


@dataclass(frozen=True)
class Reviews:
    """The use cases of the timer. Any number of processes may run them on one database."""

    store: ReviewStore
    clock: Callable[[], datetime]
    owner: str
    """A name for this process that no other has."""

    def take(self, zone_of: Callable[[str, str], str], limit: int = 20) -> Iterator[DueReview]:
        """Reserve the reviews that are to be posted now, each when it is asked for.

        `zone_of` says the IANA time zone of a workspace's user; "" when it is not known. Each review is
        handed out once, and again only when `posted` did not follow within CLAIMED_FOR. Those for whose
        people it is night or weekend are left until the morning.
        """
        now = self.clock()
        self.store.open_reviews(now.date())
        for review in self.store.reviews_to_post(now, limit):
            zone = zone_of(review.workspace, review.recorded_by)
            if self._is_time(review, zone, now) and self._claims(review):
                yield review

    def posted(self, review: DueReview, channel: str, ts: str) -> None:
        """Say that the message stands; the review is counted and never posted again."""
        self.store.set_review_posted(review, channel, ts, self.clock())

    def put_off(self, review: DueReview, by: timedelta) -> None:
        """Try again later, when Slack refuses at the moment."""
        self.store.postpone_review(review, self.clock() + by)

    def _claims(self, review: DueReview) -> bool:
        now = self.clock()
        return self.store.claim_review(review, self.owner, now, now + CLAIMED_FOR)

    def _is_time(self, review: DueReview, zone: str, now: datetime) -> bool:
        when = next_reminder(now, zone)
        if when > now:
            self.store.postpone_review(review, when)
        return when <= now
