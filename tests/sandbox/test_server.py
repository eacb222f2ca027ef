from __future__ import annotations

from pathlib import Path

import pytest
from slack_bolt import Ack, App, Respond
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.sandbox.errors import BrokenManifest, BrokenState
from bot.sandbox.server import PortTaken, Sandbox
from tests.sandbox.conftest import MANIFEST
from tests.sandbox.examples import actions, button, home, section
from tests.sandbox.person import Failed, Person, Workspace


def test_a_taken_port_is_named(sandbox: Sandbox) -> None:
    port = int(sandbox.url.rpartition(":")[2])
    with pytest.raises(PortTaken, match=f"Port {port} is already in use. Choose another one."):
        Sandbox(MANIFEST, port=port)


def test_a_manifest_without_a_bot_user_is_refused() -> None:
    with pytest.raises(BrokenManifest, match=r"features\.bot_user\.display_name"):
        Sandbox({"display_information": {"name": "Framework Advisor"}})


def test_a_manifest_without_interactivity_has_dead_buttons(backend: str) -> None:
    manifest = {**MANIFEST, "settings": {}}
    with Sandbox(manifest) as sandbox, Workspace(sandbox.url) as workspace:
        web = WebClient(sandbox.bot_token, base_url=sandbox.api_url)
        web.chat_postMessage(channel=backend, text="Question", blocks=[actions(button("Few"))])
        ana = workspace.person("Ana")
        with pytest.raises(Failed, match="not configured to handle interactive responses"):
            ana.click(ana.reads(backend)[-1], "Few")


def test_a_manifest_without_a_messages_tab_takes_no_direct_messages() -> None:
    features = {**MANIFEST["features"], "app_home": {"messages_tab_enabled": False}}
    with Sandbox({**MANIFEST, "features": features}) as sandbox, Workspace(sandbox.url) as workspace:
        ana = workspace.person("Ana")
        with pytest.raises(Failed, match="Sending messages to this app has been turned off"):
            ana.say(workspace.direct_message(ana), "Hello")


def test_a_restart_shows_the_same_conversation(tmp_path: Path, backend: str) -> None:
    state = tmp_path / "folder" / "sandbox.json"
    with Sandbox(MANIFEST, state=state) as first, Workspace(first.url) as workspace:
        web = WebClient(first.bot_token, base_url=first.api_url)
        ana = workspace.person("Ana")
        root = ana.say(backend, "Hello")
        web.chat_postMessage(channel=backend, text="Reply", thread_ts=root, blocks=[section()])
        web.views_publish(user_id=ana.id, view=home(section("Welcome")))
        before = (ana.reads(backend), ana.reads(backend, root), ana.home())
    with Sandbox(MANIFEST, state=state) as second, Workspace(second.url) as workspace:
        ana = workspace.person("Ana")
        assert (ana.reads(backend), ana.reads(backend, root), ana.home()) == before
        assert ana.say(backend, "Later") > root


def test_a_broken_state_file_is_named(tmp_path: Path) -> None:
    state = tmp_path / "sandbox.json"
    state.write_text("{")
    with pytest.raises(BrokenState, match=f"Cannot read the conversation in {state}. Remove it"):
        Sandbox(MANIFEST, state=state)


def test_a_bolt_app_runs_over_socket_mode(
    sandbox: Sandbox, workspace: Workspace, ana: Person, bo: Person, backend: str
) -> None:
    client = WebClient(sandbox.bot_token, base_url=sandbox.api_url)
    bolt = App(client=client, process_before_response=True)

    @bolt.command("/framework")
    def command(ack: Ack, body: dict[str, str]) -> None:
        ack()
        client.chat_postMessage(channel=body["channel_id"], text="Question", blocks=[actions(button("Few"))])

    @bolt.action("go")
    def go(ack: Ack, respond: Respond) -> None:
        ack()
        respond("Noted")

    handler = SocketModeHandler(bolt, sandbox.app_token, web_client=client)
    handler.connect()  # type: ignore[no-untyped-call]  # Bolt leaves it out
    try:
        workspace.wait_until_connected()
        ana.command(backend, "/framework")
        bo.click(bo.waits_for(backend, "Question"), "Few")
        bo.waits_for(backend, "Noted")
    finally:
        handler.close()  # type: ignore[no-untyped-call]  # Bolt leaves it out
    assert [each["text"] for each in ana.reads(backend)] == ["Question"]
    assert workspace.refusals() == []
