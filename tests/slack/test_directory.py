from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from slack_sdk import WebClient

from bot.slack.directory import Directory
from bot.workspaces.model import Conversation
from tests.sandbox.person import Person, Workspace


@dataclass
class Memory:
    """Implements ConversationMemory."""

    learnt: list[Conversation] = field(default_factory=list)

    def learn_conversation(self, conversation: Conversation, at: datetime) -> None:
        assert at.tzinfo is UTC
        self.learnt.append(conversation)


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


def test_after_it_is_forgotten_a_conversation_is_asked_for_anew(
    directory: Directory, workspace: Workspace, backend: str
) -> None:
    directory.conversation("T1", backend)
    directory.forget_conversation("T1", backend)
    directory.conversation("T1", backend)
    assert len(workspace.calls("conversations.info")) == 2


def test_admins_are_known_as_such(directory: Directory, workspace: Workspace, ana: Person) -> None:
    assert directory.person("T1", ana.id).is_admin
    assert not directory.person("T1", workspace.person("Bo").id).is_admin


def test_guests_see_only_where_they_are(directory: Directory, workspace: Workspace, backend: str) -> None:
    guest = workspace.add_person("Gus", is_guest=True)
    viewer = directory.viewer("T1", guest.id, backend)
    assert viewer.conversations == {backend}
    assert not viewer.sees_public


@pytest.mark.parametrize("kind", ["server_error", "reset"])
def test_who_cannot_be_looked_up_counts_as_a_guest_for_that_once(
    directory: Directory, workspace: Workspace, ana: Person, backend: str, kind: str
) -> None:
    workspace.fault("users.info", kind)
    assert not directory.viewer("T1", ana.id, backend).sees_public
    assert directory.viewer("T1", ana.id, backend).sees_public
