"""Saying something to one person alone, by whatever way their last act left open."""

from __future__ import annotations

from dataclasses import dataclass

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.slack.blocks.message import Message


@dataclass(frozen=True)
class Replies:
    """Ephemeral answers. Nothing of them is kept."""

    client: WebClient

    def by_url(self, response_url: str, message: Message, *, replace: bool = False) -> None:
        """Answer a command or click by its own address; `replace` overwrites the message clicked."""
        WebhookClient(response_url).send(
            text=message.text,
            blocks=list(message.blocks),
            response_type="ephemeral",
            replace_original=replace,
        )

    def delete_by_url(self, response_url: str) -> None:
        """Take away the ephemeral message that was clicked."""
        WebhookClient(response_url).send_dict({"delete_original": True})

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
        except SlackApiError:
            if not place.response_url:
                raise
            self.by_url(place.response_url, message)


@dataclass(frozen=True)
class Place:
    """Where somebody acted."""

    channel: str
    user: str
    thread_ts: str = ""
    response_url: str = ""
