from __future__ import annotations

import re
from collections import deque
from typing import Any

from pydantic import BaseModel

from bot.sandbox.model import Json

_KEPT = 20_000
_SECRET = re.compile(r"x(?:ox[a-z]|app)-[A-Za-z0-9-]+")


class WebCall(BaseModel, frozen=True):
    """One call of the app to the Web API, or to a response address."""

    method: str
    arguments: Json
    status: int
    response: Any
    at: float
    duration_ms: float


class Delivered(BaseModel, frozen=True):
    """One delivery to the app; `acked_ms` is null when it was not acknowledged in time."""

    type: str
    payload: Json
    attempt: int
    at: float
    acked_ms: float | None
    failure: str | None
    response: Any
    problems: list[str] = []


class Traffic:
    """What went over the wire in both directions, tokens masked."""

    def __init__(self) -> None:
        self._calls: deque[WebCall] = deque(maxlen=_KEPT)
        self._deliveries: deque[Delivered] = deque(maxlen=_KEPT)

    def called(self, call: WebCall) -> None:
        """Note a call."""
        self._calls.append(call.model_copy(update={"arguments": masked(call.arguments)}))

    def delivered(self, delivery: Delivered) -> None:
        """Note a delivery."""
        self._deliveries.append(delivery.model_copy(update={"payload": masked(delivery.payload)}))

    def refused(self, problems: list[str]) -> None:
        """Note what was wrong with the answer to the latest delivery."""
        self._deliveries[-1] = self._deliveries[-1].model_copy(update={"problems": problems})

    def clear(self) -> None:
        """Forget everything."""
        self._calls.clear()
        self._deliveries.clear()

    def read(self, method: str | None = None) -> Json:
        """Return calls and deliveries, oldest first; with `method` only what has that name."""
        calls = [call for call in self._calls if method in (None, call.method)]
        deliveries = [each for each in self._deliveries if method in (None, each.type)]
        return {
            "calls": [call.model_dump(mode="json") for call in calls],
            "deliveries": [each.model_dump(mode="json") for each in deliveries],
        }


def masked(value: Any) -> Any:
    """Return the same JSON with every token replaced."""
    if isinstance(value, str):
        return _SECRET.sub("***", value)
    if isinstance(value, list):
        return [masked(each) for each in value]
    if isinstance(value, dict):
        return {key: "***" if key == "token" else masked(each) for key, each in value.items()}
    return value
