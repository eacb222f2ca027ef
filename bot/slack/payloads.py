"""Slack's payloads read into values: the only place that digs in their dicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from slack_bolt.request.internals import extract_team_id

from bot.slack.ids import Ref, decoded

Payload = Mapping[str, Any]


@dataclass(frozen=True)
class Command:
    """A slash command."""

    workspace: str
    user: str
    channel: str
    text: str
    """In Slack's markup, as it was delivered."""
    trigger_id: str
    response_url: str


@dataclass(frozen=True)
class Click:
    """A button, select or overflow that somebody used in a message, a modal or on the Home."""

    workspace: str
    user: str
    ref: Ref
    """What the button is about."""
    selected: str
    """The value of the chosen option; empty for a button."""
    trigger_id: str
    channel: str = ""
    """Empty on the Home and in modals."""
    thread_ts: str = ""
    response_url: str = ""
    is_ephemeral: bool = False
    surface: Literal["message", "home", "modal"] = "message"
    view_id: str = ""
    view_hash: str = ""
    metadata: str = ""
    """What the modal carries along."""
    state: Payload | None = None
    """What stands in the modal's fields."""


@dataclass(frozen=True)
class Submission:
    """A modal that somebody sent."""

    workspace: str
    user: str
    view_id: str
    metadata: str
    state: Payload
    delivery: str


@dataclass(frozen=True)
class Said:
    """A message that somebody wrote."""

    workspace: str
    user: str
    channel: str
    channel_type: str
    ts: str
    thread_ts: str
    text: str
    bot_user: str
    """The bot's own id, empty where Slack does not say it."""

    @property
    def delivery(self) -> str:
        """The same for a mention and for the message that it also arrives as."""
        return f"message:{self.channel}:{self.ts}"

    @property
    def is_direct(self) -> bool:
        """Whether it was said to the bot alone."""
        return self.channel_type == "im" or self.channel.startswith("D")

    @property
    def mentions_bot(self) -> bool:
        """Whether the bot is named in it."""
        return bool(self.bot_user) and f"<@{self.bot_user}>" in self.text


@dataclass(frozen=True)
class Shortcut:
    """A shortcut from a message's menu, or the global one."""

    workspace: str
    user: str
    trigger_id: str
    channel: str = ""
    text: str = ""
    """The message that it was used on."""
    response_url: str = ""


def workspace_of(payload: Payload) -> str:
    """Where the app is installed, also when somebody of another workspace acts in a shared channel.

    Raises KeyError for what names no workspace.
    """
    workspace = extract_team_id(dict(payload))
    if workspace is None:
        raise KeyError("team_id")
    return workspace


def command(payload: Payload) -> Command:
    """Read a slash command."""
    return Command(
        workspace=workspace_of(payload),
        user=payload["user_id"],
        channel=payload["channel_id"],
        text=payload.get("text") or "",
        trigger_id=payload["trigger_id"],
        response_url=payload["response_url"],
    )


def click(payload: Payload) -> Click:
    """Read a block action. Raises UnknownButtonError for a button that is not ours."""
    action = payload["actions"][0]
    selected = (action.get("selected_option") or {}).get("value", "")
    return replace(clicked(payload), ref=_ref(action, selected), selected=selected)


def clicked(payload: Payload) -> Click:
    """Read who clicked and where, whatever the button is about."""
    container, view = payload.get("container", {}), payload.get("view") or {}
    message = payload.get("message") or {}
    return Click(
        workspace=workspace_of(payload),
        user=payload["user"]["id"],
        ref=Ref(),
        selected="",
        trigger_id=payload["trigger_id"],
        channel=(payload.get("channel") or {}).get("id", ""),
        thread_ts=_thread_of(container, message),
        response_url=payload.get("response_url", ""),
        is_ephemeral=bool(container.get("is_ephemeral")),
        surface=view.get("type", "message"),
        view_id=view.get("id", ""),
        view_hash=view.get("hash", ""),
        metadata=view.get("private_metadata", ""),
        state=(view.get("state") or {}).get("values"),
    )


def _thread_of(container: Payload, message: Payload) -> str:
    """The thread that a message stands in; a root stands in its channel, where people see it."""
    thread = container.get("thread_ts") or message.get("thread_ts") or ""
    return "" if thread == (container.get("message_ts") or message.get("ts")) else thread


def _ref(action: Payload, selected: str) -> Ref:
    """A button carries its reference; a select in its block's id; an overflow in the chosen option."""
    if "value" in action:
        return decoded(action["value"])
    block = action.get("block_id", "")
    if block.startswith("{"):
        return decoded(block)
    return decoded(selected) if selected.startswith("{") else Ref()


def submission(payload: Payload) -> Submission:
    """Read a view submission."""
    view = payload["view"]
    return Submission(
        workspace=workspace_of(payload),
        user=payload["user"]["id"],
        view_id=view["id"],
        metadata=view.get("private_metadata", ""),
        state=view["state"]["values"],
        delivery=f"view:{view['id']}:{view.get('hash', '')}",
    )


def said(payload: Payload) -> Said | None:
    """Read a message or mention; None for what no person said: edits, joins, other bots."""
    event = payload["event"]
    if event.get("bot_id") or event.get("subtype") not in (None, "thread_broadcast") or "user" not in event:
        return None
    return Said(
        workspace=workspace_of(payload),
        user=event["user"],
        channel=event["channel"],
        channel_type=event.get("channel_type", ""),
        ts=event["ts"],
        thread_ts=event.get("thread_ts", ""),
        text=event.get("text", ""),
        bot_user=next((who["user_id"] for who in payload.get("authorizations", []) if who.get("is_bot")), ""),
    )


def made_private(payload: Payload) -> tuple[str, str] | None:
    """Read which channel of which workspace a message says was made private; None for any other message.

    https://docs.slack.dev/reference/events/message/channel_convert_to_private/
    """
    event = payload["event"]
    if event.get("subtype") != "channel_convert_to_private":
        return None
    return workspace_of(payload), event["channel"]


def shortcut(payload: Payload) -> Shortcut:
    """Read a message shortcut or a global one."""
    return Shortcut(
        workspace=workspace_of(payload),
        user=payload["user"]["id"],
        trigger_id=payload["trigger_id"],
        channel=(payload.get("channel") or {}).get("id", ""),
        text=(payload.get("message") or {}).get("text", ""),
        response_url=payload.get("response_url", ""),
    )
