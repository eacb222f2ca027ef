from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from bot.sandbox.server import Sandbox
from bot.serving import manifest_with
from tests.sandbox.person import Json, Person, Workspace
from tests.walk.running import Bot, Mode

_numbers = count(1)
_MANY_UPDATES = 25


@pytest.fixture(scope="module")
def rate_limits() -> bool:
    """Whether Slack limits the app's calls; a module about something else does many in little time."""
    return False


@pytest.fixture(scope="module")
def sandbox(*, rate_limits: bool) -> Iterator[Sandbox]:
    with Sandbox(manifest_with("/framework"), rate_limits=rate_limits) as running:
        yield running


@pytest.fixture(scope="module")
def workspace(sandbox: Sandbox) -> Iterator[Workspace]:
    with Workspace(sandbox.url) as opened:
        yield opened


@pytest.fixture(scope="module")
def mode() -> Mode:
    """How Slack reaches the bot; a module that is told over both ways overrides it."""
    return "socket"


@pytest.fixture(scope="module")
def bot(
    sandbox: Sandbox, workspace: Workspace, mode: Mode, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Bot]:
    """The bot, running; a module's tests share it, each in a channel of its own."""
    folder: Path = tmp_path_factory.mktemp("bot")
    running = Bot(sandbox, workspace, folder, mode)
    running.start()
    yield running
    if running.process and running.process.poll() is None:
        running.stop()


@pytest.fixture
def chi(workspace: Workspace) -> Person:
    return workspace.person("Chi")


@pytest.fixture
def channel(workspace: Workspace) -> str:
    """A public channel with everybody and the bot in it, where nothing has been said yet."""
    return new_channel(workspace)


def new_channel(workspace: Workspace, kind: str = "public", *, with_bot: bool = True) -> str:
    overview = workspace.overview()
    members = [each["id"] for each in overview["people"]]
    members += [overview["app"]["bot_user_id"]] if with_bot else []
    made = workspace.put_channel(name=f"team-{next(_numbers)}", kind=kind, members=members)
    return str(made["id"])


@pytest.fixture
def expected_refusals() -> set[str]:
    """Slack's error codes that a test provokes; it adds them.

    To be told to slow down, or that a Home was drawn by another meanwhile, is nobody's mistake.
    """
    return {"ratelimited", "hash_conflict"}


@pytest.fixture(autouse=True)
def _leaves_enough_updates(request: pytest.FixtureRequest, workspace: Workspace) -> Iterator[None]:
    """The bot keeps to Slack's fifty updates a minute; a new process has them all."""
    if "bot" in request.fixturenames:
        bot: Bot = request.getfixturevalue("bot")
        if bot.updates > _MANY_UPDATES:
            bot.restart()
        yield
        bot.updates += len(workspace.calls("chat.update"))
    else:
        yield


@pytest.fixture(autouse=True)
def _no_call_is_refused(workspace: Workspace, expected_refusals: set[str]) -> Iterator[None]:
    """Whatever a test does, Slack takes every call and every answer of the bot as it is."""
    workspace.forget_traffic()
    workspace.no_faults()
    yield
    workspace.no_faults()
    refused = [each for each in workspace.refusals() if _code(each) not in expected_refusals]
    assert refused == []
    assert [each for each in workspace.calls() if _is_mute(each["arguments"])] == []


def _code(refusal: Json) -> str:
    return str(refusal["response"].get("error")) if "method" in refusal else ""


def _is_mute(arguments: Json) -> bool:
    """Whether a message has blocks and no text that makes sense alone."""
    return "blocks" in arguments and not str(arguments.get("text", "")).strip()
