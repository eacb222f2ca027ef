from __future__ import annotations

import json
from typing import Any

import pytest
import urllib3
from slack_sdk import WebClient
from websockets.sync.client import ClientConnection, connect

from bot.sandbox.server import Sandbox
from tests.sandbox.examples import home, section
from tests.sandbox.listening import Listening
from tests.sandbox.person import Person, Workspace


def window(workspace: Workspace, person: Person) -> ClientConnection:
    """Open a window of the page, as far as the server can tell."""
    return connect(f"{workspace.url.replace('http', 'ws')}/sandbox/live?user={person.id}")


def frame(socket: ClientConnection) -> Any:
    return json.loads(socket.recv(timeout=5))


def test_the_workspace_is_described(workspace: Workspace) -> None:
    overview = workspace.overview()
    assert [each["real_name"] for each in overview["people"]] == ["Ana", "Bo", "Chi"]
    assert [each["name"] for each in overview["channels"]][:3] == ["backend", "quiet", "platform-leads"]
    assert overview["commands"][0] == {
        "command": "/framework",
        "usage_hint": "[brief]",
        "description": "Choose a framework",
    }
    assert overview["shortcuts"][0] == {"callback_id": "advise", "name": "Advise on this", "type": "message"}
    assert overview["app"]["name"] == "Framework Advisor"


def test_two_windows_see_each_other(ana: Person, bo: Person, workspace: Workspace, backend: str) -> None:
    with window(workspace, bo) as socket:
        ts = ana.say(backend, "Hello")
        shown = frame(socket)
    assert (shown["type"], shown["channel"], shown["thread_ts"]) == ("message", backend, None)
    assert (shown["message"]["ts"], shown["message"]["author"]["name"]) == (ts, "Ana")


def test_changes_deletions_and_reactions_are_shown(
    web: WebClient, ana: Person, workspace: Workspace, backend: str
) -> None:
    with window(workspace, ana) as socket:
        ts = web.chat_postMessage(channel=backend, text="Before")["ts"]
        web.chat_update(channel=backend, ts=ts, text="After")
        web.reactions_add(channel=backend, timestamp=ts, name="tada")
        web.chat_delete(channel=backend, ts=ts)
        kinds = [frame(socket)["type"] for _ in range(4)]
    assert kinds == ["message", "message_changed", "reaction", "message_deleted"]


def test_a_private_channel_is_shown_to_its_members_only(
    ana: Person, workspace: Workspace, backend: str, leads: str
) -> None:
    with window(workspace, workspace.person("Chi")) as socket:
        ana.say(leads, "Secret")
        ana.say(backend, "Open")
        assert frame(socket)["message"]["text"] == "Open"


def test_a_home_a_failure_and_the_app_s_state_are_shown(
    web: WebClient, sandbox: Sandbox, ana: Person, workspace: Workspace, backend: str
) -> None:
    with window(workspace, ana) as socket:
        web.views_publish(user_id=ana.id, view=home(section()))
        assert frame(socket)["type"] == "home"
        ana.try_to("say", channel=backend, text="/framework")
        assert frame(socket) == {
            "type": "failure",
            "text": '/framework failed with the error "dispatch_failed".',
        }
        with Listening(sandbox):
            assert frame(socket) == {"type": "app", "connected": True}


def test_an_unknown_person_sees_nothing(workspace: Workspace, backend: str) -> None:
    with pytest.raises(AssertionError, match="There is no such person"):
        workspace.get("/sandbox/messages", user="U0NOBODY00", channel=backend)


def test_an_unknown_act_is_refused(ana: Person) -> None:
    assert ana.try_to("dance")["error"] == "unknown_action"
    assert ana.try_to("say")["error"] == "invalid_action"


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Origin": "https://evil.example"}])
@pytest.mark.parametrize("path", ["/", "/sandbox/workspace", "/control/traffic"])
def test_a_page_from_elsewhere_is_kept_out(sandbox: Sandbox, path: str, headers: dict[str, str]) -> None:
    answer = urllib3.request("GET", sandbox.url + path, headers=headers)
    assert (answer.status, answer.data) == (403, b"Only for this machine.")


def test_the_page_may_load_nothing_from_elsewhere(sandbox: Sandbox) -> None:
    answer = urllib3.request("GET", sandbox.url)
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'; img-src 'self' data:")
