"""Socket Mode (docs.slack.dev/apis/events-api/using-socket-mode)."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from bot.sandbox.delivery.transport import ACK_SECONDS, Outcome, Parcel

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.sandbox.model import Json

_GONE = (WebSocketDisconnect, RuntimeError)
"""What Starlette raises when the other side has hung up: before and after it was noticed."""


class SocketHub:
    """The app's open connections; each parcel goes to one of them, in turn."""

    def __init__(self, app_id: str, on_connected: Callable[[bool], None]) -> None:
        self._app_id = app_id
        self._on_connected = on_connected
        self._connections: list[WebSocket] = []
        self._waiting: dict[str, asyncio.Future[Any]] = {}

    @property
    def connected(self) -> bool:
        """Whether the app listens."""
        return bool(self._connections)

    async def serve(self, connection: WebSocket) -> None:
        """Greet a connection and take its acknowledgements until it ends."""
        await connection.accept()
        self._connections.append(connection)
        self._on_connected(True)  # noqa: FBT003 - a callback has no keywords
        try:
            await connection.send_json(self._hello())
            while True:
                self._take(await connection.receive_text())
        except _GONE:
            pass
        finally:
            self._forget(connection)

    async def send(self, parcel: Parcel) -> Outcome:
        """Deliver over the next connection."""
        if not self._connections:
            return Outcome(failure="not_connected")
        connection = self._connections.pop(0)
        self._connections.append(connection)
        fresh = asyncio.get_running_loop().create_future()
        answer = self._waiting.setdefault(parcel.envelope_id, fresh)
        try:
            await connection.send_json(_envelope(parcel))
            return Outcome(body=await asyncio.wait_for(asyncio.shield(answer), ACK_SECONDS))
        except TimeoutError:
            return Outcome(failure="timeout")
        except _GONE:
            return Outcome(failure="not_connected")
        finally:
            self._waiting.pop(parcel.envelope_id, None)

    async def ask_to_reconnect(self, reason: str) -> None:
        """Tell every connection that it will end soon, as Slack does about once an hour."""
        frame = {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
        for connection in list(self._connections):
            with suppress(*_GONE):
                await connection.send_json(frame)

    async def close(self) -> None:
        """End every connection."""
        for connection in list(self._connections):
            with suppress(*_GONE):
                await connection.close(1001)

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._connections),
            "debug_info": {"host": "sandbox", "approximate_connection_time": 18060},
            "connection_info": {"app_id": self._app_id},
        }

    def _take(self, text: str) -> None:
        frame = json.loads(text)
        answer = self._waiting.get(frame.get("envelope_id"))
        if answer is not None and not answer.done():
            answer.set_result(frame.get("payload"))

    def _forget(self, connection: WebSocket) -> None:
        self._connections.remove(connection)
        if not self._connections:
            self._on_connected(False)  # noqa: FBT003 - a callback has no keywords
        if connection.application_state is not WebSocketState.DISCONNECTED:
            connection.application_state = WebSocketState.DISCONNECTED


def _envelope(parcel: Parcel) -> Json:
    envelope: Json = {
        "envelope_id": parcel.envelope_id,
        "type": parcel.kind,
        "payload": parcel.payload,
        "accepts_response_payload": parcel.kind != "events_api",
    }
    if parcel.kind == "events_api":
        envelope |= {"retry_attempt": parcel.attempt, "retry_reason": parcel.reason}
    return envelope
