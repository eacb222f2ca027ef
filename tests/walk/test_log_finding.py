"""Finding decisions again: words, filters, and the controls of the list."""

from __future__ import annotations

import pytest

from tests.sandbox.person import Json, Person, Workspace, buttons, words
from tests.walk.log import Logged, logged

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


def test_the_controls_narrow_the_list_in_its_place_and_keep_the_words(three: Logged, ana: Person) -> None:
    found = three.lists("in:#{channel} shop")
    assert len(_titles(found)) == 3
    ana.choose(found, "v1.filter.framework", "Flask")
    narrowed = ana.waits_for(three.channel, f"Flask · in <#{three.channel}>")
    assert _titles(narrowed) == ["Flask for the shop's status page"]
    assert narrowed["ts"] == found["ts"]
    ana.click(narrowed, "Due for review")
    nothing = ana.waits_for(three.channel, "No decision mentions “shop” under: Flask")
    ana.click(nothing, "Show all")
    every = ana.waits_for(three.channel, "newest first")
    assert "✓ Due for review" not in buttons(every)


def test_an_unknown_filter_is_named_with_the_nearest(three: Logged, ana: Person) -> None:
    ana.command(three.channel, "/framework decisions statis:accepted")
    told = ana.waits_for(three.channel, "I don't know the filter")
    assert told["text"] == (
        "I don't know the filter “statis:”; did you mean “status:”? Words with a colon go in double quotes."
    )
    assert told["ephemeral"]


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
