"""What reaches Bolt over HTTP, and what is refused before."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Iterator

import pytest
import urllib3

from tests.walk.running import Bot, Mode


@pytest.fixture(scope="module")
def mode() -> Mode:
    return "http"


def _signed(bot: Bot, body: bytes) -> dict[str, str]:
    stamp = str(int(time.time()))
    base = b"v0:" + stamp.encode() + b":" + body
    digest = hmac.new(bot.sandbox.signing_secret.encode(), base, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={digest}",
    }


def _status(
    bot: Bot, body: bytes, headers: dict[str, str], path: str = "/slack/events", verb: str = "POST"
) -> int:
    return urllib3.request(verb, bot.url + path, body=body, headers=headers, retries=False).status


_CHALLENGE = json.dumps({"type": "url_verification", "challenge": "x"}).encode()
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(autouse=True)
def _nothing_raises(bot: Bot) -> Iterator[None]:
    yield
    assert "Traceback" not in bot.log


def test_a_signed_request_passes(bot: Bot) -> None:
    assert _status(bot, _CHALLENGE, _signed(bot, _CHALLENGE)) == 200


@pytest.mark.parametrize("body", [b"{torn", b"[]", b"\xff\xfe", b"[" * 100_000], ids=repr)
def test_a_signed_body_that_is_no_json_object_is_a_bad_request(bot: Bot, body: bytes) -> None:
    assert _status(bot, body, _signed(bot, body)) == 400


@pytest.mark.parametrize("body", [b"payload={torn", b"payload=[]", b"no form", b""])
def test_a_signed_body_that_is_no_form_of_slack_s_is_a_bad_request(bot: Bot, body: bytes) -> None:
    assert _status(bot, body, _signed(bot, body) | _FORM) == 400


@pytest.mark.parametrize("stamp", ["soon", "1.5", "-1", "0", "9" * 5000, "1" * 12, "\u00b2"], ids=len)
def test_an_odd_timestamp_is_not_signed(bot: Bot, stamp: str) -> None:
    headers = _signed(bot, _CHALLENGE) | {"X-Slack-Request-Timestamp": stamp}
    assert _status(bot, _CHALLENGE, headers) == 401


@pytest.mark.parametrize("signature", ["", "v0=", "v0=\u00e9", "v0=" + "0" * 64])
def test_a_wrong_signature_is_refused(bot: Bot, signature: str) -> None:
    headers = _signed(bot, _CHALLENGE) | {"X-Slack-Signature": signature}
    assert _status(bot, _CHALLENGE, headers) == 401


def test_an_unsigned_request_is_refused_whatever_it_is(bot: Bot) -> None:
    assert _status(bot, b"ssl_check=1", _FORM) == 401


def test_a_body_above_a_megabyte_is_too_large(bot: Bot) -> None:
    body = b'"' + b"x" * 1_000_001 + b'"'
    assert _status(bot, body, _signed(bot, body)) == 413


def test_another_method_is_not_allowed(bot: Bot) -> None:
    assert _status(bot, b"", {}, verb="GET") == 405


def test_another_path_is_not_found(bot: Bot) -> None:
    assert _status(bot, _CHALLENGE, _signed(bot, _CHALLENGE), path="/elsewhere") == 404


def test_health_is_told_to_anyone(bot: Bot) -> None:
    assert _status(bot, b"", {}, path="/healthz", verb="GET") == 200
