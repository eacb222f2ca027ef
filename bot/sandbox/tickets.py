"""What may be used only for a while: triggers and response addresses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.sandbox.clock import Clock
    from bot.sandbox.ids import Ids

TRIGGER_SECONDS = 3
RESPONSE_SECONDS = 30 * 60
RESPONSE_USES = 5


class TicketError(Exception):
    """A trigger or address that is unknown, too old or used up; its text is Slack's error code."""


@dataclass(frozen=True)
class Trigger:
    """Somebody's click, which the app may exchange for a modal (docs.slack.dev/surfaces/modals)."""

    user: str
    view_id: str | None
    until: float
    used: bool = False


@dataclass(frozen=True)
class Address:
    """Where the app may answer later (docs.slack.dev/interactivity/handling-user-interaction)."""

    id: str
    channel: str
    user: str
    until: float
    thread_ts: str | None = None
    origin: str | None = None
    uses_left: int = RESPONSE_USES


class Tickets:
    """Hands out triggers and response addresses and takes them back once."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock = clock
        self._ids = ids
        self._triggers: dict[str, Trigger] = {}
        self._addresses: dict[str, Address] = {}
        self._sockets: set[str] = set()

    def trigger(self, user: str, view_id: str | None = None) -> str:
        """Return a trigger id that is good for three seconds and a single use."""
        trigger_id = f"{self._ids.secret()[:12]}.{self._ids.secret()[:10]}.{self._ids.secret()}"
        self._triggers[trigger_id] = Trigger(user, view_id, self._clock.now() + TRIGGER_SECONDS)
        return trigger_id

    def exchange(self, trigger_id: str) -> Trigger:
        """Use a trigger; raises TicketError with the code that Slack answers."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise TicketError("invalid_trigger_id")
        if trigger.used:
            raise TicketError("exchanged_trigger_id")
        if self._clock.now() > trigger.until:
            raise TicketError("expired_trigger_id")
        self._triggers[trigger_id] = replace(trigger, used=True)
        return trigger

    def address(
        self, channel: str, user: str, *, thread_ts: str | None = None, origin: str | None = None
    ) -> str:
        """Return the id of a response address: thirty minutes, five uses."""
        made = Address(
            self._ids.secret(), channel, user, self._clock.now() + RESPONSE_SECONDS, thread_ts, origin
        )
        self._addresses[made.id] = made
        return made.id

    def use_address(self, address_id: str) -> Address:
        """Count one use; raises TicketError when it is unknown, too old or used up."""
        address = self._addresses.get(address_id)
        if address is None or self._clock.now() > address.until:
            raise TicketError("expired_url")
        if address.uses_left == 0:
            raise TicketError("used_url")
        self._addresses[address_id] = replace(address, uses_left=address.uses_left - 1)
        return address

    def peek(self, address_id: str) -> Address:
        """Return a response address without using it."""
        return self._addresses[address_id]

    def answered(self, address_id: str, ts: str) -> None:
        """Remember the first message that came through an address, so that it can be replaced."""
        address = self._addresses[address_id]
        if address.origin is None:
            self._addresses[address_id] = replace(address, origin=ts)

    def socket(self) -> str:
        """Return a ticket for one WebSocket connection."""
        ticket = self._ids.secret()
        self._sockets.add(ticket)
        return ticket

    def take_socket(self, ticket: str) -> bool:
        """Use a WebSocket ticket; false when it was never issued or already used."""
        known = ticket in self._sockets
        self._sockets.discard(ticket)
        return known
