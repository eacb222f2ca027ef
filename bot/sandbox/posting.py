"""How messages come into a conversation, change and go; the windows and the app are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.sandbox.model import Channel, Message, Reaction

if TYPE_CHECKING:
    from bot.sandbox.content import Content
    from bot.sandbox.model import Json
    from bot.sandbox.slack import Slack


@dataclass(frozen=True)
class Place:
    """Where a message goes: a conversation, perhaps a thread in it, perhaps one person's eyes only."""

    channel: Channel
    thread_ts: str | None = None
    broadcast: bool = False
    viewer: str | None = None


def post(slack: Slack, place: Place, content: Content) -> Message:
    """Post as the app."""
    message = Message(
        ts=slack.ids.ts(),
        channel=place.channel.id,
        user=slack.workspace.bot.id,
        text=content.text,
        blocks=content.blocks,
        attachments=content.attachments,
        metadata=content.metadata,
        from_app=True,
        thread_ts=place.thread_ts,
        broadcast=place.broadcast,
        ephemeral_for=place.viewer,
    )
    return add(slack, message)


def add(slack: Slack, message: Message) -> Message:
    """Put a new message of the app into its conversation."""
    slack.workspace.put_message(message)
    slack.live.message("message", message)
    if message.ephemeral_for is None:
        slack.outbox.soon(slack.events.said(message))
    return message


def change(slack: Slack, before: Message, content: Content) -> Message:
    """Replace what a message of the app says."""
    edited: Json = {"user": before.user, "ts": slack.ids.ts()}
    after = before.model_copy(
        update={
            "text": content.text,
            "blocks": content.blocks,
            "attachments": content.attachments,
            "metadata": content.metadata,
            "edited": None if before.ephemeral_for else edited,
        }
    )
    slack.workspace.put_message(after)
    slack.live.message("ephemeral_replaced" if after.ephemeral_for else "message_changed", after)
    if after.ephemeral_for is None:
        slack.outbox.soon(slack.events.changed(before, after))
    return after


def remove(slack: Slack, message: Message) -> None:
    """Delete a message."""
    tombstone = slack.workspace.remove_message(message)
    if tombstone is None:
        slack.live.deleted(message)
    else:
        slack.live.message("message_changed", tombstone)
    if message.ephemeral_for is None:
        slack.outbox.soon(slack.events.deleted(message))


def react(slack: Slack, message: Message, name: str, user: str) -> bool:
    """Add a reaction; false when it is already there."""
    users = next((each.users for each in message.reactions if each.name == name), ())
    if user in users:
        return False
    _set_reaction(slack, message, Reaction(name=name, users=(*users, user)))
    slack.outbox.soon(slack.events.reacted(message, user, name, added=True))
    return True


def unreact(slack: Slack, message: Message, name: str, user: str) -> bool:
    """Remove a reaction; false when it is not there."""
    users = next((each.users for each in message.reactions if each.name == name), ())
    if user not in users:
        return False
    left = tuple(each for each in users if each != user)
    _set_reaction(slack, message, Reaction(name=name, users=left))
    slack.outbox.soon(slack.events.reacted(message, user, name, added=False))
    return True


def _set_reaction(slack: Slack, message: Message, reaction: Reaction) -> None:
    names = [each.name for each in message.reactions]
    kept = [reaction if each.name == reaction.name else each for each in message.reactions]
    every = kept if reaction.name in names else [*kept, reaction]
    after = message.model_copy(update={"reactions": tuple(each for each in every if each.users)})
    slack.workspace.put_message(after)
    slack.live.reactions(after)
