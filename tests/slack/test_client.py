from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import psutil
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.server import Sandbox
from bot.slack.client import is_momentary, keep_connections_alive, web_client
from tests.sandbox.person import Workspace


@pytest.fixture
def _kept_alive() -> Iterator[None]:
    before = urllib.request._opener  # type: ignore[attr-defined]  # there is no other way to put it back
    keep_connections_alive()
    yield
    urllib.request.install_opener(before)


def _ports(sandbox: Sandbox) -> set[int]:
    """Our own ports of the connections to the sandbox."""
    port = int(sandbox.url.rsplit(":", 1)[1])
    every = psutil.Process().net_connections("tcp")
    return {each.laddr[1] for each in every if each.raddr[1:] == (port,)}


@pytest.mark.usefixtures("_kept_alive")
def test_calls_share_a_connection_also_between_clients(sandbox: Sandbox, client: WebClient) -> None:
    client.auth_test()
    made = _ports(sandbox)
    for _ in range(3):
        web_client(sandbox.bot_token, sandbox.api_url).auth_test()
    assert _ports(sandbox) == made


@pytest.mark.usefixtures("_kept_alive")
def test_a_connection_that_breaks_is_an_error_of_the_network(client: WebClient, workspace: Workspace) -> None:
    workspace.fault("auth.test", "reset")
    with pytest.raises(OSError, match="urlopen error"):
        client.auth_test()
    client.auth_test()


@pytest.mark.usefixtures("_kept_alive")
def test_nothing_is_tried_again_behind_the_presenter_s_back(client: WebClient, workspace: Workspace) -> None:
    workspace.fault("auth.test", "server_error")
    with pytest.raises(SlackApiError):
        client.auth_test()
    assert len(workspace.calls("auth.test")) == 1


@pytest.mark.parametrize(
    ("kind", "passes"), [("rate_limited", True), ("server_error", True), ("fatal", True)]
)
def test_slack_s_own_trouble_is_momentary(
    client: WebClient, workspace: Workspace, kind: str, *, passes: bool
) -> None:
    workspace.fault("auth.test", kind)
    with pytest.raises(SlackApiError) as refused:
        client.auth_test()
    assert is_momentary(refused.value) is passes


def test_a_page_of_a_gateway_in_between_is_momentary(gateway: str) -> None:
    with pytest.raises(SlackApiError) as refused:
        web_client("xoxb-1", gateway).auth_test()
    assert is_momentary(refused.value)


@pytest.fixture
def gateway() -> Iterator[str]:
    """What stands before Slack and cannot reach it: no JSON, no code of Slack's."""
    with HTTPServer(("127.0.0.1", 0), _BadGateway) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


class _BadGateway(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_error(502)

    def log_message(self, *_: object) -> None:
        """Stay silent."""


def test_a_refusal_is_not_momentary(client: WebClient) -> None:
    with pytest.raises(SlackApiError) as refused:
        client.conversations_info(channel="C0NOWHERE0")
    assert not is_momentary(refused.value)
