from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from slack_sdk import WebClient

from tests.browser import PHONE, Windows
from tests.sandbox.browser.test_page import overflow
from tests.sandbox.examples import Json, actions, button, modal, option, plain, section, text_input
from tests.sandbox.listening import SILENCE, Listening
from tests.sandbox.person import Workspace

pytestmark = pytest.mark.browser


class Opener:
    """Opens modals in answer to the shortcut in the composer."""

    def __init__(self, app: Listening, web: WebClient) -> None:
        self._app = app
        self._web = web

    def __call__(self, page: Page, view: Json) -> Locator:
        page.get_by_role("button", name="Shortcuts").click()
        page.get_by_role("menuitem", name="Start").click()
        trigger = self.next("shortcut")["trigger_id"]
        self._web.views_open(trigger_id=trigger, view=view)
        return page.get_by_role("dialog", name=view["title"]["text"])

    def push(self, view: Json) -> None:
        """Put a modal on top, in answer to a click in the one below."""
        self._web.views_push(trigger_id=self.next("block_actions")["trigger_id"], view=view)

    def update(self, view: Json, **changes: Any) -> None:
        """Change the modal in which something was clicked."""
        self._web.views_update(view_id=view["id"], view=changes)

    def next(self, kind: str) -> Json:
        """Return the next payload of a type."""
        while True:
            payload: Json = self._app.next().payload
            if payload.get("type") == kind:
                return payload


@pytest.fixture
def opener(app: Listening, web: WebClient) -> Opener:
    return Opener(app, web)


@pytest.fixture
def page(windows: Windows) -> Page:
    return windows.open("Ana")


CHOSEN = {
    "type": "input",
    "block_id": "chosen",
    "label": plain("Chosen"),
    "dispatch_action": True,
    "element": {
        "type": "static_select",
        "action_id": "pick",
        "options": [option("Django", "django"), option("Flask", "flask")],
        "initial_option": option("Django", "django"),
    },
}
WHO = {
    "type": "input",
    "block_id": "who",
    "label": plain("Deciders"),
    "element": {"type": "multi_users_select", "action_id": "who", "initial_users": ["U00000ANA0"]},
}
REVIEW = {
    "type": "input",
    "block_id": "review",
    "label": plain("Review on"),
    "optional": True,
    "element": {"type": "datepicker", "action_id": "date", "initial_date": "2027-05-21"},
}


def test_what_stands_in_the_fields_is_submitted(page: Page, opener: Opener) -> None:
    dialog = opener(page, modal(text_input(), CHOSEN, WHO, REVIEW))
    dialog.get_by_label("Why").fill("Because it fits")
    dialog.get_by_role("button", name="Deciders: Ana").click()
    page.get_by_role("option", name="Bo").click()
    page.keyboard.press("Escape")
    dialog.get_by_label("Review on").fill("2027-06-30")
    dialog.get_by_role("button", name="Save").click()
    values = opener.next("view_submission")["view"]["state"]["values"]
    assert values["why"]["text"]["value"] == "Because it fits"
    assert values["chosen"]["pick"]["selected_option"]["value"] == "django"
    assert values["who"]["who"]["selected_users"] == ["U00000ANA0", "U000000BO0"]
    assert values["review"]["date"]["selected_date"] == "2027-06-30"
    expect(dialog).to_have_count(0)


def test_a_required_field_is_named_and_gets_the_focus(page: Page, opener: Opener) -> None:
    dialog = opener(page, modal(text_input("Title", "title"), text_input()))
    dialog.get_by_label("Title").fill("Kept")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert").filter(has_text="complete")).to_have_text(
        "Please complete this required field."
    )
    expect(dialog.get_by_label("Why")).to_be_focused()
    expect(dialog.get_by_label("Why")).to_have_attribute("aria-invalid", "true")
    expect(dialog.get_by_label("Title")).to_have_value("Kept")


def test_the_errors_of_the_app_stand_under_their_fields(page: Page, opener: Opener, app: Listening) -> None:
    app.answer("view_submission", {"response_action": "errors", "errors": {"why": "Say a little more."}})
    dialog = opener(page, modal(text_input()))
    dialog.get_by_label("Why").fill("so")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_text("Say a little more.")).to_be_visible()
    expect(dialog.get_by_label("Why")).to_have_value("so")


def test_a_modal_is_walked_through_with_the_keyboard_alone(page: Page, opener: Opener) -> None:
    dialog = opener(page, modal(text_input(), CHOSEN, WHO))
    press, text = page.keyboard.press, page.keyboard.type
    expect(dialog.get_by_label("Why")).to_be_focused()
    text("Typed")
    press("Tab")
    expect(dialog.get_by_role("button", name="Chosen: Django")).to_be_focused()
    press("Enter")
    press("ArrowDown")
    press("Enter")
    expect(dialog.get_by_role("button", name="Chosen: Flask")).to_be_focused()
    for name in ("Deciders: Ana", "Cancel", "Save", "Close dialog"):
        press("Tab")
        expect(dialog.get_by_role("button", name=name, exact=True)).to_be_focused()
    press("Shift+Tab")
    press("Enter")
    state = opener.next("view_submission")["view"]["state"]["values"]
    assert state["why"]["text"]["value"] == "Typed"
    assert state["chosen"]["pick"]["selected_option"]["value"] == "flask"


def test_escape_closes_an_open_list_first_and_then_the_modal(page: Page, opener: Opener) -> None:
    dialog = opener(page, modal(CHOSEN, notify_on_close=True))
    dialog.get_by_role("button", name="Chosen: Django").click()
    expect(page.get_by_role("listbox", name="Chosen")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox", name="Chosen")).to_be_hidden()
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert opener.next("view_closed")["is_cleared"] is False


def test_a_field_that_the_app_adds_keeps_what_was_typed(page: Page, opener: Opener, web: WebClient) -> None:
    dialog = opener(page, modal(text_input(), CHOSEN))
    dialog.get_by_label("Why", exact=True).fill("Half a sent")
    dialog.get_by_role("button", name="Chosen: Django").click()
    page.get_by_role("option", name="Flask").click()
    told = opener.next("block_actions")
    assert told["view"]["state"]["values"]["why"]["text"]["value"] == "Half a sent"
    more = modal(text_input(), CHOSEN, text_input("Why not Django?", "whynot"))
    web.views_update(view_id=told["view"]["id"], view=more)
    expect(dialog.get_by_label("Why not Django?")).to_be_visible()
    expect(dialog.get_by_label("Why", exact=True)).to_have_value("Half a sent")
    expect(dialog.get_by_role("button", name="Chosen: Flask")).to_be_focused()


def test_modals_stack_and_closing_goes_back_to_the_one_below(page: Page, opener: Opener) -> None:
    below = opener(page, modal(text_input(), actions(button("More"))))
    below.get_by_label("Why").fill("Kept")
    below.get_by_role("button", name="More").click()
    opener.push(modal(section("Details"), title="Second"))
    second = page.get_by_role("dialog", name="Second")
    expect(second).to_contain_text("Details")
    page.keyboard.press("Escape")
    expect(below.get_by_label("Why")).to_have_value("Kept")


def test_an_app_that_is_silent_leaves_the_modal_with_its_words(
    page: Page, opener: Opener, app: Listening
) -> None:
    dialog = opener(page, modal(text_input()))
    app.answer("view_submission", SILENCE)
    dialog.get_by_label("Why").fill("Do not lose this")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_text("We had some trouble connecting. Try again?")).to_be_visible()
    expect(dialog.get_by_label("Why")).to_have_value("Do not lose this")


def test_on_a_phone_a_modal_fills_the_screen(windows: Windows, opener: Opener) -> None:
    page = windows.open("Ana", size=PHONE)
    dialog = opener(page, modal(text_input("A label of some length " * 4), WHO, title="Record decision"))
    assert dialog.bounding_box() == {"x": 0, "y": 0, "width": 360, "height": 720}
    assert overflow(page) == 0


def test_a_modal_comes_back_after_a_reload(page: Page, opener: Opener, workspace: Workspace) -> None:
    dialog = opener(page, modal(text_input()))
    expect(dialog).to_be_visible()
    page.reload()
    expect(dialog).to_be_visible()
    assert len(workspace.person("Ana").modals()) == 1
