from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.sandbox.delivery.http import HttpSender
from bot.sandbox.delivery.outbox import Outbox
from bot.sandbox.delivery.socket import SocketHub
from bot.sandbox.events import Events
from bot.sandbox.faults import Faults
from bot.sandbox.live import Live
from bot.sandbox.tickets import Tickets
from bot.sandbox.traffic import Traffic

if TYPE_CHECKING:
    from bot.sandbox.clock import Clock
    from bot.sandbox.delivery.transport import Delivery
    from bot.sandbox.ids import Ids
    from bot.sandbox.limits import RateLimits
    from bot.sandbox.manifest import App
    from bot.sandbox.model import Json
    from bot.sandbox.uploads import Upload
    from bot.sandbox.workspace import Workspace


@dataclass(frozen=True)
class Secrets:
    """The fixed tokens of the installation; they open nothing but this sandbox."""

    bot_token: str
    app_token: str
    signing_secret: str


class Slack:
    """The parts of one running sandbox, put together."""

    def __init__(self, app: App, workspace: Workspace, clock: Clock, ids: Ids, limits: RateLimits) -> None:
        self.app = app
        self.workspace = workspace
        self.clock = clock
        self.ids = ids
        self.limits = limits
        self.granted: frozenset[str] = app.scopes
        self.secrets = Secrets("xoxb-sandbox-bot-token", "xapp-sandbox-app-token", "sandbox-signing-secret")
        self.url = ""
        self.tickets = Tickets(clock, ids)
        self.traffic = Traffic()
        self.faults = Faults()
        self.live = Live(workspace)
        self.uploads: dict[str, Upload] = {}
        self.sockets = SocketHub(workspace.app_id, self._connection_changed)
        self.outbox = Outbox(self.sockets, self.traffic, clock)
        self.events = Events(self)

    @property
    def connected(self) -> bool:
        """Whether there is somebody to deliver to; over HTTP this is found out only by trying."""
        return isinstance(self.outbox.transport, HttpSender) or self.sockets.connected

    def deliver_by(self, delivery: Delivery) -> None:
        """Change the way of delivering."""
        old = self.outbox.transport
        url = getattr(delivery, "url", None)
        self.outbox.transport = HttpSender(url, self.secrets.signing_secret) if url else self.sockets
        if isinstance(old, HttpSender):
            old.close()
        self._connection_changed(self.connected)

    async def close(self) -> None:
        """Give up waiting deliveries and end the connections to the app."""
        await self.outbox.close()
        await self.sockets.close()
        if isinstance(self.outbox.transport, HttpSender):
            self.outbox.transport.close()

    def _connection_changed(self, connected: bool) -> None:  # noqa: FBT001 - a callback has no keywords
        frame: Json = {"type": "app", "connected": connected}
        self.live.to_all(frame)
