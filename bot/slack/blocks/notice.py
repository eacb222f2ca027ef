"""A message shown in a modal, where there is no conversation to show it in."""

from __future__ import annotations

from collections.abc import Sequence

from bot.slack.blocks.elements import Block, section
from bot.slack.blocks.message import Message, view_title
from bot.slack.ids import View

_PIECE = 1500
"""Characters: a section holds 3,000, of which some characters count for two."""


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
        blocks += [_verbatim(piece) for text in typed for piece in _pieces(text)]
    return notice(Message(sentence, tuple(blocks)))


def _verbatim(text: str) -> Block:
    return {"type": "section", "text": {"type": "plain_text", "text": text}}


def _pieces(text: str) -> list[str]:
    return [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)]
