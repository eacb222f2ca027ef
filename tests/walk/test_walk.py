"""The whole way: from the command to a recorded decision that is found again, and a restart in between."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast

import pytest

from tests.sandbox.person import Json, Person, buttons, words
from tests.walk.running import Bot, Mode, until
from tests.walk.thread import Thread, start

BRIEF = "internal tool, ops staff must edit records, plus a typed API for our mobile app"


@pytest.fixture(scope="module")
def rate_limits() -> bool:
    return True


@pytest.fixture(scope="module", params=["socket", "http"])
def mode(request: pytest.FixtureRequest) -> Mode:
    return cast("Mode", request.param)


def test_a_team_goes_from_the_command_to_a_recorded_decision_through_a_restart(
    bot: Bot, ana: Person, bo: Person, channel: str
) -> None:
    thread = _starts(ana, channel)
    _one_types_and_one_clicks(thread, bo)
    bot.restart()
    _one_changes_an_answer(thread)
    _is_recommended(thread)
    _records_another(thread, bo)
    _finds_it_again(ana, channel, thread)


def _starts(ana: Person, channel: str) -> Thread:
    thread = start(ana, channel, BRIEF)
    root = thread.root_shows("leading")
    assert root["text"] == (
        f"Which Python web framework, asked by <@{ana.id}>: “{BRIEF}”. "
        "Question 1 of about 4, in the thread · leading: *Django + Django REST Framework*"
    )
    assert words(root["blocks"]) == (
        f"🧭 *Which Python web framework?* · asked by <@{ana.id}>\n"
        f"> “{BRIEF}”\n"
        "Read from this:\n"
        "• What is delivered: *An API only* (“API for our mobile app”)\n"
        "• Kind of project: *Business records and forms* (“internal tool”)\n"
        "• Admin screens: *Yes, from the start* (“staff must edit records”)\n"
        "• API contract: *Yes, the types are the contract* (“typed API”)\n"
        "Correct\n"
        "Question 1 of about 4, in the thread · leading: *Django + Django REST Framework*"
    )
    return thread


def _one_types_and_one_clicks(thread: Thread, bo: Person) -> None:
    ana = thread.person
    thread.question("What code does this have to build on or live with?")
    said = thread.says("2")
    thread.shows(f"✓ Existing code: *A Django app* · <@{ana.id}>")
    ana.waits_for(thread.channel, lambda seen: seen["ts"] == said and _has_tick(seen), thread.ts)
    question = thread.question("What do requests spend their time on when it is busy?")
    assert words(question["blocks"]) == (
        "*What do requests spend their time on when it is busy?* · 2 of about 4\n"
        "1 Quick database work\n"
        "2 Many slow calls, or very many users\n"
        "3 Open connections: chat, live, streams\n"
        "4 Heavy computing\n"
        "Not sure\n"
        "Answer with a button, or type a number or a word.\n"
        "Why this question?\n"
        "Back"
    )
    bo.click(question, "1 Quick database work")
    thread.shows(f"✓ Waiting and load: *Quick database work* · <@{bo.id}>")
    thread.question("How would you like to write the API?")


def _has_tick(message: Json) -> bool:
    return [each["name"] for each in message.get("reactions", ())] == ["white_check_mark"]


def _one_changes_an_answer(thread: Thread) -> None:
    ana = thread.person
    ana.click(thread.question("How would you like to write the API?"), "5 No preference")
    folded = thread.shows("✓ API style: *No preference*")
    ana.click(folded, "Change")
    question = thread.question("How would you like to write the API?")
    assert f"So far: *No preference* · <@{ana.id}>" in words(question)
    ana.click(question, "1 Serializer and permission classes")
    thread.shows(
        f"<@{ana.id}> changed “API style” from *No preference* to *Serializer and permission classes*."
    )


def _is_recommended(thread: Thread) -> None:
    result = thread.shows("Settled")
    assert result["text"] == (
        "Recommended: *Django + Django REST Framework*. "
        "Settled after 7 answers: none of the 6 open questions could change it."
    )
    assert "Stay on Django, add Django REST Framework." in words(result)
    assert buttons(result) == ["Record decision", "Agree", "Concern", "All reasons"]
    thread.root_shows("Recommended: *Django + Django REST Framework* · in the thread")


def _records_another(thread: Thread, bo: Person) -> None:
    ana = thread.person
    ana.click(thread.shows("Record decision"), "Record decision")
    form = ana.waits_for_modal("Record decision")
    ana.click_modal("v1.chosen", selected_option=_candidate(form, "Django + django-ninja"))
    until(lambda: "Why not Django + Django REST Framework?" in words(ana.modal()), "the form asks why not")
    ana.submit(
        values={
            "Why not Django + Django REST Framework?": "The team writes type hints everywhere.",
            "Title": "Ninja for the ops tool",
            "Decided by": [ana, bo],
            "Review on": "2027-05-21",
        }
    )
    decided = f"📌 *Decision 1: Ninja for the ops tool* · <@{ana.id}>, <@{bo.id}> · review on 21 May 2027"
    thread.shows(decided)
    thread.root_shows(decided)


def _candidate(form: Json, name: str) -> Json:
    picker = next(each["element"] for each in form["blocks"] if each["block_id"] == "chosen")
    found: Json = next(each for each in picker["options"] if each["text"]["text"] == name)
    return found


def _finds_it_again(ana: Person, channel: str, thread: Thread) -> None:
    link = thread.root()["permalink"]
    today = datetime.now(UTC)
    ana.command(channel, "/framework decisions")
    listed = ana.waits_for(channel, "*Decisions* · 1 · newest first")
    assert listed["ephemeral"]
    assert words(listed["blocks"]) == (
        "*Decisions* · 1 · newest first\n"
        "*1 · Ninja for the ops tool*\n"
        "Django + django-ninja · accepted, against the advice"
        f" · {_deciders(ana)} · {today:%-d %b} · <{link}|thread>\n"
        "Open"
    )
    ana.click(listed, "Open")
    opened = ana.waits_for(channel, "Decision 1: Ninja for the ops tool")
    assert words(opened["blocks"]).startswith(
        "Decision 1: Ninja for the ops tool\n"
        "Chosen: *Django + django-ninja* · advised: Django + Django REST Framework\n"
        f"Accepted, against the advice · {_deciders(ana)} · recorded by <@{ana.id}> on {today:%-d %b %Y}"
        " · review on 21 May 2027\n"
    )
    assert "*Why not what was advised*\n> The team writes type hints everywhere.\n" in words(opened)
    assert "*What the advice rested on*\nSettled after 7 answers: none of the 6 open" in words(opened)
    assert "• Admin screens: *Yes, from the start* · read from “staff must edit records”" in words(opened)
    assert f"• Existing code: *A Django app* · <@{ana.id}>" in words(opened)


def _deciders(ana: Person) -> str:
    return f"<@{ana.id}>, <@{ana.workspace.person('Bo').id}>"
