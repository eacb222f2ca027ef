"""Messages and views in the form in which Slack sends them to apps, and the page shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.sandbox.model import Json, Message, View
    from bot.sandbox.workspace import Workspace


def permalink(workspace: Workspace, message: Message) -> str:
    """Return the address of a message."""
    digits = message.ts.replace(".", "")
    link = f"https://{workspace.domain}.slack.com/archives/{message.channel}/p{digits}"
    return f"{link}?thread_ts={message.thread_ts}&cid={message.channel}" if message.in_thread else link


def message_object(workspace: Workspace, message: Message) -> Json:
    """Return Slack's message object (docs.slack.dev/reference/events/message)."""
    shown: Json = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text}
    shown["team"] = workspace.team_id
    if message.from_app:
        shown |= {"bot_id": workspace.bot_id, "app_id": workspace.app_id, "bot_profile": _profile(workspace)}
    optional = ("subtype", "client_msg_id", "edited", "blocks", "attachments", "files", "metadata")
    shown |= {key: value for key in optional if (value := getattr(message, key))}
    if message.reactions:
        shown["reactions"] = [_reaction(each.name, each.users) for each in message.reactions]
    return shown | _threading(workspace, message)


def shown_message(workspace: Workspace, message: Message) -> Json:
    """Return what the page shows: Slack's object, the author by name, and a permalink."""
    author = workspace.person(message.user)
    name = author.real_name if author else "Slackbot"
    shown = message_object(workspace, message) | {
        "channel": message.channel,
        "author": {"id": message.user, "name": name, "is_bot": message.from_app},
        "ephemeral": message.ephemeral_for is not None,
        "permalink": permalink(workspace, message),
    }
    return {"reply_count": 0, "reply_users": []} | shown


def view_object(workspace: Workspace, view: View) -> Json:
    """Return Slack's view object (docs.slack.dev/reference/views)."""
    content = view.content
    shown: Json = {
        "id": view.id,
        "team_id": workspace.team_id,
        "type": view.type,
        "blocks": view.blocks,
        "private_metadata": content.get("private_metadata", ""),
        "callback_id": content.get("callback_id", ""),
        "external_id": content.get("external_id", ""),
        "state": {"values": view.values},
        "hash": view.hash,
        "clear_on_close": content.get("clear_on_close", False),
        "notify_on_close": content.get("notify_on_close", False),
        "root_view_id": view.root_id,
        "previous_view_id": view.previous_id,
        "app_id": workspace.app_id,
        "app_installed_team_id": workspace.team_id,
        "bot_id": workspace.bot_id,
    }
    return shown | {key: content.get(key) for key in ("title", "close", "submit")}


def shown_view(workspace: Workspace, view: View) -> Json:
    """Return what the page shows: Slack's object and the errors of a rejected submission."""
    return view_object(workspace, view) | {"errors": view.errors}


def _threading(workspace: Workspace, message: Message) -> Json:
    if message.in_thread:
        root = workspace.message(message.channel, message.thread_ts or "")
        return {"thread_ts": message.thread_ts, "parent_user_id": root.user if root else None}
    replies = workspace.replies(message) if message.ephemeral_for is None else []
    if not replies:
        return {}
    users = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users": users,
        "reply_users_count": len(users),
        "latest_reply": replies[-1].ts,
    }


def _reaction(name: str, users: tuple[str, ...]) -> Json:
    return {"name": name, "users": list(users), "count": len(users)}


def _profile(workspace: Workspace) -> Json:
    return {
        "id": workspace.bot_id,
        "app_id": workspace.app_id,
        "user_id": workspace.bot.id,
        "name": workspace.bot.real_name,
        "deleted": False,
        "team_id": workspace.team_id,
    }
