from __future__ import annotations

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from bot.sandbox.server import Sandbox
from bot.serving import manifest_with
from bot.slack.client import web_client
from tests.sandbox.person import Person, Workspace


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """A Slack for what talks to one."""
    with Sandbox(manifest_with("/framework"), rate_limits=False) as running:
        yield running


@pytest.fixture
def workspace(sandbox: Sandbox) -> Iterator[Workspace]:
    with Workspace(sandbox.url) as opened:
        yield opened
        opened.no_faults()
        opened.grant(*manifest_with("/framework")["oauth_config"]["scopes"]["bot"])


@pytest.fixture
def client(sandbox: Sandbox, workspace: Workspace) -> WebClient:
    """The app's client, with no traffic noted yet."""
    workspace.forget_traffic()
    return web_client(sandbox.bot_token, sandbox.api_url)


@pytest.fixture
def ana(workspace: Workspace) -> Person:
    return workspace.person("Ana")


@pytest.fixture
def backend(workspace: Workspace) -> str:
    return workspace.channel("backend")
