"""What people typed, freed of the markup that Slack delivers it in."""

from __future__ import annotations

import re

_MENTION = re.compile(r"<@[A-Z0-9]+(\|[^>]*)?>")
_MARKED = re.compile(r"<(?P<sign>[#!]?)(?P<target>[^<>|]*)(\|(?P<label>[^<>]*))?>")
_ESCAPED = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
"""https://docs.slack.dev/messaging/formatting-message-text/#escaping"""


def unescaped(text: str) -> str:
    """The three characters that Slack escapes, as they were typed."""
    return re.sub("|".join(_ESCAPED), lambda found: _ESCAPED[found.group()], text)


def as_typed(text: str) -> str:
    """A message in one line without mentions of people; channels, groups and links by what people see."""
    named = _MARKED.sub(_visible, _MENTION.sub(" ", text))
    return " ".join(unescaped(named).split())


def _visible(marked: re.Match[str]) -> str:
    sign = "@" if marked["sign"] == "!" else marked["sign"]
    shown: str = marked["label"] or marked["target"]
    return shown if shown.startswith(sign) else sign + shown
