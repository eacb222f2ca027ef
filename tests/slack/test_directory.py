from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot.sandbox.world import TEAM
from bot.slack.directory import Directory, is_guest
from bot.store.sqlite import SqliteStore
from bot.workspaces.model import Conversation, Viewer
from tests.consultations.build import NOON, Clock
from tests.sandbox.person import Person, Workspace
from tests.store.build import listed, record


@dataclass
class Memory:
    """Implements ConversationMemory."""

    learnt: list[Conversation] = field(default_factory=list)

    def learn_conversation(self, conversation: Conversation, at: datetime) -> None:
        assert at.tzinfo is UTC
        self.learnt.append(conversation)

    def unchecked_conversations(self, before: datetime, limit: int) -> Sequence[Conversation]:
        assert before.tzinfo is UTC
        return self.learnt[:limit]

    def doubt_conversations(self, before: datetime) -> None:
        assert before.tzinfo is UTC


@pytest.fixture
def memory() -> Memory:
    return Memory()


@pytest.fixture
def directory(client: WebClient, memory: Memory) -> Directory:
    return Directory(client, memory, lambda: datetime.now(UTC))


def test_a_public_channel_is_known_as_one_and_asked_for_once(
    directory: Directory, memory: Memory, workspace: Workspace, backend: str
) -> None:
    expected = Conversation("T1", backend, "public")
    assert directory.conversation("T1", backend) == expected
    assert directory.conversation("T1", backend) == expected
    assert memory.learnt == [expected]
    assert len(workspace.calls("conversations.info")) == 1


def test_a_conversation_that_slack_does_not_tell_of_counts_as_private(
    directory: Directory, memory: Memory, workspace: Workspace
) -> None:
    hidden = workspace.channel("platform-leads")
    assert directory.conversation("T1", hidden).kind == "private"
    assert [each.kind for each in memory.learnt] == ["private"]


def test_a_direct_message_needs_no_question(directory: Directory, workspace: Workspace, ana: Person) -> None:
    assert directory.conversation("T1", workspace.direct_message(ana)).kind == "direct"
    assert workspace.calls("conversations.info") == []


@pytest.mark.parametrize("kind", ["server_error", "rate_limited", "reset"])
def test_trouble_of_a_moment_says_nothing_about_a_conversation(
    directory: Directory, memory: Memory, workspace: Workspace, backend: str, kind: str
) -> None:
    workspace.fault("conversations.info", kind)
    assert directory.conversation("T1", backend).kind == "private"
    assert memory.learnt == []
    assert directory.conversation("T1", backend).kind == "public"


def test_admins_are_known_as_such(directory: Directory, workspace: Workspace, ana: Person) -> None:
    assert directory.person(TEAM, ana.id).is_admin
    assert not directory.person(TEAM, workspace.person("Bo").id).is_admin


def test_guests_see_only_where_they_are(directory: Directory, workspace: Workspace, backend: str) -> None:
    guest = workspace.add_person("Gus", is_guest=True)
    viewer = directory.viewer(TEAM, guest.id, backend)
    assert viewer.conversations == {backend}
    assert not viewer.sees_public


def test_people_of_other_workspaces_see_only_where_they_are_and_are_no_admins(
    directory: Directory, workspace: Workspace, backend: str
) -> None:
    stranger = workspace.add_person("Sam", team_id="T2", is_admin=True)
    assert not directory.viewer(TEAM, stranger.id, backend).sees_public
    assert not directory.person(TEAM, stranger.id).is_admin


def test_people_of_the_same_organisation_belong_to_each_workspace_that_they_are_in() -> None:
    colleague = {"id": "W1", "team_id": "T2", "enterprise_user": {"teams": ["T1", "T2"]}}
    assert not is_guest(colleague, "T1")
    assert is_guest(colleague, "T3")


@pytest.mark.parametrize("kind", ["server_error", "reset"])
def test_who_cannot_be_looked_up_counts_as_a_guest_for_that_once(
    directory: Directory, workspace: Workspace, ana: Person, backend: str, kind: str
) -> None:
    workspace.fault("users.info", kind)
    assert not directory.viewer(TEAM, ana.id, backend).sees_public
    assert directory.viewer(TEAM, ana.id, backend).sees_public


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore.open(tmp_path / "advisor.db")
    yield opened
    opened.close()


class Channel:
    """A public channel of the sandbox with a decision, as the timer finds it; the clock starts at noon."""

    def __init__(self, client: WebClient, store: SqliteStore, channel: str) -> None:
        self.id, self.store, self.clock = channel, store, Clock()
        self.directory = Directory(client, store, self.clock)
        record(store, channel=channel, kind="public")
        store.learn_conversation(Conversation("T1", channel, "public"), NOON)

    def is_seen_elsewhere(self, after: timedelta) -> bool:
        self.clock.now = NOON + after
        self.directory.check_conversations()
        return bool(listed(self.store, Viewer("T1", "U9")))


@pytest.fixture
def channel(client: WebClient, store: SqliteStore, workspace: Workspace) -> Channel:
    return Channel(client, store, workspace.post("/control/channel", {"name": "shop"})["channel"]["id"])


def test_a_channel_that_was_made_private_is_noticed_although_nobody_does_anything_there(
    channel: Channel, workspace: Workspace
) -> None:
    workspace.post("/control/channel", {"id": channel.id, "kind": "private"})
    assert channel.is_seen_elsewhere(timedelta(minutes=9))
    assert not channel.is_seen_elsewhere(timedelta(minutes=11))


def test_a_channel_that_is_public_still_is_asked_about_every_ten_minutes(
    channel: Channel, workspace: Workspace
) -> None:
    assert all(channel.is_seen_elsewhere(timedelta(minutes=minutes)) for minutes in range(120))
    assert len(workspace.calls("conversations.info")) == 10


def test_a_channel_that_slack_says_nothing_about_for_an_hour_counts_as_private_until_it_does(
    channel: Channel, workspace: Workspace
) -> None:
    workspace.fault("conversations.info", "server_error", times=2)
    assert channel.is_seen_elsewhere(timedelta(minutes=60))
    assert not channel.is_seen_elsewhere(timedelta(minutes=61))
    assert channel.is_seen_elsewhere(timedelta(minutes=62))
