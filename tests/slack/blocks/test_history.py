from __future__ import annotations

import json
from typing import Any

import pytest

from bot.decisions.model import DecisionEvent
from bot.slack.blocks.fields import TEXT
from bot.slack.blocks.history import event_line, event_lines, history
from tests.slack.blocks.scenes import NOW, answer, check_view, consultation, decided, shown, small_knowledge

STATUS = "changed the status from accepted to rejected"


def event(what: str, **more: Any) -> DecisionEvent:
    return DecisionEvent(at=NOW, by="UCHI", what=what, **more)


@pytest.mark.parametrize(
    ("happened", "told"),
    [
        (event("recorded"), "recorded it"),
        (event("title", before="Old", after="*New*"), "changed the title from Old to \u2217New\u2217"),
        (event("consequences", after="Two stacks"), "changed the consequences to Two stacks"),
        (event("review date", before="2026-11-01"), "changed the review date from 1 Nov 2026 to none"),
        (event("review date", after="2027-05-21"), "changed the review date to 21 May 2027"),
        (event("deciders", before="UANA", after="UBO"), "changed the deciders from <@UANA> to <@UBO>"),
        (event("status", before="accepted", after="rejected", why="No."), f"{STATUS}: “No.”"),
        (
            event("status", before="accepted", after="rejected", is_undo=True),
            STATUS.replace("changed", "changed back"),
        ),
        (event("supersedes", after="3"), "noted that it supersedes decision 3"),
        (event("superseded by", after="14"), "noted that it is superseded by decision 14"),
        (event("superseded by", before="14"), "took back that it is superseded by decision 14"),
        (event("review", after="still right"), "reviewed it: still right"),
        (event("review", before="still right", is_undo=True), "took the review back"),
        (event("redacted"), "removed a text that should not be here"),
    ],
)
def test_every_change_is_told_in_words(happened: DecisionEvent, told: str) -> None:
    assert event_line(happened) == f"• 21 Nov 2026, <@UCHI> {told}"


@pytest.mark.parametrize(
    ("happened", "told"),
    [
        (
            event("rationale", before="It is small.\nWe know it.", after="x" * 121),
            ["changed the rationale from", "> It is small.", "> We know it.", "to", f"> {'x' * 121}"],
        ),
        (event("rationale", after="x" * 121), ["changed the rationale to", f"> {'x' * 121}"]),
        (
            event("consequences", before="&" * 30, is_undo=True),
            ["changed back the consequences from", f"> {'&amp;' * 30}", "to none"],
        ),
        (
            event("status", before="accepted", after="rejected", why="y" * 161),
            [STATUS, "because", f"> {'y' * 161}"],
        ),
        (
            event("title", before="t" * 121, after="b", why="Shorter."),
            ["changed the title from", f"> {'t' * 121}", "to", "> b", "because", "> Shorter."],
        ),
        (
            event("deciders", before="UANA", after=", ".join(["UBO"] * 11)),
            ["changed the deciders from", "> <@UANA>", "to", f"> {', '.join(['<@UBO>'] * 11)}"],
        ),
        (event("title", before="a", after="b"), ["changed the title from a to b"]),
    ],
)
def test_what_a_line_has_no_room_for_is_quoted_whole_under_it(
    happened: DecisionEvent, told: list[str]
) -> None:
    first, *others = told
    assert event_lines(happened) == [f"• 21 Nov 2026, <@UCHI> {first}", *others]


def test_the_longest_texts_that_can_be_entered_stand_in_the_history() -> None:
    kept = decided(small_knowledge(), consultation({"admin": answer("needed")}))
    before, after = "a b & " * (TEXT // 6), "c" * TEXT
    view = history(kept, [event("rationale", before=before, after=after)], "/framework")
    check_view(view)
    told = "\n".join(shown(view["blocks"]))
    assert told.count("a b &amp;") == TEXT // 6
    assert told.replace("\n> ", "").count("c" * TEXT) == 1


def test_the_history_has_every_change_newest_first() -> None:
    kept = decided(small_knowledge(), consultation({"admin": answer("needed")}))
    view = history(kept, [event("recorded"), event("title", before="a", after="b")], "/framework")
    check_view(view)
    assert "submit" not in view
    assert shown(view["blocks"]) == [
        "*Decision 12: Django for the ops tool*",
        "• 21 Nov 2026, <@UCHI> changed the title from a to b\n• 21 Nov 2026, <@UCHI> recorded it",
    ]


def test_of_a_very_long_history_the_newest_are_shown() -> None:
    kept = decided(small_knowledge(), consultation({"admin": answer("needed")}))
    short, long = (
        event("title", before="a", after="b"),
        event("rationale", before=f"{'a' * 30}\n" * 90, after="b"),
    )
    for events in ([short] * 5000, [long] * 100, [long, short] * 100):
        view = history(kept, events, "/framework")
        check_view(view)
        assert len(json.dumps(view)) < 250_000
        told = "\n".join(shown(view["blocks"]))
        newest = told.count("\n• 21 Nov 2026")
        assert newest > 30
        assert told.endswith(f"\nand {len(events) - newest} more, which `/framework export` has too")
