"""What the app asks Slack for, and what is lost where that is not granted."""

from __future__ import annotations

from collections.abc import Mapping

REQUIRED: Mapping[str, str] = {
    "commands": "the command itself",
    "chat:write": "every message",
    "channels:read": "decisions made in public channels are shown only in their channel",
    "users:read": "everybody counts as a guest, and admins cannot change decisions of others",
}
"""Without these the app does not work, or shows less than it should."""

OPTIONAL: Mapping[str, str] = {
    "chat:write.public": "in a public channel the app has to be invited before it can start",
    "app_mentions:read": "mentioning the app does nothing",
    "channels:history": "answers typed in public channels are not read; buttons still work",
    "groups:history": "answers in private channels are not read; a channel made private is noticed late",
    "im:history": "what is typed in a direct message is not read",
    "mpim:history": "answers typed in group messages are not read; buttons still work",
    "groups:read": "decisions of private channels are missing on the Home, and modals last ten minutes",
    "im:read": "decisions of direct messages are missing on the Home, and modals last ten minutes",
    "mpim:read": "decisions of group messages are missing on the Home, and modals last ten minutes",
    "reactions:write": "typed answers get no tick; the thread shows them all the same",
    "files:write": "exports cannot be sent",
    "im:write": "exports cannot be sent",
}
"""Each may be missing; the rest works."""
