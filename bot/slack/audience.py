"""Whether everybody in a conversation may see what the whole workspace sees."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from threading import Lock

from cachetools import TTLCache
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.directory import TRUSTED_SECONDS, is_guest

logger = logging.getLogger(__name__)
UNKNOWN_SECONDS = 60
"""How long Slack is not asked again where it did not say: every drawing of a thread would ask."""
_PAGE = 1000
_MOST = 10_000


@dataclass(frozen=True)
class Audience:
    """Looks for guests among the members of conversations; trusted for ten minutes.

    Somebody of another workspace counts as a guest, and so does whoever cannot be looked up. Where Slack does
    not say, guests are taken to be there, for a minute.
    """

    client: WebClient
    _without_guests: TTLCache[tuple[str, str], bool] = field(
        default_factory=lambda: TTLCache(_MOST, TRUSTED_SECONDS)
    )
    _unknown: TTLCache[tuple[str, str], bool] = field(
        default_factory=lambda: TTLCache(_MOST, UNKNOWN_SECONDS)
    )
    _regular: TTLCache[str, frozenset[str]] = field(default_factory=lambda: TTLCache(_MOST, TRUSTED_SECONDS))
    _lock: Lock = field(default_factory=Lock)

    def has_no_guests(self, workspace: str, channel: str) -> bool:
        """Whether no guest reads a conversation. False where Slack does not say."""
        key = (workspace, channel)
        with self._lock:
            known = self._without_guests.get(key, self._unknown.get(key))
        if known is not None:
            return known
        try:
            found = self._members(channel) <= self._regulars(workspace)
        except (SlackApiError, OSError) as error:
            logger.info("who reads a conversation is unknown: %s", error)
            with self._lock:
                self._unknown[key] = False
            return False
        with self._lock:
            self._without_guests[key] = found
        return found

    def _members(self, channel: str) -> frozenset[str]:
        pages = self.client.conversations_members(channel=channel, limit=_PAGE)
        return frozenset(str(user) for page in pages for user in page["members"])

    def _regulars(self, workspace: str) -> frozenset[str]:
        with self._lock:
            known = self._regular.get(workspace)
        if known is not None:
            return known
        everyone = (user for page in self.client.users_list(limit=_PAGE) for user in page["members"])
        found = frozenset(str(user["id"]) for user in everyone if not is_guest(user, workspace))
        with self._lock:
            self._regular[workspace] = found
        return found
