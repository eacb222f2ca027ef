"""The modal that starts a consultation where there is no conversation to start it in, such as the Home."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.slack.blocks.elements import Block, plain
from bot.slack.blocks.message import view_title
from bot.slack.ids import View

_BRIEF = "brief"
_CHANNEL = "channel"
_LONGEST_BRIEF = 3000


@dataclass(frozen=True)
class Wanted:
    """What the modal says."""

    brief: str
    channel: str


def start() -> Block:
    """Ask what is being built, and where to talk about it."""
    brief = {
        "type": "plain_text_input",
        "action_id": _BRIEF,
        "multiline": True,
        "max_length": _LONGEST_BRIEF,
        "placeholder": plain("Internal tool, staff edit records"),
    }
    channel = {
        "type": "conversations_select",
        "action_id": _CHANNEL,
        "filter": {"include": ["public", "private", "im"]},
        "placeholder": plain("Choose a conversation"),
    }
    return {
        "type": "modal",
        "callback_id": View.START.value,
        "title": view_title("Start a consultation"),
        "submit": view_title("Start"),
        "close": view_title("Cancel"),
        "blocks": [
            {
                "type": "input",
                "block_id": _CHANNEL,
                "label": plain("Where to talk about it"),
                "element": channel,
            },
            {
                "type": "input",
                "block_id": _BRIEF,
                "label": plain("What you are building"),
                "element": brief,
                "optional": True,
            },
        ],
    }


def start_from(values: Mapping[str, Any]) -> Wanted:
    """Read the modal's fields."""
    return Wanted(
        brief=values[_BRIEF][_BRIEF].get("value") or "",
        channel=values[_CHANNEL][_CHANNEL]["selected_conversation"],
    )
