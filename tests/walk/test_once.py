"""What is delivered twice, or done by two people at once, happens once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from tests.sandbox.person import Json, Person, Workspace, buttons, words
from tests.walk.running import until
from tests.walk.thread import (
    QUICK,
    Thread,
    answer_until_recommended,
    ask_of,
    options_of,
    start,
)

pytestmark = pytest.mark.usefixtures("bot")


def _at_once(*acts: Callable[[], object]) -> None:
    with ThreadPoolExecutor(len(acts)) as pool:
        for done in [pool.submit(act) for act in acts]:
            done.result()


def _first_buttons(thread: Thread) -> Json:
    """Answer until a question has buttons, and return it."""
    question = thread.question()
    while not options_of(question):
        thread.says("1")
        question = thread.next_question(question)
    return question


def test_a_command_that_is_delivered_twice_starts_one_consultation(
    workspace: Workspace, ana: Person, channel: str
) -> None:
    workspace.duplicate(2)
    start(ana, channel, "a shop for bicycles").question()
    assert words(ana.reads(channel)).count("> “a shop for bicycles”") == 1


def test_a_click_that_is_delivered_twice_counts_once(workspace: Workspace, ana: Person, channel: str) -> None:
    thread = start(ana, channel, "a shop for bicycles")
    question = _first_buttons(thread)
    workspace.duplicate(3)
    ana.click(question, options_of(question)[0])
    thread.next_question(question)
    assert [each for each in thread.messages() if each["ephemeral"]] == []
    assert "changed" not in words(thread.messages())


def test_a_typed_answer_that_is_delivered_twice_counts_once(
    workspace: Workspace, ana: Person, channel: str
) -> None:
    thread = start(ana, channel, "a shop for bicycles")
    question = thread.question()
    workspace.duplicate(3)
    thread.says("1")
    following = thread.next_question(question)
    assert ask_of(following) != ask_of(question)
    assert sum("✓" in each["text"] for each in thread.messages()) == 1


def test_a_mention_that_is_also_a_message_starts_one_consultation(
    workspace: Workspace, ana: Person, channel: str
) -> None:
    ana.say(channel, "@Framework Advisor we need a shop for bicycles")
    ana.waits_for(channel, "> “we need a shop for bicycles”")
    until(lambda: len(workspace.deliveries("app_mention")) == 1, "the mention is delivered")
    until(lambda: len(workspace.deliveries("message")) >= 2, "the message is delivered")
    assert words(ana.reads(channel)).count("> “we need a shop for bicycles”") == 1


def test_a_mention_that_is_also_a_message_is_answered_once(ana: Person, channel: str) -> None:
    ana.say(channel, "@Framework Advisor help")
    ana.waits_for(channel, "*What you can type*")
    ana.say(channel, "@Framework Advisor decison 12")
    ana.waits_for(channel, "Did you mean")
    assert sum("*What you can type*" in words(each) for each in ana.reads(channel)) == 1


def test_of_two_people_who_answer_a_question_at_once_one_is_told_what_stands(
    ana: Person, bo: Person, channel: str
) -> None:
    thread = start(ana, channel, "a shop for bicycles")
    question = _first_buttons(thread)
    first, second = options_of(question)[:2]
    _at_once(lambda: ana.click(question, first), lambda: bo.click(question, second))
    thread.next_question(question)
    anas, bos = f"*{first[2:]}* · <@{ana.id}>", f"*{second[2:]}* · <@{bo.id}>"
    shown = words(thread.messages())
    won = ana if anas in shown else bo
    assert (anas in shown) != (bos in shown)
    label = first[2:] if won is ana else second[2:]
    loser = bo if won is ana else ana
    told = thread.told("That question was answered", loser)
    assert told["text"] == f"That question was answered by <@{won.id}>: {label}. Use Change to answer anew."
    assert not any(each["ephemeral"] for each in thread.seen_by(won).messages())


def test_of_two_people_who_record_at_once_one_decision_is_kept(ana: Person, bo: Person, channel: str) -> None:
    thread = start(ana, channel, QUICK)
    result = answer_until_recommended(thread)
    for person in (ana, bo):
        person.click(result, "Record decision")
        person.waits_for_modal("Record decision")
    _at_once(*(partial(person.submit, values={"Title": f"Typed by {person.id}"}) for person in (ana, bo)))
    thread.shows("📌 *Decision")
    ana.command(channel, "/framework decisions")
    listed = ana.waits_for(channel, "*Decisions* ·")
    assert buttons(listed).count("Open") == 1
    (late,) = [person for person in (ana, bo) if person.modals()]
    first = bo if late is ana else ana
    assert words(late.modal()["blocks"]).startswith(
        f"<@{first.id}> recorded decision 1 from this meanwhile.\nOpen\n*What you typed*\n"
        f"Typed by {late.id}\n"
    )
    late.click_modal("Open")
    until(lambda: f"Typed by {first.id}" in words(late.modal()["blocks"]), "the decision is shown")
