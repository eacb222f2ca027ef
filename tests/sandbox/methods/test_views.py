from __future__ import annotations

import pytest
from slack_sdk import WebClient

from tests.sandbox.examples import home, modal, section, text_input
from tests.sandbox.listening import Listening
from tests.sandbox.methods.test_chat import error_of
from tests.sandbox.person import Person, Workspace


@pytest.fixture
def trigger(app: Listening, ana: Person, backend: str) -> str:
    ana.command(backend, "/framework")
    return str(app.next().payload["trigger_id"])


def test_a_trigger_opens_a_modal(web: WebClient, ana: Person, trigger: str) -> None:
    opened = web.views_open(trigger_id=trigger, view=modal(section(), private_metadata="12"))
    assert opened["view"]["private_metadata"] == "12"
    assert [each["id"] for each in ana.modals()] == [opened["view"]["id"]]


def test_a_reused_trigger_is_refused(web: WebClient, trigger: str) -> None:
    web.views_open(trigger_id=trigger, view=modal(section()))
    refused = error_of(web.views_open, trigger_id=trigger, view=modal(section()))
    assert refused["error"] == "exchanged_trigger_id"


def test_a_trigger_expires_after_three_seconds(web: WebClient, workspace: Workspace, trigger: str) -> None:
    workspace.advance(3.1)
    refused = error_of(web.views_open, trigger_id=trigger, view=modal(section()))
    assert refused["error"] == "expired_trigger_id"


def test_an_invented_trigger_is_refused(web: WebClient) -> None:
    refused = error_of(web.views_open, trigger_id="1.2.3", view=modal(section()))
    assert refused["error"] == "invalid_trigger_id"


def test_a_bad_view_does_not_use_up_the_trigger(web: WebClient, trigger: str) -> None:
    refused = error_of(web.views_open, trigger_id=trigger, view=modal(section(), title="x" * 25))
    assert refused["error"] == "invalid_arguments"
    assert refused["response_metadata"]["messages"] == [
        "[ERROR] must be at most 24 characters, has 25 [json-pointer:/view/title/text]"
    ]
    assert web.views_open(trigger_id=trigger, view=modal(section()))["ok"]


def test_a_stack_holds_three_modals(web: WebClient, app: Listening, ana: Person, backend: str) -> None:
    for number in range(4):
        ana.command(backend, "/framework")
        trigger = app.next().payload["trigger_id"]
        call = web.views_open if number == 0 else web.views_push
        if number == 3:
            assert error_of(call, trigger_id=trigger, view=modal(section()))["error"] == "push_limit_reached"
        else:
            call(trigger_id=trigger, view=modal(section(), title=f"Step {number}"))
    assert [each["title"]["text"] for each in ana.modals()] == ["Step 0", "Step 1", "Step 2"]


def test_a_push_needs_an_open_modal(web: WebClient, trigger: str) -> None:
    assert error_of(web.views_push, trigger_id=trigger, view=modal(section()))["error"] == "not_found"


def test_an_update_with_an_old_hash_is_refused(web: WebClient, trigger: str) -> None:
    view = web.views_open(trigger_id=trigger, view=modal(section()))["view"]
    web.views_update(view_id=view["id"], hash=view["hash"], view=modal(section("New")))
    refused = error_of(web.views_update, view_id=view["id"], hash=view["hash"], view=modal(section()))
    assert refused["error"] == "hash_conflict"


def test_an_update_finds_a_view_by_its_external_id(web: WebClient, ana: Person, trigger: str) -> None:
    web.views_open(trigger_id=trigger, view=modal(section(), external_id="decision-12"))
    web.views_update(external_id="decision-12", view=modal(section("New"), external_id="decision-12"))
    assert ana.modal()["blocks"][0]["text"]["text"] == "New"


def test_a_closed_modal_is_not_found(web: WebClient, ana: Person, trigger: str) -> None:
    view = web.views_open(trigger_id=trigger, view=modal(section()))["view"]
    ana.close()
    assert error_of(web.views_update, view_id=view["id"], view=modal(section()))["error"] == "not_found"


def test_typed_text_survives_an_update_with_the_same_ids(
    web: WebClient, app: Listening, ana: Person, trigger: str
) -> None:
    view = web.views_open(trigger_id=trigger, view=modal(text_input()))["view"]
    app.answer("view_submission", {"response_action": "errors", "errors": {"why": "Say more."}})
    ana.try_to_submit(values={"Why": "because"})
    web.views_update(view_id=view["id"], view=modal(text_input(), section("More")))
    assert ana.modal()["state"]["values"]["why"]["text"]["value"] == "because"


def test_a_home_is_published_to_one_person(web: WebClient, ana: Person, bo: Person) -> None:
    web.views_publish(user_id=ana.id, view=home(section("Welcome")))
    published = ana.home()
    assert published is not None
    assert published["blocks"][0]["text"]["text"] == "Welcome"
    assert bo.home() is None


def test_a_home_with_an_old_hash_is_refused(web: WebClient, ana: Person) -> None:
    view = web.views_publish(user_id=ana.id, view=home(section()))["view"]
    web.views_publish(user_id=ana.id, view=home(section()), hash=view["hash"])
    refused = error_of(web.views_publish, user_id=ana.id, view=home(section()), hash=view["hash"])
    assert refused["error"] == "hash_conflict"


def test_a_home_needs_somebody(web: WebClient) -> None:
    assert (
        error_of(web.views_publish, user_id="U0NOBODY00", view=home(section()))["error"] == "user_not_found"
    )
