from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from slack_bolt import App

import bot.app
from bot.serving import MANIFEST, manifest_with
from bot.settings import SocketSettings
from bot.slack.scopes import OPTIONAL, REQUIRED

DATA = Path(__file__).parent / "data"
BUTTONS = json.loads((DATA / "buttons_v1.json").read_text())
FILES = Path(bot.app.__file__).parent

NEEDED_BY_EVENTS = {
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
}
"""https://docs.slack.dev/reference/events"""

NEEDED_BY_METHODS = {
    "chat_delete": "chat:write",
    "chat_postEphemeral": "chat:write",
    "chat_postMessage": "chat:write",
    "chat_update": "chat:write",
    "conversations_info": "channels:read",
    "conversations_open": "im:write",
    "files_upload_v2": "files:write",
    "reactions_add": "reactions:write",
    "users_conversations": "channels:read",
    "users_info": "users:read",
}
"""https://docs.slack.dev/reference/methods; those that need no scope are not listed."""


class Recording(App):
    """Bolt's app, which keeps what is listened for."""

    heard: dict[str, list[Any]]

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.heard = {"command": [], "event": [], "shortcut": [], "action": [], "view": []}

    def command(self, *named: Any, **more: Any) -> Any:
        return self._keeping("command", named[0], super().command(*named, **more))

    def event(self, *named: Any, **more: Any) -> Any:
        return self._keeping("event", named[0], super().event(*named, **more))

    def shortcut(self, *named: Any, **more: Any) -> Any:
        return self._keeping("shortcut", named[0], super().shortcut(*named, **more))

    def action(self, *named: Any, **more: Any) -> Any:
        return self._keeping("action", named[0], super().action(*named, **more))

    def view(self, *named: Any, **more: Any) -> Any:
        return self._keeping("view", named[0], super().view(*named, **more))

    def _keeping(self, kind: str, name: Any, register: Callable[..., Any]) -> Callable[..., Any]:
        self.heard[kind].append(name)
        return register


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, list[Any]]]:
    """What the listeners of the whole app listen for."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(bot.app, "App", Recording)
        running = bot.app.build(_settings(tmp_path_factory.mktemp("manifest")))
    assert isinstance(running.bolt, Recording)
    yield running.bolt.heard
    running.close()


def _settings(folder: Path) -> SocketSettings:
    environment = {
        "slack_bot_token": "xoxb-1",
        "slack_app_token": "xapp-1",
        "database_url": f"sqlite:///{folder}/advisor.db",
        "command": "/framework-staging",
    }
    return SocketSettings.model_validate(environment)


@pytest.fixture
def manifest() -> dict[str, Any]:
    return manifest_with("/framework-staging")


def test_the_manifest_is_one_by_slack_s_own_schema() -> None:
    schema = json.loads((DATA / "manifest.schema.2.0.0.json").read_text())
    jsonschema.validate(json.loads(MANIFEST.read_text()), schema)


def test_each_command_of_the_manifest_is_listened_for_and_no_other(
    manifest: dict[str, Any], heard: dict[str, list[Any]]
) -> None:
    assert [each["command"] for each in manifest["features"]["slash_commands"]] == heard["command"]


def test_each_shortcut_of_the_manifest_is_listened_for_and_no_other(
    manifest: dict[str, Any], heard: dict[str, list[Any]]
) -> None:
    assert [each["callback_id"] for each in manifest["features"]["shortcuts"]] == heard["shortcut"]


def test_each_event_of_the_manifest_is_listened_for_and_no_other(
    manifest: dict[str, Any], heard: dict[str, list[Any]]
) -> None:
    subscribed = manifest["settings"]["event_subscriptions"]["bot_events"]
    assert {each.split(".")[0] for each in subscribed} == set(heard["event"])


def test_the_scopes_are_those_of_the_table(manifest: dict[str, Any]) -> None:
    scopes = manifest["oauth_config"]["scopes"]
    assert set(scopes["bot"]) == {*REQUIRED, *OPTIONAL}
    assert set(scopes["bot_optional"]) == set(OPTIONAL)
    assert len(scopes["bot"]) == len(REQUIRED) + len(OPTIONAL)


def test_each_event_s_scope_is_asked_for(manifest: dict[str, Any]) -> None:
    subscribed = manifest["settings"]["event_subscriptions"]["bot_events"]
    needed = {NEEDED_BY_EVENTS[event] for event in subscribed} - {None}
    assert needed <= {*REQUIRED, *OPTIONAL}


def test_each_method_s_scope_is_asked_for() -> None:
    used = {
        method
        for file in (FILES / "slack").rglob("*.py")
        for method in re.findall(r"client\.([a-z]+_\w+)\(", file.read_text())
    }
    assert {NEEDED_BY_METHODS[method] for method in used & set(NEEDED_BY_METHODS)} <= {*REQUIRED, *OPTIONAL}


def test_what_is_lost_without_an_optional_scope_stands_in_the_readme() -> None:
    readme = (FILES.parent / "README.md").read_text()
    for scope, lost in OPTIONAL.items():
        assert f"| `{scope}` | {lost} |" in readme


@pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button["action_id"])
def test_every_button_ever_released_is_listened_for(
    heard: dict[str, list[Any]], button: dict[str, Any]
) -> None:
    wanted = [each for each in heard["action"] if each.pattern and each.search(button["action_id"])]
    assert len(wanted) == 1
