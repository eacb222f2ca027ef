from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox.server import Sandbox
from tests.sandbox.listening import Listening
from tests.sandbox.person import Workspace

SCOPES = (
    "commands chat:write channels:read users:read channels:history groups:history im:history groups:read"
    " im:read im:write mpim:read app_mentions:read reactions:write reactions:read files:write team:read"
)
EVENTS = (
    "message.channels message.groups message.im app_mention app_home_opened member_joined_channel"
    " member_left_channel reaction_added channel_archive channel_rename app_uninstalled tokens_revoked"
)
MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Framework Advisor"},
    "features": {
        "bot_user": {"display_name": "Framework Advisor"},
        "app_home": {"home_tab_enabled": True},
        "slash_commands": [
            {"command": "/framework", "description": "Choose a framework", "usage_hint": "[brief]"},
            {"command": "/escaping", "description": "Escapes", "should_escape": True},
        ],
        "shortcuts": [
            {"callback_id": "advise", "name": "Advise on this", "type": "message", "description": "x"},
            {"callback_id": "start", "name": "Start", "type": "global", "description": "x"},
        ],
    },
    "oauth_config": {"scopes": {"bot": SCOPES.split()[:4], "bot_optional": SCOPES.split()[4:]}},
    "settings": {
        "event_subscriptions": {"bot_events": EVENTS.split()},
        "interactivity": {"is_enabled": True},
    },
}


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(MANIFEST, rate_limits=False) as running:
        yield running


@pytest.fixture
def workspace(sandbox: Sandbox) -> Iterator[Workspace]:
    with Workspace(sandbox.url) as opened:
        yield opened


@pytest.fixture
def web(sandbox: Sandbox) -> WebClient:
    """The app's client."""
    return WebClient(sandbox.bot_token, base_url=sandbox.api_url)


@pytest.fixture
def app(sandbox: Sandbox, workspace: Workspace) -> Iterator[Listening]:
    """An app that is connected over Socket Mode and answers what a test tells it to."""
    with Listening(sandbox) as listening:
        workspace.wait_until_connected()
        yield listening


@pytest.fixture
def quiet(workspace: Workspace) -> str:
    return workspace.channel("quiet")


@pytest.fixture
def leads(workspace: Workspace) -> str:
    return workspace.channel("platform-leads")
