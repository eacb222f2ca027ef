from __future__ import annotations

import json
import time
from collections.abc import Callable

import pytest
from slack_sdk import WebClient
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from bot.sandbox.server import Sandbox
from tests.sandbox.listening import SILENCE, Listening
from tests.sandbox.person import Person, Workspace


def wait_until(passes: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not passes():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_connection_is_greeted(sandbox: Sandbox) -> None:
    url = WebClient(base_url=sandbox.api_url).apps_connections_open(app_token=sandbox.app_token)["url"]
    with connect(url) as socket:
        hello = json.loads(socket.recv())
    assert (hello["type"], hello["num_connections"]) == ("hello", 1)
    assert hello["connection_info"] == {"app_id": "A0ADVISOR0"}


def test_a_ticket_is_good_for_one_connection(sandbox: Sandbox) -> None:
    url = WebClient(base_url=sandbox.api_url).apps_connections_open(app_token=sandbox.app_token)["url"]
    with connect(url), pytest.raises(InvalidStatus):
        connect(url)


def test_the_window_is_told_whether_the_app_listens(sandbox: Sandbox, workspace: Workspace) -> None:
    assert workspace.overview()["app"]["connected"] is False
    with Listening(sandbox):
        workspace.wait_until_connected()


def test_an_app_that_is_asked_to_reconnect_goes_on(
    app: Listening, workspace: Workspace, ana: Person, backend: str
) -> None:
    before = app.client.session_id()
    workspace.disconnect()
    wait_until(lambda: app.client.session_id() != before)
    ana.command(backend, "/framework")
    assert app.next().payload["command"] == "/framework"


def test_an_envelope_says_whether_an_answer_is_taken(app: Listening, ana: Person, backend: str) -> None:
    ana.command(backend, "/framework")
    ana.say(backend, "Hello")
    assert [app.next().accepts_response_payload, app.next().accepts_response_payload] == [True, False]


def test_an_event_is_retried_at_once_and_later_until_it_is_acknowledged(
    app: Listening, workspace: Workspace, ana: Person, backend: str
) -> None:
    app.answer("events_api", SILENCE)
    ana.say(backend, "Hello")
    first, second = app.next(), app.next()
    assert first.payload["event_id"] == second.payload["event_id"]
    assert (second.retry_attempt, second.retry_reason) == (1, "timeout")
    wait_until(lambda: len(workspace.deliveries("message")) == 2)
    app.answer("events_api", None)
    workspace.advance(61)
    third = app.next()
    assert (third.retry_attempt, third.payload["event_id"]) == (2, first.payload["event_id"])
    workspace.advance(301)
    assert app.is_idle()
    assert [each["failure"] for each in workspace.deliveries("message")] == ["timeout", "timeout", None]


def test_a_delivery_can_be_duplicated(
    app: Listening, workspace: Workspace, ana: Person, backend: str
) -> None:
    workspace.duplicate(3)
    ana.say(backend, "Hello")
    ids = [app.next().payload["event_id"] for _ in range(3)]
    assert len(set(ids)) == 1
    assert app.is_idle()


def test_a_delivery_can_be_repeated(app: Listening, workspace: Workspace, ana: Person, backend: str) -> None:
    ana.command(backend, "/framework")
    workspace.redeliver()
    first, second = app.next().payload, app.next().payload
    assert first["trigger_id"] == second["trigger_id"]
