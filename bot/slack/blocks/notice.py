"""A message shown in a modal, where there is no conversation to show it in."""

from __future__ import annotations

from collections.abc import Sequence

from bot.slack.blocks.elements import Block, section
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


def given_back(sentence: str, typed: Sequence[str], accessory: Block | None = None) -> Block:
    """The modal that says why another one was not taken, with what was typed there, to be copied."""
    blocks = [section(sentence, accessory)]
    if typed:
        blocks.append(section("*What you typed*"))
        # An entry takes no more than a section shows.
        blocks += [{"type": "section", "text": {"type": "plain_text", "text": text}} for text in typed]
    return notice(Message(sentence, tuple(blocks)))
