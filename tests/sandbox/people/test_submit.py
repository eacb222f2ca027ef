from __future__ import annotations

from typing import Any

import pytest
from slack_sdk import WebClient

from tests.sandbox.examples import modal, option, section, select, text_input
from tests.sandbox.listening import SILENCE, Listening
from tests.sandbox.person import Failed, Person, Workspace

CHOSEN = {
    "type": "input",
    "block_id": "chosen",
    "label": {"type": "plain_text", "text": "Chosen"},
    "element": select("framework", initial_option=option("Few", "few")),
}
DECIDERS = {
    "type": "input",
    "block_id": "deciders",
    "label": {"type": "plain_text", "text": "Deciders"},
    "element": {"type": "multi_users_select", "action_id": "people"},
    "optional": True,
}


@pytest.fixture
def view(web: WebClient, app: Listening, ana: Person, backend: str) -> dict[str, Any]:
    """A modal that Ana has open."""
    ana.command(backend, "/framework")
    shown = modal(text_input(), CHOSEN, DECIDERS, callback_id="record", private_metadata="12")
    opened: dict[str, Any] = web.views_open(trigger_id=app.next().payload["trigger_id"], view=shown)["view"]
    return opened


@pytest.mark.usefixtures("view")
def test_a_submission_carries_what_stands_in_every_field(app: Listening, ana: Person, bo: Person) -> None:
    ana.submit(values={"Why": "because", "Deciders": [ana, bo]})
    payload = app.next().payload
    assert payload["type"] == "view_submission"
    assert (payload["view"]["callback_id"], payload["view"]["private_metadata"]) == ("record", "12")
    assert payload["view"]["state"]["values"] == {
        "why": {"text": {"type": "plain_text_input", "value": "because"}},
        "chosen": {"framework": {"type": "static_select", "selected_option": option("Few", "few")}},
        "deciders": {"people": {"type": "multi_users_select", "selected_users": [ana.id, bo.id]}},
    }


@pytest.mark.usefixtures("app", "view")
def test_an_empty_answer_closes_the_modal(ana: Person) -> None:
    ana.submit(values={"Why": "because"})
    assert ana.modals() == []


@pytest.mark.usefixtures("view")
def test_a_required_field_is_asked_for_before_the_app_is(app: Listening, ana: Person) -> None:
    answer = ana.try_to_submit()
    assert answer["errors"] == {"why": "Please complete this required field."}
    assert ana.modal()["errors"] == {"why": "Please complete this required field."}
    assert app.is_idle()


@pytest.mark.usefixtures("view")
def test_errors_from_the_app_stand_at_their_fields(app: Listening, ana: Person) -> None:
    app.answer("view_submission", {"response_action": "errors", "errors": {"why": "Say more."}})
    ana.try_to_submit(values={"Why": "because"})
    assert ana.modal()["errors"] == {"why": "Say more."}


@pytest.mark.usefixtures("view")
def test_errors_for_a_field_that_is_not_there_are_refused(
    app: Listening, workspace: Workspace, ana: Person
) -> None:
    app.answer("view_submission", {"response_action": "errors", "errors": {"title": "Say more."}})
    answer = ana.try_to_submit(values={"Why": "because"})
    assert answer["text"] == "We had some trouble connecting. Try again?"
    assert workspace.refusals()[0]["problems"][1] == "[ERROR] errors for no input block: title"


@pytest.mark.usefixtures("view")
def test_an_update_replaces_the_modal(app: Listening, ana: Person) -> None:
    after = modal(section(), title="Done")
    app.answer("view_submission", {"response_action": "update", "view": after})
    ana.submit(values={"Why": "because"})
    assert [each["title"]["text"] for each in ana.modals()] == ["Done"]


@pytest.mark.usefixtures("view")
def test_a_push_opens_another_above_it(app: Listening, ana: Person) -> None:
    app.answer("view_submission", {"response_action": "push", "view": modal(section(), title="Sure")})
    ana.submit(values={"Why": "because"})
    assert [each["title"]["text"] for each in ana.modals()] == ["Record", "Sure"]
    app.answer("view_submission", {"response_action": "clear"})
    ana.submit()
    assert ana.modals() == []


@pytest.mark.usefixtures("view")
def test_a_submission_without_an_ack_leaves_the_modal_open(app: Listening, ana: Person) -> None:
    app.answer("view_submission", SILENCE)
    with pytest.raises(Failed) as failed:
        ana.submit(values={"Why": "because"})
    assert failed.value.text == "We had some trouble connecting. Try again?"
    assert ana.modal()["state"]["values"]["why"]["text"]["value"] == "because"


@pytest.mark.usefixtures("view")
def test_closing_is_told_only_on_request(web: WebClient, app: Listening, ana: Person, backend: str) -> None:
    ana.close()
    assert app.is_idle()
    ana.command(backend, "/framework")
    shown = modal(section(), notify_on_close=True)
    web.views_open(trigger_id=app.next().payload["trigger_id"], view=shown)
    ana.close()
    payload = app.next().payload
    assert (payload["type"], payload["is_cleared"]) == ("view_closed", False)


@pytest.mark.usefixtures("app")
def test_a_closed_modal_cannot_be_submitted(ana: Person, view: dict[str, Any]) -> None:
    ana.close()
    with pytest.raises(Failed, match="This dialog is closed"):
        ana.submit(view, {"Why": "because"})
