from __future__ import annotations

import io
import json
import time
from typing import TYPE_CHECKING, Any

import pytest
from slack_bolt import App
from slack_sdk.signature import SignatureVerifier

from bot.http import Front, front

if TYPE_CHECKING:  # typeshed has these for type checkers alone
    from _typeshed.wsgi import WSGIEnvironment

SECRET = "0123456789abcdef"
CHALLENGE = json.dumps({"type": "url_verification", "challenge": "said"}).encode()


def _front(*, is_healthy: bool = True) -> Front:
    app = App(token="xoxb-1", signing_secret=SECRET, token_verification_enabled=False)
    return front(app, SECRET, lambda: is_healthy)


def _environ(body: bytes, **more: Any) -> WSGIEnvironment:
    stamp = str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=body.decode("latin-1"))
    return {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/slack/events",
        "QUERY_STRING": "",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_X_SLACK_REQUEST_TIMESTAMP": stamp,
        "HTTP_X_SLACK_SIGNATURE": signature,
        "wsgi.input": io.BytesIO(body),
        **more,
    }


def _answer(environ: WSGIEnvironment, front: Front | None = None) -> tuple[int, bytes]:
    statuses: list[str] = []

    def start_response(status: str, *_: Any) -> Any:
        statuses.append(status)

    body = b"".join((front or _front())(environ, start_response))
    return int(statuses[0].split()[0]), body


def test_a_signed_request_reaches_bolt() -> None:
    status, body = _answer(_environ(CHALLENGE))
    assert status == 200
    assert b"said" in body


@pytest.mark.parametrize("length", ["-1", "many", "\u00b2", "9" * 5000])
def test_an_odd_length_is_a_bad_request(length: str) -> None:
    assert _answer(_environ(CHALLENGE, CONTENT_LENGTH=length))[0] == 400


def test_a_body_that_is_announced_as_too_large_is_not_read() -> None:
    environ = _environ(CHALLENGE, CONTENT_LENGTH="1000001")
    assert _answer(environ)[0] == 413
    assert environ["wsgi.input"].tell() == 0


def test_a_request_without_a_length_has_no_body_and_so_no_valid_signature() -> None:
    assert _answer(_environ(CHALLENGE, CONTENT_LENGTH=""))[0] == 401


def test_an_old_request_is_not_repeated() -> None:
    stamp = str(int(time.time()) - 301)
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=CHALLENGE)
    environ = _environ(CHALLENGE, HTTP_X_SLACK_REQUEST_TIMESTAMP=stamp, HTTP_X_SLACK_SIGNATURE=signature)
    assert _answer(environ)[0] == 401


def test_health_is_told_truly() -> None:
    health = {"REQUEST_METHOD": "GET", "PATH_INFO": "/healthz"}
    assert _answer(_environ(b"", **health)) == (200, b"OK\n")
    assert _answer(_environ(b"", **health), _front(is_healthy=False)) == (503, b"Service Unavailable\n")
