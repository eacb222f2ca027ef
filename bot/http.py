"""Slack over HTTP: the guard in front of Bolt, the health check, and the server."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk.signature import SignatureVerifier

if TYPE_CHECKING:  # typeshed has these for type checkers alone
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

EVENTS_PATH = "/slack/events"
HEALTH_PATH = "/healthz"
MOST_BYTES = 1_000_000
"""Slack's own payloads stay far below."""
_MOST_DIGITS = 12


@dataclass(frozen=True)
class Front:
    """A WSGI application that lets only whole, signed requests through to Bolt.

    Bolt parses a body before it checks the signature, so what is malformed would raise there.
    """

    bolt: WSGIApplication
    verifier: SignatureVerifier
    is_healthy: Callable[[], bool]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        path, method = environ.get("PATH_INFO", ""), environ["REQUEST_METHOD"]
        if path == HEALTH_PATH and method in {"GET", "HEAD"}:
            healthy = self.is_healthy()
            return _plain(start_response, HTTPStatus.OK if healthy else HTTPStatus.SERVICE_UNAVAILABLE)
        if path != EVENTS_PATH:
            return _plain(start_response, HTTPStatus.NOT_FOUND)
        if method != "POST":
            return _plain(start_response, HTTPStatus.METHOD_NOT_ALLOWED)
        refusal, body = self._examine(environ)
        if refusal:
            return _plain(start_response, refusal)
        return self.bolt({**environ, "wsgi.input": _Body(body)}, start_response)

    def _examine(self, environ: WSGIEnvironment) -> tuple[HTTPStatus | None, bytes]:
        length = environ.get("CONTENT_LENGTH") or "0"
        if not _is_number(length):
            return HTTPStatus.BAD_REQUEST, b""
        if int(length) > MOST_BYTES:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, b""
        body = environ["wsgi.input"].read(int(length))
        if not _is_text(body):
            return HTTPStatus.BAD_REQUEST, b""
        if not self._is_signed(environ, body):
            return HTTPStatus.UNAUTHORIZED, b""
        return (None if _is_whole(environ.get("CONTENT_TYPE", ""), body) else HTTPStatus.BAD_REQUEST), body

    def _is_signed(self, environ: WSGIEnvironment, body: bytes) -> bool:
        timestamp = environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", "")
        signature = environ.get("HTTP_X_SLACK_SIGNATURE", "")
        if not (_is_number(timestamp) and signature.isascii()):
            return False
        return self.verifier.is_valid(body=body, timestamp=timestamp, signature=signature)


@dataclass
class _Body:
    """What Bolt's adapter reads the body from."""

    content: bytes

    def read(self, _size: int = -1) -> bytes:
        return self.content


def _is_number(text: str) -> bool:
    """Whether it is a whole number of a size that can be one of bytes or seconds."""
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS


def _is_text(body: bytes) -> bool:
    """Whether it is UTF-8; the verifier would raise for anything else."""
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_whole(content_type: str, body: bytes) -> bool:
    """Whether Bolt can parse it: JSON, or a form whose payload is JSON."""
    try:
        text = body.decode()
        if content_type.startswith("application/json"):
            return isinstance(json.loads(text), dict)
        form = parse_qs(text, strict_parsing=True)
        return bool(form) and ("payload" not in form or isinstance(json.loads(form["payload"][0]), dict))
    except (ValueError, RecursionError):
        return False


def _plain(start_response: StartResponse, status: HTTPStatus) -> Iterable[bytes]:
    body = f"{status.phrase}\n".encode()
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
    start_response(f"{status.value} {status.phrase}", headers)
    return [body]


def front(bolt: Any, signing_secret: str, is_healthy: Callable[[], bool]) -> Front:
    """Put the guard in front of a Bolt app."""
    return Front(SlackRequestHandler(bolt, path=EVENTS_PATH), SignatureVerifier(signing_secret), is_healthy)
