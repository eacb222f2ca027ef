from __future__ import annotations

from typing import Any

import pytest

from bot.slack.ids import Ref, UnknownButtonError
from bot.slack.payloads import click as read_click
from bot.slack.payloads import clicked, command, said, shortcut, submission

PERSON = {"user": {"id": "U1", "team_id": "T1"}, "team": {"id": "T1"}, "trigger_id": "1.2"}


def _event(**event: Any) -> dict[str, Any]:
    return {
        "team_id": "T1",
        "authorizations": [{"team_id": "T1", "user_id": "U0BOT", "is_bot": True}],
        "event": {"type": "message", "user": "U1", "channel": "C1", "ts": "1.1", "text": "hi", **event},
    }


def _click(**more: Any) -> dict[str, Any]:
    return {**PERSON, "actions": [{"action_id": "v1.back", "value": '{"c":7}'}], **more}


def test_a_command_without_a_text_has_an_empty_one() -> None:
    typed = {
        "team_id": "T1",
        "user_id": "U1",
        "channel_id": "C1",
        "trigger_id": "1.2",
        "response_url": "https://x",
    }
    assert command(typed).text == ""


def test_a_click_in_a_thread_knows_its_place() -> None:
    read = read_click(
        _click(
            channel={"id": "C1"},
            container={"type": "message", "thread_ts": "1.1", "is_ephemeral": True},
            response_url="https://x",
        )
    )
    assert (read.workspace, read.user, read.channel, read.thread_ts) == ("T1", "U1", "C1", "1.1")
    assert read.surface == "message"
    assert read.is_ephemeral
    assert read.ref == Ref(c=7)


def test_a_click_on_a_message_finds_its_thread_in_the_message() -> None:
    assert read_click(_click(message={"thread_ts": "1.1"})).thread_ts == "1.1"


def test_a_click_on_a_root_message_is_answered_in_its_channel() -> None:
    root = {"ts": "1.1", "thread_ts": "1.1"}
    assert read_click(_click(message=root)).thread_ts == ""


@pytest.mark.parametrize("surface", ["home", "modal"])
def test_a_click_in_a_view_knows_what_kind_of_view(surface: str) -> None:
    view = {
        "id": "V1",
        "type": surface,
        "hash": "h",
        "private_metadata": "{}",
        "state": {"values": {"b": {}}},
    }
    read = read_click(_click(view=view))
    assert (read.surface, read.view_id, read.view_hash, read.state) == (surface, "V1", "h", {"b": {}})
    assert read.channel == ""


def test_who_clicked_is_known_whatever_the_button_holds() -> None:
    torn = _click(actions=[{"action_id": "v1.back", "value": "{torn"}])
    with pytest.raises(UnknownButtonError):
        read_click(torn)
    assert clicked(torn).user == "U1"


def test_somebody_of_another_workspace_acts_in_the_one_of_the_app() -> None:
    assert read_click(_click(user={"id": "U2", "team_id": "T2"})).workspace == "T1"
    modal = {"id": "V1", "type": "modal", "app_installed_team_id": "T1", "state": {"values": {}}}
    other = {"user": {"id": "U2", "team_id": "T2"}, "team": {"id": "T2"}, "trigger_id": "1.2", "view": modal}
    assert submission(other).workspace == "T1"
    assert read_click(_click(**other)).workspace == "T1"


def test_what_is_said_in_a_shared_channel_is_said_in_the_workspace_of_the_app() -> None:
    elsewhere = {"team_id": "T2", "authorizations": [{"team_id": "T1", "user_id": "U0BOT", "is_bot": True}]}
    read = said({**_event(), **elsewhere})
    assert read
    assert read.workspace == "T1"


def test_a_submission_has_one_delivery_for_each_state_of_its_view() -> None:
    view = {"id": "V1", "hash": "h1", "private_metadata": "m", "state": {"values": {}}}
    assert submission({**PERSON, "view": view}).delivery == "view:V1:h1"


@pytest.mark.parametrize(
    "event", [{"bot_id": "B1"}, {"subtype": "message_changed"}, {"subtype": "channel_join"}, {"user": None}]
)
def test_what_no_person_said_is_nothing(event: dict[str, Any]) -> None:
    payload = _event(**event)
    if payload["event"]["user"] is None:
        del payload["event"]["user"]
    assert said(payload) is None


def test_a_reply_that_is_also_sent_to_the_channel_counts() -> None:
    read = said(_event(subtype="thread_broadcast", thread_ts="0.9"))
    assert read
    assert read.thread_ts == "0.9"


def test_a_mention_and_its_message_are_one_delivery() -> None:
    first, second = said(_event(type="app_mention")), said(_event())
    assert first
    assert second
    assert first.delivery == second.delivery == "message:C1:1.1"


def test_the_bot_is_mentioned_by_its_own_id_alone() -> None:
    named, other = said(_event(text="<@U0BOT> hi")), said(_event(text="<@U2> hi"))
    assert named
    assert named.mentions_bot
    assert other
    assert not other.mentions_bot


def test_a_direct_message_is_known_by_its_type_or_its_id() -> None:
    by_type, by_id, channel = said(_event(channel_type="im")), said(_event(channel="D1")), said(_event())
    assert by_type
    assert by_type.is_direct
    assert by_id
    assert by_id.is_direct
    assert channel
    assert not channel.is_direct


def test_a_shortcut_carries_the_message_that_it_was_used_on() -> None:
    used = shortcut({**PERSON, "channel": {"id": "C1"}, "message": {"text": "brief"}, "response_url": "u"})
    assert (used.channel, used.text, used.response_url) == ("C1", "brief", "u")
