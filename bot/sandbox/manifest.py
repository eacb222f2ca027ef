from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bot.sandbox.errors import BrokenManifest


@dataclass(frozen=True)
class Command:
    """A slash command that the manifest declares."""

    name: str
    description: str
    usage_hint: str
    escapes: bool


@dataclass(frozen=True)
class Shortcut:
    """A message shortcut or a global one."""

    callback_id: str
    name: str
    type: Literal["message", "global"]


@dataclass(frozen=True)
class App:
    """The app as its manifest describes it."""

    name: str
    bot_name: str
    commands: tuple[Command, ...]
    shortcuts: tuple[Shortcut, ...]
    events: frozenset[str]
    scopes: frozenset[str]
    home_enabled: bool
    messages_enabled: bool
    messages_writable: bool
    interactive: bool

    def command(self, name: str) -> Command | None:
        """Return the command of that name, slash included."""
        return next((command for command in self.commands if command.name == name), None)

    def shortcut(self, callback_id: str) -> Shortcut | None:
        """Return the shortcut with that callback id."""
        return next((each for each in self.shortcuts if each.callback_id == callback_id), None)


def read_manifest(manifest: Mapping[str, Any]) -> App:
    """Read the parts of a manifest that decide what Slack delivers and allows.

    Raises BrokenManifest when the app has no name or no bot user.
    """
    features = _mapping(manifest, "features")
    name = _mapping(manifest, "display_information").get("name")
    bot_name = _mapping(features, "bot_user").get("display_name")
    if not name or not bot_name:
        raise BrokenManifest(
            "The manifest needs display_information.name and features.bot_user.display_name."
        )
    home = _mapping(features, "app_home")
    return App(
        name=name,
        bot_name=bot_name,
        commands=tuple(_command(each) for each in features.get("slash_commands", ())),
        shortcuts=tuple(_shortcut(each) for each in features.get("shortcuts", ())),
        events=frozenset(_event_names(manifest)),
        scopes=frozenset(_scopes(manifest)),
        home_enabled=home.get("home_tab_enabled", False),
        messages_enabled=home.get("messages_tab_enabled", True),
        messages_writable=home.get("messages_tab_enabled", True)
        and not home.get("messages_tab_read_only_enabled", False),
        interactive=_mapping(_mapping(manifest, "settings"), "interactivity").get("is_enabled", False),
    )


def _mapping(parent: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value: Mapping[str, Any] = parent.get(key) or {}
    return value


def _command(declared: Mapping[str, Any]) -> Command:
    return Command(
        name=declared["command"],
        description=declared.get("description", ""),
        usage_hint=declared.get("usage_hint", ""),
        escapes=declared.get("should_escape", False),
    )


def _shortcut(declared: Mapping[str, Any]) -> Shortcut:
    return Shortcut(callback_id=declared["callback_id"], name=declared["name"], type=declared["type"])


def _event_names(manifest: Mapping[str, Any]) -> Sequence[str]:
    subscriptions = _mapping(_mapping(manifest, "settings"), "event_subscriptions")
    names: Sequence[str] = subscriptions.get("bot_events") or ()
    return names


def _scopes(manifest: Mapping[str, Any]) -> list[str]:
    scopes = _mapping(_mapping(manifest, "oauth_config"), "scopes")
    return [*scopes.get("bot", ()), *scopes.get("bot_optional", ())]
