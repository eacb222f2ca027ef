"""How people and the app come into a conversation and leave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.model import Message

if TYPE_CHECKING:
    from bot.sandbox.model import Channel
    from bot.sandbox.slack import Slack


def join(slack: Slack, channel: Channel, user: str, inviter: str | None = None) -> Channel:
    """Make somebody a member, with the line that Slack writes into the channel."""
    if user in channel.members:
        return channel
    after = _with_members(slack, channel, (*channel.members, user))
    by = f" by <@{inviter}>" if inviter else ""
    text = f"<@{user}> was added to #{channel.name}{by}." if by else f"<@{user}> has joined the channel"
    _line(slack, after, user, "channel_join", text)
    slack.outbox.soon(slack.events.joined(after, user, inviter))
    return after


def leave(slack: Slack, channel: Channel, user: str) -> Channel:
    """Take a member out; the app is told also when it is the app."""
    if user not in channel.members:
        return channel
    after = _with_members(slack, channel, tuple(each for each in channel.members if each != user))
    _line(slack, after, user, "channel_leave", f"<@{user}> has left the channel")
    slack.outbox.soon(slack.events.left(after, user))
    return after


def _with_members(slack: Slack, channel: Channel, members: tuple[str, ...]) -> Channel:
    after = channel.model_copy(update={"members": members})
    slack.workspace.put_channel(after)
    slack.live.to_all({"type": "workspace"})
    return after


def _line(slack: Slack, channel: Channel, user: str, subtype: str, text: str) -> None:
    line = Message(
        ts=slack.ids.ts(),
        channel=channel.id,
        user=user,
        text=text,
        subtype=subtype,
        from_app=user == slack.workspace.bot.id,
    )
    slack.workspace.put_message(line)
    slack.live.message("message", line)
    slack.outbox.soon(slack.events.said(line))
