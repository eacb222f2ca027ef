from __future__ import annotations

import asyncio
import time
import uuid
from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.sandbox.delivery.transport import Kind, Outcome, Parcel, Transport
from bot.sandbox.traffic import Delivered, Traffic

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from bot.sandbox.clock import Clock
    from bot.sandbox.errors import ApiError
    from bot.sandbox.model import Json

RETRY_AFTER = (0.0, 60.0, 300.0)
"""Seconds before each retry of an event (docs.slack.dev/apis/events-api, "Error handling")."""
_REMEMBERED = 200


@dataclass
class _Copies:
    """How many more deliveries are to be sent several times, and how often each."""

    deliveries: int = 0
    times: int = 1


class Outbox:
    """Hands everything to the app, notes it, retries events, and sends twice what it is told to."""

    def __init__(self, transport: Transport, traffic: Traffic, clock: Clock) -> None:
        self.transport = transport
        self._traffic = traffic
        self._clock = clock
        self._copies = _Copies()
        self._sent: deque[Parcel] = deque(maxlen=_REMEMBERED)
        self._tasks: set[asyncio.Task[Any]] = set()

    def duplicate(self, times: int, deliveries: int = 1) -> None:
        """Send each of the next deliveries `times` times, with the same ids."""
        self._copies = _Copies(deliveries, times)

    async def deliver(self, kind: Kind, payload: Json) -> Outcome:
        """Deliver once (or as often as `duplicate` says) and return the first answer."""
        parcel = Parcel(kind, payload, str(uuid.uuid4()))
        self._sent.append(parcel)
        answers = await asyncio.gather(*(self._attempt(parcel) for _ in range(self._take_copies())))
        return answers[0]

    async def event(self, payload: Json) -> Outcome:
        """Deliver an event, and go on in the background until it is acknowledged or given up."""
        outcome = await self.deliver("events_api", payload)
        if outcome.failure is not None:
            parcel = Parcel("events_api", payload, str(uuid.uuid4()), reason=outcome.failure)
            self.soon(self._retry(parcel))
        return outcome

    async def again(self, kind: Kind | None = None) -> Outcome | None:
        """Send the latest delivery (of a kind) once more, as Slack does when an answer was lost."""
        parcel = next((each for each in reversed(self._sent) if kind in (None, each.kind)), None)
        if parcel is None:
            return None
        return await self._attempt(replace(parcel, attempt=1, reason="http_timeout"))

    def refused(self, error: ApiError) -> None:
        """Note that what the app answered to the latest delivery was not acceptable."""
        self._traffic.refused([error.code, *error.messages])

    def soon(self, work: Coroutine[Any, Any, Any]) -> None:
        """Do something without waiting for it."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Give up what is still waiting."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _take_copies(self) -> int:
        if self._copies.deliveries == 0:
            return 1
        self._copies.deliveries -= 1
        return self._copies.times

    async def _retry(self, parcel: Parcel) -> None:
        for number, wait in enumerate(RETRY_AFTER, start=1):
            await self._clock.sleep_until(self._clock.now() + wait)
            outcome = await self._attempt(replace(parcel, attempt=number, envelope_id=str(uuid.uuid4())))
            if outcome.failure is None:
                return

    async def _attempt(self, parcel: Parcel) -> Outcome:
        started = time.perf_counter()
        outcome = await self.transport.send(parcel)
        elapsed = (time.perf_counter() - started) * 1000
        self._traffic.delivered(
            Delivered(
                type=_type_of(parcel),
                payload=parcel.payload,
                attempt=parcel.attempt,
                at=self._clock.now(),
                acked_ms=None if outcome.failure else round(elapsed, 3),
                failure=outcome.failure,
                response=outcome.body,
            )
        )
        return outcome


def _type_of(parcel: Parcel) -> str:
    if parcel.kind == "slash_commands":
        return "slash_commands"
    if parcel.kind == "events_api":
        return str(parcel.payload["event"]["type"])
    return str(parcel.payload["type"])
