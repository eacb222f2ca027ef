"""Saying something to one person alone, by whatever way their last act left open."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from cachetools import TTLCache
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import ConnectionErrorRetryHandler, ServerErrorRetryHandler
from slack_sdk.webhook import WebhookClient

from bot.slack.blocks.message import Message

_OK = 200
_URL_SECONDS = 1800
"""So long Slack takes answers: https://docs.slack.dev/interactivity/handling-user-interaction/#message_responses"""
_MOST = 10_000


class ReplyLostError(Exception):
    """Slack did not take an answer to a command or click."""

    def __init__(self, status: int) -> None:
        super().__init__(f"the answer was refused with status {status}")


@dataclass(frozen=True)
class Replies:
    """Ephemeral answers. Nothing of them is kept."""

    client: WebClient
    _urls: TTLCache[int, str] = field(default_factory=lambda: TTLCache(_MOST, _URL_SECONDS))
    _lock: Lock = field(default_factory=Lock)

    def by_url(self, response_url: str, message: Message, *, replace: bool = False) -> None:
        """Answer a command or click by its own address; `replace` overwrites the message clicked.

        Raises ReplyLostError, or OSError without a connection.
        """
        answer = {**message.arguments(), "response_type": "ephemeral", "replace_original": replace}
        _send(response_url, answer)

    def delete_by_url(self, response_url: str) -> None:
        """Take away the ephemeral message that was clicked. Raises as `by_url` does."""
        _send(response_url, {"delete_original": True})

    def in_place(self, channel: str, user: str, message: Message, thread_ts: str = "") -> None:
        """Show a message to one person in a channel or thread. Raises SlackApiError where the bot may not."""
        self.client.chat_postEphemeral(
            channel=channel,
            user=user,
            text=message.text,
            blocks=list(message.blocks),
            thread_ts=thread_ts or None,
        )

    def to_clicker(self, place: Place, message: Message) -> None:
        """Show a message where somebody clicked; by the click's address where the bot is not a member."""
        try:
            self.in_place(place.channel, place.user, message, place.thread_ts)
        except (SlackApiError, OSError):
            if not place.response_url:
                raise
            self.by_url(place.response_url, message)

    def directly(self, user: str, message: Message) -> None:
        """Say it in the direct message with somebody who asked and cannot be reached otherwise."""
        self.client.chat_postMessage(channel=user, **message.arguments())

    def remember_url(self, consultation: int, response_url: str) -> None:
        """Keep the address of the latest act on a consultation, in memory and while Slack takes answers."""
        with self._lock:
            self._urls[consultation] = response_url

    def latest_url(self, consultation: int) -> str | None:
        """The address of the latest act on a consultation."""
        with self._lock:
            return self._urls.get(consultation)


@dataclass(frozen=True)
class Place:
    """Where somebody acted."""

    channel: str
    user: str
    thread_ts: str = ""
    response_url: str = ""


def _send(response_url: str, answer: dict[str, Any]) -> None:
    """Nothing else would try again, so this does, once."""
    handlers = [ConnectionErrorRetryHandler(max_retry_count=1), ServerErrorRetryHandler(max_retry_count=1)]
    sent = WebhookClient(response_url, retry_handlers=handlers).send_dict(answer)
    if sent.status_code != _OK:
        raise ReplyLostError(sent.status_code)
