"""The sandbox as a whole: one server on loopback, in a thread of the process that starts it."""

from __future__ import annotations

import errno
import socket
import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Self

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware

from bot.sandbox.clock import Clock
from bot.sandbox.delivery import Delivery, Http, Socket
from bot.sandbox.errors import PortTaken
from bot.sandbox.ids import Ids
from bot.sandbox.limits import RateLimits
from bot.sandbox.manifest import read_manifest
from bot.sandbox.persistence import Saver, load
from bot.sandbox.routes.connections import BreakableProtocol, Breaking, LocalOnly
from bot.sandbox.routes.control import control_routes
from bot.sandbox.routes.people import PeopleRoutes
from bot.sandbox.routes.web_api import AppRoutes
from bot.sandbox.slack import Slack
from bot.sandbox.world import new_workspace

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path
    from types import TracebackType

__all__ = ["Delivery", "Http", "PortTaken", "Sandbox", "Socket"]

_LOOPBACK = "127.0.0.1"
_START_SECONDS = 10
_GOODBYE_SECONDS = 1


class Sandbox:
    """A Slack on this machine; starts with `with` or `start`, and ends with `stop`.

    Raises PortTaken when the port is in use (0 takes any free one), BrokenManifest when the manifest lacks
    what Slack requires, and BrokenState when the file with the saved conversation cannot be read.
    """

    def __init__(
        self,
        manifest: Mapping[str, Any],
        *,
        port: int = 0,
        delivery: Delivery = Socket(),  # noqa: B008 - it is frozen
        state: Path | None = None,
        rate_limits: bool = True,
    ) -> None:
        app = read_manifest(manifest)
        clock = Clock()
        ids = Ids(clock)
        workspace = load(state, app) if state and state.exists() else new_workspace(app)
        for messages in workspace.messages.values():
            ids.start_after(max(messages, default="0.0"))
        self._slack = Slack(app, workspace, clock, ids, RateLimits(clock, enforced=rate_limits))
        self._delivery = delivery
        self._state = state
        self._listener = _listen(port)
        self._slack.url = f"http://{_LOOPBACK}:{self._listener.getsockname()[1]}"
        self._ready = threading.Event()
        self._server = uvicorn.Server(self._config())
        self._thread = threading.Thread(target=self._run, name="sandbox", daemon=True)

    @property
    def url(self) -> str:
        """The address of the page, and the start of every other one."""
        return self._slack.url

    @property
    def api_url(self) -> str:
        """The address for `base_url` of a Slack client."""
        return f"{self.url}/api/"

    @property
    def bot_token(self) -> str:
        """The installed app's token."""
        return self._slack.secrets.bot_token

    @property
    def app_token(self) -> str:
        """The token with which Socket Mode connects."""
        return self._slack.secrets.app_token

    @property
    def signing_secret(self) -> str:
        """The secret with which requests to the app are signed."""
        return self._slack.secrets.signing_secret

    @property
    def is_connected(self) -> bool:
        """Whether the app listens."""
        return self._slack.connected

    def start(self) -> None:
        """Serve, and return once requests are answered."""
        self._thread.start()
        if not self._ready.wait(_START_SECONDS):
            raise TimeoutError("The sandbox did not start.")

    def stop(self) -> None:
        """Save the conversation and end every connection."""
        self._server.should_exit = True
        self._thread.join()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def _config(self) -> uvicorn.Config:
        return uvicorn.Config(
            self._application(),
            http=BreakableProtocol,
            ws="websockets-sansio",
            loop="asyncio",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=_GOODBYE_SECONDS,
        )

    def _application(self) -> Starlette:
        routes = AppRoutes(self._slack).routes() + PeopleRoutes(self._slack).routes()
        return Starlette(
            routes=routes + control_routes(self._slack),
            middleware=[Middleware(Breaking), Middleware(LocalOnly)],
            lifespan=self._lifespan,
        )

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        saver = Saver(self._state, self._slack.workspace) if self._state else None
        self._slack.deliver_by(self._delivery)
        self._ready.set()
        yield
        await self._slack.close()
        if saver is not None:
            saver.close()

    def _run(self) -> None:
        with self._listener:
            self._server.run(sockets=[self._listener])


def _listen(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((_LOOPBACK, port))
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(port) from error
        raise
    listener.listen(128)
    return listener
