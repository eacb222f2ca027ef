from __future__ import annotations

from typing import Any

import pytest
from cachetools import TTLCache
from slack_sdk import WebClient

from bot.sandbox.world import TEAM
from bot.slack.audience import UNKNOWN_SECONDS, Audience
from tests.sandbox.person import Workspace


@pytest.fixture
def audience(client: WebClient) -> Audience:
    return Audience(client)


def test_a_channel_of_the_team_alone_has_no_guests_and_is_asked_for_once(
    audience: Audience, workspace: Workspace, backend: str
) -> None:
    assert audience.has_no_guests(TEAM, backend)
    assert audience.has_no_guests(TEAM, backend)
    assert len(workspace.calls("conversations.members")) == 1
    assert len(workspace.calls("users.list")) == 1


@pytest.mark.parametrize("kind", [{"is_guest": True}, {"team_id": "T2"}])
def test_a_guest_or_somebody_of_another_workspace_is_found(
    audience: Audience, workspace: Workspace, kind: dict[str, object]
) -> None:
    guest = workspace.add_person("Gil", **kind)
    members = [each["id"] for each in workspace.overview()["people"]]
    made = workspace.put_channel(name=f"with-{guest.id}".lower(), kind="public", members=[*members, guest.id])
    assert not audience.has_no_guests(TEAM, made["id"])


class Connected(WebClient):
    """A workspace that lists, of those in the conversation, somebody of another organisation."""

    def users_list(self, **_: Any) -> Any:
        return [{"members": [{"id": "U1", "team_id": TEAM}, {"id": "U2", "team_id": "T2"}]}]

    def conversations_members(self, **_: Any) -> Any:
        return [{"members": ["U1", "U2"]}]


def test_somebody_of_another_organisation_counts_although_slack_lists_them() -> None:
    assert not Audience(Connected()).has_no_guests(TEAM, "C1")


@pytest.mark.parametrize("method", ["conversations.members", "users.list"])
def test_a_conversation_that_slack_does_not_tell_of_may_have_guests_and_is_asked_for_again_in_a_minute(
    client: WebClient, workspace: Workspace, backend: str, method: str
) -> None:
    passed = [0.0]
    audience = Audience(client, _unknown=TTLCache(9, UNKNOWN_SECONDS, timer=lambda: passed[0]))
    workspace.fault(method, "server_error")
    assert not audience.has_no_guests(TEAM, backend)
    workspace.no_faults()
    workspace.forget_traffic()
    passed[0] = UNKNOWN_SECONDS - 1
    assert not audience.has_no_guests(TEAM, backend)
    assert workspace.calls() == []
    passed[0] = UNKNOWN_SECONDS
    assert audience.has_no_guests(TEAM, backend)


def test_of_another_conversation_it_is_asked_all_the_same(
    audience: Audience, workspace: Workspace, backend: str
) -> None:
    made = workspace.put_channel(name="of-others", kind="public", members=[])
    workspace.fault("conversations.members", "server_error")
    assert not audience.has_no_guests(TEAM, made["id"])
    workspace.no_faults()
    assert audience.has_no_guests(TEAM, backend)
