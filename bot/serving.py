"""The three ways to run: Socket Mode, HTTP, and the sandbox with the bot beside it."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from multiprocessing.util import Finalize
from pathlib import Path
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING, Any
from urllib.error import URLError

from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.websocket_client import SocketModeClient

from bot.app import Running, build, now
from bot.http import Front, front
from bot.mistakes import Mistake
from bot.settings import HttpSettings, SandboxSettings, SocketSettings, read_settings

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox

logger = logging.getLogger(__name__)

MANIFEST = Path(__file__).parent.parent / "manifest.json"
PORTS_TRIED = 20
HTTP_THREADS = 8
"""So that who is looked up slowly holds up nobody else. Measured: 10,800 requests
a second with one, 8,400 with sixteen.
"""


class NoConnectionError(Mistake):
    """Slack did not let the bot in, or was not there."""


def serve_socket(settings: SocketSettings, clock: Callable[[], datetime] = now) -> None:
    """Serve over Socket Mode until a signal to end. Raises NoConnectionError when Slack cannot be reached."""
    running = build(settings, clock=clock)
    ended = _ended_by_signal()
    handler = SocketModeHandler(running.bolt, settings.slack_app_token.get_secret_value())
    try:
        handler.connect()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
    except SlackApiError as error:
        reason = error.response.get("error")
        raise NoConnectionError(
            f"Slack refused SLACK_APP_TOKEN ({reason}); run `doctor` for more."
        ) from error
    except (URLError, OSError) as error:
        raise NoConnectionError(
            f"{settings.slack_api_url} cannot be reached; check the network and SLACK_API_URL."
        ) from error
    running.start()
    logger.info("serving %s over Socket Mode", settings.command)
    ended.wait()
    _hang_up(handler.client)
    running.close()


def _hang_up(client: SocketModeClient) -> None:
    """Take no more deliveries, finish and acknowledge those that run, then end the connection.

    The client's own `close` hangs up first, and waits for a thread that sleeps until the next ping, up to ten
    seconds.
    """
    client.closed = True
    client.auto_reconnect_enabled = False
    client.message_processor.shutdown()  # type: ignore[no-untyped-call]  # the SDK leaves it untyped
    client.message_workers.shutdown()
    client.disconnect()


def _ended_by_signal() -> Event:
    ended = Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        ended.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    return ended


def serve_http(settings: HttpSettings) -> None:
    """Serve over HTTP until a signal to end. Raises Mistake for what would only fail in the worker."""
    build(settings).store.close()
    serve_wsgi("bot.serving:wsgi", settings.host, settings.port)


def serve_wsgi(target: str, host: str, port: int) -> None:
    """Serve what a factory, named as "module:function", makes in the worker, until a signal to end."""
    from granian import Granian  # noqa: PLC0415 - only this way of running needs it
    from granian.constants import Interfaces  # noqa: PLC0415 - likewise

    Granian(
        target,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=1,
        blocking_threads=HTTP_THREADS,
        log_enabled=False,
    ).serve()


def wsgi() -> Front:
    """Make the application of one worker; its background work ends with the process."""
    settings = read_settings(HttpSettings)
    secret = settings.slack_signing_secret.get_secret_value()
    running = build(settings, secret)
    running.start()
    Finalize(None, running.close, exitpriority=1)
    return front(running.bolt, secret, _health(running))


def _health(running: Running) -> Callable[[], bool]:
    return running.store.is_healthy


def serve_sandbox(settings: SandboxSettings, announce: Callable[[str], None]) -> int:
    """Run a sandbox here, and the bot as its own process against it, until a signal to end.

    Returns the bot's exit code. Raises Mistake where the sandbox is not installed or no port is free.
    """
    ended = _ended_by_signal()
    with _sandbox(settings) as sandbox:
        # The terminal is for the address; who wants the bot's log asks for it.
        quiet = {"LOG_LEVEL": "WARNING"}
        environment = {**quiet, **os.environ, **sandbox_environment(sandbox, settings.database_url)}
        bot = subprocess.Popen([sys.executable, "-m", "bot", "socket"], env=environment)
        while not sandbox.is_connected and bot.poll() is None and not ended.wait(0.05):
            pass
        if sandbox.is_connected:
            announce(f"Framework Advisor runs in a sandbox at {sandbox.url} (Ctrl+C ends it)")
        while bot.poll() is None and not ended.wait(0.2):
            pass
        bot.terminate()
        return bot.wait(timeout=30)


def _sandbox(settings: SandboxSettings) -> Sandbox:
    """A sandbox at the wanted port or the next free one, with the conversation of last time."""
    try:
        from bot.sandbox.errors import PortTaken  # noqa: PLC0415 - an optional extra
        from bot.sandbox.server import Sandbox  # noqa: PLC0415 - an optional extra
    except ModuleNotFoundError as missing:
        raise Mistake("The sandbox is not installed; install framework-advisor[sandbox].") from missing
    manifest = manifest_with(settings.command)
    for port in range(settings.port, min(settings.port + PORTS_TRIED, 65536)):
        with suppress(PortTaken):
            return Sandbox(manifest, port=port, state=settings.database.with_name("sandbox.json"))
    raise Mistake(
        f"Ports {settings.port} and the {PORTS_TRIED - 1} after it are in use; choose another PORT."
    )


def manifest_with(command: str) -> dict[str, Any]:
    """The app's manifest, with the command named as the settings say."""
    manifest: dict[str, Any] = json.loads(MANIFEST.read_text())
    manifest["features"]["slash_commands"][0]["command"] = command
    return manifest


def sandbox_environment(sandbox: Sandbox, database: str) -> dict[str, str]:
    """What points the production bot at a sandbox: addresses and tokens, nothing else."""
    return {
        "SLACK_API_URL": sandbox.api_url,
        "SLACK_BOT_TOKEN": sandbox.bot_token,
        "SLACK_APP_TOKEN": sandbox.app_token,
        "SLACK_SIGNING_SECRET": sandbox.signing_secret,
        "DATABASE_URL": database,
    }
