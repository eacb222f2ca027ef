"""The bot as it is deployed: a process of its own, over either way in which Slack reaches it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

import urllib3

from bot.sandbox.server import Sandbox
from bot.serving import sandbox_environment
from tests.sandbox.person import Workspace

Mode: TypeAlias = Literal["socket", "http"]
_POLL_SECONDS = 0.02
_KEPT = ("PATH", "HOME", "LANG", "PYTHONPATH")
"""Nothing else of the environment reaches the bot, so that its settings are those of the test."""


def until(is_so: Callable[[], bool], what: str, timeout: float = 15) -> None:
    """Return once something is so; raises AssertionError that says what was waited for."""
    deadline = time.monotonic() + timeout
    while not is_so():
        assert time.monotonic() < deadline, f"waited {timeout} s in vain: {what}"
        time.sleep(_POLL_SECONDS)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@dataclass
class Bot:
    """One process after another over the same database and log."""

    sandbox: Sandbox
    workspace: Workspace
    folder: Path
    mode: Mode
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    entry: tuple[str, ...] = ("-m", "bot")
    """What Python runs."""
    updates: int = 0
    """How many messages this process has updated."""

    @property
    def database(self) -> Path:
        return self.folder / "advisor.db"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return (self.folder / "bot.log").read_text()

    def start(self) -> None:
        """Start, and return once Slack reaches the bot."""
        self.updates = 0
        with (self.folder / "bot.log").open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own command
                [sys.executable, *self.entry, self.mode],
                env=self.environment(),
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )
        until(self._is_ready, f"the bot is ready; its log:\n{self.log}")

    def stop(self) -> int:
        """End as a host does, and return the exit code."""
        assert self.process is not None
        self.process.terminate()
        code = self.process.wait(timeout=20)
        self._is_away()
        return code

    def kill(self) -> None:
        """End in the middle of whatever is being done."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(timeout=10)
        self._is_away()

    def restart(self) -> None:
        """Stop and start; the exit is a clean one."""
        assert self.stop() == 0
        self.start()

    def _is_away(self) -> None:
        if self.mode == "socket":
            until(lambda: not self.sandbox.is_connected, "the sandbox sees that the bot is gone")

    def _is_ready(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, f"the bot ended:\n{self.log}"
        if self.mode == "socket":
            return self.sandbox.is_connected
        return self._is_healthy() and self._is_reached()

    def _is_healthy(self) -> bool:
        try:
            return urllib3.request("GET", f"{self.url}/healthz", retries=False).status == 200
        except urllib3.exceptions.HTTPError:
            return False

    def _is_reached(self) -> bool:
        return bool(self.workspace.deliver_over_http(f"{self.url}/slack/events")["verified"])

    def environment(self) -> dict[str, str]:
        return {
            **{name: os.environ[name] for name in _KEPT if name in os.environ},
            **sandbox_environment(self.sandbox, f"sqlite:///{self.database}"),
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "LOG_LEVEL": "DEBUG",
            **self.settings,
        }
