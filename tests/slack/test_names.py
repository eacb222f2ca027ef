from __future__ import annotations

from datetime import date

import pytest

from bot.decisions.query import Query, QueryError, parse_query
from bot.sandbox.world import TEAM
from bot.slack.directory import Directory
from bot.slack.names import naming_people_and_channels
from tests.sandbox.person import Person, Workspace

TODAY = date(2026, 11, 21)


def named(directory: Directory, asker: Person, query: Query) -> Query:
    return naming_people_and_channels(query, directory, TEAM, asker.id)


@pytest.mark.parametrize("typed", ["@ana", "@Ana"])
def test_a_person_is_found_by_name(directory: Directory, ana: Person, typed: str) -> None:
    assert named(directory, ana, Query(person=typed)) == Query(person=ana.id)


def test_me_is_the_one_who_asks(directory: Directory, ana: Person, workspace: Workspace) -> None:
    assert named(directory, ana, parse_query("by:me", TODAY)) == Query(person=ana.id)
    assert workspace.calls() == []


def test_a_public_channel_is_found_by_name(directory: Directory, ana: Person, backend: str) -> None:
    assert named(directory, ana, Query(channel="#Backend")) == Query(channel=backend)


def test_ids_need_no_question(directory: Directory, ana: Person, workspace: Workspace) -> None:
    query = Query(person=ana.id, channel="C1")
    assert named(directory, ana, query) == query
    assert workspace.calls() == []


def test_a_private_channel_is_found_by_its_members_alone(
    directory: Directory, ana: Person, workspace: Workspace
) -> None:
    overview = workspace.overview()
    members = [ana.id, overview["app"]["bot_user_id"]]
    made = workspace.put_channel(name="closed", kind="private", members=members)
    wanted = Query(channel="#closed")
    assert named(directory, ana, wanted) == Query(channel=made["id"])
    with pytest.raises(QueryError) as told:
        named(directory, workspace.person("Bo"), wanted)
    assert str(told.value) == (
        "I don't know the channel “#closed”; pick the name that Slack offers while you type."
    )
    assert told.value.rest == Query()


def test_without_the_scope_private_channels_are_not_found(
    directory: Directory, ana: Person, workspace: Workspace
) -> None:
    workspace.grant("commands", "chat:write", "channels:read", "users:read")
    with pytest.raises(QueryError):
        named(directory, ana, Query(channel="#platform-leads"))


def test_a_name_that_nobody_has_is_told(directory: Directory, ana: Person) -> None:
    with pytest.raises(QueryError) as told:
        named(directory, ana, Query("x", person="@zoe"))
    assert str(told.value) == (
        "I don't know anybody called “@zoe”; pick the name that Slack offers while you type."
    )
    assert told.value.rest == Query("x")


def test_a_name_that_several_have_is_told_with_those_who_have_it(
    directory: Directory, workspace: Workspace, ana: Person
) -> None:
    twins = sorted(workspace.add_person("Sam Twin").id for _ in range(2))
    with pytest.raises(QueryError) as told:
        named(directory, ana, Query(person="@sam twin"))
    assert str(told.value) == (
        f"“@sam twin” may be <@{twins[0]}> or <@{twins[1]}>; pick the name that Slack offers while you type."
    )
