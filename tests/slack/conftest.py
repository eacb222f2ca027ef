from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from slack_sdk import WebClient

from bot.sandbox.server import Sandbox
from bot.serving import manifest_with
from bot.slack.client import web_client
from bot.slack.directory import Directory
from bot.workspaces.model import Conversation
from tests.sandbox.person import Workspace


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
