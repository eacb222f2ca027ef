"""A bot whose time a test sets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.app import now
from bot.sandbox.server import Sandbox
from tests.sandbox.person import Workspace
from tests.walk import bot_in_time
from tests.walk.running import Bot


@dataclass(frozen=True)
class Time:
    """The clock of the bots that read this file; it goes on from where it is set."""

    file: Path

    def set(self, moment: datetime) -> None:
        part = self.file.with_suffix(".part")
        part.write_text(str((moment - now()).total_seconds()))
        part.replace(self.file)

    def bot(self, sandbox: Sandbox, workspace: Workspace, folder: Path) -> Bot:
        """A bot that goes by this clock; not started."""
        settings = {bot_in_time.AHEAD: str(self.file)}
        entry = ("-P", str(bot_in_time.__file__))
        return Bot(sandbox, workspace, folder, "socket", settings, entry=entry)
