"""What people do in a consultation's thread besides answering by button."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from tests.sandbox.person import Json, Person, buttons, words
from tests.walk.running import Bot
from tests.walk.thread import QUICK, Thread, answer_until_recommended, options_of, start

pytestmark = pytest.mark.usefixtures("bot")

CODE = "What code does this have to build on or live with?"


@pytest.fixture
def thread(ana: Person, channel: str) -> Thread:
    """A consultation about nothing in particular, at its first question."""
    opened = start(ana, channel)
    opened.question(CODE)
    return opened


@pytest.fixture
def second(thread: Thread) -> Json:
    """The second question of it; the first was answered with "2"."""
    thread.says("2")
    return thread.next_question(CODE)


def test_talk_in_the_thread_is_left_alone_and_not_stored(bot: Bot, thread: Thread, bo: Person) -> None:
    bo.say(thread.channel, "lunch? the usual zebra place", thread=thread.ts)
    thread.says("1")
    thread.shows("✓ Existing code: *Nothing, a fresh start*")
    assert [each["text"] for each in thread.seen_by(bo).messages() if each["ephemeral"]] == []
    stored = b"".join(path.read_bytes() for path in bot.folder.glob("advisor.db*"))
    assert b"zebra" not in stored
    assert "zebra" not in bot.log


@pytest.mark.parametrize("typed", ["2", "A Django app", "a django app", "We have a Django app."])
def test_an_answer_is_typed_as_a_number_or_in_words(thread: Thread, ana: Person, typed: str) -> None:
    thread.says(typed)
    thread.shows(f"✓ Existing code: *A Django app* · <@{ana.id}>")


def test_a_typed_text_that_fits_two_options_is_asked_about_with_two_buttons(
    thread: Thread, ana: Person
) -> None:
    thread.says("a Flask app and a FastAPI app")
    asked = thread.told("That fits more than one answer")
    assert asked["text"] == (
        f"That fits more than one answer to “{CODE}” Which one? A Flask app or A FastAPI app?"
    )
    assert buttons(asked) == ["A Flask app", "A FastAPI app"]
    ana.click(asked, "A FastAPI app")
    thread.shows(f"✓ Existing code: *A FastAPI app* · <@{ana.id}>")


def test_what_is_not_wanted_may_be_said_at_any_time_and_adds_up(
    thread: Thread, ana: Person, bo: Person
) -> None:
    thread.says("we don't want Django")
    thread.root_shows("Not wanted: *Django*")
    bo.say(thread.channel, "no Flask or Sanic please", thread=thread.ts)
    thread.root_shows("Not wanted: *Django, Flask and Sanic*")
    thread.question(CODE)
    thread.says("2")
    thread.shows(f"✓ Existing code: *A Django app* · <@{ana.id}>")


def test_skip_answers_not_sure(thread: Thread, ana: Person) -> None:
    thread.says("skip")
    thread.shows(f"✓ Existing code: *Not sure* · <@{ana.id}>")


def test_why_tells_the_one_who_asks_what_the_question_decides(
    thread: Thread, ana: Person, bo: Person
) -> None:
    thread.says("why")
    told = thread.told("Code that runs is worth more than any comparison")
    assert words(told["blocks"]).startswith(f"*{CODE}*\nCode that runs is worth more")
    assert "it decides between" in told["text"]
    assert not any(each["ephemeral"] for each in thread.seen_by(bo).messages())
    ana.click(thread.question(CODE), "Why this question?")
    ana.waits_for(
        thread.channel,
        lambda seen: seen["ephemeral"] and seen["ts"] != told["ts"] and seen["text"] == told["text"],
        thread.ts,
    )


def test_back_opens_the_question_before_with_its_answer(thread: Thread, second: Json, ana: Person) -> None:
    assert "Back" in buttons(second)
    thread.says("back")
    question = thread.question(CODE)
    assert f"So far: *A Django app* · <@{ana.id}>" in words(question)


def test_back_by_button_does_the_same(thread: Thread, second: Json, ana: Person) -> None:
    ana.click(second, "Back")
    assert f"So far: *A Django app* · <@{ana.id}>" in words(thread.question(CODE))


def test_back_at_the_first_question_says_that_there_is_nothing_before_it(thread: Thread) -> None:
    thread.says("back")
    told = thread.told("This is the first question")
    assert told["text"] == "This is the first question; there is nothing before it."


def test_summary_shows_where_it_stands(thread: Thread, second: Json, ana: Person) -> None:
    assert second
    thread.says("summary")
    told = thread.told("Answered: Existing code: *A Django app*")
    assert told["text"].startswith(f"Which Python web framework, asked by <@{ana.id}>. Question 2")


def test_help_says_what_can_be_typed_in_the_thread(thread: Thread) -> None:
    thread.says("help")
    told = thread.told("Here I read whole messages only")
    assert told["text"] == (
        "Here I read whole messages only: the number or the words of an answer, `back`, `skip`, `why`, "
        "`summary`, `restart`, `cancel` or `help`, and what you do not want, such as “no Django”. Everything "
        "else in this thread is yours."
    )


def test_restart_asks_first_and_then_forgets_what_was_answered(
    thread: Thread, second: Json, ana: Person
) -> None:
    assert second
    thread.says("restart")
    asked = thread.told("Start over?")
    assert asked["text"] == (
        "Start over? Every answer that was given here is forgotten; what was read from the brief stays."
    )
    ana.click(asked, "Start over")
    thread.question(CODE)
    assert "✓" not in words(thread.messages())
    assert asked["ts"] not in [each["ts"] for each in thread.messages()]


def test_keep_going_takes_the_question_away_and_changes_nothing(
    thread: Thread, second: Json, ana: Person
) -> None:
    assert second
    thread.says("restart")
    ana.click(thread.told("Start over?"), "Keep going")
    thread.says("1")
    ana.waits_for(thread.channel, lambda _: "Start over" not in words(thread.messages()), thread.ts)
    thread.shows("✓ Existing code: *A Django app*")


def test_a_cancelled_consultation_says_so_and_resume_brings_it_back(
    thread: Thread, second: Json, ana: Person
) -> None:
    assert second
    thread.says("cancel")
    ana.click(thread.told("Cancel this consultation?"), "Cancel it")
    root = thread.root_shows("This was cancelled. Nothing is lost.")
    thread.says("1")
    told = thread.told("This consultation was cancelled")
    assert told["text"] == "This consultation was cancelled. Use Resume to go on with it."
    ana.click(root, "Resume")
    thread.root_shows("Question 2")
    thread.shows("✓ Existing code: *A Django app*")
    assert options_of(thread.question()) == options_of(second)


def test_an_untouched_consultation_lapses_and_resume_brings_it_back(
    bot: Bot, thread: Thread, ana: Person
) -> None:
    bot.stop()
    with closing(sqlite3.connect(bot.database, isolation_level=None)) as database:
        database.execute(
            "UPDATE consultations SET touched_at = '2020-01-01T00:00:00.000000+00:00',"
            " document = json_set(document, '$.touched_at', '2020-01-01T00:00:00Z') WHERE channel = ?",
            (thread.channel,),
        )
    bot.start()
    root = thread.root_shows("This has lapsed, because nobody went on with it. Nothing is lost.")
    assert not options_of(thread.messages()[-1])
    ana.click(root, "Resume")
    thread.question(CODE)


def test_change_is_told_with_who_changed_what(thread: Thread, second: Json, bo: Person) -> None:
    assert second
    bo.click(thread.shows("✓ Existing code"), "Change")
    question = thread.question(CODE)
    picker = next(
        each for block in question["blocks"] for each in block.get("elements", ()) if "options" in each
    )
    bo.choose(question, picker["action_id"], "4 A Flask app")
    changed = thread.shows("changed “Existing code”")
    assert changed["text"] == f"<@{bo.id}> changed “Existing code” from *A Django app* to *A Flask app*."
    thread.shows(f"✓ Existing code: *A Flask app* · <@{bo.id}>")


def test_answers_are_corrected_in_a_form(ana: Person, channel: str) -> None:
    thread = start(ana, channel, "internal tool, ops staff must edit records")
    thread.question()
    ana.click(thread.root_shows("Read from this"), "Correct")
    form = ana.waits_for_modal("Change answers")
    label = "Do people outside the development team need screens to manage the data?"
    label = next(each["label"]["text"] for each in form["blocks"] if "screens" in each["label"]["text"])
    ana.submit(values={label: "No"})
    thread.root_shows("Admin screens: *No*")
    thread.shows(f"<@{ana.id}> changed “Admin screens” from *Yes, from the start* to *No*.")


def test_the_rest_is_asked_on_request(ana: Person, channel: str) -> None:
    thread = start(ana, channel, QUICK)
    result = answer_until_recommended(thread)
    menu = next(
        each
        for block in result["blocks"]
        for each in block.get("elements", ())
        if each.get("type") == "overflow"
    )
    assert "Ask the rest" in [each["text"]["text"] for each in menu["options"]]
    ana.choose(result, "v1.more", "Ask the rest")
    thread.question()


def test_agreeing_and_a_concern_are_shown_with_the_recommendation(
    ana: Person, bo: Person, channel: str
) -> None:
    thread = start(ana, channel, QUICK)
    result = answer_until_recommended(thread)
    ana.click(result, "Agree")
    bo.click(thread.shows(f"✓ <@{ana.id}> agrees"), "Concern")
    bo.waits_for_modal("Concern")
    bo.submit(values={"What worries you?": "Nobody here knows it."})
    thread.shows(f"⚠ <@{bo.id}> has a concern: “Nobody here knows it.”")


def test_all_reasons_and_the_comparison_open_for_the_one_who_asks(ana: Person, channel: str) -> None:
    thread = start(ana, channel, QUICK)
    result = answer_until_recommended(thread)
    ana.click(result, "All reasons")
    ana.waits_for_modal("All reasons")
    ana.close()
    ana.choose(result, "v1.more", "Compare")
    ana.waits_for(channel, lambda seen: seen["ephemeral"] and "table" in str(seen["blocks"]), thread.ts)
