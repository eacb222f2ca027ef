"""Events (docs.slack.dev/reference/events): which reach the app, and what they say."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.sandbox.shown import message_object, view_object

if TYPE_CHECKING:
    from bot.sandbox.model import Channel, Json, Message, Person
    from bot.sandbox.slack import Slack

VERIFICATION_TOKEN = "sandbox-verification"  # noqa: S105 - Slack's deprecated token, sent in every payload
HISTORY_SCOPE = {
    "public": "channels:history",
    "private": "groups:history",
    "im": "im:history",
    "mpim": "mpim:history",
}
_MESSAGE_EVENT = {
    "public": "message.channels",
    "private": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}
_CHANNEL_TYPE = {"public": "channel", "private": "group", "im": "im", "mpim": "mpim"}
_SHORT_TYPE = {"public": "C", "private": "G", "im": "D", "mpim": "G"}


class Events:
    """Sends the events that the manifest subscribes to, where the scopes allow it."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def said(self, message: Message) -> None:
        """Tell of a new message, and of the app's name in it."""
        channel = self._slack.workspace.channels[message.channel]
        sends = [self._message(channel, self._posted(channel, message))]
        if f"<@{self._slack.workspace.bot.id}>" in message.text and channel.kind != "im":
            sends.append(self._mention(channel, message))
        await asyncio.gather(*sends)

    async def changed(self, before: Message, after: Message) -> None:
        """Tell of an edited message."""
        channel = self._slack.workspace.channels[after.channel]
        event = {
            "subtype": "message_changed",
            "message": message_object(self._slack.workspace, after),
            "previous_message": message_object(self._slack.workspace, before),
        }
        await self._message(channel, self._hidden(channel, event))

    async def deleted(self, message: Message) -> None:
        """Tell of a deleted message."""
        channel = self._slack.workspace.channels[message.channel]
        event = {
            "subtype": "message_deleted",
            "deleted_ts": message.ts,
            "previous_message": message_object(self._slack.workspace, message),
        }
        await self._message(channel, self._hidden(channel, event))

    async def joined(self, channel: Channel, user: str, inviter: str | None) -> None:
        """Tell of a new member."""
        event: Json = {"type": "member_joined_channel", "user": user, "channel": channel.id}
        event |= {"channel_type": _SHORT_TYPE[channel.kind], "team": channel.team_id}
        await self._member(channel, event | ({"inviter": inviter} if inviter else {}))

    async def left(self, channel: Channel, user: str) -> None:
        """Tell of a member who is gone."""
        event: Json = {"type": "member_left_channel", "user": user, "channel": channel.id}
        await self._member(
            channel, event | {"channel_type": _SHORT_TYPE[channel.kind], "team": channel.team_id}
        )

    async def channel_event(self, channel: Channel, name: str, **more: object) -> None:
        """Tell of a renamed, archived or unarchived channel; `name` is one of those words."""
        kind, scope = ("group", "groups:read") if channel.kind == "private" else ("channel", "channels:read")
        event_type = f"{kind}_{name}"
        await self._send(
            event_type, scope, {"type": event_type, "channel": channel.id, **more}, channel.team_id
        )

    async def renamed(self, channel: Channel) -> None:
        """Tell of a channel's new name."""
        event_type = "group_rename" if channel.kind == "private" else "channel_rename"
        scope = "groups:read" if channel.kind == "private" else "channels:read"
        fields = {"id": channel.id, "name": channel.name, "created": channel.created}
        await self._send(event_type, scope, {"type": event_type, "channel": fields}, channel.team_id)

    async def converted(self, channel: Channel, user: str) -> None:
        """Tell that a public channel is private now."""
        event = {"type": "message", "subtype": "channel_convert_to_private", "user": user, "text": ""}
        event |= {"ts": self._slack.ids.ts(), "channel": channel.id, "channel_type": "group"}
        await self._message(channel, event)

    async def home_opened(self, person: Person, tab: str) -> None:
        """Tell that somebody looks at the app's Home or Messages tab."""
        workspace = self._slack.workspace
        event: Json = {"type": "app_home_opened", "user": person.id, "tab": tab}
        direct = workspace.direct_message(person.id)
        event |= {"channel": direct.id if direct else None}
        home = workspace.homes.get(person.id)
        if home is not None:
            event["view"] = view_object(workspace, home)
        await self._send("app_home_opened", None, event, person.team_id)

    async def reacted(self, message: Message, user: str, name: str, *, added: bool) -> None:
        """Tell of a reaction that was added or removed."""
        event_type = "reaction_added" if added else "reaction_removed"
        item = {"type": "message", "channel": message.channel, "ts": message.ts}
        event = {"type": event_type, "user": user, "reaction": name, "item": item}
        event["item_user"] = message.user
        await self._send(event_type, "reactions:read", event, self._slack.workspace.team_id)

    async def uninstalled(self) -> None:
        """Tell that the app was removed and its tokens are void."""
        team = self._slack.workspace.team_id
        tokens = {"oauth": [], "bot": [self._slack.workspace.bot.id]}
        await self._send("tokens_revoked", None, {"type": "tokens_revoked", "tokens": tokens}, team)
        await self._send("app_uninstalled", None, {"type": "app_uninstalled"}, team)

    def _posted(self, channel: Channel, message: Message) -> Json:
        event = message_object(self._slack.workspace, message)
        event = {key: value for key, value in event.items() if not key.startswith(("reply_", "latest_"))}
        return event | {"channel": channel.id, "channel_type": _CHANNEL_TYPE[channel.kind]}

    def _hidden(self, channel: Channel, event: Json) -> Json:
        common = {"type": "message", "hidden": True, "channel": channel.id, "ts": self._slack.ids.ts()}
        return common | event | {"channel_type": _CHANNEL_TYPE[channel.kind]}

    async def _message(self, channel: Channel, event: Json) -> None:
        if self._slack.workspace.has_bot(channel):
            name, scope = _MESSAGE_EVENT[channel.kind], HISTORY_SCOPE[channel.kind]
            await self._send(name, scope, event, channel.team_id)

    async def _mention(self, channel: Channel, message: Message) -> None:
        if self._slack.workspace.has_bot(channel):
            event = self._posted(channel, message) | {"type": "app_mention"}
            del event["channel_type"]
            await self._send("app_mention", "app_mentions:read", event, channel.team_id)

    async def _member(self, channel: Channel, event: Json) -> None:
        scope = "channels:read" if channel.kind == "public" else "groups:read"
        if self._slack.workspace.has_bot(channel) or event["user"] == self._slack.workspace.bot.id:
            await self._send(event["type"], scope, event, channel.team_id)

    async def _send(self, subscription: str, scope: str | None, event: Json, team: str) -> None:
        slack = self._slack
        allowed = scope is None or scope in slack.granted
        if subscription not in slack.app.events or not allowed:
            return
        event = event | {"event_ts": event.get("ts") or slack.ids.ts()}
        await slack.outbox.event(self._envelope(event, team))

    def _envelope(self, event: Json, team: str) -> Json:
        slack = self._slack
        authorization = {
            "enterprise_id": None,
            "team_id": team,
            "user_id": slack.workspace.bot.id,
            "is_bot": True,
            "is_enterprise_install": False,
        }
        return {
            "token": VERIFICATION_TOKEN,
            "team_id": team,
            "api_app_id": slack.workspace.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": slack.ids.new("Ev"),
            "event_time": int(slack.clock.now()),
            "authorizations": [authorization],
            "is_ext_shared_channel": False,
            "event_context": slack.ids.secret(),
        }
