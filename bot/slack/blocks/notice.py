"""A message shown in a modal, where there is no conversation to show it in."""

from __future__ import annotations

from bot.slack.blocks.elements import Block
from bot.slack.blocks.message import Message, view_title
from bot.slack.ids import View


def notice(message: Message) -> Block:
    """Show a message in a modal that nothing is entered in."""
    return {
        "type": "modal",
        "callback_id": View.NOTICE.value,
        "title": view_title("Framework Advisor"),
        "close": view_title("Close"),
        "blocks": list(message.blocks),
    }
