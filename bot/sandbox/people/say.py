from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from bot.sandbox import membership, posting
from bot.sandbox.answers import say_answer
from bot.sandbox.errors import ApiError, Refused
from bot.sandbox.events import VERIFICATION_TOKEN
from bot.sandbox.model import Message
from bot.sandbox.people.interaction import (
    check_answered,
    joined_channel,
    response_url,
    shown_name,
    visible_channel,
)
from bot.sandbox.people.typed import escaped, rich_text, to_markup

if TYPE_CHECKING:
    from bot.sandbox.delivery.transport import Outcome
    from bot.sandbox.manifest import Command
    from bot.sandbox.model import Channel, Json, Person
    from bot.sandbox.slack import Slack

_TEXT_LIMIT = 40_000
_FAILURES = {
    "timeout": "{} failed because the app did not respond.",
    "not_connected": '{} failed with the error "dispatch_failed".',
    "http_error": '{} failed with the error "dispatch_failed".',
}


class Say(BaseModel, frozen=True):
    """Typing into the composer of a channel or a thread."""

    channel: str
    text: str
    thread_ts: str | None = None


class Edit(BaseModel, frozen=True):
    """Changing one's own message."""

    channel: str
    ts: str
    text: str


class Pick(BaseModel, frozen=True):
    """Naming a message."""

    channel: str
    ts: str


async def say(slack: Slack, person: Person, act: Say) -> Json:
    """Send a message or a slash command."""
    channel = joined_channel(slack, person, act.channel)
    if channel.kind == "im" and not slack.app.messages_writable:
        raise Refused("messages_tab_disabled", "Sending messages to this app has been turned off.")
    if not act.text.strip() or len(act.text) > _TEXT_LIMIT:
        raise Refused("no_text", "Type a message of at most 40,000 characters.")
    word, _, rest = act.text.strip().partition(" ")
    if not word.startswith("/"):
        return await _message(slack, person, channel, act)
    if word == "/invite":
        return _invite_named(slack, person, channel, rest)
    return await _command(slack, person, channel, act)


async def edit(slack: Slack, person: Person, act: Edit) -> Json:
    """Change one's own message."""
    before = _own(slack, person, act.channel, act.ts)
    text = to_markup(slack.workspace, act.text)
    edited = {"user": person.id, "ts": slack.ids.ts()}
    after = before.model_copy(update={"text": text, "blocks": rich_text(text), "edited": edited})
    slack.workspace.put_message(after)
    slack.live.message("message_changed", after)
    await slack.events.changed(before, after)
    return {"ts": after.ts}


async def delete(slack: Slack, person: Person, act: Pick) -> Json:
    """Delete one's own message; an admin may delete any."""
    posting.remove(slack, _own(slack, person, act.channel, act.ts, admin_may=True))
    return {}


def _own(slack: Slack, person: Person, channel: str, ts: str, *, admin_may: bool = False) -> Message:
    visible_channel(slack, person, channel)
    found = slack.workspace.message(channel, ts)
    if found is None or found.ephemeral_for not in (None, person.id):
        raise Refused("message_not_found", "This message is gone.")
    if found.user != person.id and not (admin_may and person.is_admin):
        raise Refused("not_yours", "Only the author can do this.")
    return found


async def _message(slack: Slack, person: Person, channel: Channel, act: Say) -> Json:
    text = to_markup(slack.workspace, act.text)
    message = Message(
        ts=slack.ids.ts(),
        channel=channel.id,
        user=person.id,
        text=text,
        blocks=rich_text(text),
        thread_ts=_root(slack, channel, act.thread_ts),
        client_msg_id=slack.ids.secret(),
    )
    slack.workspace.put_message(message)
    slack.live.message("message", message)
    await slack.events.said(message)
    return {"ts": message.ts}


def _root(slack: Slack, channel: Channel, thread_ts: str | None) -> str | None:
    if thread_ts is None:
        return None
    root = slack.workspace.message(channel.id, thread_ts)
    if root is None or root.ephemeral_for is not None:
        raise Refused("thread_not_found", "This thread is gone.")
    return root.thread_ts or root.ts


async def _command(slack: Slack, person: Person, channel: Channel, act: Say) -> Json:
    word, _, rest = act.text.strip().partition(" ")
    command = slack.app.command(word)
    if command is None or "commands" not in slack.granted:
        raise Refused("unknown_command", f"{word} is not a valid command.")
    if act.thread_ts is not None:
        raise Refused("not_in_thread", f"{word} is not supported in threads. Sorry!")
    address = slack.tickets.address(channel.id, person.id)
    sent = _command_payload(slack, person, channel, command) | {
        "text": _command_text(slack, command, rest.strip()),
        "response_url": response_url(slack, address),
        "trigger_id": slack.tickets.trigger(person.id),
    }
    outcome = await slack.outbox.deliver("slash_commands", sent)
    failure = _FAILURES.get(outcome.failure or "", "").format(word)
    check_answered(slack, person, outcome, failure)
    return _answered(slack, person, address, outcome)


def _command_payload(slack: Slack, person: Person, channel: Channel, command: Command) -> Json:
    domain = slack.workspace.domain if person.team_id == slack.workspace.team_id else person.team_id.lower()
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": person.team_id,
        "team_domain": domain,
        "channel_id": channel.id,
        "channel_name": shown_name(channel),
        "user_id": person.id,
        "user_name": person.name,
        "command": command.name,
        "api_app_id": slack.workspace.app_id,
        "is_enterprise_install": "false",
    }


def _command_text(slack: Slack, command: Command, text: str) -> str:
    return to_markup(slack.workspace, text, names=True) if command.escapes else escaped(text)


def _answered(slack: Slack, person: Person, address_id: str, outcome: Outcome) -> Json:
    answer: Any = outcome.body
    if isinstance(answer, str):
        answer = {"text": answer}
    if not answer:
        return {}
    address = slack.tickets.peek(address_id)
    try:
        message = say_answer(slack, address, answer)
    except ApiError as error:
        slack.outbox.refused(error)
        text = f'The app\'s answer was refused with the error "{error.code}".'
        slack.live.failure(person.id, text)
        raise Refused(error.code, text) from error
    if message is not None:
        slack.tickets.answered(address_id, message.ts)
    return {}


class Invite(BaseModel, frozen=True):
    """Bringing somebody, or the app, into a channel."""

    channel: str
    user_id: str


class Leave(BaseModel, frozen=True):
    """Leaving a channel, or taking the app out of it."""

    channel: str
    user_id: str | None = None


async def invite(slack: Slack, person: Person, act: Invite) -> Json:
    """Bring somebody into a channel."""
    channel = joined_channel(slack, person, act.channel)
    if slack.workspace.person(act.user_id) is None:
        raise Refused("user_not_found", "There is nobody of that name.")
    membership.join(slack, channel, act.user_id, person.id)
    return {}


async def leave(slack: Slack, person: Person, act: Leave) -> Json:
    """Leave a channel, or remove another member."""
    channel = joined_channel(slack, person, act.channel)
    membership.leave(slack, channel, act.user_id or person.id)
    return {}


async def join(slack: Slack, person: Person, act: Leave) -> Json:
    """Join a public channel."""
    channel = visible_channel(slack, person, act.channel)
    membership.join(slack, channel, person.id)
    return {}


def _invite_named(slack: Slack, person: Person, channel: Channel, name: str) -> Json:
    wanted = name.strip().removeprefix("@").lower()
    everyone = [*slack.workspace.people.values(), slack.workspace.bot]
    found = next((each for each in everyone if wanted in (each.name, each.real_name.lower())), None)
    if found is None:
        raise Refused("user_not_found", f"There is nobody called {name.strip()}.")
    membership.join(slack, channel, found.id, person.id)
    return {}
