from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute

from bot.sandbox.answers import say_answer
from bot.sandbox.errors import ApiError
from bot.sandbox.methods.dispatch import Answer, dispatch, too_many
from bot.sandbox.routes.connections import Broken
from bot.sandbox.tickets import TicketError
from bot.sandbox.traffic import WebCall

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute
    from starlette.websockets import WebSocket

    from bot.sandbox.faults import Fault
    from bot.sandbox.model import Json
    from bot.sandbox.slack import Slack

_RESPONSE = "response_url"
"""How answers to interactions are called in the traffic, and where faults are asked for."""
_NOT_FOUND = 404
_BAD_REQUEST = 400
_SERVER_ERROR = Answer({"ok": False, "error": "internal_error"}, 500)
_FATAL = Answer({"ok": False, "error": "fatal_error"})


class AppRoutes:
    """What the app talks to."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def routes(self) -> list[BaseRoute]:
        """Return the endpoints."""
        return [
            Route("/api/{method:path}", self.call, methods=["GET", "POST"]),
            Route("/response/{address}", self.respond, methods=["POST"]),
            Route("/upload/{file}", self.upload, methods=["POST", "PUT"]),
            Route("/files/{file}", self.download),
            WebSocketRoute("/socket/{ticket}", self.socket),
            WebSocketRoute("/socket/{ticket}/", self.socket),
        ]

    async def call(self, request: Request) -> Response:
        """Answer a call of the Web API."""
        name = request.path_params["method"].strip("/")
        started = time.perf_counter()
        try:
            arguments = await _arguments(request)
        except ApiError as error:
            return self._note(name, {}, Answer(error.body()), started)
        token = _token(request, arguments)
        fault = self._slack.faults.take(name)
        answer = await self._before(fault)
        if answer is None:
            answer = dispatch(self._slack, name, token, arguments)
        response = self._note(name, arguments, answer, started)
        return _after(fault, response)

    async def respond(self, request: Request) -> Response:
        """Take an answer at a response address."""
        started = time.perf_counter()
        fault = self._slack.faults.take(_RESPONSE)
        body = await request.body()
        answer = await self._before(fault)
        arguments: Json = {}
        if answer is None:
            try:
                arguments = _json_object(body)
                self._answer(request.path_params["address"], arguments)
                answer = Answer({"ok": True})
            except TicketError as error:
                answer = Answer({"ok": False, "error": str(error)}, _NOT_FOUND)
            except ApiError as error:
                answer = Answer(error.body(), _BAD_REQUEST)
        return _after(fault, self._note(_RESPONSE, arguments, answer, started))

    async def upload(self, request: Request) -> Response:
        """Take the bytes of a file."""
        upload = self._slack.uploads.get(request.path_params["file"])
        content = await request.body()
        if upload is None or len(content) != upload.length:
            return PlainTextResponse("The file has another length than announced.", _BAD_REQUEST)
        upload.content = content
        return PlainTextResponse(f"OK - {len(content)}")

    async def download(self, request: Request) -> Response:
        """Give a file back."""
        upload = self._slack.uploads.get(request.path_params["file"])
        if upload is None or upload.content is None:
            return PlainTextResponse("There is no such file.", _NOT_FOUND)
        disposition = {"Content-Disposition": f'attachment; filename="{upload.name}"'}
        return Response(upload.content, media_type="application/octet-stream", headers=disposition)

    async def socket(self, connection: WebSocket) -> None:
        """Serve a Socket Mode connection."""
        if self._slack.tickets.take_socket(connection.path_params["ticket"]):
            await self._slack.sockets.serve(connection)
        else:
            await connection.close(1008)

    def _answer(self, address_id: str, answer: Json) -> None:
        address = self._slack.tickets.use_address(address_id)
        message = say_answer(self._slack, address, answer)
        if message is not None:
            self._slack.tickets.answered(address_id, message.ts)

    async def _before(self, fault: Fault | None) -> Answer | None:
        kind = fault.kind if fault else ""
        if fault and kind in ("delay", "timeout"):
            await asyncio.sleep(fault.seconds)
        if fault and kind == "rate_limited":
            return too_many(fault.retry_after)
        if kind in ("timeout", "reset"):
            raise Broken
        return {"server_error": _SERVER_ERROR, "fatal": _FATAL}.get(kind)

    def _note(self, name: str, arguments: Json, answer: Answer, started: float) -> Response:
        elapsed = round((time.perf_counter() - started) * 1000, 3)
        self._slack.traffic.called(
            WebCall(
                method=name,
                arguments=_readable(arguments),
                status=answer.status,
                response=answer.body,
                at=self._slack.clock.now(),
                duration_ms=elapsed,
            )
        )
        return JSONResponse(answer.body, answer.status, dict(answer.headers))


def _after(fault: Fault | None, response: Response) -> Response:
    if fault and fault.kind == "after_reset":
        raise Broken
    if fault and fault.kind == "after_server_error":
        return JSONResponse(_SERVER_ERROR.body, _SERVER_ERROR.status)
    return response


async def _arguments(request: Request) -> Json:
    arguments: Json = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    body = await request.body()
    if not body:
        return arguments
    if kind == "application/json":
        return arguments | _json_object(body)
    if kind in ("application/x-www-form-urlencoded", ""):
        return arguments | dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    raise ApiError("invalid_post_type")


def _json_object(body: bytes) -> Json:
    try:
        value: Any = json.loads(body)
    except ValueError:
        raise ApiError("invalid_json") from None
    if not isinstance(value, dict):
        raise ApiError("json_not_object")
    return value


def _token(request: Request, arguments: Json) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    given = str(arguments.pop("token", ""))
    return token if scheme.lower() == "bearer" else given


def _readable(arguments: Json) -> Json:
    """Return the arguments with what came as a JSON string decoded."""
    return {key: _decoded(value) for key, value in arguments.items()}


def _decoded(value: Any) -> Any:
    if not isinstance(value, str) or not value.startswith(("[", "{")):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
