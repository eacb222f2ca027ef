from __future__ import annotations

import pytest
from slack_sdk import WebClient

from bot.slack.audience import Audience
from tests.sandbox.person import Workspace


@pytest.fixture
def audience(client: WebClient) -> Audience:
    return Audience(client)


def test_a_channel_of_the_team_alone_has_no_guests_and_is_asked_for_once(
    audience: Audience, workspace: Workspace, backend: str
) -> None:
    assert audience.has_no_guests("T1", backend)
    assert audience.has_no_guests("T1", backend)
    assert len(workspace.calls("conversations.members")) == 1
    assert len(workspace.calls("users.list")) == 1


@pytest.mark.parametrize("kind", [{"is_guest": True}, {"team_id": "T2"}])
def test_a_guest_or_somebody_of_another_workspace_is_found(
    audience: Audience, workspace: Workspace, kind: dict[str, object]
) -> None:
    guest = workspace.add_person("Gil", **kind)
    members = [each["id"] for each in workspace.overview()["people"]]
    made = workspace.put_channel(name=f"with-{guest.id}".lower(), kind="public", members=[*members, guest.id])
    assert not audience.has_no_guests("T1", made["id"])


def test_a_conversation_that_slack_does_not_tell_of_may_have_guests(
    audience: Audience, workspace: Workspace, backend: str
) -> None:
    workspace.fault("conversations.members", "server_error")
    assert not audience.has_no_guests("T1", backend)
    workspace.no_faults()
    assert audience.has_no_guests("T1", backend)
