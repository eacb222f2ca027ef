"""Addresses of threads; they never change, so each is asked for once."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock

from cachetools import LRUCache
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.threads.model import ThreadStore

_MOST = 10_000


@dataclass(frozen=True)
class Links:
    """Looks addresses up."""

    client: WebClient
    threads: ThreadStore
    _known: LRUCache[tuple[str, str], str] = field(default_factory=lambda: LRUCache(_MOST))
    _lock: Lock = field(default_factory=Lock)

    def thread(self, consultation: int) -> str:
        """The address of a consultation's thread; empty where there is none yet, or Slack does not say."""
        thread = self.threads.thread(consultation)
        if thread is None or thread.thread_ts is None:
            return ""
        return self._message(thread.channel, thread.thread_ts)

    def _message(self, channel: str, ts: str) -> str:
        with self._lock:
            known = self._known.get((channel, ts))
        if known is None:
            try:
                answer = self.client.chat_getPermalink(channel=channel, message_ts=ts)
            except (SlackApiError, OSError):
                return ""
            known = str(answer["permalink"])
            with self._lock:
                self._known[channel, ts] = known
        return known
