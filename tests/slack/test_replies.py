from __future__ import annotations

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from bot.sandbox.server import Sandbox
from bot.slack.blocks.help import told
from bot.slack.replies import Place, Replies, ReplyLostError
from tests.sandbox.listening import Listening
from tests.sandbox.person import Person, Workspace, words


@pytest.fixture
def replies(client: WebClient) -> Replies:
    return Replies(client)


@pytest.fixture(scope="module")
def app(sandbox: Sandbox) -> Iterator[Listening]:
    with Listening(sandbox) as listening, Workspace(sandbox.url) as workspace:
        workspace.wait_until_connected()
        yield listening


@pytest.fixture
def response_url(app: Listening, ana: Person, backend: str) -> str:
    """The address of a command that Ana has typed in #backend."""
    ana.command(backend, "/framework help")
    requests = iter(app.next, None)
    return next(str(each.payload["response_url"]) for each in requests if "command" in each.payload)


def test_an_answer_by_its_address_is_seen_by_one_person_alone(
    replies: Replies, workspace: Workspace, ana: Person, backend: str, response_url: str
) -> None:
    replies.by_url(response_url, told("only for Ana"))
    assert ana.waits_for(backend, "only for Ana")["ephemeral"]
    assert "only for Ana" not in words(workspace.person("Bo").reads(backend))


def test_an_answer_that_is_refused_is_an_error(replies: Replies, response_url: str) -> None:
    with pytest.raises(ReplyLostError, match="404"):
        replies.by_url(f"{response_url}x", told("lost"))


@pytest.mark.parametrize("kind", ["server_error", "reset"])
def test_an_answer_is_tried_once_more(
    replies: Replies, ana: Person, backend: str, response_url: str, kind: str
) -> None:
    ana.workspace.fault("response_url", kind)
    replies.by_url(response_url, told(f"after a {kind}"))
    ana.waits_for(backend, f"after a {kind}")


def test_where_the_bot_is_no_member_an_answer_goes_by_the_click_s_address(
    replies: Replies, workspace: Workspace, ana: Person, backend: str, response_url: str
) -> None:
    place = Place(workspace.channel("platform-leads"), ana.id, response_url=response_url)
    replies.to_clicker(place, told("by another way"))
    ana.waits_for(backend, "by another way")


def test_who_cannot_be_reached_otherwise_is_told_directly(
    replies: Replies, workspace: Workspace, ana: Person
) -> None:
    replies.directly(ana.id, told("to Ana"))
    ana.waits_for(workspace.direct_message(ana), "to Ana")


def test_the_latest_address_of_a_consultation_is_kept(replies: Replies) -> None:
    assert replies.latest_url(7) is None
    replies.remember_url(7, "https://one")
    replies.remember_url(7, "https://two")
    assert replies.latest_url(7) == "https://two"
    assert replies.latest_url(8) is None
