from __future__ import annotations

from typing import Any

import pytest

from bot.decisions.model import DecisionEvent
from bot.slack.blocks.history import event_line, history
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
        (event("review date", before="2026-11-01"), "changed the review date from 2026-11-01 to none"),
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


def test_the_history_has_every_change_newest_first() -> None:
    kept = decided(small_knowledge(), consultation({"admin": answer("needed")}))
    view = history(kept, [event("recorded"), event("title", before="a", after="b")])
    check_view(view)
    assert "submit" not in view
    assert shown(view["blocks"]) == [
        "*Decision 12: Django for the ops tool*",
        "• 21 Nov 2026, <@UCHI> changed the title from a to b\n• 21 Nov 2026, <@UCHI> recorded it",
    ]


def test_of_a_very_long_history_the_newest_are_shown() -> None:
    kept = decided(small_knowledge(), consultation({"admin": answer("needed")}))
    view = history(kept, [event("title", before="a", after="b")] * 300)
    check_view(view)
    assert shown(view["blocks"])[-1].endswith("\nand 200 more")
