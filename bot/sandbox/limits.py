"""Rate limits (docs.slack.dev/apis/web-api/rate-limits)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.sandbox.clock import Clock


@dataclass(frozen=True)
class Rate:
    """So many calls at once, refilled evenly; `refill` is in calls a second."""

    burst: int
    refill: float


TIER_1 = Rate(burst=20, refill=1 / 60)
"""One a minute and some bursts: reconnecting a socket is the only call of this tier."""
TIER_2 = Rate(burst=20, refill=20 / 60)
TIER_3 = Rate(burst=50, refill=50 / 60)
TIER_4 = Rate(burst=100, refill=100 / 60)
POSTING = Rate(burst=4, refill=1)
"""One message a second and channel; "short bursts" above that are let through."""
UNLIMITED = Rate(burst=1_000_000, refill=1_000_000)


@dataclass
class _Bucket:
    left: float
    at: float


class RateLimits:
    """Counts calls per method, and posting also per channel."""

    def __init__(self, clock: Clock, *, enforced: bool) -> None:
        self._clock = clock
        self._enforced = enforced
        self._buckets: dict[tuple[str, str], _Bucket] = {}

    def take(self, rate: Rate, method: str, channel: str = "") -> int:
        """Count one call; return 0, or the whole seconds to wait when there were too many."""
        if not self._enforced:
            return 0
        now = self._clock.now()
        bucket = self._buckets.setdefault((method, channel), _Bucket(rate.burst, now))
        bucket.left = min(rate.burst, bucket.left + (now - bucket.at) * rate.refill)
        bucket.at = now
        if bucket.left < 1:
            return max(1, math.ceil((1 - bucket.left) / rate.refill))
        bucket.left -= 1
        return 0
