from __future__ import annotations

import pytest
from slack_sdk import WebClient

from tests.sandbox.examples import home, section
from tests.sandbox.listening import Listening
from tests.sandbox.person import Failed, Person, Workspace


def test_opening_the_home_tells_the_app(
    web: WebClient, app: Listening, workspace: Workspace, ana: Person
) -> None:
    ana.open_home()
    event = app.next_event("app_home_opened")
    assert (event["user"], event["tab"], event["channel"]) == (
        ana.id,
        "home",
        workspace.direct_message(ana),
    )
    assert "view" not in event
    view = web.views_publish(user_id=ana.id, view=home(section()))["view"]
    ana.open_home()
    assert app.next_event("app_home_opened")["view"]["hash"] == view["hash"]


def test_a_message_shortcut_carries_the_message(app: Listening, ana: Person, backend: str) -> None:
    ana.say(backend, "We need an admin")
    ana.shortcut("advise", ana.reads(backend)[-1])
    payload = app.next().payload
    while payload["type"] != "message_action":
        payload = app.next().payload
    assert payload["callback_id"] == "advise"
    assert payload["message"]["text"] == "We need an admin"
    assert payload["channel"] == {"id": backend, "name": "backend"}
    assert payload["trigger_id"]
    assert payload["response_url"]


def test_a_global_shortcut_has_no_channel(app: Listening, ana: Person) -> None:
    ana.shortcut("start")
    payload = app.next().payload
    assert (payload["type"], payload["callback_id"]) == ("shortcut", "start")
    assert "channel" not in payload


@pytest.mark.usefixtures("app")
def test_an_undeclared_shortcut_is_refused(ana: Person) -> None:
    with pytest.raises(Failed, match="There is no such shortcut"):
        ana.shortcut("other")
