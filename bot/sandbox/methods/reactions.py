from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.sandbox import posting
from bot.sandbox.errors import ApiError
from bot.sandbox.limits import TIER_2, TIER_3
from bot.sandbox.methods.method import Call, Method, names

if TYPE_CHECKING:
    from bot.sandbox.model import Json, Message

_NAME = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")


def add(call: Call) -> Json:
    """reactions.add."""
    if not posting.react(call.slack, _message(call), call.text("name"), call.slack.workspace.bot.id):
        raise ApiError("already_reacted")
    return {}


def remove(call: Call) -> Json:
    """reactions.remove."""
    if not posting.unreact(call.slack, _message(call), call.text("name"), call.slack.workspace.bot.id):
        raise ApiError("no_reaction")
    return {}


def _message(call: Call) -> Message:
    if not _NAME.fullmatch(call.text("name")):
        raise ApiError("invalid_name")
    channel = call.channel()
    if not call.slack.workspace.has_bot(channel):
        raise ApiError("not_in_channel")
    if channel.archived:
        raise ApiError("is_archived")
    return call.message(channel, call.text("timestamp"))


_WRITE = ("reactions:write",)
_WHERE = names("channel name timestamp")

REACTIONS = (
    Method("reactions.add", add, TIER_3, _WHERE, frozenset(), _WRITE),
    Method("reactions.remove", remove, TIER_2, _WHERE, frozenset(), _WRITE),
)
