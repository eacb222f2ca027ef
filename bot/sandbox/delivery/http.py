"""Signed requests (docs.slack.dev/authentication/verifying-requests-from-slack)."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import urllib3

from bot.sandbox.delivery.transport import ACK_SECONDS, Outcome, Parcel

if TYPE_CHECKING:
    from bot.sandbox.model import Json

_OK = 200
_FORM = "application/x-www-form-urlencoded"
_REASONS = {"timeout": "http_timeout", "not_connected": "connection_failed", "http_error": "http_error"}


class HttpSender:
    """Posts every parcel to one address."""

    def __init__(self, url: str, signing_secret: str) -> None:
        self.url = url
        self._secret = signing_secret
        self._pool = urllib3.PoolManager(maxsize=16, retries=False)
        self._threads = ThreadPoolExecutor(16, thread_name_prefix="sandbox-delivery")

    async def send(self, parcel: Parcel) -> Outcome:
        """Deliver as form or JSON, signed."""
        body, content_type = _body(parcel)
        headers = {"Content-Type": content_type, **_retry_headers(parcel)}
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._post, body, headers)

    async def verify(self, challenge: str) -> bool:
        """Ask the address to prove itself, as Slack does when it is entered."""
        payload: Json = {"type": "url_verification", "challenge": challenge, "token": "sandbox"}
        outcome = await self.send(Parcel("events_api", payload, challenge))
        answered = outcome.body.get("challenge") if isinstance(outcome.body, dict) else outcome.body
        return bool(answered == challenge)

    def close(self) -> None:
        """End the connections."""
        self._threads.shutdown(wait=False)
        self._pool.clear()

    def _post(self, body: str, headers: dict[str, str]) -> Outcome:
        try:
            answer = self._pool.request(
                "POST",
                self.url,
                body=body.encode(),
                headers=headers | _signature(self._secret, body),
                timeout=urllib3.Timeout(total=ACK_SECONDS),
                redirect=False,
            )
        except urllib3.exceptions.NewConnectionError:
            return Outcome(failure="not_connected")
        except urllib3.exceptions.TimeoutError:
            return Outcome(failure="timeout")
        except urllib3.exceptions.HTTPError:
            return Outcome(failure="not_connected")
        return _outcome(answer.status, answer.data)


def _outcome(status: int, data: bytes) -> Outcome:
    if status != _OK:
        return Outcome(failure="http_error", body={"status": status})
    text = data.decode("utf-8", "replace")
    if text.lstrip().startswith("{"):
        return Outcome(body=json.loads(text))
    return Outcome(body=text or None)


def _signature(secret: str, body: str) -> dict[str, str]:
    timestamp = str(int(time.time()))
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}


def _body(parcel: Parcel) -> tuple[str, str]:
    if parcel.kind == "events_api":
        return json.dumps(parcel.payload), "application/json"
    fields: dict[str, Any] = parcel.payload
    if parcel.kind == "interactive":
        fields = {"payload": json.dumps(parcel.payload)}
    return urlencode(fields), _FORM


def _retry_headers(parcel: Parcel) -> dict[str, str]:
    if parcel.attempt == 0:
        return {}
    reason = _REASONS.get(parcel.reason, parcel.reason)
    return {"X-Slack-Retry-Num": str(parcel.attempt), "X-Slack-Retry-Reason": reason}
