from __future__ import annotations

import pytest
import urllib3
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from urllib3.exceptions import ProtocolError

from bot.sandbox.server import Sandbox
from tests.sandbox.listening import Listening
from tests.sandbox.methods.test_chat import error_of
from tests.sandbox.person import Person, Workspace


def post(sandbox: Sandbox, channel: str, timeout: float = 5) -> urllib3.BaseHTTPResponse:
    """Post a message without the retries of Slack's client."""
    headers = {"Authorization": f"Bearer {sandbox.bot_token}"}
    fields = {"channel": channel, "text": "Hello"}
    with urllib3.PoolManager(retries=False) as pool:
        return pool.request(
            "POST",
            f"{sandbox.api_url}chat.postMessage",
            fields=fields,
            encode_multipart=False,
            headers=headers,
            timeout=timeout,
        )


def test_a_rate_limit_can_be_simulated(web: WebClient, workspace: Workspace, backend: str) -> None:
    workspace.fault("chat.postMessage", "rate_limited", retry_after=7)
    with pytest.raises(SlackApiError) as raised:
        web.chat_postMessage(channel=backend, text="x")
    assert raised.value.response.status_code == 429
    assert raised.value.response.headers["Retry-After"] == "7"
    assert web.chat_postMessage(channel=backend, text="x")["ok"]


def test_a_fault_hits_only_its_method_and_so_many_calls(
    web: WebClient, workspace: Workspace, backend: str
) -> None:
    workspace.fault("chat.postMessage", "fatal", times=2)
    assert web.auth_test()["ok"]
    for _ in range(2):
        assert error_of(web.chat_postMessage, channel=backend, text="x")["error"] == "fatal_error"
    assert web.chat_postMessage(channel=backend, text="x")["ok"]


def test_faults_can_be_taken_back(web: WebClient, workspace: Workspace) -> None:
    workspace.fault("*", "fatal", times=100)
    workspace.no_faults()
    assert web.auth_test()["ok"]


def test_a_server_error_can_be_simulated(sandbox: Sandbox, workspace: Workspace, backend: str) -> None:
    workspace.fault("chat.postMessage", "server_error")
    assert post(sandbox, backend).status == 500


def test_a_connection_can_break_before_the_effect(
    sandbox: Sandbox, workspace: Workspace, ana: Person, backend: str
) -> None:
    workspace.fault("chat.postMessage", "reset")
    with pytest.raises(ProtocolError):
        post(sandbox, backend)
    assert ana.reads(backend) == []


def test_a_connection_can_break_after_the_effect(
    sandbox: Sandbox, workspace: Workspace, ana: Person, backend: str
) -> None:
    workspace.fault("chat.postMessage", "after_reset")
    with pytest.raises(ProtocolError):
        post(sandbox, backend)
    assert [each["text"] for each in ana.reads(backend)] == ["Hello"]


def test_a_call_can_be_delayed(sandbox: Sandbox, workspace: Workspace, backend: str) -> None:
    workspace.fault("chat.postMessage", "delay", seconds=0.2)
    assert post(sandbox, backend).status == 200
    assert workspace.calls("chat.postMessage")[0]["duration_ms"] >= 200


def test_a_call_can_hang(sandbox: Sandbox, workspace: Workspace, backend: str) -> None:
    workspace.fault("chat.postMessage", "timeout")
    with pytest.raises(urllib3.exceptions.TimeoutError):
        post(sandbox, backend, timeout=0.2)


def test_the_traffic_shows_calls_without_tokens(
    sandbox: Sandbox, web: WebClient, workspace: Workspace, backend: str
) -> None:
    web.chat_postMessage(channel=backend, text=f"x {sandbox.bot_token}", blocks=[{"type": "divider"}])
    call = workspace.calls("chat.postMessage")[0]
    assert call["arguments"] == {"channel": backend, "text": "x ***", "blocks": [{"type": "divider"}]}
    assert (call["status"], call["response"]["ok"]) == (200, True)
    workspace.forget_traffic()
    assert workspace.calls() == []


def test_the_traffic_shows_deliveries_with_their_answers(
    app: Listening, workspace: Workspace, ana: Person, backend: str
) -> None:
    app.answer("slash_commands", {"text": "Hello"})
    ana.command(backend, "/framework")
    delivery = workspace.deliveries("slash_commands")[0]
    assert delivery["response"] == {"text": "Hello"}
    assert delivery["acked_ms"] < 1000
    assert delivery["payload"]["token"] == "***"


def test_a_wrong_control_call_says_what_is_wrong(workspace: Workspace) -> None:
    with pytest.raises(AssertionError, match="invalid_control"):
        workspace.post("/control/faults", {"kind": "explode"})


def test_an_archived_or_renamed_channel_is_told(app: Listening, workspace: Workspace, backend: str) -> None:
    workspace.put_channel(id=backend, archived=True)
    assert app.next_event("channel_archive")["channel"] == backend
    workspace.put_channel(id=backend, name="servers")
    assert app.next_event("channel_rename")["channel"]["name"] == "servers"


def test_a_channel_that_becomes_private_is_told(app: Listening, workspace: Workspace, backend: str) -> None:
    workspace.put_channel(id=backend, kind="private")
    assert app.next_event("message")["subtype"] == "channel_convert_to_private"


def test_a_new_channel_has_its_members(workspace: Workspace, ana: Person) -> None:
    made = workspace.put_channel(name="design", kind="private", members=[ana.id])
    ana.say(made["id"], "Hello")
    assert [each["text"] for each in ana.reads(workspace.channel("design"))] == ["Hello"]


def test_an_uninstalled_app_is_told(app: Listening, workspace: Workspace) -> None:
    workspace.uninstall()
    assert app.next_event("tokens_revoked")["tokens"]["bot"] == ["U0ADVISOR0"]
    assert app.next_event("app_uninstalled")
