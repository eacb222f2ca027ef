"""What people do with a decision later: statuses, edits, links, undo, removing a text, starting from it."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

import pytest

from bot.slack.ids import carried
from tests.sandbox.person import Json, Person, Workspace, buttons, words
from tests.walk.conftest import new_channel
from tests.walk.log import Logged, logged
from tests.walk.running import Bot, until
from tests.walk.thread import QUICK, SEEN_SECONDS, answer_until_recommended, start

pytestmark = pytest.mark.usefixtures("bot")
SUCCESSOR = "Number of the decision that supersedes it"


@pytest.fixture
def number(ana: Person, channel: str) -> int:
    """A decision of Ana's."""
    return logged(ana, channel, "Django for the shop", "Django", why="It sells.")


@pytest.fixture
def shop(ana: Person, channel: str) -> Logged:
    return Logged(ana, channel)


def test_a_status_is_changed_with_a_reason_and_undone(shop: Logged, number: int, ana: Person) -> None:
    opened = shop.opens(number)
    ana.choose(opened, "v1.status", "Deprecated")
    ana.waits_for_modal("Change status")
    ana.submit(values={"Why": "We sold the shop."})
    changed = shop.shows(number, "Deprecated · ")
    assert changed["ts"] == opened["ts"]
    assert f"<@{ana.id}> changed the status from accepted to deprecated: “We sold the shop.”" in words(
        changed
    )
    ana.click(changed, "Undo")
    undone = shop.shows(number, "changed back the status from deprecated to accepted")
    assert "Undo" not in buttons(undone)


def test_an_edit_is_shown_with_its_history(shop: Logged, number: int, ana: Person, bo: Person) -> None:
    ana.click(shop.opens(number), "Edit")
    ana.waits_for_modal("Edit decision")
    ana.submit(
        values={"Title": "Django, again", "Decided by": [ana, bo], "What follows from it": "Two stacks."}
    )
    changed = shop.shows(number, f"Decision {number}: Django, again")
    assert "*What follows from it*\n> Two stacks." in words(changed)
    ana.click(changed, "History")
    history = ana.waits_for_modal("History")
    assert "changed the title from Django for the shop to Django, again" in words(history)
    assert words(history["blocks"]).endswith(f"<@{ana.id}> recorded it")


def test_title_and_reason_cannot_be_edited_away(shop: Logged, number: int, ana: Person) -> None:
    ana.click(shop.opens(number), "Edit")
    ana.waits_for_modal("Edit decision")
    refused = ana.try_to_submit(values={"Title": " ", "Why": " "})
    assert refused["errors"] == {"title": "Give the decision a title.", "rationale": "Say in a sentence why."}
    ana.close()


def test_a_review_date_that_is_past_is_told_at_its_field(shop: Logged, number: int, ana: Person) -> None:
    ana.click(shop.opens(number), "Edit")
    ana.waits_for_modal("Edit decision")
    refused = ana.try_to_submit(values={"Review on": "2020-01-01"})
    assert list(refused["errors"]) == ["review_on"]
    assert re.match(r"Choose a review date after \d{1,2} [A-Z][a-z]{2} 20\d\d, or none\.", refused["text"])
    ana.close()


def test_an_edit_of_what_somebody_changed_meanwhile_is_given_back(
    shop: Logged, number: int, ana: Person, bo: Person
) -> None:
    ana.click(shop.opens(number), "Edit")
    ana.waits_for_modal("Edit decision")
    ana.submit(values={"Decided by": [ana, bo]})
    opened = shop.shows(number, f"<@{bo.id}>")
    ana.click(opened, "Edit")
    ana.waits_for_modal("Edit decision")
    theirs = Logged(bo, shop.channel)
    bo.click(theirs.opens(number), "Edit")
    bo.waits_for_modal("Edit decision")
    bo.submit(values={"Title": "Bo was here"})
    ana.try_to_submit(values={"Title": "Ana was late"})
    lost = ana.waits_for_modal("Framework Advisor")
    assert words(lost["blocks"]).startswith(
        f"<@{bo.id}> changed decision {number} since you opened it; open it again and edit what stands there "
        "now.\n*What you typed*\nAna was late\n"
    )


def test_a_link_to_another_channel_stays_in_view_where_one_acts(
    shop: Logged, number: int, ana: Person, workspace: Workspace
) -> None:
    newer = logged(ana, new_channel(workspace), "Flask elsewhere", "Flask")
    ana.click(shop.opens(number), "Supersede")
    ana.waits_for_modal("Supersede")
    ana.submit(values={SUCCESSOR: str(newer)})
    changed = shop.shows(number, f"superseded by decision {newer}")
    assert f"Open decision {newer}" in buttons(changed)
    assert f"noted that it is superseded by decision {newer}" in words(changed)


def test_a_decision_is_superseded_by_another_and_both_say_so(shop: Logged, number: int, ana: Person) -> None:
    newer = logged(ana, shop.channel, "Flask for the shop", "Flask")
    ana.click(shop.opens(number), "Supersede")
    ana.waits_for_modal("Supersede")
    assert (
        ana.try_to_submit(values={SUCCESSOR: "999"})["text"]
        == "There is no decision 999 that you can see here."
    )
    assert ana.try_to_submit(values={SUCCESSOR: str(number)})["text"] == (
        f"Decision {number} cannot supersede itself; name another one."
    )
    ana.submit(values={SUCCESSOR: str(newer), "Why": "Smaller."})
    changed = shop.shows(number, f"superseded by decision {newer}")
    assert "Reconsider" not in buttons(changed)
    ana.click(changed, f"Open decision {newer}")
    shop.shows(newer, f"supersedes decision {number}")


def test_a_public_decision_is_superseded_where_one_reads_by_one_that_others_do_not_see(
    shop: Logged, number: int, ana: Person, workspace: Workspace
) -> None:
    private = new_channel(workspace, "private")
    newer = logged(ana, private, "Flask in secret", "Flask")
    inside = Logged(ana, private)
    ana.click(inside.opens(number), "Supersede")
    ana.waits_for_modal("Supersede")
    ana.submit(values={SUCCESSOR: str(newer)})
    inside.shows(number, f"superseded by decision {newer}")
    outside = words(shop.opens(number))
    assert "Superseded · " in outside
    assert f"decision {newer}" not in outside


def test_a_decision_opened_on_the_home_is_superseded_by_any_that_one_sees_there(
    number: int, ana: Person, workspace: Workspace
) -> None:
    newer = logged(ana, new_channel(workspace, "private"), "Flask in secret", "Flask")
    ana.open_home()
    home = ana.waits_for_home(f"{number} · Django for the shop")
    ana.act("home_click", **_open_button(home, number))
    ana.waits_for_modal("Framework Advisor")
    ana.click_modal("Supersede")
    ana.waits_for_modal("Supersede")
    ana.submit(values={SUCCESSOR: str(newer)})
    until(
        lambda: f"superseded by decision {newer}" in words(ana.modal()), "the modal shows what superseded it"
    )


def test_a_text_is_removed_everywhere(shop: Logged, ana: Person, bot: Bot) -> None:
    number = logged(ana, shop.channel, "Django for the shop", "Django", why="The password is hunter2.")
    ana.click(shop.opens(number), "Redact")
    ana.waits_for_modal("Redact")
    text = "Text to remove, as it is written"
    sure = {"This cannot be undone": ["It is removed for good"]}
    missing = ana.try_to_submit(values={text: "not in there", **sure})
    assert (
        missing["text"] == f"That text does not stand in decision {number}; give it exactly as it is written."
    )
    ana.submit(values={text: "hunter2", **sure})
    changed = shop.shows(number, f"<@{ana.id}> removed a text that should not be here")
    assert "hunter2" not in words(changed)
    with closing(sqlite3.connect(bot.database)) as database:
        assert not any("hunter2" in line for line in database.iterdump())


def test_who_may_not_change_a_decision_can_only_go_on_from_it(shop: Logged, number: int, chi: Person) -> None:
    opened = Logged(chi, shop.channel).opens(number)
    assert buttons(opened) == [f"Start from decision {number}", "History"]


def test_who_decides_no_more_is_refused_in_a_sentence(
    shop: Logged, number: int, ana: Person, bo: Person
) -> None:
    ana.click(shop.opens(number), "Edit")
    ana.waits_for_modal("Edit decision")
    ana.submit(values={"Decided by": [ana, bo]})
    opened = Logged(bo, shop.channel).opens(number)
    ana.click(shop.shows(number, f"<@{bo.id}>"), "Edit")
    ana.waits_for_modal("Edit decision")
    ana.submit(values={"Decided by": [ana]})
    shop.shows(number, f"from <@{ana.id}>, <@{bo.id}> to <@{ana.id}>")
    bo.click(opened, "Edit")
    told = bo.waits_for(shop.channel, "can be changed by")
    assert told["ephemeral"]
    assert told["text"] == (
        f"Decision {number} can be changed by <@{ana.id}>, who recorded it, by its deciders and by workspace "
        "admins."
    )


def test_a_recorded_decision_is_started_from_and_reconsidered_with_its_answers(
    shop: Logged, ana: Person, bo: Person
) -> None:
    thread = start(ana, shop.channel, QUICK)
    answer_until_recommended(thread)
    ana.click(thread.shows("Record decision"), "Record decision")
    ana.waits_for_modal("Record decision")
    ana.submit(values={"Title": "The blog"})
    decided = thread.root_shows("The blog")
    number = int(decided["text"].split("Decision ", 1)[1].split(":")[0])
    bo.click(Logged(bo, shop.channel).opens(number), f"Start from decision {number}")
    root = bo.waits_for(
        shop.channel, lambda seen: f"asked by <@{bo.id}>" in seen["text"], timeout=SEEN_SECONDS
    )
    assert f"Taken over from decision {number}:" in words(root["blocks"])
    assert "*From scratch*" in words(root["blocks"]) or "Existing code" in words(root["blocks"])
    ana.click(shop.opens(number), "Reconsider")
    again = ana.waits_for(shop.channel, f"decision {number} reconsidered", timeout=SEEN_SECONDS)
    assert f"From decision {number}:" in words(again["blocks"])


def test_a_decision_that_was_logged_is_started_from_without_answers(
    number: int, shop: Logged, ana: Person, bo: Person, workspace: Workspace
) -> None:
    elsewhere = new_channel(workspace, "public")
    opened = Logged(bo, elsewhere).opens(number)
    bo.click(opened, f"Start from decision {number}")
    root = bo.waits_for(elsewhere, f"started from decision {number}", timeout=SEEN_SECONDS)
    assert "Taken over" not in words(root["blocks"])
    ana.click(shop.opens(number), "Reconsider")
    told = f"Decision {number} was logged without answers; a consultation starts afresh in <#{shop.channel}>."
    assert ana.waits_for(shop.channel, "starts afresh")["text"] == told
    ana.waits_for(shop.channel, f"decision {number} reconsidered", timeout=SEEN_SECONDS)


def test_an_edit_reaches_the_thread(shop: Logged, ana: Person) -> None:
    thread = start(ana, shop.channel, QUICK)
    ana.click(answer_until_recommended(thread), "Record decision")
    ana.waits_for_modal("Record decision")
    ana.submit(values={"Title": "The blog", "What follows from it": "A CMS to learn."})
    decided = thread.root_shows("The blog")
    ana.click(decided, "Open")
    opened = ana.waits_for(
        shop.channel, lambda seen: "*What follows from it*\n> A CMS to learn." in words(seen)
    )
    ana.choose(opened, "v1.status", "Rejected")
    ana.waits_for_modal("Change status")
    ana.submit()
    thread.root_shows("· rejected")
    thread.shows("· rejected")


def test_a_decision_opened_on_the_home_is_changed_there(number: int, ana: Person) -> None:
    ana.open_home()
    home = ana.waits_for_home(f"{number} · Django for the shop")
    ana.act("home_click", **_open_button(home, number))
    opened = ana.waits_for_modal("Framework Advisor")
    assert f"Decision {number}: Django for the shop" in words(opened)
    ana.click_modal("Edit")
    ana.waits_for_modal("Edit decision")
    ana.submit(values={"Title": "Changed on the Home"})
    until(
        lambda: f"Decision {number}: Changed on the Home" in words(ana.modal()), "the modal shows the change"
    )


def test_what_was_undone_in_a_modal_still_belongs_to_its_conversation(
    number: int, ana: Person, channel: str
) -> None:
    ana.open_home()
    home = ana.waits_for_home(f"{number} · Django for the shop")
    ana.act("home_click", **_open_button(home, number))
    ana.waits_for_modal("Framework Advisor")
    ana.click_modal("Edit")
    ana.waits_for_modal("Edit decision")
    ana.submit(values={"Title": "Changed on the Home"})
    until(lambda: "Changed on the Home" in words(ana.modal()["blocks"]), "the modal shows the change")
    ana.click_modal("Undo")
    until(lambda: "changed back the title" in words(ana.modal()["blocks"]), "the modal shows the undo")
    assert carried(ana.modal()["private_metadata"]).ch == channel


def test_a_pile_of_modals_that_is_full_shows_the_next_in_the_place_of_the_last(
    number: int, ana: Person, channel: str, expected_refusals: set[str]
) -> None:
    expected_refusals.add("push_limit_reached")
    ana.open_home()
    ana.waits_for_home("Past decisions")
    ana.click_home("Past decisions")
    listed = ana.waits_for_modal("Framework Advisor")
    ana.act("modal_click", view_id=listed["id"], **_open_button(listed, number))
    until(lambda: f"Decision {number}: " in words(ana.modal()), "the decision is shown")
    ana.click_modal("Supersede")
    ana.waits_for_modal("Supersede")
    ana.click_modal("Reconsider")
    told = f"Decision {number} was logged without answers; a consultation starts afresh in <#{channel}>."
    until(lambda: told in words(ana.modal()), "who clicked is led to the consultation")


def _open_button(home: Json, number: int) -> Json:
    block = next(each for each in home["blocks"] if f"*{number} · " in words(each))
    return {"block_id": block["block_id"], "action_id": block["accessory"]["action_id"]}
