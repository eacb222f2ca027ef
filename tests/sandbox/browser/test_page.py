from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from slack_sdk import WebClient

from tests.browser import PHONE, Windows
from tests.sandbox.examples import actions, button, home, section
from tests.sandbox.listening import Listening
from tests.sandbox.person import Person, Workspace

pytestmark = pytest.mark.browser


def overflow(page: Page) -> int:
    """Return by how many pixels anything is wider than the window."""
    width: int = page.evaluate(
        "Math.max(document.documentElement.scrollWidth - innerWidth,"
        " ...[...document.querySelectorAll('.scroller, .home, .thread, .dialog-body')]"
        ".map(each => each.scrollWidth - each.clientWidth))"
    )
    return width


def test_two_windows_see_each_other_at_once(windows: Windows) -> None:
    ana, bo = windows.open("Ana"), windows.open("Bo")
    ana.get_by_label("Message #backend").fill("Lunch?")
    ana.keyboard.press("Enter")
    expect(bo.get_by_role("log")).to_contain_text("Lunch?")
    expect(ana.get_by_role("article", name=re.compile("^Ana"))).to_contain_text("Lunch?")


def test_the_page_names_channels_and_people(windows: Windows) -> None:
    page = windows.open("Chi")
    channels = page.get_by_role("region", name="Channels").get_by_role("button")
    people = page.get_by_role("region", name="You are").get_by_role("link")
    assert channels.all_inner_texts() == ["backend", "quiet"]
    assert [text.splitlines()[-1] for text in people.all_inner_texts()] == ["Ana", "Bo", "Chi"]
    assert page.title() == "backend · Chi · Sandbox"


def test_switching_to_another_person_keeps_the_channel(windows: Windows) -> None:
    page = windows.open("Ana", "platform-leads")
    page.get_by_role("region", name="You are").get_by_role("link", name="Bo").click()
    expect(page).to_have_title("platform-leads · Bo · Sandbox")


def test_a_channel_of_others_is_not_opened(windows: Windows) -> None:
    page = windows.open("Chi", "platform-leads")
    expect(page).to_have_title("backend · Chi · Sandbox")


def test_an_ephemeral_message_is_marked_and_seen_by_one_alone(
    windows: Windows, web: WebClient, ana: Person, backend: str
) -> None:
    hers, his = windows.open("Ana"), windows.open("Bo")
    web.chat_postEphemeral(channel=backend, user=ana.id, text="For you")
    web.chat_postMessage(channel=backend, text="For all")
    expect(hers.get_by_role("article").filter(has_text="For you")).to_contain_text("Only visible to you")
    expect(his.get_by_role("log")).to_contain_text("For all")
    expect(his.get_by_role("log")).not_to_contain_text("For you")


def test_the_files_of_a_message_are_links_that_download_them(
    windows: Windows, web: WebClient, workspace: Workspace, ana: Person
) -> None:
    direct = workspace.direct_message(ana)
    web.files_upload_v2(channel=direct, filename="decisions.csv", content="a,b\n", initial_comment="Here")
    page = windows.open("Ana", direct)
    message = page.get_by_role("article").filter(has_text="Here")
    file = message.get_by_role("list", name="Files").get_by_role("link")
    expect(file).to_have_text("decisions.csv")
    with page.expect_download() as started:
        file.click()
    assert started.value.suggested_filename == "decisions.csv"
    assert started.value.path().read_text() == "a,b\n"


def test_a_message_without_files_lists_none(windows: Windows, web: WebClient, backend: str) -> None:
    web.chat_postMessage(channel=backend, text="For all")
    page = windows.open("Ana")
    expect(page.get_by_role("log")).to_contain_text("For all")
    expect(page.get_by_role("list", name="Files")).to_have_count(0)


def test_a_thread_opens_from_its_summary_and_takes_replies(
    windows: Windows, ana: Person, bo: Person, backend: str
) -> None:
    root = ana.say(backend, "Which one?")
    bo.say(backend, "The small one", thread=root)
    page = windows.open("Ana")
    page.get_by_role("button", name="1 reply").click()
    thread = page.get_by_role("complementary", name="Thread")
    expect(thread).to_contain_text("The small one")
    page.get_by_label("Reply in thread").and_(page.get_by_role("textbox")).fill("Agreed")
    page.keyboard.press("Enter")
    expect(thread.locator("article")).to_have_count(3)
    expect(page.get_by_role("button", name="2 replies")).to_be_visible()
    assert f"thread={root}" in page.url


def test_escape_closes_the_thread_and_gives_the_composer_the_focus(
    windows: Windows, ana: Person, backend: str
) -> None:
    root = ana.say(backend, "Which one?")
    page = windows.open("Ana", thread=root)
    expect(page.get_by_role("textbox", name="Reply in thread")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("complementary", name="Thread")).to_be_hidden()
    expect(page.get_by_role("textbox", name="Message #backend")).to_be_focused()


def test_an_own_message_is_edited_and_deleted(windows: Windows, ana: Person, backend: str) -> None:
    ts = ana.say(backend, "Tpyo for @Bo & co")
    page = windows.open("Ana")
    message = page.locator(f"article[data-ts='{ts}']")
    message.hover()
    message.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Edit message").click()
    expect(page.get_by_label("Edit message")).to_have_value("Tpyo for @Bo & co")
    page.get_by_label("Edit message").fill("Typo")
    page.keyboard.press("Enter")
    expect(message).to_contain_text("Typo(edited)")
    message.hover()
    message.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Delete message").click()
    page.get_by_role("dialog", name="Delete message").get_by_role("button", name="Delete").click()
    expect(message).to_have_count(0)


def test_a_message_shortcut_names_its_message(
    windows: Windows, ana: Person, backend: str, app: Listening
) -> None:
    ts = ana.say(backend, "We need an API")
    page = windows.open("Ana")
    message = page.locator(f"article[data-ts='{ts}']")
    message.hover()
    message.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Advise on this").click()
    sent = next(each for each in iter(app.next, None) if each.type == "interactive")
    assert (sent.payload["callback_id"], sent.payload["message"]["ts"]) == ("advise", ts)


def test_reactions_are_shown_with_who_gave_them(
    windows: Windows, web: WebClient, ana: Person, backend: str
) -> None:
    ts = ana.say(backend, "thousands")
    page = windows.open("Ana")
    web.reactions_add(channel=backend, timestamp=ts, name="white_check_mark")
    reaction = page.locator("[data-reaction=white_check_mark]")
    expect(reaction).to_have_text("✅ 1")
    expect(reaction).to_have_attribute("title", "Framework Advisor: white check mark")


def test_a_message_elsewhere_marks_its_channel_as_unread(windows: Windows, bo: Person, quiet: str) -> None:
    page = windows.open("Ana")
    bo.say(quiet, "Anybody here?")
    unread = page.get_by_role("button", name="quiet, channel, unread")
    unread.click()
    expect(page.get_by_role("log")).to_contain_text("Anybody here?")
    expect(unread).to_have_count(0)


def test_a_missing_app_is_told_in_a_banner_and_its_failure_by_slackbot(windows: Windows) -> None:
    page = windows.open("Ana")
    expect(page.get_by_role("status")).to_have_text(
        "Framework Advisor is not connected. Commands and buttons will fail until it is."
    )
    page.get_by_label("Message #backend").fill("/framework")
    page.keyboard.press("Enter")
    note = page.get_by_role("article", name="Slackbot")
    expect(note).to_contain_text('/framework failed with the error "dispatch_failed".')
    expect(note).to_contain_text("Only visible to you")
    expect(page.get_by_label("Message #backend")).to_have_value("/framework")


def test_the_banner_goes_when_the_app_connects(windows: Windows, app: Listening) -> None:
    page = windows.open("Ana")
    assert app is not None
    expect(page.get_by_role("status")).to_be_empty()


def test_the_home_tab_is_told_to_the_app_and_shows_its_view(
    windows: Windows, app: Listening, web: WebClient, ana: Person
) -> None:
    page = windows.open("Ana", "home")
    assert app.next_event("app_home_opened")["tab"] == "home"
    web.views_publish(user_id=ana.id, view=home(section("Welcome"), actions(button("Start"))))
    expect(page.get_by_role("tabpanel", name="Home")).to_contain_text("Welcome")
    page.get_by_role("button", name="Start").click()
    assert app.next().payload["actions"][0]["action_id"] == "go"
    page.get_by_role("tab", name="Messages").click()
    expect(page.get_by_role("textbox", name="Message Framework Advisor")).to_be_visible()


def test_a_permalink_opens_the_message_in_its_thread(
    windows: Windows, web: WebClient, ana: Person, backend: str, quiet: str
) -> None:
    root = ana.say(backend, "Which one?")
    reply = ana.say(backend, "The small one", thread=root)
    link = web.chat_getPermalink(channel=backend, message_ts=reply)["permalink"]
    ana.say(quiet, f"See {link}")
    page = windows.open("Ana", "quiet")
    page.get_by_role("log").get_by_role("link", name=link).click()
    found = page.get_by_role("complementary", name="Thread").locator(".found")
    expect(found).to_contain_text("The small one")


def test_a_phone_shows_everything_without_scrolling_sideways(
    windows: Windows, web: WebClient, ana: Person, backend: str
) -> None:
    root = ana.say(backend, "w" * 300)
    web.chat_postMessage(
        channel=backend, thread_ts=root, text="x", blocks=[actions(button("b" * 75)), section("s" * 500)]
    )
    page = windows.open("Ana", size=PHONE)
    assert overflow(page) == 0
    page.get_by_role("button", name="1 reply").click()
    expect(page.get_by_role("complementary", name="Thread")).to_contain_text("sss")
    assert overflow(page) == 0
    assert page.get_by_role("complementary", name="Thread").bounding_box() == {
        "x": 0,
        "y": 0,
        "width": 360,
        "height": 720,
    }


def test_on_a_phone_the_sidebar_is_a_drawer(windows: Windows) -> None:
    page = windows.open("Ana", size=PHONE)
    sidebar = page.get_by_role("navigation", name="Workspace")
    expect(sidebar).to_be_hidden()
    page.get_by_role("button", name="Show channels").click()
    sidebar.get_by_role("button", name="quiet, channel").click()
    expect(sidebar).to_be_hidden()
    expect(page.get_by_role("heading", name="#quiet").first).to_be_visible()


def test_nothing_comes_from_another_host(windows: Windows, sandbox_url: str) -> None:
    page = windows.open("Ana")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.locator("#page[aria-busy=false]").wait_for()
    assert len(asked) > 10
    assert [url for url in asked if not url.startswith((sandbox_url, "data:"))] == []


def test_arrow_keys_go_from_message_to_message_and_tab_to_its_actions(
    windows: Windows, ana: Person, backend: str
) -> None:
    first = ana.say(backend, "One")
    ana.say(backend, "Two")
    page = windows.open("Ana")
    expect(page.get_by_role("article")).to_have_count(2)
    page.get_by_role("article").last.focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator(f"article[data-ts='{first}']")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Reply in thread")).to_be_focused()


def test_a_channel_that_one_left_offers_to_join(windows: Windows, ana: Person, quiet: str) -> None:
    ana.act("leave", channel=quiet)
    page = windows.open("Ana", "quiet")
    page.get_by_role("button", name="Join channel").click()
    expect(page.get_by_role("textbox", name="Message #quiet")).to_be_visible()


def test_a_new_channel_appears_without_a_reload(windows: Windows, workspace: Workspace, ana: Person) -> None:
    page = windows.open("Ana")
    workspace.put_channel(name="new-ideas", kind="public", members=[ana.id])
    expect(page.get_by_role("button", name="new-ideas, channel")).to_be_visible()
