"""Breaking connections on purpose, and keeping strangers out."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from starlette.responses import PlainTextResponse
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import ASGIApp, Receive, Scope, Send

_OURS = ("127.0.0.1", "localhost", "[::1]")
_FORBIDDEN = 403


class Broken(Exception):  # noqa: N818 - it reads as what happens
    """The connection is to break instead of being answered."""


class BreakableProtocol(H11Protocol):
    """HTTP whose connections an endpoint can break off, found by the address of the other side."""

    open: dict[Any, asyncio.Transport] = {}  # noqa: RUF012 - uvicorn makes the instances; this is how they are found

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Remember the connection."""
        super().connection_made(transport)
        self.open[self.client] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self.open.pop(self.client, None)
        super().connection_lost(exc)


class Breaking:
    """Ends the connection of a request whose endpoint raised Broken."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or break off."""
        try:
            await self._app(scope, receive, send)
        except Broken:
            BreakableProtocol.open[tuple(scope["client"])].abort()
            while (await receive())["type"] != "http.disconnect":
                pass


class LocalOnly:
    """Refuses requests that name another host, or come from another site's page.

    Only loopback is listened on, but a page on the web could still reach it through a name that
    resolves there.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] in ("http", "websocket") and not _local(scope["headers"]):
            if scope["type"] == "http":
                await PlainTextResponse("Only for this machine.", _FORBIDDEN)(scope, receive, send)
            else:
                await receive()
                await send({"type": "websocket.close", "code": 1008})
            return
        await self._app(scope, receive, send)


def _local(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    named = {name: value.decode("latin-1") for name, value in headers}
    host = named.get(b"host", "")
    origin = named.get(b"origin")
    return _without_port(host) in _OURS and origin in (None, f"http://{host}")


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host
