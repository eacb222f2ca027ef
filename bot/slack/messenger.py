"""Posting, updating and deleting messages, with Slack's refusals told apart by what to do about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from limits import RateLimitItem, RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.blocks.message import Message
from bot.slack.client import is_momentary

_Result = TypeVar("_Result")

_TRY_AGAIN_SECONDS = 2
_POSTS = RateLimitItemPerSecond(4, 4)
"""One a second a channel, short bursts allowed: https://docs.slack.dev/apis/web-api/rate-limits"""
_UPDATES = RateLimitItemPerMinute(50)
"""Tier 3, per workspace: https://docs.slack.dev/reference/methods/chat.update"""

_CLOSED = frozenset(
    {
        "not_in_channel",
        "channel_not_found",
        "is_archived",
        "no_permission",
        "user_is_restricted",
        "ekm_access_denied",
        "team_access_not_granted",
    }
)
"""And every code of _RESTRICTED: https://docs.slack.dev/reference/methods/chat.postMessage#errors"""
_RESTRICTED = "restricted_action"
_GONE = frozenset(
    {
        "message_not_found",
        "cant_update_message",
        "cant_delete_message",
        "thread_not_found",
        "cannot_reply_to_message",
    }
)


class NotNowError(Exception):
    """Slack is busy or out of reach, or a budget is spent; try again later."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"not before {until.isoformat()}")
        self.until = until


class MessageGoneError(Exception):
    """Somebody deleted the message."""


class ChannelClosedError(Exception):
    """The bot may not post in the conversation."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


class Messenger(Protocol):
    """What the presenter needs of Slack. Raises NotNowError, MessageGoneError or ChannelClosedError."""

    def post(self, workspace: str, channel: str, message: Message, thread_ts: str | None = None) -> str:
        """Post a message and return its ts."""
        ...

    def update(self, workspace: str, channel: str, ts: str, message: Message) -> None:
        """Make a message show something else."""
        ...

    def delete(self, workspace: str, channel: str, ts: str) -> None:
        """Take a message away."""
        ...

    def permalink(self, channel: str, ts: str) -> str:
        """Find the address of a message; empty where Slack has none."""
        ...


@dataclass(frozen=True)
class SlackMessenger:
    """Slack itself, kept within its budgets."""

    client: WebClient
    clock: Callable[[], datetime]
    limiter: MovingWindowRateLimiter

    @classmethod
    def over(cls, client: WebClient, clock: Callable[[], datetime]) -> SlackMessenger:
        """A messenger with fresh budgets."""
        return cls(client, clock, MovingWindowRateLimiter(MemoryStorage()))

    def post(self, workspace: str, channel: str, message: Message, thread_ts: str | None = None) -> str:
        """Post a message and return its ts."""
        return self.post_to(workspace, channel, message, thread_ts)[1]

    def post_to(
        self, workspace: str, channel: str, message: Message, thread_ts: str | None = None
    ) -> tuple[str, str]:
        """Post to a conversation, or to a person directly; say in which conversation, and its ts."""
        self._spend(_POSTS, workspace, channel)
        thread: dict[str, Any] = {"thread_ts": thread_ts} if thread_ts else {}
        answer = self._call(
            lambda: self.client.chat_postMessage(
                channel=channel,
                text=message.text,
                blocks=list(message.blocks),
                unfurl_links=False,
                unfurl_media=False,
                **thread,
            )
        )
        return str(answer["channel"]), str(answer["ts"])

    def update(self, workspace: str, channel: str, ts: str, message: Message) -> None:
        """Make a message show something else."""
        self._spend(_UPDATES, workspace)
        self._call(
            lambda: self.client.chat_update(
                channel=channel, ts=ts, text=message.text, blocks=list(message.blocks)
            )
        )

    def delete(self, workspace: str, channel: str, ts: str) -> None:
        """Take a message away."""
        self._spend(_UPDATES, workspace)
        self._call(lambda: self.client.chat_delete(channel=channel, ts=ts))

    def permalink(self, channel: str, ts: str) -> str:
        """Find the address of a message; empty where Slack has none."""
        try:
            answer = self._call(lambda: self.client.chat_getPermalink(channel=channel, message_ts=ts))
        except (MessageGoneError, ChannelClosedError):
            return ""
        return str(answer["permalink"])

    def _spend(self, budget: RateLimitItem, *where: str) -> None:
        if not self.limiter.hit(budget, *where):
            reset = self.limiter.get_window_stats(budget, *where).reset_time
            raise NotNowError(max(datetime.fromtimestamp(reset, tz=self.clock().tzinfo), self.clock()))

    def _call(self, call: Callable[[], _Result]) -> _Result:
        try:
            return call()
        except SlackApiError as error:
            raise self._told_apart(error) from error
        except OSError as error:
            raise NotNowError(self._in(_TRY_AGAIN_SECONDS)) from error

    def _told_apart(self, error: SlackApiError) -> Exception:
        if is_momentary(error):
            wait = error.response.headers.get("Retry-After", _TRY_AGAIN_SECONDS)
            return NotNowError(self._in(int(wait)))
        code = error.response.get("error", "")
        if code in _GONE:
            return MessageGoneError(code)
        is_closed = code in _CLOSED or code.startswith(_RESTRICTED)
        return ChannelClosedError(code) if is_closed else error

    def _in(self, seconds: int) -> datetime:
        return self.clock() + timedelta(seconds=seconds)
