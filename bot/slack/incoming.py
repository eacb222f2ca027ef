"""What people typed, freed of the markup that Slack delivers it in."""

from __future__ import annotations

import re

_MENTION = re.compile(r"<@[A-Z0-9]+(\|[^>]*)?>")
_NAMED = re.compile(r"<@[A-Z0-9]+\|(?P<name>[^<>]+)>")
_FILTER = re.compile(r"\b(?P<filter>by:|in:)\s*<[@#](?P<id>\w+)(\|[^>]*)?>", re.IGNORECASE)
_MARKED = re.compile(r"<(?P<sign>[#!]?)(?P<target>[^<>|]*)(\|(?P<label>[^<>]*))?>")
_ESCAPED = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
"""https://docs.slack.dev/messaging/formatting-message-text/#escaping"""


def unescaped(text: str) -> str:
    """The three characters that Slack escapes, as they were typed."""
    return re.sub("|".join(_ESCAPED), lambda found: _ESCAPED[found.group()], text)


def as_typed(text: str) -> str:
    """A message in one line without mentions of people; channels, groups and links by what people see.

    Whom or what the filters `by:` and `in:` name stays, by its id.
    """
    named = _MARKED.sub(_visible, _MENTION.sub(" ", _FILTER.sub(r"\g<filter>\g<id>", text)))
    return " ".join(unescaped(named).split())


def as_commanded(text: str) -> str:
    """What stands after a command; there Slack says the names of people along, and they stay."""
    return as_typed(_NAMED.sub(r"@\g<name>", _FILTER.sub(r"\g<filter>\g<id>", text)))


def _visible(marked: re.Match[str]) -> str:
    sign = "@" if marked["sign"] == "!" else marked["sign"]
    shown: str = marked["label"] or marked["target"]
    return shown if shown.startswith(sign) else sign + shown
