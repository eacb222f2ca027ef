from __future__ import annotations

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from tests.sandbox.examples import actions, button, home, modal, option, section, select, text_input
from tests.sandbox.listening import SILENCE, Listening
from tests.sandbox.person import Failed, Person, Workspace

Json = dict[str, Any]


def post(web: WebClient, channel: str, *blocks: Json) -> str:
    return str(web.chat_postMessage(channel=channel, text="Question", blocks=list(blocks))["ts"])


def clicked(app: Listening) -> Json:
    """Return the next payload of a click."""
    while True:
        request = app.next()
        if request.type == "interactive":
            return request.payload


def test_a_click_is_delivered_as_slack_documents_it(
    web: WebClient, app: Listening, ana: Person, backend: str
) -> None:
    ts = post(web, backend, actions(button(value="12")))
    ana.click(ana.waits_for(backend, "Question"), "Go")
    payload = clicked(app)
    assert payload["type"] == "block_actions"
    assert payload["user"] == {"id": ana.id, "username": "ana", "name": "ana", "team_id": "T0SANDBOX0"}
    assert payload["team"] == {"id": "T0SANDBOX0", "domain": "sandbox"}
    assert payload["channel"] == {"id": backend, "name": "backend"}
    assert payload["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": backend,
        "is_ephemeral": False,
    }
    assert payload["message"]["ts"] == ts
    assert payload["actions"][0].pop("action_ts")
    assert payload["actions"] == [
        {
            "type": "button",
            "block_id": "buttons",
            "action_id": "go",
            "text": {"type": "plain_text", "text": "Go"},
            "value": "12",
        }
    ]


def test_a_choice_stands_in_the_action_and_in_the_state(
    web: WebClient, app: Listening, ana: Person, backend: str
) -> None:
    post(web, backend, actions(select()))
    ana.choose(ana.waits_for(backend, "Question"), "pick", "Many")
    payload = clicked(app)
    assert payload["actions"][0]["selected_option"] == option("Many", "many")
    assert payload["state"]["values"]["buttons"]["pick"]["selected_option"] == option("Many", "many")


def test_an_overflow_menu_sends_the_chosen_option(
    web: WebClient, app: Listening, ana: Person, backend: str
) -> None:
    menu = {"type": "overflow", "action_id": "more", "options": [option("Compare", "compare")]}
    post(web, backend, {**section(), "accessory": menu})
    ana.choose(ana.waits_for(backend, "Question"), "more", "Compare")
    assert clicked(app)["actions"][0]["selected_option"] == option("Compare", "compare")


@pytest.mark.usefixtures("app")
def test_a_button_that_is_gone_cannot_be_clicked(web: WebClient, ana: Person, backend: str) -> None:
    ts = post(web, backend, actions(button()))
    old = ana.waits_for(backend, "Question")
    web.chat_update(channel=backend, ts=ts, text="Done", blocks=[])
    with pytest.raises(Failed, match="This button is gone"):
        ana.click(old, "Go")


@pytest.mark.usefixtures("app")
def test_an_option_that_is_not_offered_cannot_be_chosen(web: WebClient, ana: Person, backend: str) -> None:
    post(web, backend, actions(select()))
    message = ana.waits_for(backend, "Question")
    with pytest.raises(Failed, match="This option is not offered"):
        ana.click(message, "pick", selected_option=option("All", "all"))


def test_a_click_without_an_ack_fails_visibly(
    web: WebClient, app: Listening, ana: Person, backend: str
) -> None:
    post(web, backend, actions(button()))
    app.answer("block_actions", SILENCE)
    with pytest.raises(Failed) as failed:
        ana.click(ana.waits_for(backend, "Question"), "Go")
    assert failed.value.text == "The app did not respond. Try again."


def test_a_click_on_an_ephemeral_message_has_no_message(
    web: WebClient, app: Listening, ana: Person, backend: str
) -> None:
    web.chat_postEphemeral(channel=backend, user=ana.id, text="Psst", blocks=[actions(button())])
    ana.click(ana.waits_for(backend, "Psst"), "Go")
    payload = clicked(app)
    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload


def test_the_response_address_replaces_an_ephemeral_message(
    web: WebClient, app: Listening, ana: Person, backend: str
) -> None:
    web.chat_postEphemeral(channel=backend, user=ana.id, text="Psst", blocks=[actions(button())])
    ana.click(ana.waits_for(backend, "Psst"), "Go")
    answer = WebhookClient(clicked(app)["response_url"])
    answer.send(text="Page 2", replace_original=True)
    assert [each["text"] for each in ana.reads(backend)] == ["Page 2"]
    answer.send(delete_original=True)
    assert ana.reads(backend) == []


def test_the_response_address_answers_in_private_by_default(
    web: WebClient, app: Listening, ana: Person, bo: Person, backend: str
) -> None:
    post(web, backend, actions(button()))
    ana.click(ana.waits_for(backend, "Question"), "Go")
    WebhookClient(clicked(app)["response_url"]).send(text="Only you")
    assert [each["text"] for each in ana.reads(backend)] == ["Question", "Only you"]
    assert [each["text"] for each in bo.reads(backend)] == ["Question"]


def test_a_response_address_takes_five_answers(app: Listening, ana: Person, backend: str) -> None:
    ana.command(backend, "/framework")
    answer = WebhookClient(app.next().payload["response_url"])
    statuses = [answer.send(text=str(number)) for number in range(6)]
    assert [each.status_code for each in statuses] == [200] * 5 + [404]
    assert '"used_url"' in statuses[-1].body


def test_a_response_address_is_good_for_thirty_minutes(
    app: Listening, workspace: Workspace, ana: Person, backend: str
) -> None:
    ana.command(backend, "/framework")
    answer = WebhookClient(app.next().payload["response_url"])
    workspace.advance(30 * 60 + 1)
    assert '"expired_url"' in answer.send(text="Late").body


def test_bad_blocks_are_refused_at_the_response_address(
    app: Listening, workspace: Workspace, ana: Person, backend: str
) -> None:
    ana.command(backend, "/framework")
    answer = WebhookClient(app.next().payload["response_url"]).send(text="x", blocks=[section("")])
    assert (answer.status_code, '"invalid_blocks"' in answer.body) == (400, True)
    assert [each["method"] for each in workspace.refusals()] == ["response_url"]


def test_a_click_on_the_home_tab_names_the_view(web: WebClient, app: Listening, ana: Person) -> None:
    web.views_publish(user_id=ana.id, view=home(actions(button("Start", "start"))))
    ana.click_home("Start")
    payload = clicked(app)
    assert payload["container"] == {"type": "view", "view_id": payload["view"]["id"]}
    assert "channel" not in payload


def test_a_choice_in_a_modal_is_kept_in_its_state(
    web: WebClient, app: Listening, ana: Person, backend: str
) -> None:
    ana.command(backend, "/framework")
    view = modal(actions(select()), text_input())
    web.views_open(trigger_id=app.next().payload["trigger_id"], view=view)
    ana.click_modal("pick", selected_option=option("Many", "many"))
    assert clicked(app)["view"]["state"]["values"]["buttons"]["pick"]["selected_option"]["value"] == "many"
