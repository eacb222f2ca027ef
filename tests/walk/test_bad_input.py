"""What cannot be done has a clear answer, and nothing is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from slack_sdk import WebClient

from bot.store.sqlite import SqliteStore
from tests.sandbox.person import Person, Workspace, words
from tests.store.build import record
from tests.walk.running import Bot
from tests.walk.thread import answer, options_of, start

pytestmark = pytest.mark.usefixtures("bot")

NO_SUCH_BUTTON = "I don't know that button any more. Go on with a newer message of mine, or from my Home tab."


def test_a_brief_of_blanks_counts_as_none(ana: Person, channel: str) -> None:
    thread = start(ana, channel, "  \t ")
    assert words(thread.root()["blocks"]).startswith(
        f"🧭 *Which Python web framework?* · asked by <@{ana.id}>\nQuestion 1"
    )


def test_a_brief_of_five_thousand_characters_is_kept_whole_and_shown_short(
    bot: Bot, ana: Person, channel: str
) -> None:
    brief = ("an internal tool where staff edit records " * 130)[:5000].strip()
    thread = start(ana, channel, brief)
    thread.question()
    assert "Admin screens: *Yes, from the start*" in words(thread.root())
    assert "…”" in words(thread.root()["blocks"])
    with closing(sqlite3.connect(bot.database)) as database:
        kept = database.execute(
            "SELECT json_extract(document, '$.brief') FROM consultations WHERE channel = ?", (channel,)
        ).fetchone()
    assert kept == (brief,)


@pytest.mark.parametrize(
    ("brief", "shown"),
    [
        ("<!channel> a *bold* shop", "&lt;!channel&gt; a *bold* shop"),
        ("`a` ```shop``` & <https://x.example|y>", "&amp; &lt;https://x.example|y&gt;"),
        ("متجر للدراجات 🚲 👩‍👩‍👧", "متجر للدراجات 🚲 👩‍👩‍👧"),
        ("<@U000000BO0> wants a shop", "&lt;@U000000BO0&gt; wants a shop"),
    ],
    ids=["channel", "code", "right-to-left", "mention"],
)
def test_markup_in_a_brief_stays_text(
    workspace: Workspace, ana: Person, channel: str, brief: str, shown: str
) -> None:
    thread = start(ana, channel, brief)
    thread.question()
    sent = str([each["arguments"] for each in workspace.calls("chat.postMessage")])
    assert "<!channel>" not in sent
    assert "<@U000000BO0>" not in sent
    assert "<https://x" not in sent
    assert _invisible_removed(shown) in _invisible_removed(words(thread.root()["blocks"]))


def _invisible_removed(text: str) -> str:
    """Without what keeps marks from being taken for formatting, and without the marks."""
    return "".join(
        each for each in text if each not in "\u200b\u2060\u2068\u2069\u200e\u200f\u2066\u2067`*\u2217"
    )


def test_an_unknown_subcommand_is_answered_with_the_nearest_and_a_button_does_it(
    ana: Person, channel: str
) -> None:
    ana.command(channel, "/framework decison 12")
    told = ana.waits_for(channel, "Did you mean")
    assert told["ephemeral"]
    assert told["text"] == "I don't know “decison”. Did you mean `/framework decision 12`?"
    assert "`/framework compare django fastapi`: put frameworks side by side" in words(told)
    ana.click(told, "Run /framework decision 12")
    answered = ana.waits_for(channel, "There is no decision 12")
    assert answered["text"] == "There is no decision 12 that you can see here."


@pytest.mark.parametrize("brief", ["help desk for all schools", "about 20 people edit records daily"])
def test_a_brief_whose_first_word_looks_like_a_subcommand_is_a_brief(
    ana: Person, channel: str, brief: str
) -> None:
    assert f"“{brief}”" in words(start(ana, channel, brief).root())


def test_in_doubt_two_buttons_ask(ana: Person, channel: str) -> None:
    ana.command(channel, "/framework help desk")
    asked = ana.waits_for(channel, "or did you mean")
    assert asked["text"] == "Is “help desk” what you are building, or did you mean `/framework help`?"
    ana.click(asked, "It is what we are building")
    ana.waits_for(channel, "> “help desk”")
    assert asked["ts"] not in [each["ts"] for each in ana.reads(channel)]


def test_an_unknown_framework_is_answered_with_the_known_ones(ana: Person, channel: str) -> None:
    ana.command(channel, "/framework compare django rails")
    told = ana.waits_for(channel, "I don't know “rails”.")
    assert told["text"] == (
        "I don't know “rails”. I know django-ninja, Django REST Framework, Django, FastAPI, Flask, Litestar,"
        " Quart, Sanic and Starlette."
    )
    ana.command(channel, "/framework about quort")
    assert "Did you mean Quart?" in ana.waits_for(channel, "I don't know “quort”.")["text"]


def test_a_decision_of_another_workspace_does_not_exist_here(bot: Bot, ana: Person, channel: str) -> None:
    store = SqliteStore.open(bot.database)
    record(store, workspace="T0OTHER", title="Foreign wheels")
    store.close()
    ana.command(channel, "/framework decision 1")
    told = ana.waits_for(channel, "There is no decision")
    assert told["text"] == "There is no decision 1 that you can see here."
    ana.command(channel, "/framework decisions foreign wheels")
    assert "Foreign wheels" not in words(ana.waits_for(channel, "decision", timeout=5)["blocks"])


def test_a_click_on_an_answered_question_tells_what_stands(
    workspace: Workspace, ana: Person, bo: Person, channel: str
) -> None:
    thread = start(ana, channel, "a shop for bicycles")
    question = thread.question()
    while not options_of(question):
        thread.says("1")
        question = thread.next_question(question)
    workspace.fault("chat.update", "timeout", seconds=5)
    label = answer(ana, question)
    bo.click(question, options_of(question)[1])
    told = thread.told("That question was answered", bo)
    assert told["text"] == f"That question was answered by <@{ana.id}>: {label}. Use Change to answer anew."
    thread.shows(f"*{label}* · <@{ana.id}>")


def test_a_typed_answer_after_a_restart_of_the_questions_counts(ana: Person, channel: str) -> None:
    thread = start(ana, channel)
    question = thread.question()
    thread.says("2")
    following = thread.next_question(question)
    thread.says("restart")
    ana.click(thread.told("Start over?"), "Start over")
    again = thread.question(words(question["blocks"][0]).split("*")[1])
    assert "So far" not in words(again)
    thread.says("1")
    thread.next_question(again)
    assert following


@pytest.mark.parametrize("old", [{"action_id": "v0.answer"}, {"action_id": "v1.back", "value": "{torn"}])
def test_a_button_of_an_unknown_version_is_answered(
    bot: Bot, ana: Person, channel: str, old: dict[str, str]
) -> None:
    web = WebClient(bot.sandbox.bot_token, base_url=bot.sandbox.api_url)
    button = {"type": "button", "text": {"type": "plain_text", "text": "Old"}, **old}
    web.chat_postMessage(channel=channel, text="Old", blocks=[{"type": "actions", "elements": [button]}])
    ana.click(ana.waits_for(channel, "Old"), "Old")
    told = ana.waits_for(channel, lambda seen: seen["ephemeral"])
    assert told["text"] == NO_SUCH_BUTTON
