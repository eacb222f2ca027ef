from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from slack_sdk import WebClient

from tests.browser import Windows
from tests.sandbox.examples import Json, actions, button, mrkdwn, option, plain, rich, section, select
from tests.sandbox.listening import Listening

pytestmark = pytest.mark.browser

CONFIRM = {
    "title": plain("Raise a concern?"),
    "text": plain("It is kept with the decision."),
    "confirm": plain("Raise it"),
    "deny": plain("Not now"),
}


class Post:
    """Posts blocks in #backend, and finds their message in Ana's window."""

    def __init__(self, windows: Windows, web: WebClient, channel: str) -> None:
        self.page: Page = windows.open("Ana")
        self._web = web
        self._channel = channel

    def __call__(self, *blocks: Json) -> Locator:
        ts = self._web.chat_postMessage(channel=self._channel, text="Text", blocks=blocks)["ts"]
        message = self.page.locator(f"article[data-ts='{ts}']")
        message.wait_for()
        return message.locator(".content")


@pytest.fixture
def post(windows: Windows, web: WebClient, backend: str) -> Post:
    return Post(windows, web, backend)


def clicked(app: Listening) -> Json:
    """Return the action that the app is told next."""
    while True:
        request = app.next()
        if request.type == "interactive":
            action: Json = request.payload["actions"][0]
            return action


def html(message: Locator) -> str:
    """Return the message's markup without its attributes."""
    found: str = message.evaluate(
        "node => { const copy = node.cloneNode(true);"
        " for (const each of copy.querySelectorAll('*'))"
        " for (const name of each.getAttributeNames()) if (name !== 'href') each.removeAttribute(name);"
        " return copy.innerHTML; }"
    )
    return found


TEXTS = {
    "*bold* _it_ ~no~ `x*y*`": "<strong>bold</strong> <em>it</em> <s>no</s> <code>x*y*</code>",
    "*bold _both_*": "<strong>bold <em>both</em></strong>",
    "snake_case_name 2*3*4 a * b *": "snake_case_name 2*3*4 a * b *",
    "1 &lt; 2 &amp;&amp; 3 &gt; 2": "1 &lt; 2 &amp;&amp; 3 &gt; 2",
    "<https://a.example/b|the *docs*>": '<a href="https://a.example/b">the <strong>docs</strong></a>',
    "see https://a.example/b.": 'see <a href="https://a.example/b">https://a.example/b</a>.',
    "<javascript:alert(1)|click>": "<span>click</span>",
    "<@U00000ANA0> in <#C0BACKEND0|x> <!here>": (
        '<span>@Ana</span> in <a href="?channel=C0BACKEND0">#backend</a> <span>@here</span>'
    ),
    ":compass: :no_such_emoji: 12:30:45": "<span>🧭</span> :no_such_emoji: 12:30:45",
    "<!date^0^{nothing} is left|x>": "<time>{nothing} is left</time>",
}


@pytest.mark.parametrize(("text", "expected"), TEXTS.items())
def test_markup_is_shown_as_slack_shows_it(post: Post, text: str, expected: str) -> None:
    assert html(post(section(text)).locator(".rich")) == f"<p>{expected}</p>"


def test_quotes_bullets_and_code_blocks_stand_apart(post: Post) -> None:
    message = post(section("before\n&gt; quoted *b*\n• one\n• two\n```if a &lt; b:\n    *c*```\nafter"))
    assert html(message.locator(".rich")) == (
        "<p>before</p><blockquote><p>quoted <strong>b</strong></p></blockquote>"
        "<ul><li>one</li><li>two</li></ul><pre>if a &lt; b:\n    *c*</pre><p>after</p>"
    )


def test_html_and_scripts_stay_text(post: Post, web: WebClient, backend: str) -> None:
    attack = "<img src=x onerror=alert(1)><script>alert(1)</script>"
    safe = attack.replace("<", "&lt;").replace(">", "&gt;")
    message = post(
        {"type": "header", "text": plain(attack)},
        section(safe),
        {"type": "section", "text": plain(attack)},
        rich({"type": "text", "text": attack}),
        {"type": "markdown", "text": attack},
        actions(button(attack)),
        {"type": "table", "rows": [[{"type": "raw_text", "text": attack}]]},
    )
    expect(message.get_by_text(attack, exact=True)).to_have_count(7)
    web.chat_postMessage(channel=backend, text=attack)
    expect(post.page.get_by_role("article").last).to_contain_text("alert(1)")
    assert message.locator("img, script").count() == 0


def test_one_of_each_block_is_shown(post: Post) -> None:
    message = post(
        {"type": "header", "text": plain("A header")},
        {"type": "section", "fields": [mrkdwn("*Status*"), mrkdwn("accepted")]},
        {"type": "divider"},
        {"type": "context", "elements": [mrkdwn("some _context_")]},
        actions(button("A button")),
        {"type": "table", "rows": [[{"type": "raw_text", "text": word}] for word in ("Head", "cell")]},
        rich({"type": "text", "text": "rich", "style": {"bold": True}}, {"type": "emoji", "name": "tada"}),
        {"type": "markdown", "text": "# Title\n\n**bold**\n\n- item"},
        {
            "type": "input",
            "label": plain("A field"),
            "element": {"type": "plain_text_input", "action_id": "i"},
        },
    )
    expect(message.get_by_role("heading", name="A header")).to_be_visible()
    expect(message.locator(".fields strong")).to_have_text("Status")
    expect(message.locator("hr")).to_have_count(1)
    expect(message.locator(".context em")).to_have_text("context")
    expect(message.get_by_role("button", name="A button")).to_be_visible()
    expect(message.get_by_role("columnheader")).to_have_text("Head")
    expect(message.get_by_role("cell")).to_have_text("cell")
    expect(message.locator("strong", has_text="rich")).to_be_visible()
    expect(message.get_by_role("heading", name="Title")).to_be_visible()
    expect(message.get_by_role("listitem")).to_have_text("item")
    expect(message.get_by_label("A field")).to_be_editable()
    expect(message.locator(".unsupported")).to_have_count(0)


def test_a_picture_that_cannot_be_loaded_shows_its_words(post: Post, windows: Windows) -> None:
    missing = f"{post.page.url.split('?')[0]}static/none.png"
    message = post({"type": "image", "image_url": missing, "alt_text": "A chart", "title": plain("Chart")})
    expect(message).to_contain_text("ChartA chart")
    windows.problems.clear()


def test_an_unknown_block_and_an_unknown_element_are_visible(windows: Windows) -> None:
    page = windows.open("Ana")
    shown: str = page.evaluate(
        """async () => {
          const { renderBlocks } = await import("/static/js/blocks.js");
          const actions = { type: "actions", elements: [{ type: "lever", action_id: "x" }] };
          return renderBlocks([{ type: "hologram" }, actions], {}).map((node) => node.textContent).join(", ");
        }"""
    )
    assert shown == "unsupported block: hologram, unsupported element: lever"


def test_a_button_rests_until_the_app_has_acknowledged(post: Post, app: Listening) -> None:
    message = post(actions(button("Agree", value="v1")))
    agree = message.get_by_role("button", name="Agree")
    agree.click()
    assert clicked(app)["value"] == "v1"
    expect(agree).to_have_attribute("aria-disabled", "false")


def test_a_confirm_dialog_asks_before_the_app_is_told(post: Post, app: Listening) -> None:
    message = post(actions(button("Concern", confirm=CONFIRM, style="danger")))
    dialog = post.page.get_by_role("dialog", name="Raise a concern?")
    message.get_by_role("button", name="Concern").click()
    expect(dialog).to_contain_text("It is kept with the decision.")
    dialog.get_by_role("button", name="Not now").click()
    expect(dialog).to_have_count(0)
    message.get_by_role("button", name="Concern").click()
    dialog.get_by_role("button", name="Raise it").click()
    assert clicked(app)["action_id"] == "go"
    assert app.is_idle()


def test_a_declined_choice_is_taken_back(post: Post, app: Listening) -> None:
    options = [option("One", "1"), option("Two", "2")]
    radio = {"type": "radio_buttons", "action_id": "r", "options": options, "initial_option": options[0]}
    message = post(
        actions({**radio, "confirm": CONFIRM}, select(confirm=CONFIRM, placeholder=plain("How many")))
    )
    decline = post.page.get_by_role("button", name="Not now")
    app.next_event("message")
    message.get_by_role("radio", name="Two").click()
    decline.click()
    expect(message.get_by_role("radio", name="One")).to_be_checked()
    message.get_by_role("button", name="How many: How many").click()
    post.page.get_by_role("option", name="Many").click()
    decline.click()
    expect(message.get_by_role("button", name="How many: How many")).to_be_visible()
    assert app.is_idle()


CHOICES: dict[str, tuple[Json, str, str, Any]] = {
    "select": (select(), "Many", "selected_option", option("Many", "many")),
    "people": ({"type": "users_select", "action_id": "p"}, "Bo", "selected_user", "U000000BO0"),
    "channels": (
        {"type": "conversations_select", "action_id": "c"},
        "#quiet",
        "selected_conversation",
        "C00QUIET00",
    ),
    "grouped": (
        {
            "type": "static_select",
            "action_id": "g",
            "option_groups": [{"label": plain("Group"), "options": [option("Inside", "in")]}],
        },
        "Inside",
        "selected_option",
        option("Inside", "in"),
    ),
}


@pytest.mark.parametrize("kind", CHOICES)
def test_a_select_tells_what_was_chosen(post: Post, app: Listening, kind: str) -> None:
    element, label, field, value = CHOICES[kind]
    message = post(actions({**element, "placeholder": plain("Choose")}))
    message.get_by_role("button", name="Choose: Choose").click()
    post.page.get_by_role("option", name=label).click()
    action = clicked(app)
    chosen = action[field]
    assert (chosen | {"text": plain(label)} if isinstance(chosen, dict) else chosen) == value
    expect(message.get_by_role("button", name=f"Choose: {label}")).to_be_visible()


def test_a_select_is_used_with_the_keyboard_alone(post: Post, app: Listening) -> None:
    message = post(actions(select(placeholder=plain("How many"))))
    message.get_by_role("button", name="How many: How many").focus()
    post.page.keyboard.press("Enter")
    expect(post.page.get_by_role("combobox", name="Search How many")).to_be_focused()
    post.page.keyboard.type("ma")
    post.page.keyboard.press("Enter")
    assert clicked(app)["selected_option"]["value"] == "many"
    expect(message.get_by_role("button", name="How many: Many")).to_be_focused()


def test_several_people_are_chosen_in_one_element(post: Post, app: Listening) -> None:
    element = {"type": "multi_users_select", "action_id": "who", "placeholder": plain("Deciders")}
    message = post({**section("Who decides"), "accessory": element})
    message.get_by_role("button", name="Who decides: Deciders").click()
    post.page.get_by_role("option", name="Chi").click()
    assert clicked(app)["selected_users"] == ["U00000CHI0"]
    post.page.get_by_role("option", name="Ana").click()
    assert clicked(app)["selected_users"] == ["U00000CHI0", "U00000ANA0"]


def test_an_overflow_menu_is_used_with_the_keyboard_alone(post: Post, app: Listening) -> None:
    menu = {"type": "overflow", "action_id": "more", "options": [option("Compare", "c"), option("Ask", "a")]}
    message = post(actions(menu))
    message.get_by_role("button", name="More actions").press("Enter")
    expect(post.page.get_by_role("menuitem", name="Compare")).to_be_focused()
    post.page.keyboard.press("ArrowDown")
    post.page.keyboard.press("Enter")
    assert clicked(app)["selected_option"]["value"] == "a"


def test_a_date_radio_buttons_and_checkboxes_tell_their_value(post: Post, app: Listening) -> None:
    options = [option("One", "1"), option("Two", "2")]
    message = post(
        actions(
            {"type": "datepicker", "action_id": "d", "initial_date": "2027-05-21"},
            {"type": "radio_buttons", "action_id": "r", "options": options},
            {"type": "checkboxes", "action_id": "c", "options": options},
        )
    )
    message.locator("input[type=date]").fill("2027-06-01")
    assert clicked(app)["selected_date"] == "2027-06-01"
    message.get_by_role("radio", name="Two").check()
    assert clicked(app)["selected_option"]["value"] == "2"
    message.get_by_role("checkbox", name="One").check()
    message.get_by_role("checkbox", name="Two").check()
    assert [len(clicked(app)["selected_options"]) for _ in range(2)] == [1, 2]


def test_an_update_keeps_the_focus_on_the_same_button(
    post: Post, app: Listening, web: WebClient, backend: str
) -> None:
    message = post(actions(button("Agree")))
    message.get_by_role("button", name="Agree").focus()
    ts = post.page.locator("article").last.get_attribute("data-ts") or ""
    web.chat_update(channel=backend, ts=ts, text="New", blocks=[section("New"), actions(button("Agree (1)"))])
    expect(message).to_contain_text("New")
    expect(message.get_by_role("button", name="Agree (1)")).to_be_focused()
    assert app is not None
