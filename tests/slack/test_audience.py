from __future__ import annotations

from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox.world import TEAM
from bot.slack.audience import Audience
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


def test_a_conversation_that_slack_does_not_tell_of_may_have_guests(
    audience: Audience, workspace: Workspace, backend: str
) -> None:
    workspace.fault("conversations.members", "server_error")
    assert not audience.has_no_guests(TEAM, backend)
    workspace.no_faults()
    assert audience.has_no_guests(TEAM, backend)
