"""A message as it is sent, and everything that a consultation's messages are drawn from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.advice.advisor import Advice
from bot.advice.knowledge import KnowledgeBase
from bot.consultations.model import Consultation
from bot.decisions.model import Decision, Similar
from bot.slack.blocks.elements import Block, plain
from bot.slack.mrkdwn import size

TEXT = 3900
BLOCK_TEXT = 11_500


@dataclass(frozen=True)
class Message:
    """What is posted: blocks, and a text that makes sense alone, for notifications and screen readers."""

    text: str
    blocks: tuple[Block, ...]

    def digest(self) -> str:
        """Equal for messages that look the same."""
        return hashlib.sha256(json.dumps([self.text, self.blocks], sort_keys=True).encode()).hexdigest()[:32]

    def arguments(self) -> dict[str, Any]:
        """What an answer to a command and the posting methods take."""
        return {"text": self.text, "blocks": list(self.blocks)}

    @property
    def size(self) -> int:
        """How many units of text the blocks hold."""
        return text_size(self.blocks)


@dataclass(frozen=True)
class Scene:
    """Everything that a consultation's messages are drawn from."""

    consultation: Consultation
    advice: Advice
    knowledge: KnowledgeBase
    command: str = "/framework"
    root_link: str = ""
    """The address of the message in the channel; empty until it is known."""
    decision: Decision | None = None
    """The decision that closed it."""
    similar: tuple[Similar, ...] = ()
    """Past decisions that everybody in the conversation may see."""
    today: date = date.min
    """The day on which it is drawn; what is due depends on it."""


@dataclass(frozen=True)
class Room:
    """How much a message may say, so that the whole stays within Slack's limit."""

    line: int
    """Units of text in one line, without its sources."""
    units: int
    """Units of text under one heading."""
    links: bool
    """Whether sources are links."""


ROOMY = Room(line=900, units=9000, links=True)
PLAIN = Room(line=900, units=9000, links=False)
TIGHT = Room(line=160, units=1000, links=False)


def fitting(build: Callable[[Room], Message]) -> Message:
    """The fullest form of a message that Slack takes: with links, without them, or short."""
    fuller = (build(room) for room in (ROOMY, PLAIN))
    return next((message for message in fuller if message.size <= BLOCK_TEXT), None) or build(TIGHT)


def text_size(value: object) -> int:
    """How many units people could read in blocks."""
    if isinstance(value, dict):
        own = value.get("text")
        counted = size(own) if isinstance(own, str) else 0
        return counted + sum(map(text_size, value.values()))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return sum(map(text_size, value))
    return 0


def view_title(text: str) -> Block:
    """The title, or a button, of a modal."""
    return plain(text, 24)
