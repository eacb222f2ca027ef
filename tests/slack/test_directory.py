from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot.sandbox.world import TEAM
from bot.slack.directory import Directory, ids_by_name, is_guest
from bot.store.sqlite import SqliteStore
from bot.workspaces.model import Conversation, Viewer
from tests.consultations.build import NOON, Clock
from tests.sandbox.person import Person, Workspace
from tests.slack.conftest import Memory
from tests.store.build import listed, record


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


def test_the_members_are_asked_for_once_whoever_is_looked_for(
    directory: Directory, workspace: Workspace, ana: Person
) -> None:
    bo = workspace.person("Bo")
    assert directory.called(TEAM, "ana") == {ana.id}
    assert directory.called(TEAM, "BO") == {bo.id}
    assert directory.called(TEAM, "nobody") == frozenset()
    assert len(workspace.calls("users.list")) == 1


def test_channels_are_found_by_name_and_asked_for_once(
    directory: Directory, workspace: Workspace, ana: Person, backend: str
) -> None:
    bot = workspace.overview()["app"]["bot_user_id"]
    shut = workspace.put_channel(name="shut", kind="private", members=[ana.id, bot])["id"]
    for _ in range(2):
        assert directory.channel_called(TEAM, "Backend", ana.id) == backend
        assert directory.channel_called(TEAM, "shut", ana.id) == shut
        assert directory.channel_called(TEAM, "nowhere", ana.id) is None
    assert len(workspace.calls("conversations.list")) == 1
    assert len(workspace.calls("users.conversations")) == 1


def test_who_asks_for_a_private_channel_learns_nothing_from_who_asked_before(
    directory: Directory, workspace: Workspace, ana: Person
) -> None:
    bot = workspace.overview()["app"]["bot_user_id"]
    shut = workspace.put_channel(name="shut", kind="private", members=[ana.id, bot])["id"]
    assert directory.channel_called(TEAM, "shut", ana.id) == shut
    assert directory.channel_called(TEAM, "shut", workspace.person("Bo").id) is None


def test_people_go_by_each_of_their_names_and_those_who_left_where_nobody_else_does() -> None:
    found = ids_by_name(
        [
            {"id": "U1", "name": "ana", "profile": {"display_name": "Ana L", "real_name": "Ana Lee"}},
            {"id": "U2", "name": "lee", "profile": {"display_name": "", "real_name": "Ana Lee"}},
            {"id": "U3", "name": "zoe", "deleted": True, "profile": {"real_name": "Zoe"}},
            {"id": "U4", "name": "ana", "deleted": True},
        ]
    )
    assert found == {
        "ana": {"U1"},
        "ana l": {"U1"},
        "ana lee": {"U1", "U2"},
        "lee": {"U2"},
        "zoe": {"U3"},
    }


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
