"""Signed requests as Slack sends them, over kept connections to this machine."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from time import perf_counter
from typing import Any
from urllib.parse import urlencode
from zlib import crc32

from slack_sdk.signature import SignatureVerifier

HOST = "127.0.0.1"
ANSWER_SECONDS = 10
WORKSPACE, PERSON = "T0BENCH", "U0BENCH"
NOWHERE = f"http://{HOST}:9/response"
"""A reply address that nothing of what is measured uses."""


@dataclass(frozen=True)
class Request:
    """One delivery of Slack's, signed when it is built."""

    body: bytes
    headers: dict[str, str]
    says: bytes = b""
    """What the answer contains; an acknowledgement is empty."""


@dataclass(frozen=True)
class Run:
    """What one load took."""

    seconds: tuple[float, ...]
    """Each request."""
    whole: float
    """All of them, on all connections."""

    @property
    def a_second(self) -> float:
        """How many requests were answered in a second."""
        return len(self.seconds) / self.whole


@dataclass(frozen=True)
class Caller:
    """Somebody in Slack, as far as an app sees them."""

    secret: str
    channels: Sequence[str]

    def command(self, text: str, trigger: str, says: bytes = b"") -> Request:
        """A slash command, new by its trigger."""
        return self._signed(
            {
                "command": "/framework",
                "text": text,
                "team_id": WORKSPACE,
                "user_id": PERSON,
                "channel_id": self._channel(trigger),
                "trigger_id": trigger,
                "response_url": NOWHERE,
            },
            says,
        )

    def click(self, action_id: str, value: str, trigger: str) -> Request:
        """A button in a message."""
        channel = self._channel(trigger)
        payload: dict[str, Any] = {
            "type": "block_actions",
            "team": {"id": WORKSPACE, "domain": "bench"},
            "user": {"id": PERSON, "team_id": WORKSPACE},
            "channel": {"id": channel},
            "container": {"type": "message", "channel_id": channel, "is_ephemeral": False},
            "message": {"ts": "1.000001", "thread_ts": "1.000001"},
            "trigger_id": trigger,
            "response_url": NOWHERE,
            "actions": [{"action_id": action_id, "block_id": "b", "type": "button", "value": value}],
        }
        return self._signed({"payload": json.dumps(payload)}, b"")

    def _channel(self, trigger: str) -> str:
        return self.channels[crc32(trigger.encode()) % len(self.channels)]

    def _signed(self, fields: dict[str, str], says: bytes) -> Request:
        body = urlencode(fields)
        timestamp = str(int(time.time()))
        signature = SignatureVerifier(self.secret).generate_signature(timestamp=timestamp, body=body)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": str(signature),
        }
        return Request(body.encode(), headers, says)


def send(port: int, requests: Sequence[Request], connections: int = 1) -> Run:
    """Send all, one after the other on each connection. Raises AssertionError for a wrong answer."""
    shares = [requests[start::connections] for start in range(connections)]
    with ThreadPoolExecutor(connections) as pool:
        start = perf_counter()
        taken = list(pool.map(lambda share: _send_in_turn(port, share), shares))
        whole = perf_counter() - start
    return Run(tuple(second for share in taken for second in share), whole)


def _send_in_turn(port: int, requests: Sequence[Request]) -> list[float]:
    connection = HTTPConnection(HOST, port, timeout=ANSWER_SECONDS)
    try:
        return [_send_one(connection, request) for request in requests]
    finally:
        connection.close()


def _send_one(connection: HTTPConnection, request: Request) -> float:
    start = perf_counter()
    connection.request("POST", "/slack/events", request.body, request.headers)
    answer = connection.getresponse()
    body = answer.read()
    taken = perf_counter() - start
    assert answer.status == 200, (answer.status, body[:200])
    assert request.says in body if request.says else not body, body[:200]
    return taken
