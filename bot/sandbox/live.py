from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.sandbox.model import Json, Message, View
from bot.sandbox.shown import shown_message, shown_view

if TYPE_CHECKING:
    from bot.sandbox.workspace import Workspace

Frames = asyncio.Queue[Json]


class Live:
    """Tells the open windows of each person what has changed."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._windows: dict[str, set[Frames]] = {}

    def open(self, user: str) -> Frames:
        """Add a window; its frames come through the queue."""
        frames: Frames = asyncio.Queue()
        self._windows.setdefault(user, set()).add(frames)
        return frames

    def close(self, user: str, frames: Frames) -> None:
        """Remove a window."""
        self._windows[user].discard(frames)

    def message(self, kind: str, message: Message) -> None:
        """Show a new or changed message to those who may see it."""
        frame = {
            "type": kind,
            "channel": message.channel,
            "thread_ts": message.thread_ts,
            "message": shown_message(self._workspace, message),
        }
        self._to_viewers(message, frame)

    def deleted(self, message: Message) -> None:
        """Take a message away from those who saw it."""
        kind = "ephemeral_deleted" if message.ephemeral_for else "message_deleted"
        frame = {
            "type": kind,
            "channel": message.channel,
            "thread_ts": message.thread_ts,
            "ts": message.ts,
        }
        self._to_viewers(message, frame)

    def reactions(self, message: Message) -> None:
        """Show the reactions under a message as they are now."""
        reactions = shown_message(self._workspace, message).get("reactions", [])
        frame = {"type": "reaction", "channel": message.channel, "ts": message.ts, "reactions": reactions}
        self._to_viewers(message, frame)

    def home(self, view: View) -> None:
        """Show somebody's Home as it is now."""
        self.to(view.user, {"type": "home", "view": shown_view(self._workspace, view)})

    def modals(self, user: str) -> None:
        """Show somebody's modals as they are now."""
        stack = [shown_view(self._workspace, view) for view in self._workspace.stack(user)]
        self.to(user, {"type": "modals", "stack": stack})

    def failure(self, user: str, text: str) -> None:
        """Show somebody that the app did not react."""
        self.to(user, {"type": "failure", "text": text})

    def to_all(self, frame: Json) -> None:
        """Send a frame to every window."""
        for user in list(self._windows):
            self.to(user, frame)

    def to(self, user: str, frame: Json) -> None:
        """Send a frame to one person's windows."""
        for frames in self._windows.get(user, ()):
            frames.put_nowait(frame)

    def _to_viewers(self, message: Message, frame: Json) -> None:
        channel = self._workspace.channels[message.channel]
        for user in list(self._windows):
            seen = message.ephemeral_for in (None, user)
            if seen and self._workspace.visible_to(channel, user):
                self.to(user, frame)
