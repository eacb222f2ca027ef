from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel

from bot.sandbox.errors import Refused
from bot.sandbox.people.interaction import (
    channel_fields,
    check_answered,
    check_interactive,
    payload,
    response_url,
    visible_channel,
)
from bot.sandbox.shown import message_object

if TYPE_CHECKING:
    from bot.sandbox.model import Json, Person
    from bot.sandbox.slack import Slack


class OpenHome(BaseModel, frozen=True):
    """Going to the app's page."""

    tab: Literal["home", "messages"] = "home"


class UseShortcut(BaseModel, frozen=True):
    """Choosing a shortcut; a message shortcut names its message."""

    callback_id: str
    channel: str | None = None
    ts: str | None = None


async def open_home(slack: Slack, person: Person, act: OpenHome) -> Json:
    """Go to the app's page; the app is told with an event, so no failure is ever shown."""
    await slack.events.home_opened(person, act.tab)
    return {}


async def use_shortcut(slack: Slack, person: Person, act: UseShortcut) -> Json:
    """Choose a shortcut."""
    shortcut = slack.app.shortcut(act.callback_id)
    if shortcut is None or "commands" not in slack.granted:
        raise Refused("unknown_shortcut", "There is no such shortcut.")
    check_interactive(slack)
    if shortcut.type == "global":
        sent = payload(slack, "shortcut", person)
    else:
        sent = _message_payload(slack, person, act)
    sent |= {
        "callback_id": act.callback_id,
        "action_ts": slack.ids.ts(),
        "trigger_id": slack.tickets.trigger(person.id),
    }
    check_answered(slack, person, await slack.outbox.deliver("interactive", sent))
    return {}


def _message_payload(slack: Slack, person: Person, act: UseShortcut) -> Json:
    channel = visible_channel(slack, person, act.channel or "")
    message = slack.workspace.message(channel.id, act.ts or "")
    if message is None or message.ephemeral_for is not None:
        raise Refused("message_not_found", "This message is gone.")
    address = slack.tickets.address(channel.id, person.id, thread_ts=message.thread_ts, origin=message.ts)
    return payload(slack, "message_action", person) | {
        "channel": channel_fields(channel),
        "message_ts": message.ts,
        "message": message_object(slack.workspace, message),
        "response_url": response_url(slack, address),
    }
