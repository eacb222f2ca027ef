"""What a person sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.people.interaction import visible_channel
from bot.sandbox.shown import shown_message, shown_view

if TYPE_CHECKING:
    from bot.sandbox.model import Channel, Json, Person
    from bot.sandbox.slack import Slack


def overview(slack: Slack) -> Json:
    """Return the workspace: people, channels, commands and shortcuts."""
    workspace, app = slack.workspace, slack.app
    return {
        "team": {"id": workspace.team_id, "name": workspace.team_name},
        "app": {
            "id": workspace.app_id,
            "name": app.bot_name,
            "bot_user_id": workspace.bot.id,
            "connected": slack.connected,
        },
        "people": [_person(each) for each in workspace.people.values()],
        "channels": [_channel(slack, each) for each in workspace.channels.values()],
        "commands": [
            {"command": each.name, "usage_hint": each.usage_hint, "description": each.description}
            for each in app.commands
        ],
        "shortcuts": [
            {"callback_id": each.callback_id, "name": each.name, "type": each.type} for each in app.shortcuts
        ],
    }


def messages(slack: Slack, person: Person, channel_id: str, thread: str | None) -> Json:
    """Return a channel's top level or one thread; raises Refused."""
    channel = visible_channel(slack, person, channel_id)
    workspace = slack.workspace
    if thread:
        found = workspace.thread(channel.id, thread, viewer=person.id)
    else:
        found = workspace.top_level(channel.id, viewer=person.id)
    return {"messages": [shown_message(workspace, each) for each in found]}


def home(slack: Slack, person: Person) -> Json:
    """Return somebody's Home tab, or null."""
    view = slack.workspace.homes.get(person.id)
    return {"view": shown_view(slack.workspace, view) if view else None}


def modals(slack: Slack, person: Person) -> Json:
    """Return the modals that somebody has open, the top one last."""
    stack = slack.workspace.stack(person.id)
    return {"stack": [shown_view(slack.workspace, each) for each in stack]}


def _person(person: Person) -> Json:
    return person.model_dump(include={"id", "name", "real_name", "is_admin", "is_guest", "tz", "team_id"})


def _channel(slack: Slack, channel: Channel) -> Json:
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "members": list(channel.members),
        "user": channel.partner_of(slack.workspace.bot.id),
        "archived": channel.archived,
        "team_id": channel.team_id,
    }
