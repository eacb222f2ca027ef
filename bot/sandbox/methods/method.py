from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.sandbox.errors import ApiError
from bot.sandbox.limits import Rate

if TYPE_CHECKING:
    from bot.sandbox.model import Channel, Json, Message
    from bot.sandbox.slack import Slack


_EVERYWHERE = frozenset({"team_id"})
"""Which workspace an organisation-wide installation means; Bolt sends it with every call."""


@dataclass(frozen=True)
class Call:
    """One call: its arguments, and the sandbox that it is made to."""

    slack: Slack
    arguments: Mapping[str, Any]

    def text(self, name: str, default: str = "") -> str:
        """Return an argument as text."""
        value = self.arguments.get(name)
        return default if value is None else str(value)

    def flag(self, name: str) -> bool:
        """Return an argument as a boolean; forms say true or 1."""
        return str(self.arguments.get(name, "")).lower() in ("true", "1")

    def number(self, name: str, default: int, maximum: int) -> int:
        """Return a whole number from 1 to `maximum`; raises ApiError invalid_limit."""
        value = str(self.arguments.get(name, default))
        if not value.isdigit() or not 1 <= int(value) <= maximum:
            raise ApiError("invalid_limit")
        return int(value)

    def need_scope(self, *alternatives: str) -> None:
        """Raise ApiError missing_scope unless one of these is granted."""
        if not self.slack.granted.intersection(alternatives):
            provided = ",".join(sorted(self.slack.granted))
            raise ApiError("missing_scope", needed=",".join(alternatives), provided=provided)

    def channel(self, name: str = "channel") -> Channel:
        """Return the conversation that the app may know of; raises ApiError channel_not_found."""
        workspace = self.slack.workspace
        channel = workspace.channel(self.text(name))
        hidden = channel is not None and channel.kind != "public" and not workspace.has_bot(channel)
        if channel is None or hidden:
            raise ApiError("channel_not_found")
        return channel

    def message(self, channel: Channel, ts: str) -> Message:
        """Return a message that everybody sees; raises ApiError message_not_found."""
        found = self.slack.workspace.message(channel.id, ts)
        if found is None or found.ephemeral_for is not None:
            raise ApiError("message_not_found")
        return found


Handler = Callable[[Call], "Json"]


@dataclass(frozen=True)
class Method:
    """A method: what it does, what it takes, and what it asks for."""

    name: str
    handler: Handler
    rate: Rate
    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    scopes: tuple[str, ...] = ()
    app_level: bool = False
    per_channel: bool = False

    def check_arguments(self, arguments: Mapping[str, Any]) -> None:
        """Raise ApiError invalid_arguments for what is missing or unknown; Slack ignores the unknown."""
        missing = sorted(name for name in self.required if arguments.get(name) in (None, ""))
        unknown = sorted(set(arguments) - self.required - self.optional - _EVERYWHERE)
        messages = [f"[ERROR] missing required field: {name}" for name in missing]
        messages += [f"[ERROR] unknown argument: {name}" for name in unknown]
        if messages:
            raise ApiError("invalid_arguments", messages=messages)


def names(listed: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(listed.split())
