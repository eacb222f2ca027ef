from __future__ import annotations

import queue
import threading
from typing import Any, Self

from slack_sdk import WebClient
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.sandbox.server import Sandbox

SILENCE = object()
"""The answer of an app that does not acknowledge."""


class Listening:
    """The app's end of Socket Mode: keeps what is delivered, and answers by type of payload."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.answers: dict[str, Any] = {}
        self.received: queue.Queue[SocketModeRequest] = queue.Queue()
        web = WebClient(base_url=sandbox.api_url)
        self.client = SocketModeClient(sandbox.app_token, web_client=web)
        self.client.socket_mode_request_listeners.append(self._take)

    def __enter__(self) -> Self:
        self.client.connect()
        return self

    def __exit__(self, *_: object) -> None:
        self.client.auto_reconnect_enabled = False
        # Slack's client takes seconds to join its threads, which nobody has to wait for.
        threading.Thread(target=self.client.close, daemon=True).start()

    def answer(self, kind: str, payload: Any) -> None:
        """Acknowledge this type (an envelope's or a payload's) with a payload, or with SILENCE."""
        self.answers[kind] = payload

    def next(self, timeout: float = 5) -> SocketModeRequest:
        """Return the next delivery."""
        return self.received.get(timeout=timeout)

    def next_event(self, kind: str) -> dict[str, Any]:
        """Return the next event of a type, with its envelope dropped."""
        while True:
            event: dict[str, Any] = self.next().payload.get("event", {})
            if event.get("type") == kind:
                return event

    def is_idle(self, seconds: float = 0.3) -> bool:
        """Whether nothing is delivered for a while."""
        try:
            self.received.get(timeout=seconds)
        except queue.Empty:
            return True
        return False

    def _take(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        self.received.put(request)
        answer = self.answers.get(request.payload.get("type", request.type), self.answers.get(request.type))
        if answer is not SILENCE:
            client.send_socket_mode_response(SocketModeResponse(request.envelope_id, answer))
