"""Messages that were taken a moment ago."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

from cachetools import TTLCache

from bot.mistakes import Mistake

_REMEMBERED_SECONDS = 600
"""Slack repeats an event at once, after a minute and after five: https://docs.slack.dev/apis/events-api/#retries"""
_MOST = 10_000


@dataclass(frozen=True)
class Heard:
    """A mention also arrives as a message, and Slack repeats what it saw no answer to: each is answered once.

    What changes a consultation is held once by the store besides, also across processes and restarts.
    """

    _taken: TTLCache[str, None] = field(default_factory=lambda: TTLCache(_MOST, _REMEMBERED_SECONDS))
    _lock: Lock = field(default_factory=Lock)

    @contextmanager
    def once(self, delivery: str) -> Iterator[bool]:
        """Say whether a message comes for the first time; after a bug it may come again."""
        with self._lock:
            is_first = delivery not in self._taken
            self._taken[delivery] = None
        try:
            yield is_first
        except Mistake:
            raise
        except BaseException:
            with self._lock:
                self._taken.pop(delivery, None)
            raise
