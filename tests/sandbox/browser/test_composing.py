from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import Windows
from tests.sandbox.listening import Listening
from tests.sandbox.person import Person

pytestmark = pytest.mark.browser


@pytest.fixture
def page(windows: Windows) -> Page:
    return windows.open("Ana")


@pytest.fixture
def box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Message #backend")


def test_a_command_is_completed_with_its_hint(page: Page, box: Locator) -> None:
    box.press_sequentially("/fr")
    expect(page.get_by_role("option")).to_have_text("/framework[brief]Choose a framework")
    box.press("Enter")
    expect(box).to_have_value("/framework ")
    expect(page.locator(".usage").first).to_have_text("/framework [brief]")


def test_a_command_typed_in_full_is_sent_with_one_enter(box: Locator, app: Listening) -> None:
    box.press_sequentially("/framework")
    box.press("Enter")
    assert app.next().payload["command"] == "/framework"
    expect(box).to_have_value("")


def test_arrow_keys_choose_a_completion(page: Page, box: Locator) -> None:
    box.press_sequentially("/")
    commands = page.get_by_role("option")
    expect(commands).to_have_count(3)
    box.press("ArrowDown")
    expect(commands.nth(1)).to_have_attribute("aria-selected", "true")
    box.press("Tab")
    expect(box).to_have_value("/escaping ")


def test_a_mention_is_completed_and_reaches_the_app(page: Page, box: Locator, app: Listening) -> None:
    box.press_sequentially("@adv")
    page.get_by_role("option", name="@Framework Advisor").click()
    box.press_sequentially("we need an API")
    box.press("Enter")
    assert app.next_event("app_mention")["text"] == "<@U0ADVISOR0> we need an API"
    expect(page.get_by_role("log").locator(".mention")).to_have_text("@Framework Advisor")


def test_escape_closes_the_completions_and_keeps_the_words(page: Page, box: Locator) -> None:
    box.press_sequentially("hello @b")
    expect(page.get_by_role("option", name="@Bo")).to_be_visible()
    box.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(box).to_have_value("hello @b")


def test_shift_and_enter_make_a_line(page: Page, box: Locator) -> None:
    box.press_sequentially("one")
    box.press("Shift+Enter")
    box.press_sequentially("two")
    box.press("Enter")
    expect(page.get_by_role("article")).to_contain_text("one\ntwo", use_inner_text=True)


def test_an_unknown_command_is_told_and_kept(page: Page, box: Locator) -> None:
    box.fill("/frmwork")
    box.press("Enter")
    expect(page.get_by_role("article", name="Slackbot")).to_contain_text("/frmwork is not a valid command.")
    expect(box).to_have_value("/frmwork")
    page.get_by_role("button", name="Dismiss").click()
    expect(page.get_by_role("article", name="Slackbot")).to_have_count(0)


def test_a_command_in_a_thread_is_told_in_the_thread(windows: Windows, ana: Person, backend: str) -> None:
    root = ana.say(backend, "Which one?")
    page = windows.open("Ana", thread=root)
    page.get_by_role("textbox", name="Reply in thread").fill("/framework help")
    page.keyboard.press("Enter")
    thread = page.get_by_role("complementary", name="Thread")
    expect(thread.get_by_role("article", name="Slackbot")).to_contain_text(
        "/framework is not supported in threads. Sorry!"
    )


def test_a_draft_waits_in_its_channel(page: Page, box: Locator) -> None:
    box.fill("not yet")
    page.get_by_role("button", name="quiet, channel").click()
    expect(page.get_by_role("textbox", name="Message #quiet")).to_have_value("")
    page.get_by_role("button", name="backend, channel").click()
    expect(box).to_have_value("not yet")


def test_the_up_arrow_in_an_empty_box_edits_the_last_own_message(page: Page, box: Locator) -> None:
    box.fill("first")
    box.press("Enter")
    expect(page.get_by_role("article")).to_have_count(1)
    box.press("ArrowUp")
    expect(page.get_by_label("Edit message")).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
