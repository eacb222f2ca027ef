from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, Protocol

from bot.sandbox.model import Json

Kind = Literal["events_api", "slash_commands", "interactive"]

ACK_SECONDS = 3.0
"""How long Slack waits for an acknowledgement (docs.slack.dev/interactivity/handling-user-interaction)."""


@dataclass(frozen=True)
class Socket:
    """Deliver over Socket Mode to whoever has connected."""


@dataclass(frozen=True)
class Http:
    """Deliver as signed requests to one address."""

    url: str


Delivery = Socket | Http


@dataclass(frozen=True)
class Parcel:
    """One thing to deliver; `attempt` counts the retries before it."""

    kind: Kind
    payload: Json
    envelope_id: str
    attempt: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Outcome:
    """What came back; `failure` is null when the app acknowledged in time."""

    failure: Literal["timeout", "not_connected", "http_error"] | None = None
    body: Any = None


class Transport(Protocol):
    """A way to hand a parcel to the app."""

    async def send(self, parcel: Parcel) -> Outcome:
        """Deliver, and wait at most three seconds for the acknowledgement."""
        ...
