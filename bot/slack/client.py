"""Connections to Slack: kept alive, shared by every client that Bolt makes, and nothing retried."""

from __future__ import annotations

import io
import urllib.request
from email.message import Message as Headers
from http.client import HTTPMessage
from typing import cast
from urllib.error import URLError
from urllib.response import addinfourl

import urllib3
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

TIMEOUT_SECONDS = 10
_TOO_MANY = 429
_SERVER_ERROR = 500
_MOMENTARY = frozenset(
    {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "ratelimited"}
)
"""Slack's codes for its own trouble: https://docs.slack.dev/reference/methods/chat.postMessage#errors"""


class KeptAliveHandler(urllib.request.BaseHandler):
    """Sends urllib's requests over urllib3's pool: the SDK would open a connection for every call."""

    handler_order = 100
    """Before urllib's own handlers."""

    def __init__(self, pool: urllib3.PoolManager) -> None:
        self._pool = pool

    def http_open(self, req: urllib.request.Request) -> addinfourl:
        """Send one request. Raises URLError where there is no answer, as urllib does."""
        try:
            answer = self._pool.request(
                req.get_method(),
                req.full_url,
                body=cast("bytes | None", req.data),  # all that the SDK sends
                headers={**req.headers, **req.unredirected_hdrs},
                timeout=_seconds(req.timeout),
                retries=False,
                redirect=False,
            )
        except urllib3.exceptions.HTTPError as error:
            raise URLError(error) from error
        return _as_urllib(answer, req.full_url)

    https_open = http_open


def _seconds(timeout: object) -> float:
    """Urllib marks "none given" with an object of its own."""
    return timeout if isinstance(timeout, (int, float)) else TIMEOUT_SECONDS


def _as_urllib(answer: urllib3.BaseHTTPResponse, url: str) -> addinfourl:
    headers: Headers = HTTPMessage()
    for name, value in answer.headers.items():
        headers[name] = value
    response = addinfourl(io.BytesIO(answer.data), headers, url, answer.status)
    response.msg = answer.reason or ""  # type: ignore[attr-defined]  # HTTPErrorProcessor reads it
    return response


def keep_connections_alive() -> None:
    """Make every urllib request of this process use kept connections. Called by the composition root."""
    pool = urllib3.PoolManager(num_pools=4, maxsize=16, block=False)
    urllib.request.install_opener(urllib.request.build_opener(KeptAliveHandler(pool)))


def web_client(token: str, base_url: str) -> WebClient:
    """Make a client that never retries: the presenter decides when to try again."""
    return WebClient(token=token, base_url=base_url, timeout=TIMEOUT_SECONDS, retry_handlers=[])


def is_momentary(error: SlackApiError) -> bool:
    """Whether Slack would answer otherwise in a while: it is busy, or has trouble of its own."""
    status = error.response.status_code
    return status == _TOO_MANY or status >= _SERVER_ERROR or error.response.get("error") in _MOMENTARY
