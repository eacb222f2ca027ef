from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.slack.ids import Ref, UnknownButtonError, Verb, action_id, decoded, pattern
from bot.slack.payloads import click

BUTTONS = json.loads((Path(__file__).parent.parent / "data" / "buttons_v1.json").read_text())


_KEPT = ("action_id", "block_id", "value")


def _clicked(button: dict[str, Any]) -> dict[str, Any]:
    action: dict[str, Any] = {each: button[each] for each in _KEPT if each in button}
    if "selected" in button:
        action["selected_option"] = {"value": button["selected"]}
    return {
        "user": {"id": "U1", "team_id": "T1"},
        "team": {"id": "T1"},
        "trigger_id": "1.2",
        "actions": [action],
    }


@pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button["action_id"])
def test_every_button_ever_released_stays_readable(button: dict[str, Any]) -> None:
    read = click(_clicked(button))
    assert read.ref == Ref(**button["reads"])
    assert read.selected == button.get("selected", "")


def test_a_reference_is_read_as_it_was_written() -> None:
    ref = Ref(c=7, q="admin", o="needed", n=2, t="“celery” & co")
    assert decoded(ref.encoded()) == ref


def test_an_empty_value_refers_to_nothing() -> None:
    assert decoded("") == Ref()


@pytest.mark.parametrize("value", ["torn", "[]", '{"c": "many"}', "\x00"])
def test_a_value_that_is_none_of_ours_is_refused_in_a_sentence(value: str) -> None:
    with pytest.raises(UnknownButtonError) as refused:
        decoded(value)
    assert str(refused.value) == (
        "I don't know that button any more. Go on with a newer message of mine, or from my Home tab."
    )


def test_a_verb_s_buttons_are_told_apart_by_their_suffix_and_from_other_verbs() -> None:
    assert action_id(Verb.DECISION, "12") == "v1.decision.12"
    assert pattern(Verb.DECISION).match("v1.decision.12")
    assert pattern(Verb.DECISION).match("v1.decision")
    assert not pattern(Verb.DECISION).match("v1.decisions.all")
    assert not pattern(Verb.DECISION).match("v2.decision.12")
