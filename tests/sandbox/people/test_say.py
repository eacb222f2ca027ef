from __future__ import annotations

import pytest

from tests.sandbox.examples import section
from tests.sandbox.listening import SILENCE, Listening
from tests.sandbox.person import Failed, Person, Workspace


def test_a_command_is_delivered_as_slack_documents_it(app: Listening, ana: Person, backend: str) -> None:
    ana.command(backend, "/framework internal tool")
    payload = app.next().payload
    address, trigger = payload.pop("response_url"), payload.pop("trigger_id")
    assert "/response/" in address
    assert trigger.count(".") == 2
    assert payload == {
        "token": "sandbox-verification",
        "team_id": "T0SANDBOX0",
        "team_domain": "sandbox",
        "channel_id": backend,
        "channel_name": "backend",
        "user_id": ana.id,
        "user_name": "ana",
        "command": "/framework",
        "text": "internal tool",
        "api_app_id": "A0ADVISOR0",
        "is_enterprise_install": "false",
    }


def test_a_private_channel_is_not_named_in_a_command(app: Listening, ana: Person, leads: str) -> None:
    ana.command(leads, "/framework")
    assert app.next().payload["channel_name"] == "privategroup"


def test_markup_in_a_command_is_escaped(app: Listening, ana: Person, backend: str) -> None:
    ana.command(backend, "/framework <!channel> & @Bo")
    assert app.next().payload["text"] == "&lt;!channel&gt; &amp; @Bo"


def test_a_command_that_escapes_names_people_and_channels(app: Listening, ana: Person, backend: str) -> None:
    ana.command(backend, "/escaping for @bo in #quiet")
    assert app.next().payload["text"] == "for <@U000000BO0|bo> in <#C00QUIET00|quiet>"


def test_the_answer_to_a_command_is_seen_by_the_asker_alone(
    app: Listening, ana: Person, bo: Person, backend: str
) -> None:
    app.answer("slash_commands", {"text": "Only for you"})
    ana.command(backend, "/framework help")
    assert [(each["text"], each["ephemeral"]) for each in ana.reads(backend)] == [("Only for you", True)]
    assert bo.reads(backend) == []


def test_an_answer_for_the_channel_is_seen_by_all(
    app: Listening, ana: Person, bo: Person, backend: str
) -> None:
    app.answer("slash_commands", {"response_type": "in_channel", "text": "For all"})
    ana.command(backend, "/framework")
    assert [each["text"] for each in bo.reads(backend)] == ["For all"]


def test_an_answer_that_slack_would_refuse_is_reported(
    app: Listening, ana: Person, workspace: Workspace, backend: str
) -> None:
    app.answer("slash_commands", {"text": "x", "blocks": [section("")]})
    with pytest.raises(Failed, match='refused with the error "invalid_blocks"'):
        ana.command(backend, "/framework")
    assert workspace.refusals()[0]["problems"] == [
        "invalid_blocks",
        "[ERROR] must be at least 1 characters, has 0 [json-pointer:/blocks/0/text/text]",
    ]


def test_a_command_without_an_ack_fails_visibly(app: Listening, ana: Person, backend: str) -> None:
    app.answer("slash_commands", SILENCE)
    with pytest.raises(Failed) as failed:
        ana.command(backend, "/framework")
    assert failed.value.text == "/framework failed because the app did not respond."


def test_a_command_without_a_running_app_fails_visibly(ana: Person, backend: str) -> None:
    with pytest.raises(Failed) as failed:
        ana.command(backend, "/framework")
    assert failed.value.text == '/framework failed with the error "dispatch_failed".'


@pytest.mark.usefixtures("app")
def test_an_undeclared_command_is_not_valid(ana: Person, backend: str) -> None:
    with pytest.raises(Failed) as failed:
        ana.command(backend, "/frame")
    assert failed.value.text == "/frame is not a valid command."


@pytest.mark.usefixtures("app")
def test_a_command_in_a_thread_is_not_supported(ana: Person, backend: str) -> None:
    root = ana.say(backend, "Root")
    with pytest.raises(Failed) as failed:
        ana.say(backend, "/framework", thread=root)
    assert failed.value.text == "/framework is not supported in threads. Sorry!"


def test_a_message_event_carries_markup_and_rich_text(app: Listening, ana: Person, backend: str) -> None:
    ts = ana.say(backend, "a < b, @bo, #quiet and https://example.com")
    event = app.next_event("message")
    assert event["text"] == "a &lt; b, <@U000000BO0>, <#C00QUIET00|quiet> and <https://example.com>"
    assert (event["channel"], event["channel_type"], event["ts"]) == (backend, "channel", ts)
    assert event["blocks"][0]["elements"][0]["elements"][0] == {"type": "text", "text": "a < b, "}


def test_a_link_stays_whole(app: Listening, ana: Person, backend: str) -> None:
    ana.say(backend, "https://example.com/#quiet")
    assert app.next_event("message")["text"] == "<https://example.com/#quiet>"


def test_a_reply_names_its_thread(app: Listening, ana: Person, bo: Person, backend: str) -> None:
    root = ana.say(backend, "Root")
    app.next_event("message")
    bo.say(backend, "Reply", thread=root)
    event = app.next_event("message")
    assert (event["thread_ts"], event["parent_user_id"]) == (root, ana.id)


def test_a_mention_arrives_as_message_and_as_mention(app: Listening, ana: Person, backend: str) -> None:
    ts = ana.say(backend, "@Framework Advisor we need something")
    events = [app.next().payload["event"] for _ in range(2)]
    assert {each["type"] for each in events} == {"message", "app_mention"}
    assert {each["ts"] for each in events} == {ts}
    assert {each["text"] for each in events} == {"<@U0ADVISOR0> we need something"}


def test_nothing_is_heard_in_a_channel_without_the_app(app: Listening, ana: Person, quiet: str) -> None:
    ana.say(quiet, "@Framework Advisor hello")
    assert app.is_idle()


def test_nothing_is_heard_without_the_history_scope(
    app: Listening, workspace: Workspace, ana: Person, backend: str
) -> None:
    workspace.grant("chat:write", "app_mentions:read")
    ana.say(backend, "@Framework Advisor hello")
    assert app.next().payload["event"]["type"] == "app_mention"
    assert app.is_idle()


def test_a_direct_message_is_heard(app: Listening, workspace: Workspace, ana: Person) -> None:
    ana.say(workspace.direct_message(ana), "We need something")
    event = app.next_event("message")
    assert event["channel_type"] == "im"


def test_an_invitation_adds_the_app_and_tells_it(app: Listening, ana: Person, quiet: str) -> None:
    ana.say(quiet, "/invite @Framework Advisor")
    event = app.next_event("member_joined_channel")
    assert (event["user"], event["channel"], event["inviter"]) == ("U0ADVISOR0", quiet, ana.id)
    assert ana.reads(quiet)[-1]["subtype"] == "channel_join"


def test_an_edit_is_told_with_both_texts(app: Listening, ana: Person, backend: str) -> None:
    ts = ana.say(backend, "Befor")
    app.next_event("message")
    ana.act("edit_message", channel=backend, ts=ts, text="Before")
    event = app.next_event("message")
    assert event["subtype"] == "message_changed"
    assert (event["previous_message"]["text"], event["message"]["text"]) == ("Befor", "Before")


@pytest.mark.usefixtures("app")
def test_only_an_admin_deletes_messages_of_others(ana: Person, bo: Person, backend: str) -> None:
    ts = bo.say(backend, "Mine")
    with pytest.raises(Failed, match="Only the author can do this"):
        bo.act("delete_message", channel=backend, ts=ana.say(backend, "Hers"))
    ana.act("delete_message", channel=backend, ts=ts)
    assert [each["text"] for each in bo.reads(backend)] == ["Hers"]


def test_somebody_outside_a_private_channel_cannot_open_it(workspace: Workspace, leads: str) -> None:
    chi = workspace.person("Chi")
    with pytest.raises(AssertionError, match="You cannot open this conversation"):
        chi.reads(leads)
    with pytest.raises(Failed, match="You cannot open this conversation"):
        chi.say(leads, "Hello")


def test_a_guest_sees_only_their_own_channels(workspace: Workspace, quiet: str) -> None:
    guest = workspace.add_person("Guest", is_guest=True)
    with pytest.raises(Failed, match="You cannot open this conversation"):
        guest.say(quiet, "Hello")


def test_somebody_of_another_workspace_is_named_with_it(app: Listening, workspace: Workspace) -> None:
    stranger = workspace.add_person("Dana", team_id="T0ELSEWHERE")
    stranger.command(workspace.direct_message(stranger), "/framework")
    assert app.next().payload["team_id"] == "T0ELSEWHERE"
