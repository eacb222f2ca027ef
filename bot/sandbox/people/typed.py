"""From what somebody types to Slack's markup (docs.slack.dev/messaging/formatting-message-text)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.sandbox.model import Json, Person
    from bot.sandbox.workspace import Workspace

_LINK = re.compile(r"https?://[^\s<>|]+")
_TOKEN = re.compile(r"<([^<>]+)>")


def escaped(text: str) -> str:
    """Return the text with the three characters that Slack escapes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def to_markup(workspace: Workspace, text: str, *, names: bool = False) -> str:
    """Return the text with mentions, channels and links marked; with `names` also people are `<@U1|ana>`."""
    marked = _LINK.sub(lambda found: f"<{found.group()}>", escaped(text))
    for person in _longest_name_first(workspace):
        mention = f"<@{person.id}|{person.name}>" if names else f"<@{person.id}>"
        marked = _replace(marked, "@", person.real_name, mention)
    for channel in workspace.channels.values():
        if channel.kind in ("public", "private"):
            marked = _replace(marked, "#", channel.name, f"<#{channel.id}|{channel.name}>")
    for word in ("here", "channel", "everyone"):
        marked = _replace(marked, "@", word, f"<!{word}>")
    return marked


def rich_text(text: str) -> list[Json]:
    """Return the block that Slack's composer sends along with a message."""
    section = {"type": "rich_text_section", "elements": list(_elements(text))}
    return [{"type": "rich_text", "block_id": "rt", "elements": [section]}]


def _longest_name_first(workspace: Workspace) -> list[Person]:
    everyone = [*workspace.people.values(), workspace.bot]
    return sorted(everyone, key=lambda person: len(person.real_name), reverse=True)


def _replace(text: str, sign: str, name: str, marked: str) -> str:
    pattern = rf"(?<![\w</]){re.escape(sign + escaped(name))}(?![\w-])"
    return re.sub(pattern, lambda _: marked, text, flags=re.IGNORECASE)


def _elements(text: str) -> Iterable[Json]:
    position = 0
    for found in _TOKEN.finditer(text):
        yield from _plain(text[position : found.start()])
        yield _element(found.group(1))
        position = found.end()
    yield from _plain(text[position:])


def _plain(text: str) -> Iterable[Json]:
    if text:
        yield {"type": "text", "text": unescaped(text)}


def unescaped(text: str) -> str:
    """Return the text as it was typed."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _element(inside: str) -> Json:
    target = inside.partition("|")[0]
    if target.startswith("@"):
        return {"type": "user", "user_id": target[1:]}
    if target.startswith("#"):
        return {"type": "channel", "channel_id": target[1:]}
    if target.startswith("!"):
        return {"type": "broadcast", "range": target[1:]}
    return {"type": "link", "url": unescaped(target)}
