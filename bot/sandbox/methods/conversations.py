from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox import membership
from bot.sandbox.errors import ApiError
from bot.sandbox.events import HISTORY_SCOPE
from bot.sandbox.limits import TIER_2, TIER_3, TIER_4
from bot.sandbox.methods.method import Call, Method, names
from bot.sandbox.methods.paging import page
from bot.sandbox.shown import message_object
from bot.sandbox.world import open_direct_message

if TYPE_CHECKING:
    from bot.sandbox.model import Channel, Json, Message
    from bot.sandbox.slack import Slack

READ_SCOPE = {"public": "channels:read", "private": "groups:read", "im": "im:read", "mpim": "mpim:read"}
_TYPES = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}


def channel_object(slack: Slack, channel: Channel) -> Json:
    """Return Slack's conversation object (docs.slack.dev/reference/objects/conversation-object)."""
    common: Json = {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.archived,
        "is_im": channel.kind == "im",
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind != "public",
        "is_org_shared": False,
        "context_team_id": channel.team_id,
    }
    if channel.kind == "im":
        return common | {"user": channel.partner_of(slack.workspace.bot.id), "is_user_deleted": False}
    return common | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind in ("public", "private"),
        "is_group": channel.kind == "private",
        "is_member": slack.workspace.has_bot(channel),
        "is_general": False,
        "is_shared": False,
        "is_ext_shared": False,
        "creator": next(iter(channel.members), ""),
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }


def info(call: Call) -> Json:
    """conversations.info."""
    channel = call.channel()
    call.need_scope(READ_SCOPE[channel.kind])
    shown = channel_object(call.slack, channel)
    if call.flag("include_num_members"):
        shown["num_members"] = len(channel.members)
    return {"channel": shown}


def members(call: Call) -> Json:
    """conversations.members."""
    channel = call.channel()
    call.need_scope(READ_SCOPE[channel.kind])
    found, cursor = page(call, channel.members)
    return {"members": found, "response_metadata": {"next_cursor": cursor}}


def list_all(call: Call) -> Json:
    """conversations.list."""
    return _listed(call, _of_types(call))


def of_user(call: Call) -> Json:
    """users.conversations."""
    user = call.text("user") or call.slack.workspace.bot.id
    if call.slack.workspace.person(user) is None:
        raise ApiError("user_not_found")
    return _listed(call, [each for each in _of_types(call) if user in each.members])


def open_conversation(call: Call) -> Json:
    """conversations.open."""
    if call.text("channel"):
        return _opened(call, call.channel())
    users = [user for user in call.text("users").split(",") if user]
    if not users:
        raise ApiError("users_list_not_supplied")
    if len(users) > 1:
        raise ApiError("method_not_supported_for_channel_type")
    call.need_scope("im:write")
    if users[0] not in call.slack.workspace.people:
        raise ApiError("user_not_found")
    return _opened(call, open_direct_message(call.slack.workspace, users[0]))


def history(call: Call) -> Json:
    """conversations.history."""
    channel = _readable(call)
    every = [each for each in call.slack.workspace.top_level(channel.id) if _within(call, each)]
    return _messages(call, every[::-1])


def replies(call: Call) -> Json:
    """conversations.replies."""
    channel = _readable(call)
    message = call.slack.workspace.message(channel.id, call.text("ts"))
    if message is None or message.ephemeral_for is not None:
        raise ApiError("thread_not_found")
    root = message.thread_ts or message.ts
    every = call.slack.workspace.thread(channel.id, root)
    return _messages(call, [each for each in every if each.ts == root or _within(call, each)])


def join(call: Call) -> Json:
    """conversations.join."""
    channel = call.channel()
    if channel.kind != "public":
        raise ApiError("method_not_supported_for_channel_type")
    if channel.archived:
        raise ApiError("is_archived")
    joined = membership.join(call.slack, channel, call.slack.workspace.bot.id)
    return {"channel": channel_object(call.slack, joined)}


def _opened(call: Call, channel: Channel) -> Json:
    shown = channel_object(call.slack, channel) if call.flag("return_im") else {"id": channel.id}
    return {"channel": shown}


def _of_types(call: Call) -> list[Channel]:
    wanted = [word.strip() for word in call.text("types", "public_channel").split(",")]
    if not set(wanted) <= set(_TYPES):
        raise ApiError("invalid_types")
    kinds = {_TYPES[word] for word in wanted}
    for kind in sorted(kinds):
        call.need_scope(READ_SCOPE[kind])
    workspace = call.slack.workspace
    every = (each for each in workspace.channels.values() if each.kind in kinds)
    return [
        each
        for each in every
        if (each.kind == "public" or workspace.has_bot(each))
        and not (each.archived and call.flag("exclude_archived"))
    ]


def _listed(call: Call, channels: list[Channel]) -> Json:
    found, cursor = page(call, channels)
    shown = [channel_object(call.slack, each) for each in found]
    return {"channels": shown, "response_metadata": {"next_cursor": cursor}}


def _readable(call: Call) -> Channel:
    channel = call.channel()
    call.need_scope(HISTORY_SCOPE[channel.kind])
    if not call.slack.workspace.has_bot(channel):
        raise ApiError("not_in_channel")
    return channel


def _within(call: Call, message: Message) -> bool:
    oldest, latest = call.text("oldest"), call.text("latest")
    if call.flag("inclusive") and message.ts in (oldest, latest):
        return True
    return (not oldest or message.ts > oldest) and (not latest or message.ts < latest)


def _messages(call: Call, messages: list[Message]) -> Json:
    found, cursor = page(call, messages)
    shown = [message_object(call.slack.workspace, each) for each in found]
    answer: Json = {"messages": shown, "has_more": bool(cursor)}
    return answer | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})


_ANY_READ = tuple(READ_SCOPE.values())
_ANY_HISTORY = tuple(HISTORY_SCOPE.values())
_PAGES = names("cursor limit")
_RANGE = _PAGES | names("inclusive latest oldest include_all_metadata")

CONVERSATIONS = (
    Method(
        "conversations.info",
        info,
        TIER_3,
        names("channel"),
        names("include_locale include_num_members"),
        _ANY_READ,
    ),
    Method("conversations.members", members, TIER_4, names("channel"), _PAGES, _ANY_READ),
    Method(
        "conversations.list",
        list_all,
        TIER_2,
        frozenset(),
        _PAGES | names("exclude_archived team_id types"),
        _ANY_READ,
    ),
    Method(
        "users.conversations",
        of_user,
        TIER_3,
        frozenset(),
        _PAGES | names("exclude_archived team_id types user"),
        _ANY_READ,
    ),
    Method(
        "conversations.open",
        open_conversation,
        TIER_3,
        frozenset(),
        names("channel return_im users prevent_creation"),
        ("im:write", "mpim:write"),
    ),
    Method("conversations.history", history, TIER_3, names("channel"), _RANGE, _ANY_HISTORY),
    Method("conversations.replies", replies, TIER_3, names("channel ts"), _RANGE, _ANY_HISTORY),
    Method("conversations.join", join, TIER_3, names("channel"), frozenset(), ("channels:join",)),
)
