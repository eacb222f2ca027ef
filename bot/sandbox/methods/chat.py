from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox import posting
from bot.sandbox.content import UPDATE_LIMIT, Content, read_content
from bot.sandbox.errors import ApiError
from bot.sandbox.limits import POSTING, TIER_3, TIER_4, UNLIMITED
from bot.sandbox.methods.method import Call, Method, names
from bot.sandbox.shown import message_object, permalink
from bot.sandbox.workspace import TOMBSTONE
from bot.sandbox.world import open_direct_message

if TYPE_CHECKING:
    from bot.sandbox.model import Channel, Json, Message


def post_message(call: Call) -> Json:
    """chat.postMessage."""
    content = read_content(call.arguments)
    channel = _where_to_post(call)
    place = posting.Place(channel, _thread(call, channel), broadcast=call.flag("reply_broadcast"))
    message = posting.post(call.slack, place, content)
    shown = message_object(call.slack.workspace, message)
    return {"channel": channel.id, "ts": message.ts, "message": shown}


def post_ephemeral(call: Call) -> Json:
    """chat.postEphemeral."""
    content = read_content(call.arguments)
    channel = call.channel()
    _check_open(channel)
    if not call.slack.workspace.has_bot(channel):
        raise ApiError("not_in_channel")
    if call.text("user") not in channel.members:
        raise ApiError("user_not_in_channel")
    place = posting.Place(channel, _thread(call, channel), viewer=call.text("user"))
    message = posting.post(call.slack, place, content)
    return {"message_ts": message.ts}


def update(call: Call) -> Json:
    """chat.update."""
    channel = call.channel()
    before = call.message(channel, call.text("ts"))
    if before.user != call.slack.workspace.bot.id:
        raise ApiError("cant_update_message")
    content = read_content(call.arguments, UPDATE_LIMIT)
    after = posting.change(call.slack, before, _with_what_stays(call, before, content))
    shown = message_object(call.slack.workspace, after)
    return {"channel": channel.id, "ts": after.ts, "text": after.text, "message": shown}


def _with_what_stays(call: Call, before: Message, content: Content) -> Content:
    """Add what an update leaves out and so leaves as it is; an empty list or object takes it away."""
    shows = names("blocks markdown_text")
    return Content(
        content.text or before.text,
        content.blocks if shows & set(call.arguments) else before.blocks,
        content.attachments if "attachments" in call.arguments else before.attachments,
        content.metadata if "metadata" in call.arguments else before.metadata,
    )


def delete(call: Call) -> Json:
    """chat.delete."""
    channel = call.channel()
    message = call.message(channel, call.text("ts"))
    if message.subtype == TOMBSTONE:
        raise ApiError("message_not_found")
    if message.user != call.slack.workspace.bot.id:
        raise ApiError("cant_delete_message")
    posting.remove(call.slack, message)
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(call: Call) -> Json:
    """chat.getPermalink."""
    channel = call.channel()
    message = call.message(channel, call.text("message_ts"))
    return {"channel": channel.id, "permalink": permalink(call.slack.workspace, message)}


def _where_to_post(call: Call) -> Channel:
    workspace = call.slack.workspace
    if call.text("channel") in workspace.people:
        return open_direct_message(workspace, call.text("channel"))
    named = workspace.channel_named(call.text("channel").removeprefix("#"))
    channel = named if named and named.kind == "public" else call.channel()
    _check_open(channel)
    if channel.kind == "im" and not call.slack.app.messages_enabled:
        raise ApiError("messages_tab_disabled")
    if not workspace.has_bot(channel) and "chat:write.public" not in call.slack.granted:
        raise ApiError("not_in_channel")
    return channel


def _check_open(channel: Channel) -> None:
    if channel.archived:
        raise ApiError("is_archived")


def _thread(call: Call, channel: Channel) -> str | None:
    """Return the root to reply to; when it was deleted, Slack posts to the channel without a word."""
    root: Message | None = call.slack.workspace.message(channel.id, call.text("thread_ts"))
    if root is None:
        return None
    if root.in_thread or root.ephemeral_for:
        raise ApiError("cannot_reply_to_message")
    return root.ts


_CONTENT = names("attachments blocks markdown_text metadata text link_names parse as_user username")
_LOOKS = names("icon_emoji icon_url thread_ts")

CHAT = (
    Method(
        "chat.postMessage",
        post_message,
        POSTING,
        names("channel"),
        _CONTENT | _LOOKS | names("mrkdwn reply_broadcast unfurl_links unfurl_media"),
        ("chat:write",),
        per_channel=True,
    ),
    Method(
        "chat.postEphemeral",
        post_ephemeral,
        TIER_4,
        names("channel user"),
        _CONTENT | _LOOKS,
        ("chat:write",),
    ),
    Method(
        "chat.update",
        update,
        TIER_3,
        names("channel ts"),
        names("attachments blocks markdown_text metadata text link_names parse as_user")
        | names("reply_broadcast file_ids unfurled_attachments"),
        ("chat:write",),
    ),
    Method("chat.delete", delete, TIER_3, names("channel ts"), names("as_user"), ("chat:write",)),
    Method("chat.getPermalink", get_permalink, UNLIMITED, names("channel message_ts")),
)
