from __future__ import annotations

from slack_sdk import WebClient

from bot.sandbox.server import Sandbox
from tests.sandbox.examples import section
from tests.sandbox.methods.test_chat import error_of
from tests.sandbox.person import Workspace


def test_the_installation_is_described_with_its_scopes(web: WebClient) -> None:
    answer = web.auth_test()
    assert (answer["team_id"], answer["user_id"]) == ("T0SANDBOX0", "U0ADVISOR0")
    assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")


def test_an_unknown_method_is_named(web: WebClient) -> None:
    assert error_of(web.api_call, api_method="chat.shout")["error"] == "unknown_method"


def test_a_call_without_a_token_is_refused(sandbox: Sandbox) -> None:
    assert error_of(WebClient(base_url=sandbox.api_url).auth_test)["error"] == "not_authed"


def test_a_call_with_another_token_is_refused(sandbox: Sandbox) -> None:
    web = WebClient("xoxb-other", base_url=sandbox.api_url)
    assert error_of(web.auth_test)["error"] == "invalid_auth"


def test_an_app_token_opens_no_bot_methods(sandbox: Sandbox) -> None:
    web = WebClient(sandbox.app_token, base_url=sandbox.api_url)
    assert error_of(web.auth_test)["error"] == "not_allowed_token_type"


def test_a_missing_scope_is_named(web: WebClient, workspace: Workspace, backend: str) -> None:
    workspace.grant("users:read", "commands")
    refused = error_of(web.chat_postMessage, channel=backend, text="x")
    assert refused == {
        "ok": False,
        "error": "missing_scope",
        "needed": "chat:write",
        "provided": "commands,users:read",
    }


def test_an_unknown_argument_is_refused(web: WebClient, backend: str) -> None:
    refused = error_of(web.chat_postMessage, channel=backend, text="x", colour="red")
    assert refused["error"] == "invalid_arguments"
    assert refused["response_metadata"]["messages"] == ["[ERROR] unknown argument: colour"]


def test_a_missing_argument_is_named(web: WebClient) -> None:
    refused = error_of(web.api_call, api_method="chat.postMessage", json={"text": "x"})
    assert refused["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]


def test_blocks_can_be_validated_without_posting(web: WebClient) -> None:
    assert web.blocks_validate(blocks=[section()])["ok"]
    refused = error_of(web.blocks_validate, blocks=[section("")])
    assert refused["error"] == "invalid_blocks"
    assert refused["errors"] == [
        {"pointer": "/0/text/text", "code": "too_short", "message": "must be at least 1 characters, has 0"}
    ]


def test_views_can_be_validated_without_opening(web: WebClient) -> None:
    refused = error_of(web.blocks_validate, view={"type": "modal", "blocks": []})
    assert (refused["error"], refused["errors"][0]["message"]) == (
        "invalid_view",
        "missing required field: title",
    )


def test_the_app_is_told_what_it_is(web: WebClient) -> None:
    assert web.bots_info(bot="B0ADVISOR0")["bot"]["user_id"] == "U0ADVISOR0"
    assert web.team_info()["team"]["name"] == "Sandbox"
