"""Finding decisions again: words, filters, and the modal that sets them."""

from __future__ import annotations

import json

import pytest
from slack_sdk import WebClient

from tests.sandbox.person import Json, Person, Workspace, buttons, words
from tests.walk.log import Logged, logged
from tests.walk.running import Bot, until

pytestmark = pytest.mark.usefixtures("bot")


@pytest.fixture
def three(ana: Person, bo: Person, channel: str) -> Logged:
    """Three decisions of one channel: Ana's about Django and Flask, Bo's about FastAPI."""
    logged(ana, channel, "Django for the shop", "Django", why="It sells & ships.")
    logged(ana, channel, "Flask for the shop's status page", "Flask", why="Small.")
    logged(bo, channel, "FastAPI for scoring", "FastAPI", why="Typed. Not for the shop.")
    return Logged(ana, channel)


def _titles(listed: Json) -> list[str]:
    shown = [block["text"]["text"] for block in listed["blocks"] if block["type"] == "section"][1:]
    return [text.split("*")[1].split(" · ", 1)[1] for text in shown]


def test_words_and_filters_in_any_order_find_decisions(three: Logged, bo: Person) -> None:
    found = three.lists("in:#{channel} shop by:@Ana")
    assert _titles(found) == ["Flask for the shop's status page", "Django for the shop"]
    assert words(found["blocks"]).startswith("*Decisions that mention “shop”* · 2 of ")
    assert f"by <@{three.person.id}> · in <#{three.channel}>" in words(found)
    assert _titles(three.lists("framework:fastapi in:#{channel}")) == ["FastAPI for scoring"]
    assert _titles(three.lists(f"by:{bo.name.lower()} in:#{{channel}}")) == ["FastAPI for scoring"]


def test_a_filter_narrows_the_list_in_its_place_and_keeps_the_words(
    three: Logged, ana: Person, bo: Person
) -> None:
    found = three.lists("shop")
    ana.click(found, "Filter")
    form = ana.waits_for_modal("Filter decisions")
    assert form["blocks"][0]["element"]["initial_value"] == "shop"
    ana.submit(values={"Channel": [three.channel], "Framework": "Flask", "Recorded since": "2026-01-01"})
    narrowed = ana.waits_for(three.channel, f"Flask · in <#{three.channel}> · since 1 Jan 2026")
    assert _titles(narrowed) == ["Flask for the shop's status page"]
    assert narrowed["ts"] == found["ts"]
    ana.click(narrowed, "Filter")
    ana.waits_for_modal("Filter decisions")
    ana.submit(values={"Framework": "Any", "Recorded or decided by": [bo]})
    assert _titles(ana.waits_for(three.channel, f"by <@{bo.id}> · in ")) == ["FastAPI for scoring"]


def test_a_list_without_a_result_can_be_filtered_otherwise(three: Logged, ana: Person) -> None:
    ana.click(three.lists("shop"), "Filter")
    ana.waits_for_modal("Filter decisions")
    ana.submit(values={"Words": "a rocket", "Only those": ["Due for review"]})
    nothing = ana.waits_for(three.channel, "No decision mentions “a rocket” under: due for review.")
    assert buttons(nothing) == ["Filter", "Show all"]
    ana.click(nothing, "Filter")
    ana.waits_for_modal("Filter decisions")
    ana.submit(values={"Words": "scoring", "Only those": [], "Channel": [three.channel]})
    found = ana.waits_for(three.channel, f"in title or choice first\nin <#{three.channel}>")
    assert _titles(found) == ["FastAPI for scoring"]
    ana.click(found, "Show all")
    assert buttons(ana.waits_for(three.channel, "newest first"))[-1] == "Filter"


def test_days_in_the_wrong_order_are_told_in_the_modal(three: Logged, ana: Person) -> None:
    ana.click(three.lists("shop since:2026-03-01"), "Filter")
    ana.waits_for_modal("Filter decisions")
    refused = ana.try_to_submit(values={"Recorded before": "2026-03-01"})
    assert refused["errors"] == {"before": "Choose a day after 1 Mar 2026, or none."}
    ana.close()


@pytest.mark.usefixtures("three")
def test_a_list_that_was_opened_on_the_home_is_filtered_there(ana: Person) -> None:
    ana.open_home()
    ana.waits_for_home("Past decisions")
    ana.click_home("Past decisions")
    listed = ana.waits_for_modal("Framework Advisor")
    ana.click_modal("Filter")
    ana.waits_for_modal("Filter decisions")
    ana.submit(values={"Words": "rocket"})
    until(lambda: "No decision mentions “rocket”." in words(ana.modal()), "the modal shows the result")
    assert [each["id"] for each in ana.modals()] == [listed["id"]]
    ana.close()


def test_the_pickers_of_lists_that_were_shown_before_still_narrow_them(
    three: Logged, ana: Person, bot: Bot
) -> None:
    option = {"text": {"type": "plain_text", "text": "Flask"}, "value": "framework:flask"}
    picker = {
        "type": "static_select",
        "action_id": "v1.filter.framework",
        "placeholder": {"type": "plain_text", "text": "Framework"},
        "options": [option],
    }
    block_id = json.dumps({"t": f"in:{three.channel} shop"})
    web = WebClient(bot.sandbox.bot_token, base_url=bot.sandbox.api_url)
    web.chat_postEphemeral(
        channel=three.channel,
        user=ana.id,
        text="Decisions",
        blocks=[{"type": "actions", "block_id": block_id, "elements": [picker]}],
    )
    shown = ana.waits_for(three.channel, lambda seen: seen["text"] == "Decisions")
    ana.choose(shown, "v1.filter.framework", "Flask")
    narrowed = ana.waits_for(three.channel, f"Flask · in <#{three.channel}>")
    assert _titles(narrowed) == ["Flask for the shop's status page"]
    assert narrowed["ts"] == shown["ts"]


def test_an_unknown_filter_is_named_with_the_nearest(three: Logged, ana: Person) -> None:
    ana.command(three.channel, "/framework decisions statis:accepted")
    told = ana.waits_for(three.channel, "I don't know the filter")
    assert told["text"] == (
        "I don't know the filter “statis:”; did you mean “status:”? Words with a colon go in double quotes."
    )
    assert told["ephemeral"]


def test_a_filter_that_cannot_be_read_leads_on_with_what_was_understood(three: Logged, ana: Person) -> None:
    ana.command(three.channel, "/framework decisions by:nobody-here in:#nowhere since:2026-01 ships")
    told = ana.waits_for(three.channel, "I don't know anybody called “@nobody-here”")
    assert buttons(told) == ["Filter", "Show all"]
    ana.click(told, "Filter")
    form = ana.waits_for_modal("Filter decisions")
    assert form["blocks"][0]["element"]["initial_value"] == "ships"
    ana.submit(values={"Channel": [three.channel]})
    found = ana.waits_for(three.channel, f"in <#{three.channel}> · since 1 Jan 2026")
    assert _titles(found) == ["Django for the shop"]


def test_days_in_the_wrong_order_lead_on_too(three: Logged, ana: Person) -> None:
    ana.command(three.channel, "/framework decisions since:2026-07 before:2026-01")
    told = ana.waits_for(three.channel, "has to name a later day")
    assert told["text"] == (
        "“before:” has to name a later day than “since:”; between these two there is none."
    )
    ana.click(told, "Show all")
    ana.waits_for(three.channel, "newest first")


def test_a_name_that_nobody_has_is_told(three: Logged, ana: Person) -> None:
    ana.command(three.channel, "/framework decisions by:nobody-here")
    ana.waits_for(
        three.channel,
        "I don't know anybody called “@nobody-here”; pick the name that Slack offers while you type.",
    )


@pytest.mark.parametrize("typed", ['"', "AND - *", "🧭 ( ' :", "x" * 300, "by", "a:b:c"])
def test_no_text_makes_the_search_fail(three: Logged, ana: Person, typed: str) -> None:
    ana.command(three.channel, f"/framework decisions {typed}")
    ana.waits_for(three.channel, lambda seen: seen["ephemeral"] and "ecision" in words(seen))


def test_a_mention_of_the_bot_finds_by_person_too(three: Logged, ana: Person, workspace: Workspace) -> None:
    name = workspace.overview()["app"]["name"]
    ana.say(three.channel, f"@{name} decisions by:@Bo in:{three.channel}")
    assert _titles(ana.waits_for(three.channel, "*Decisions* · 1 of")) == ["FastAPI for scoring"]
