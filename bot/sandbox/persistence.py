"""The conversation in a file, so that a restarted sandbox shows it again."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError

from bot.sandbox.errors import BrokenState
from bot.sandbox.model import Channel, Message, Person, StateValues, View
from bot.sandbox.world import empty_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from bot.sandbox.manifest import App
    from bot.sandbox.workspace import Workspace

DEBOUNCE_SECONDS = 0.2


class Selection(BaseModel, frozen=True):
    """What one person has chosen in one message."""

    ts: str
    user: str
    values: StateValues


class Saved(BaseModel, frozen=True):
    """What the file holds."""

    people: list[Person]
    channels: list[Channel]
    messages: list[Message]
    homes: list[View]
    modals: dict[str, list[View]]
    selections: list[Selection]


def snapshot(workspace: Workspace) -> Saved:
    """Return everything worth keeping."""
    return Saved(
        people=list(workspace.people.values()),
        channels=list(workspace.channels.values()),
        messages=[message for each in workspace.messages.values() for message in each.values()],
        homes=list(workspace.homes.values()),
        modals=workspace.modals,
        selections=[
            Selection(ts=ts, user=user, values=values) for (ts, user), values in workspace.selections.items()
        ],
    )


def load(path: Path, app: App) -> Workspace:
    """Read a workspace back; raises BrokenState when the file cannot be read."""
    try:
        saved = Saved.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise BrokenState(f"Cannot read the conversation in {path}. Remove it to start anew.") from error
    workspace = empty_workspace(app)
    workspace.people = {each.id: each for each in saved.people}
    workspace.channels = {each.id: each for each in saved.channels}
    workspace.messages = {each.id: {} for each in saved.channels}
    for message in saved.messages:
        workspace.messages[message.channel][message.ts] = message
    workspace.homes = {view.user: view for view in saved.homes}
    workspace.modals = saved.modals
    workspace.selections = {(each.ts, each.user): each.values for each in saved.selections}
    return workspace


def save(path: Path, workspace: Workspace) -> None:
    """Write the workspace, so that a crash leaves the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(path.suffix + ".new")
    draft.write_text(snapshot(workspace).model_dump_json(), encoding="utf-8")
    os.replace(draft, path)  # noqa: PTH105 - atomic on every platform, as its documentation promises


class Saver:
    """Saves soon after each change, several changes at once."""

    def __init__(self, path: Path, workspace: Workspace) -> None:
        self._path = path
        self._workspace = workspace
        self._timer: asyncio.TimerHandle | None = None
        workspace.on_change = self._changed

    def close(self) -> None:
        """Save a last time."""
        if self._timer is not None:
            self._timer.cancel()
        self._save()

    def _changed(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(DEBOUNCE_SECONDS, self._save)

    def _save(self) -> None:
        self._timer = None
        save(self._path, self._workspace)
