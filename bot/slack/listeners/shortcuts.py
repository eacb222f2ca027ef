"""*Advise on this*: a message becomes the brief."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App

from bot.slack import payloads
from bot.slack.blocks.message import Message
from bot.slack.ids import SHORTCUT_ADVISE
from bot.slack.incoming import as_typed
from bot.slack.listeners.asked import Asked
from bot.slack.listeners.commands import start
from bot.slack.listeners.services import Services


def register(bolt: App, services: Services) -> None:
    """Listen for the shortcut."""

    @bolt.shortcut(SHORTCUT_ADVISE)
    def on_advise(ack: Ack, body: dict[str, Any]) -> None:
        used = payloads.shortcut(body)

        def answer(message: Message) -> None:
            services.replies.by_url(used.response_url, message)

        asked = Asked(
            workspace=used.workspace,
            user=used.user,
            channel=used.channel,
            text=as_typed(used.text),
            delivery=f"trigger:{used.trigger_id}",
            answer=answer,
            reply_url=used.response_url,
        )
        start(services, asked, asked.text)
        ack()
