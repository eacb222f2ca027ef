from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocketDisconnect

from bot.sandbox.errors import Refused
from bot.sandbox.people import acts, reading

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute
    from starlette.types import Scope
    from starlette.websockets import WebSocket

    from bot.sandbox.live import Frames
    from bot.sandbox.model import Person
    from bot.sandbox.slack import Slack

_STATIC = Path(__file__).parent.parent / "static"
_NOT_FOUND = 404
_BAD_REQUEST = 400
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class _Static(StaticFiles):
    """The page's files; never cached, because they change together with the server."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(_HEADERS)
        return response


class PeopleRoutes:
    """What the page and the test driver talk to."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def routes(self) -> list[BaseRoute]:
        """Return the endpoints."""
        return [
            Route("/", self.page),
            Route("/sandbox/workspace", self.workspace),
            Route("/sandbox/messages", self.messages),
            Route("/sandbox/home", self.home),
            Route("/sandbox/modals", self.modals),
            Route("/sandbox/act", self.act, methods=["POST"]),
            WebSocketRoute("/sandbox/live", self.live),
            Mount("/static", _Static(directory=_STATIC, check_dir=False)),
        ]

    async def page(self, _request: Request) -> Response:
        """Return the page."""
        return FileResponse(_STATIC / "index.html", headers=_HEADERS)

    async def workspace(self, _request: Request) -> Response:
        """Return people, channels and commands."""
        return JSONResponse(reading.overview(self._slack))

    async def messages(self, request: Request) -> Response:
        """Return what stands in a channel or a thread."""
        person = self._person(request)
        if person is None:
            return _no_person()
        query = request.query_params
        try:
            found = reading.messages(self._slack, person, query.get("channel", ""), query.get("thread"))
        except Refused as refused:
            return JSONResponse({"ok": False, "error": refused.error, "text": refused.text}, _NOT_FOUND)
        return JSONResponse(found)

    async def home(self, request: Request) -> Response:
        """Return a Home tab."""
        person = self._person(request)
        return JSONResponse(reading.home(self._slack, person)) if person else _no_person()

    async def modals(self, request: Request) -> Response:
        """Return open modals."""
        person = self._person(request)
        return JSONResponse(reading.modals(self._slack, person)) if person else _no_person()

    async def act(self, request: Request) -> Response:
        """Do something in a person's name."""
        try:
            body = json.loads(await request.body())
        except ValueError:
            body = None
        if not isinstance(body, dict):
            return JSONResponse({"ok": False, "error": "invalid_json", "text": "Not JSON."}, _BAD_REQUEST)
        return JSONResponse(await acts.act(self._slack, body))

    async def live(self, connection: WebSocket) -> None:
        """Send changes until the window closes."""
        user = connection.query_params.get("user", "")
        await connection.accept()
        frames = self._slack.live.open(user)
        sending = asyncio.create_task(_send_all(connection, frames))
        try:
            while True:
                await connection.receive_text()
        except WebSocketDisconnect:
            pass
        finally:
            self._slack.live.close(user, frames)
            sending.cancel()
            with suppress(asyncio.CancelledError):
                await sending

    def _person(self, request: Request) -> Person | None:
        return self._slack.workspace.people.get(request.query_params.get("user", ""))


async def _send_all(connection: WebSocket, frames: Frames) -> None:
    with suppress(WebSocketDisconnect, RuntimeError):
        while True:
            await connection.send_json(await frames.get())


def _no_person() -> Response:
    text = "There is no such person."
    return JSONResponse({"ok": False, "error": "user_not_found", "text": text}, _NOT_FOUND)
