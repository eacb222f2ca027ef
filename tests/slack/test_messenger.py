from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.slack.blocks.help import told
from bot.slack.messenger import ChannelClosedError, MessageGoneError, NotNowError, SlackMessenger
from tests.sandbox.person import Person, Workspace

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def messenger(client: WebClient) -> SlackMessenger:
    return SlackMessenger.over(client, lambda: NOON)


def test_a_message_is_posted_updated_and_taken_away(
    messenger: SlackMessenger, ana: Person, backend: str
) -> None:
    ts = messenger.post("T1", backend, told("first"))
    assert ana.waits_for(backend, "first")["ts"] == ts
    messenger.update("T1", backend, ts, told("second"))
    assert ana.waits_for(backend, "second")["ts"] == ts
    messenger.delete("T1", backend, ts)
    assert ts not in [each["ts"] for each in ana.reads(backend)]


def test_a_reply_stands_in_its_thread(messenger: SlackMessenger, ana: Person, backend: str) -> None:
    root = messenger.post("T1", backend, told("root"))
    reply = messenger.post("T1", backend, told("reply"), root)
    assert [each["ts"] for each in ana.reads(backend, root)] == [root, reply]


@pytest.mark.parametrize(
    ("fault", "seconds"),
    [
        ({"kind": "rate_limited", "retry_after": 30}, 30),
        ({"kind": "server_error"}, 2),
        ({"kind": "fatal"}, 2),
        ({"kind": "reset"}, 2),
    ],
    ids=lambda value: value["kind"] if isinstance(value, dict) else "",
)
def test_what_passes_by_itself_is_put_off(
    messenger: SlackMessenger, workspace: Workspace, backend: str, fault: dict[str, str], seconds: int
) -> None:
    workspace.fault("chat.postMessage", **fault)
    with pytest.raises(NotNowError) as put_off:
        messenger.post("T1", backend, told("later"))
    assert put_off.value.until == NOON + timedelta(seconds=seconds)


def test_the_fifth_message_at_once_in_a_channel_waits_without_a_call(
    messenger: SlackMessenger, workspace: Workspace, backend: str
) -> None:
    for _ in range(4):
        messenger.post("T1", backend, told("much"))
    with pytest.raises(NotNowError):
        messenger.post("T1", backend, told("too much"))
    messenger.post("T1", workspace.channel("quiet"), told("elsewhere"))
    assert len(workspace.calls("chat.postMessage")) == 5


@pytest.mark.parametrize("act", ["update", "delete"])
def test_a_message_that_somebody_deleted_is_gone(messenger: SlackMessenger, backend: str, act: str) -> None:
    acts: dict[str, Callable[[str], None]] = {
        "update": lambda ts: messenger.update("T1", backend, ts, told("gone")),
        "delete": lambda ts: messenger.delete("T1", backend, ts),
    }
    ts = messenger.post("T2", backend, told("soon gone"))
    messenger.delete("T1", backend, ts)
    with pytest.raises(MessageGoneError):
        acts[act](ts)


def test_a_conversation_without_the_bot_is_closed_to_it(
    messenger: SlackMessenger, workspace: Workspace
) -> None:
    with pytest.raises(ChannelClosedError):
        messenger.post("T1", workspace.channel("platform-leads"), told("hello"))


@dataclass
class Refusing(WebClient):
    """Refuses every message with one code."""

    code: str

    def chat_postMessage(self, **_: Any) -> SlackResponse:  # noqa: N802 - the SDK's name
        refused = {"ok": False, "error": self.code}
        answer = SlackResponse(
            client=self, http_verb="POST", api_url="", req_args={}, data=refused, headers={}, status_code=200
        )
        raise SlackApiError("refused", answer)  # type: ignore[no-untyped-call]  # the SDK leaves it untyped


@pytest.mark.parametrize(
    "code",
    ["restricted_action", "restricted_action_read_only_channel", "user_is_restricted", "ekm_access_denied"],
)
def test_a_conversation_with_restrictions_is_closed_to_it(code: str) -> None:
    with pytest.raises(ChannelClosedError, match=code):
        SlackMessenger.over(Refusing(code), lambda: NOON).post("T1", "C1", told("hello"))


def test_what_is_our_own_fault_stays_an_error(
    messenger: SlackMessenger, workspace: Workspace, backend: str
) -> None:
    workspace.grant("commands")
    with pytest.raises(SlackApiError):
        messenger.post("T1", backend, told("hello"))


def test_a_message_has_an_address_and_none_that_is_not_there(messenger: SlackMessenger, backend: str) -> None:
    ts = messenger.post("T1", backend, told("here"))
    assert messenger.permalink(backend, ts).endswith(f"/archives/{backend}/p{ts.replace('.', '')}")
    assert messenger.permalink(backend, "1.000001") == ""
