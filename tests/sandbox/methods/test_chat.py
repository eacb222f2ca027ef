from __future__ import annotations

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.server import Sandbox
from tests.sandbox.conftest import MANIFEST
from tests.sandbox.examples import section
from tests.sandbox.person import Person, Workspace


def error_of(call: Any, **arguments: Any) -> dict[str, Any]:
    """Return what Slack answers to a call that it refuses."""
    with pytest.raises(SlackApiError) as raised:
        call(**arguments)
    data: dict[str, Any] = raised.value.response.data
    return data


def test_a_posted_message_is_seen_with_its_author(web: WebClient, ana: Person, backend: str) -> None:
    posted = web.chat_postMessage(channel=backend, text="Hello", blocks=[section()])
    message = ana.reads(backend)[-1]
    assert (message["ts"], message["text"]) == (posted["ts"], "Hello")
    assert message["author"] == {"id": "U0ADVISOR0", "name": "Framework Advisor", "is_bot": True}
    assert message["permalink"].startswith(f"https://sandbox.slack.com/archives/{backend}/p")


def test_blocks_without_an_id_get_one(web: WebClient, backend: str) -> None:
    posted = web.chat_postMessage(channel=backend, text="Hello", blocks=[section()])
    assert posted["message"]["blocks"][0]["block_id"]


def test_a_reply_stands_in_its_thread_only(web: WebClient, ana: Person, backend: str) -> None:
    root = web.chat_postMessage(channel=backend, text="Root")["ts"]
    web.chat_postMessage(channel=backend, text="Reply", thread_ts=root)
    assert [each["text"] for each in ana.reads(backend)] == ["Root"]
    assert [each["text"] for each in ana.reads(backend, root)] == ["Root", "Reply"]
    assert ana.reads(backend)[0]["reply_count"] == 1


def test_a_reply_to_a_deleted_root_becomes_a_message_of_the_channel(
    web: WebClient, ana: Person, backend: str
) -> None:
    root = web.chat_postMessage(channel=backend, text="Root")["ts"]
    web.chat_delete(channel=backend, ts=root)
    posted = web.chat_postMessage(channel=backend, text="Reply", thread_ts=root)
    assert "thread_ts" not in posted["message"]
    assert [each["text"] for each in ana.reads(backend)] == ["Reply"]


def test_a_deleted_root_with_replies_leaves_a_tombstone(web: WebClient, ana: Person, backend: str) -> None:
    root = web.chat_postMessage(channel=backend, text="Root")["ts"]
    web.chat_postMessage(channel=backend, text="Reply", thread_ts=root)
    web.chat_delete(channel=backend, ts=root)
    assert [each["text"] for each in ana.reads(backend, root)] == ["This message was deleted.", "Reply"]
    assert error_of(web.chat_update, channel=backend, ts=root, text="x")["error"] == "cant_update_message"


def test_a_reply_to_a_reply_is_refused(web: WebClient, backend: str) -> None:
    root = web.chat_postMessage(channel=backend, text="Root")["ts"]
    reply = web.chat_postMessage(channel=backend, text="Reply", thread_ts=root)["ts"]
    refused = error_of(web.chat_postMessage, channel=backend, text="x", thread_ts=reply)
    assert refused["error"] == "cannot_reply_to_message"


def test_nothing_to_say_is_refused(web: WebClient, backend: str) -> None:
    refused = error_of(web.api_call, api_method="chat.postMessage", json={"channel": backend, "text": ""})
    assert refused["error"] == "no_text"


def test_a_text_over_the_limit_is_refused(web: WebClient, backend: str) -> None:
    assert error_of(web.chat_postMessage, channel=backend, text="x" * 40_001)["error"] == "msg_too_long"


def test_an_update_takes_4000_characters(web: WebClient, backend: str) -> None:
    ts = web.chat_postMessage(channel=backend, text="Hello")["ts"]
    assert web.chat_update(channel=backend, ts=ts, text="x" * 4_000)["ok"]
    assert error_of(web.chat_update, channel=backend, ts=ts, text="x" * 4_001)["error"] == "msg_too_long"


def test_bad_blocks_are_refused_with_every_problem(web: WebClient, backend: str) -> None:
    refused = error_of(web.chat_postMessage, channel=backend, text="x", blocks=[section(""), {"type": "y"}])
    assert refused["error"] == "invalid_blocks"
    assert refused["response_metadata"]["messages"] == [
        "[ERROR] must be at least 1 characters, has 0 [json-pointer:/blocks/0/text/text]",
        "[ERROR] y is no type of block [json-pointer:/blocks/1/type]",
    ]


def test_blocks_that_are_no_json_are_refused(web: WebClient, backend: str) -> None:
    refused = error_of(web.chat_postMessage, channel=backend, text="x", blocks="[{")
    assert refused["error"] == "invalid_blocks_format"


def test_too_much_text_in_all_blocks_is_refused(web: WebClient, backend: str) -> None:
    blocks = [section("x" * 2_700)] * 5
    refused = error_of(web.chat_postMessage, channel=backend, text="x", blocks=blocks)
    assert refused["error"] == "msg_blocks_too_long"


def test_a_public_channel_needs_the_app_as_member(web: WebClient, quiet: str) -> None:
    assert error_of(web.chat_postMessage, channel=quiet, text="x")["error"] == "not_in_channel"


def test_chat_write_public_opens_public_channels(web: WebClient, workspace: Workspace, quiet: str) -> None:
    workspace.grant("chat:write", "chat:write.public")
    assert web.chat_postMessage(channel=quiet, text="x")["ok"]


def test_a_private_channel_without_the_app_is_not_found(web: WebClient, leads: str) -> None:
    assert error_of(web.chat_postMessage, channel=leads, text="x")["error"] == "channel_not_found"


def test_an_archived_channel_is_closed(web: WebClient, workspace: Workspace, backend: str) -> None:
    workspace.put_channel(id=backend, archived=True)
    assert error_of(web.chat_postMessage, channel=backend, text="x")["error"] == "is_archived"


def test_posting_to_a_person_goes_to_the_direct_message(
    web: WebClient, ana: Person, workspace: Workspace
) -> None:
    posted = web.chat_postMessage(channel=ana.id, text="Hello")
    assert posted["channel"] == workspace.direct_message(ana)


def test_an_update_replaces_and_is_marked(web: WebClient, ana: Person, backend: str) -> None:
    ts = web.chat_postMessage(channel=backend, text="Before", blocks=[section()])["ts"]
    web.chat_update(channel=backend, ts=ts, text="After", blocks=[])
    message = ana.reads(backend)[-1]
    assert message["text"] == "After"
    assert message["edited"]["user"] == "U0ADVISOR0"
    assert "blocks" not in message


def test_an_update_keeps_the_blocks_that_it_does_not_mention(
    web: WebClient, ana: Person, backend: str
) -> None:
    posted = web.chat_postMessage(channel=backend, text="Before", blocks=[section()])
    web.chat_update(channel=backend, ts=posted["ts"], text="After")
    assert ana.reads(backend)[-1]["blocks"] == posted["message"]["blocks"]


def test_somebody_else_s_message_cannot_be_changed(web: WebClient, ana: Person, backend: str) -> None:
    ts = ana.say(backend, "Mine")
    assert error_of(web.chat_update, channel=backend, ts=ts, text="x")["error"] == "cant_update_message"
    assert error_of(web.chat_delete, channel=backend, ts=ts)["error"] == "cant_delete_message"


def test_a_message_that_never_was_is_not_found(web: WebClient, backend: str) -> None:
    refused = error_of(web.chat_update, channel=backend, ts="1.000001", text="x")
    assert refused["error"] == "message_not_found"


def test_an_ephemeral_message_is_for_one_person(
    web: WebClient, ana: Person, bo: Person, backend: str
) -> None:
    ts = web.chat_postEphemeral(channel=backend, user=ana.id, text="For you")["message_ts"]
    assert [(each["text"], each["ephemeral"]) for each in ana.reads(backend)] == [("For you", True)]
    assert bo.reads(backend) == []
    assert error_of(web.chat_update, channel=backend, ts=ts, text="x")["error"] == "message_not_found"


def test_an_ephemeral_message_needs_somebody_in_the_channel(web: WebClient, backend: str) -> None:
    refused = error_of(web.chat_postEphemeral, channel=backend, user="U0NOBODY00", text="x")
    assert refused["error"] == "user_not_in_channel"


def test_a_permalink_names_channel_and_message(web: WebClient, backend: str) -> None:
    ts = web.chat_postMessage(channel=backend, text="Hello")["ts"]
    answer = web.chat_getPermalink(channel=backend, message_ts=ts)
    digits = ts.replace(".", "")
    assert answer["permalink"] == f"https://sandbox.slack.com/archives/{backend}/p{digits}"


def test_posting_is_limited_to_about_one_a_second_and_channel(backend: str) -> None:
    with Sandbox(MANIFEST) as sandbox, Workspace(sandbox.url) as workspace:
        web = WebClient(sandbox.bot_token, base_url=sandbox.api_url)
        for _ in range(4):
            web.chat_postMessage(channel=backend, text="x")
        with pytest.raises(SlackApiError) as raised:
            web.chat_postMessage(channel=backend, text="x")
        assert raised.value.response.status_code == 429
        assert raised.value.response.headers["Retry-After"] == "1"
        workspace.advance(1)
        assert web.chat_postMessage(channel=backend, text="x")["ok"]


def test_updates_are_limited_to_about_fifty_a_minute(backend: str) -> None:
    with Sandbox(MANIFEST) as sandbox:
        web = WebClient(sandbox.bot_token, base_url=sandbox.api_url)
        ts = web.chat_postMessage(channel=backend, text="x")["ts"]
        for _ in range(50):
            web.chat_update(channel=backend, ts=ts, text="y")
        assert error_of(web.chat_update, channel=backend, ts=ts, text="y")["error"] == "ratelimited"
