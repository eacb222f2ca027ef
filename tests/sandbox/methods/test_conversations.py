from __future__ import annotations

from slack_sdk import WebClient

from tests.sandbox.methods.test_chat import error_of
from tests.sandbox.person import Person, Workspace


def test_a_public_channel_is_described(web: WebClient, backend: str) -> None:
    channel = web.conversations_info(channel=backend, include_num_members=True)["channel"]
    assert (channel["name"], channel["is_private"], channel["is_member"]) == ("backend", False, True)
    assert channel["num_members"] == 4


def test_a_private_channel_is_described_to_a_member_with_the_scope(
    web: WebClient, workspace: Workspace, ana: Person, leads: str
) -> None:
    assert error_of(web.conversations_info, channel=leads)["error"] == "channel_not_found"
    ana.invite_app(leads)
    assert web.conversations_info(channel=leads)["channel"]["is_private"] is True
    workspace.grant("channels:read")
    assert error_of(web.conversations_info, channel=leads)["needed"] == "groups:read"


def test_a_direct_message_names_its_partner(web: WebClient, workspace: Workspace, ana: Person) -> None:
    channel = web.conversations_info(channel=workspace.direct_message(ana))["channel"]
    assert (channel["is_im"], channel["user"]) == (True, ana.id)


def test_members_come_in_pages(web: WebClient, backend: str) -> None:
    first = web.conversations_members(channel=backend, limit=3)
    cursor = first["response_metadata"]["next_cursor"]
    second = web.conversations_members(channel=backend, limit=3, cursor=cursor)
    assert len(first["members"]) == 3
    assert second["members"] == ["U0ADVISOR0"]
    assert second["response_metadata"]["next_cursor"] == ""


def test_an_invented_cursor_is_refused(web: WebClient, backend: str) -> None:
    refused = error_of(web.conversations_members, channel=backend, cursor="abc")
    assert refused["error"] == "invalid_cursor"


def test_only_public_channels_and_own_private_ones_are_listed(web: WebClient) -> None:
    answer = web.conversations_list(types="public_channel,private_channel")
    assert [each["name"] for each in answer["channels"]] == ["backend", "quiet"]


def test_listing_private_channels_needs_its_scope(web: WebClient, workspace: Workspace) -> None:
    workspace.grant("channels:read")
    refused = error_of(web.conversations_list, types="public_channel,private_channel")
    assert refused["needed"] == "groups:read"


def test_somebody_s_conversations_are_those_that_the_app_may_see(web: WebClient, ana: Person) -> None:
    answer = web.users_conversations(user=ana.id, types="public_channel,private_channel,im")
    assert [each["id"] for each in answer["channels"]] == ["C0BACKEND0", "C00QUIET00", "D00000ANA0"]


def test_history_is_newest_first_and_without_replies(web: WebClient, ana: Person, backend: str) -> None:
    root = ana.say(backend, "First")
    ana.say(backend, "Reply", thread=root)
    ana.say(backend, "Second")
    answer = web.conversations_history(channel=backend)
    assert [each["text"] for each in answer["messages"]] == ["Second", "First"]


def test_replies_begin_with_the_root(web: WebClient, ana: Person, backend: str) -> None:
    root = ana.say(backend, "First")
    ana.say(backend, "Reply", thread=root)
    answer = web.conversations_replies(channel=backend, ts=root)
    assert [each["text"] for each in answer["messages"]] == ["First", "Reply"]


def test_replies_of_a_lost_thread_are_not_found(web: WebClient, backend: str) -> None:
    refused = error_of(web.conversations_replies, channel=backend, ts="1.000001")
    assert refused["error"] == "thread_not_found"


def test_history_of_a_channel_without_the_app_is_refused(web: WebClient, quiet: str) -> None:
    assert error_of(web.conversations_history, channel=quiet)["error"] == "not_in_channel"


def test_a_direct_message_is_opened(web: WebClient, ana: Person, workspace: Workspace) -> None:
    answer = web.conversations_open(users=ana.id)
    assert answer["channel"]["id"] == workspace.direct_message(ana)
    assert error_of(web.conversations_open, users="U0NOBODY00")["error"] == "user_not_found"


def test_people_are_described_with_rights_and_time_zone(
    web: WebClient, workspace: Workspace, ana: Person
) -> None:
    user = web.users_info(user=ana.id)["user"]
    assert (user["real_name"], user["is_admin"], user["is_restricted"]) == ("Ana", True, False)
    assert user["tz"] == "Europe/Amsterdam"
    guest = workspace.add_person("Guest", is_guest=True)
    assert web.users_info(user=guest.id)["user"]["is_restricted"] is True
    assert error_of(web.users_info, user="U0NOBODY00")["error"] == "user_not_found"


def test_people_of_the_workspace_are_listed(web: WebClient) -> None:
    names = [each["real_name"] for each in web.users_list()["members"]]
    assert names == ["Ana", "Bo", "Chi", "Framework Advisor"]


def test_a_reaction_is_shown_once(web: WebClient, ana: Person, backend: str) -> None:
    ts = ana.say(backend, "Few")
    web.reactions_add(channel=backend, timestamp=ts, name="white_check_mark")
    assert ana.reads(backend)[0]["reactions"] == [
        {"name": "white_check_mark", "users": ["U0ADVISOR0"], "count": 1}
    ]
    again = error_of(web.reactions_add, channel=backend, timestamp=ts, name="white_check_mark")
    assert again["error"] == "already_reacted"
    web.reactions_remove(channel=backend, timestamp=ts, name="white_check_mark")
    assert "reactions" not in ana.reads(backend)[0]


def test_a_file_is_uploaded_into_a_direct_message(web: WebClient, workspace: Workspace, ana: Person) -> None:
    direct = workspace.direct_message(ana)
    web.files_upload_v2(channel=direct, filename="decisions.csv", content="a,b\n", initial_comment="Here")
    message = ana.reads(direct)[-1]
    assert (message["text"], message["files"][0]["name"]) == ("Here", "decisions.csv")
