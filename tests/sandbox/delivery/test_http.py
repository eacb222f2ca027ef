from __future__ import annotations

import threading
from collections.abc import Iterator
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from slack_bolt import Ack, App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient

from bot.sandbox.server import Sandbox
from tests.sandbox.examples import modal, text_input
from tests.sandbox.person import Failed, Person, Workspace


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def bolt(sandbox: Sandbox) -> App:
    """A tiny Bolt app."""
    client = WebClient(sandbox.bot_token, base_url=sandbox.api_url)
    app = App(client=client, signing_secret=sandbox.signing_secret, process_before_response=True)

    @app.command("/framework")
    def command(ack: Ack, body: dict[str, str]) -> None:
        view = modal(text_input(), title="Record", callback_id="record")
        client.views_open(trigger_id=body["trigger_id"], view=view)
        ack(f"You said: {body['text']}")

    @app.view("record")
    def record(ack: Ack) -> None:
        ack(response_action="errors", errors={"why": "Say more."})

    @app.event("message")
    def message(event: dict[str, str]) -> None:
        client.reactions_add(channel=event["channel"], timestamp=event["ts"], name="eyes")

    return app


@pytest.fixture
def url(bolt: App, workspace: Workspace) -> Iterator[str]:
    """The address of the Bolt app, to which the sandbox delivers."""
    with make_server("127.0.0.1", 0, SlackRequestHandler(bolt), handler_class=_Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        address = f"http://127.0.0.1:{server.server_port}/slack/events"
        assert workspace.deliver_over_http(address)["verified"] is True
        yield address
        server.shutdown()
        thread.join()


@pytest.mark.usefixtures("url")
def test_a_command_is_delivered_signed_and_answered(ana: Person, backend: str) -> None:
    ana.command(backend, "/framework internal tool")
    assert ana.reads(backend)[-1]["text"] == "You said: internal tool"


@pytest.mark.usefixtures("url")
def test_an_event_is_delivered_as_json(ana: Person, backend: str) -> None:
    ana.say(backend, "Hello")
    assert ana.reads(backend)[-1]["reactions"][0]["name"] == "eyes"


@pytest.mark.usefixtures("url")
def test_a_submission_is_answered_with_errors(ana: Person, backend: str) -> None:
    ana.command(backend, "/framework")
    answer = ana.try_to_submit(values={"Why": "because"})
    assert answer["errors"] == {"why": "Say more."}


@pytest.mark.usefixtures("url")
def test_a_command_that_the_app_does_not_know_fails_visibly(
    ana: Person, workspace: Workspace, backend: str
) -> None:
    with pytest.raises(Failed, match="dispatch_failed"):
        ana.command(backend, "/escaping")
    assert workspace.deliveries("slash_commands")[0]["failure"] == "http_error"


def test_nobody_at_the_address_fails_visibly(workspace: Workspace, ana: Person, backend: str) -> None:
    assert workspace.deliver_over_http("http://127.0.0.1:9/")["verified"] is False
    with pytest.raises(Failed) as failed:
        ana.command(backend, "/framework")
    assert failed.value.text == '/framework failed with the error "dispatch_failed".'


@pytest.mark.usefixtures("ana", "backend")
def test_delivery_can_go_back_to_the_socket(workspace: Workspace) -> None:
    workspace.deliver_over_http("http://127.0.0.1:9/")
    workspace.deliver_over_socket()
    assert workspace.overview()["app"]["connected"] is False
