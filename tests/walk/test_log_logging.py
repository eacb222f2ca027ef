"""Recording a decision that was made elsewhere."""

from __future__ import annotations

import re
import time

import pytest

from tests.sandbox.person import Person, Workspace, words
from tests.walk.conftest import new_channel
from tests.walk.log import Logged, chooses, logged
from tests.walk.running import Bot, until

pytestmark = pytest.mark.usefixtures("bot")


def test_a_decision_is_logged_with_all_that_the_form_asks(ana: Person, bo: Person, channel: str) -> None:
    number = logged(
        ana,
        channel,
        "Flask for the status page",
        "Flask",
        why="It is small.",
        **{"What follows from it": "One more stack.", "Decided by": [ana, bo], "Review on": "2027-05-21"},
    )
    told = ana.waits_for(channel, "is in the log.")
    assert told["ephemeral"]
    assert told["text"] == f"📌 Decision {number}: Flask for the status page is in the log."
    ana.click(told, "Open")
    opened = ana.waits_for(channel, f"Decision {number}: Flask for the status page\nChosen: *Flask*\n")
    assert f"<@{ana.id}>, <@{bo.id}> · recorded by <@{ana.id}>" in words(opened)
    assert "review on 21 May 2027" in words(opened)
    assert "*Why*\n> It is small.\n*What follows from it*\n> One more stack." in words(opened)
    assert "Logged without a consultation" in words(opened)


def test_the_title_may_be_typed_with_the_command_and_what_may_be_a_brief_is_asked_about(
    ana: Person, channel: str
) -> None:
    ana.command(channel, "/framework log Litestar for the dashboard")
    ana.waits_for_modal("Log a decision")
    ana.submit(values={"Chosen": "Litestar", "Why": "Sockets."})
    ana.waits_for(channel, "Litestar for the dashboard is in the log.")
    ana.command(channel, "/framework log the relay now runs on Litestar")
    ana.click(ana.waits_for(channel, "or a decision to log?"), "Log the decision")
    ana.waits_for_modal("Log a decision")
    ana.submit(values={"Chosen": "Litestar", "Why": "Sockets."})
    ana.waits_for(channel, "the relay now runs on Litestar is in the log.")


def test_a_title_that_names_no_framework_is_asked_about_in_private_before_anything_is_posted(
    ana: Person, bo: Person, channel: str
) -> None:
    ana.command(channel, "/framework log: Secret acquisition portal")
    asked = ana.waits_for(channel, "or a decision to log?")
    assert asked["ephemeral"]
    assert asked["text"] == (
        "Is “log Secret acquisition portal” what you are building, or a decision to log?"
    )
    ana.click(asked, "Log the decision")
    ana.waits_for_modal("Log a decision")
    ana.submit(values={"Chosen": "Litestar", "Why": "Sockets."})
    ana.waits_for(channel, "Secret acquisition portal is in the log.")
    assert "Secret acquisition portal" not in words(bo.reads(channel))


def test_what_is_missing_is_told_at_its_field(ana: Person, channel: str) -> None:
    ana.command(channel, "/framework log")
    ana.waits_for_modal("Log a decision")
    refused = ana.try_to_submit(values={"Title": " ", "Chosen": "Flask", "Why": " "})
    assert refused["errors"] == {"title": "Give the decision a title.", "rationale": "Say in a sentence why."}
    refused = ana.try_to_submit(values={"Title": "x", "Why": "y", "Review on": "2020-01-01"})
    assert list(refused["errors"]) == ["review_on"]
    assert re.match(r"Choose a review date after \d{1,2} [A-Z][a-z]{2} 20\d\d, or none\.", refused["text"])
    ana.close()


def test_who_chose_the_same_is_shown_while_what_was_typed_stays(
    ana: Person, channel: str, workspace: Workspace
) -> None:
    private = new_channel(workspace, "private")
    logged(ana, private, "Quart in secret", "Quart")
    number = logged(ana, channel, "Quart for the shop", "Quart")
    ana.command(channel, "/framework log")
    form = ana.waits_for_modal("Log a decision")
    typed = {"title": {"title": {"type": "plain_text_input", "value": "Quart for the back office"}}}
    chooses(ana, form, "Quart", state=typed)
    found = f"*What was decided before*\n• *#{number} Quart for the shop*, accepted · also Quart"
    until(lambda: found in words(ana.modal()), "the modal shows who chose the same")
    assert "Quart in secret" not in words(ana.modal())
    chooses(ana, form, "Sanic")
    until(lambda: "What was decided before" not in words(ana.modal()), "the modal shows the other choice")
    ana.submit(values={"Why": "Async."})
    ana.waits_for(channel, "Quart for the back office is in the log.")


def test_the_choice_made_last_stands_however_late_the_one_before_is_looked_up(
    ana: Person, channel: str, workspace: Workspace, bot: Bot, expected_refusals: set[str]
) -> None:
    logged(ana, channel, "Old quart", "Quart")
    logged(ana, channel, "Old sanic", "Sanic")
    bot.restart()
    ana.command(channel, "/framework log")
    form = ana.waits_for_modal("Log a decision")
    expected_refusals.add("hash_conflict")
    workspace.fault("users.info", "delay", seconds=2)
    chooses(ana, form, "Quart")
    chooses(ana, form, "Sanic")
    until(lambda: "Old sanic" in words(ana.modal()), "the later choice is shown")
    time.sleep(3)
    assert "Old sanic" in words(ana.modal())
    ana.close()


def test_who_asks_the_bot_by_name_gets_a_button(ana: Person, channel: str, workspace: Workspace) -> None:
    ana.say(channel, f"@{workspace.overview()['app']['name']} log")
    ana.click(ana.waits_for(channel, "Log a decision that was made elsewhere."), "Open the form")
    ana.waits_for_modal("Log a decision")
    ana.submit(values={"Title": "By name", "Chosen": "Flask", "Why": "Small."})
    ana.waits_for(channel, "By name is in the log.")


def test_what_was_logged_in_private_stays_there(ana: Person, channel: str, workspace: Workspace) -> None:
    private = new_channel(workspace, "private")
    logged(ana, private, "Hidden wheels", "Flask")
    assert "Hidden wheels" in words(Logged(ana, private).lists("hidden wheels"))
    ana.command(channel, "/framework decisions hidden wheels")
    ana.waits_for(channel, "No decision mentions “hidden wheels”")


def test_where_the_bot_is_not_a_member_a_decision_is_logged_all_the_same(
    ana: Person, workspace: Workspace, expected_refusals: set[str]
) -> None:
    expected_refusals |= {"not_in_channel", "channel_not_found"}
    closed = new_channel(workspace, "private", with_bot=False)
    logged(ana, closed, "Without the bot", "Flask")
