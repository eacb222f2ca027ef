"""The three ways to run: Socket Mode, HTTP, and the sandbox with the bot beside it."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from multiprocessing.util import Finalize
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING
from urllib.error import URLError

from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.errors import SlackApiError

from bot.app import Running, build
from bot.http import Front, front
from bot.mistakes import Mistake
from bot.settings import HttpSettings, SocketSettings, read_settings

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox

logger = logging.getLogger(__name__)


class NoConnectionError(Mistake):
    """Slack did not let the bot in, or was not there."""


def serve_socket(settings: SocketSettings) -> None:
    """Serve over Socket Mode until a signal to end. Raises NoConnectionError when Slack cannot be reached."""
    running = build(settings)
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
    handler.close()  # type: ignore[no-untyped-call]  # likewise
    running.close()


def _ended_by_signal() -> Event:
    ended = Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        ended.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    return ended


def serve_http(settings: HttpSettings) -> None:
    """Serve over HTTP until a signal to end. Raises Mistake for what would only fail in the worker."""
    from granian import Granian  # noqa: PLC0415 - only this way of running needs it
    from granian.constants import Interfaces  # noqa: PLC0415 - likewise

    build(settings).store.close()
    Granian(
        "bot.serving:wsgi",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=1,
        blocking_threads=1,
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
    return lambda: running.store.is_healthy()


def serve_sandbox(sandbox: Sandbox, database: str) -> None:
    """Run the bot as its own process against a sandbox that is running, until a signal to end."""
    ended = _ended_by_signal()
    bot = subprocess.Popen(
        [sys.executable, "-m", "bot", "socket"], env={**os.environ, **sandbox_environment(sandbox, database)}
    )
    while not ended.wait(timeout=0.2) and bot.poll() is None:
        pass
    bot.terminate()
    bot.wait(timeout=30)


def sandbox_environment(sandbox: Sandbox, database: str) -> dict[str, str]:
    """What points the production bot at a sandbox: addresses and tokens, nothing else."""
    return {
        "SLACK_API_URL": sandbox.api_url,
        "SLACK_BOT_TOKEN": sandbox.bot_token,
        "SLACK_APP_TOKEN": sandbox.app_token,
        "SLACK_SIGNING_SECRET": sandbox.signing_secret,
        "DATABASE_URL": database,
    }
