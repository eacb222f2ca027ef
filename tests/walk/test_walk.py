"""The whole way: from the command to a recorded decision that is found again, and a restart in between."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import cast

import pytest

from bot.advice.questions import Question
from bot.knowledge_files.loader import load
from bot.settings import SHIPPED
from tests.sandbox.person import Json, Person, buttons, words
from tests.walk.running import Bot, Mode, until
from tests.walk.thread import Thread, answer, answer_until_recommended, ask_of, start

BRIEF = "internal tool, ops staff must edit records, plus a typed API for our mobile app"
KNOWLEDGE = load((SHIPPED,)).knowledge


@pytest.fixture(scope="module", params=["socket", "http"])
def mode(request: pytest.FixtureRequest) -> Mode:
    return cast("Mode", request.param)


@pytest.fixture(scope="module")
def rate_limits() -> bool:
    return True


def test_a_team_goes_from_the_command_to_a_recorded_decision_through_a_restart(
    bot: Bot, ana: Person, bo: Person, channel: str
) -> None:
    thread = _starts(ana, channel)
    first = _types(thread)
    _clicks(thread, bo, first)
    bot.restart()
    _changes(thread, first)
    advised = _is_recommended(thread)
    chosen = "Flask" if advised != "Flask" else "Django"
    _records_another(thread, bo, advised, chosen)
    _finds_it_again(thread, advised, chosen)


def _starts(ana: Person, channel: str) -> Thread:
    thread = start(ana, channel, BRIEF)
    root = thread.root_shows("leading")
    assert re.fullmatch(
        re.escape(f"Which Python web framework, asked by <@{ana.id}>: “{BRIEF}”. ")
        + r"Question 1 of about \d+, in the thread · leading: \*[^*]+\*",
        root["text"],
    )
    read = words(root["blocks"])
    assert read.startswith(
        f"🧭 *Which Python web framework?* · asked by <@{ana.id}>\n> “{BRIEF}”\nRead from this:"
    )
    assert "Admin screens: *Yes, from the start* (“" in read
    assert "API contract: *Yes, the types are the contract* (“" in read
    assert buttons(root) == ["Correct"]
    return thread


def _asked(message: Json) -> Question:
    """The question of the knowledge base that a message asks."""
    return next(each for each in KNOWLEDGE.questions if each.ask == ask_of(message))


def _types(thread: Thread) -> Question:
    ana = thread.person
    question = _asked(thread.question())
    said = thread.says("2")
    thread.shows(f"✓ {question.name}: *{question.options[1].label}* · <@{ana.id}>")
    ana.waits_for(thread.channel, lambda seen: seen["ts"] == said and _has_tick(seen), thread.ts)
    return question


def _has_tick(message: Json) -> bool:
    return [each["name"] for each in message.get("reactions", ())] == ["white_check_mark"]


def _clicks(thread: Thread, bo: Person, first: Question) -> None:
    shown = thread.next_question(first.ask)
    question = _asked(shown)
    labels = "\n".join(f"{number} {each.label}" for number, each in enumerate(question.options, 1))
    title, rest = words(shown["blocks"]).split("\n", 1)
    assert re.fullmatch(re.escape(f"*{question.ask}*") + r" · 2 of about \d+", title)
    assert f"{labels}\nNot sure\n" in rest
    assert rest.endswith("or type a number or a word.\nWhy this question?\nBack")
    label = answer(bo, shown, 1)
    thread.shows(f"✓ {question.name}: *{label}* · <@{bo.id}>")


def _changes(thread: Thread, first: Question) -> None:
    ana = thread.person
    before, after = first.options[1].label, first.options[0].label
    ana.click(thread.shows(f"✓ {first.name}: *{before}*"), "Change")
    question = thread.question(first.ask)
    assert f"So far: *{before}* · <@{ana.id}>" in words(question)
    answer(ana, question, 1)
    changed = thread.shows("changed")
    assert changed["text"] == f"<@{ana.id}> changed “{first.name}” from *{before}* to *{after}*."


def _is_recommended(thread: Thread) -> str:
    """What is recommended."""
    result = answer_until_recommended(thread)
    found = re.match(r"Recommended: \*([^*]+)\*\. (Settled|Likely|Not settled)", result["text"])
    assert found, result["text"]
    assert buttons(result) == ["Record decision", "Agree", "Concern", "All reasons"]
    for heading in ("*Why*", "*What it will cost you*", "*Runner-up:*"):
        assert heading in words(result["blocks"])
    thread.root_shows(f"Recommended: *{found[1]}* · in the thread")
    return found[1]


def _records_another(thread: Thread, bo: Person, advised: str, chosen: str) -> None:
    ana = thread.person
    ana.click(thread.shows("Record decision"), "Record decision")
    form = ana.waits_for_modal("Record decision")
    ana.click_modal("v1.chosen", selected_option=_candidate(form, chosen))
    until(lambda: f"Why not {advised}?" in words(ana.modal()), "the form asks why not")
    refused = ana.try_to_submit(values={"Title": "Ours for the ops tool"})
    assert not refused["ok"]
    ana.submit(
        values={
            f"Why not {advised}?": "The team writes type hints everywhere.",
            "Title": "Ours for the ops tool",
            "Decided by": [ana, bo],
            "Review on": "2027-05-21",
        }
    )
    decided = f"📌 *Decision 1: Ours for the ops tool* · {_deciders(ana)} · review on 21 May 2027"
    thread.shows(decided)
    thread.root_shows(decided)


def _candidate(form: Json, name: str) -> Json:
    picker = next(each["element"] for each in form["blocks"] if each["block_id"] == "chosen")
    found: Json = next(each for each in picker["options"] if each["text"]["text"].split(" (")[0] == name)
    return found


def _finds_it_again(thread: Thread, advised: str, chosen: str) -> None:
    ana, channel = thread.person, thread.channel
    link = thread.root()["permalink"]
    today = datetime.now(UTC)
    ana.command(channel, "/framework decisions")
    listed = ana.waits_for(channel, "*Decisions* · 1 · newest first")
    assert listed["ephemeral"]
    assert words(listed["blocks"]).startswith(
        "*Decisions* · 1 · newest first\n"
        "*1 · Ours for the ops tool*\n"
        f"{chosen} · accepted, against the advice"
        f" · {_deciders(ana)} · {today:%-d %b} · <{link}|thread>\n"
        "Open"
    )
    ana.click(listed, "Open")
    opened = ana.waits_for(channel, "Decision 1: Ours for the ops tool")
    assert words(opened["blocks"]).startswith(
        "Decision 1: Ours for the ops tool\n"
        f"Chosen: *{chosen}* · advised: {advised}\n"
        f"Accepted, against the advice · {_deciders(ana)} · recorded by <@{ana.id}> on {today:%-d %b %Y}"
        " · review on 21 May 2027\n"
    )
    assert "*Why not what was advised*\n> The team writes type hints everywhere.\n" in words(opened)
    assert "*What the advice rested on*\n" in words(opened)
    assert "• Admin screens: *Yes, from the start* · read from “" in words(opened)
    assert f"· <@{ana.workspace.person('Bo').id}>\n" in words(opened)
    assert f"Knowledge version {KNOWLEDGE.version}" in words(opened)


def _deciders(ana: Person) -> str:
    return f"<@{ana.id}>, <@{ana.workspace.person('Bo').id}>"
