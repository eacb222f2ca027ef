"""What all interaction payloads share (docs.slack.dev/reference/interaction-payloads)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.errors import Refused
from bot.sandbox.events import VERIFICATION_TOKEN

if TYPE_CHECKING:
    from bot.sandbox.delivery.transport import Outcome
    from bot.sandbox.model import Channel, Json, Person
    from bot.sandbox.slack import Slack

NO_ANSWER = "The app did not respond. Try again."
TROUBLE = "We had some trouble connecting. Try again?"
"""What Slack shows in a modal whose submission was not acknowledged."""


def payload(slack: Slack, kind: str, person: Person) -> Json:
    """Return the start of every interaction payload."""
    workspace = slack.workspace
    domain = workspace.domain if person.team_id == workspace.team_id else person.team_id.lower()
    return {
        "type": kind,
        "user": {
            "id": person.id,
            "username": person.name,
            "name": person.name,
            "team_id": person.team_id,
        },
        "team": {"id": person.team_id, "domain": domain},
        "api_app_id": workspace.app_id,
        "token": VERIFICATION_TOKEN,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def channel_fields(channel: Channel) -> Json:
    """Return a conversation as payloads name it."""
    return {"id": channel.id, "name": shown_name(channel)}


def shown_name(channel: Channel) -> str:
    """Return the name that Slack sends: private channels and direct messages are not named."""
    kinds = {"private": "privategroup", "im": "directmessage"}
    return kinds.get(channel.kind, channel.name)


def response_url(slack: Slack, address: str) -> str:
    """Return the address at which the app may answer."""
    return f"{slack.url}/response/{address}"


def visible_channel(slack: Slack, person: Person, channel_id: str) -> Channel:
    """Return a conversation that this person may open; raises Refused."""
    channel = slack.workspace.channel(channel_id)
    if channel is None or not slack.workspace.visible_to(channel, person.id):
        raise Refused("channel_not_found", "You cannot open this conversation.")
    return channel


def joined_channel(slack: Slack, person: Person, channel_id: str) -> Channel:
    """Return a conversation in which this person may write; raises Refused."""
    channel = visible_channel(slack, person, channel_id)
    if person.id not in channel.members:
        raise Refused("not_in_channel", f"Join #{channel.name} to write in it.")
    if channel.archived:
        raise Refused("is_archived", f"#{channel.name} is archived.")
    return channel


def check_interactive(slack: Slack) -> None:
    """Raise Refused when the manifest does not ask for interactions."""
    if not slack.app.interactive:
        text = "This app is not configured to handle interactive responses."
        raise Refused("not_interactive", text)


def check_answered(slack: Slack, person: Person, outcome: Outcome, text: str = NO_ANSWER) -> None:
    """Show the person that the app failed, if it did; raises Refused with the same text."""
    if outcome.failure is not None:
        slack.live.failure(person.id, text)
        raise Refused(outcome.failure, text)
