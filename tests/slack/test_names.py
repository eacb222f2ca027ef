from __future__ import annotations

from datetime import date

import pytest
from slack_sdk import WebClient

from bot.decisions.query import Query, QueryError, parse_query
from bot.slack.names import naming_people_and_channels
from tests.sandbox.person import Person, Workspace

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize("typed", ["@ana", "@Ana"])
def test_a_person_is_found_by_name(client: WebClient, ana: Person, typed: str) -> None:
    assert naming_people_and_channels(Query(person=typed), client, ana.id) == Query(person=ana.id)


def test_me_is_the_one_who_asks(client: WebClient, ana: Person, workspace: Workspace) -> None:
    assert naming_people_and_channels(parse_query("by:me", TODAY), client, ana.id) == Query(person=ana.id)
    assert workspace.calls() == []


def test_a_public_channel_is_found_by_name(client: WebClient, ana: Person, backend: str) -> None:
    assert naming_people_and_channels(Query(channel="#Backend"), client, ana.id) == Query(channel=backend)


def test_ids_need_no_question(client: WebClient, ana: Person, workspace: Workspace) -> None:
    query = Query(person=ana.id, channel="C1")
    assert naming_people_and_channels(query, client, ana.id) == query
    assert workspace.calls() == []


def test_a_private_channel_is_found_by_its_members_alone(
    client: WebClient, ana: Person, workspace: Workspace
) -> None:
    overview = workspace.overview()
    members = [ana.id, overview["app"]["bot_user_id"]]
    made = workspace.put_channel(name="closed", kind="private", members=members)
    wanted = Query(channel="#closed")
    assert naming_people_and_channels(wanted, client, ana.id) == Query(channel=made["id"])
    with pytest.raises(QueryError) as told:
        naming_people_and_channels(wanted, client, workspace.person("Bo").id)
    assert str(told.value) == (
        "I don't know the channel “#closed”; pick the name that Slack offers while you type."
    )


def test_without_the_scope_private_channels_are_not_found(
    client: WebClient, ana: Person, workspace: Workspace
) -> None:
    workspace.grant("commands", "chat:write", "channels:read", "users:read")
    with pytest.raises(QueryError):
        naming_people_and_channels(Query(channel="#platform-leads"), client, ana.id)


def test_a_name_that_nobody_has_is_told(client: WebClient, ana: Person) -> None:
    with pytest.raises(QueryError) as told:
        naming_people_and_channels(Query(person="@zoe"), client, ana.id)
    assert str(told.value) == (
        "I don't know anybody called “@zoe”; pick the name that Slack offers while you type."
    )
