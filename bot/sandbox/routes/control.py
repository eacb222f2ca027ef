"""What tests use to change the world around the app."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, Field, ValidationError
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.delivery.http import HttpSender
from bot.sandbox.delivery.transport import Http, Kind, Socket
from bot.sandbox.faults import Fault
from bot.sandbox.model import Channel, Person
from bot.sandbox.model import Kind as ChannelKind
from bot.sandbox.world import open_direct_message

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from bot.sandbox.model import Json
    from bot.sandbox.slack import Slack

_BAD_REQUEST = 400
_Control = Callable[["Slack", Any], Awaitable["Json"]]


class _Strict(BaseModel, frozen=True, extra="forbid"):
    pass


class Duplicates(_Strict, frozen=True):
    """How often the next deliveries are sent, and how many of them."""

    times: int = Field(ge=1)
    deliveries: int = Field(default=1, ge=1)


class Again(_Strict, frozen=True):
    """Which of the latest deliveries is sent once more."""

    kind: Kind | None = None


class DeliveryMode(_Strict, frozen=True):
    """How the app is reached from now on."""

    mode: Literal["socket", "http"]
    url: str = ""


class Advance(_Strict, frozen=True):
    """Seconds by which the clock moves forward."""

    advance: float = Field(ge=0)


class Scopes(_Strict, frozen=True):
    """What is granted from now on."""

    scopes: frozenset[str]


class Reason(_Strict, frozen=True):
    """Why connections are to end."""

    reason: str = "refresh_requested"


class NewPerson(_Strict, frozen=True):
    """Somebody to add, or to change when the id is known."""

    id: str = ""
    name: str
    is_admin: bool = False
    is_guest: bool = False
    tz: str = "Europe/Amsterdam"
    team_id: str = ""


class ChannelChange(_Strict, frozen=True):
    """A channel to create, or one to change when the id is known; what is left out stays as it is."""

    id: str = ""
    name: str | None = None
    kind: ChannelKind | None = None
    members: tuple[str, ...] | None = None
    archived: bool | None = None
    team_id: str | None = None


class Nothing(_Strict, frozen=True):
    """No arguments."""


async def add_fault(slack: Slack, fault: Fault) -> Json:
    """Let the next calls fail."""
    slack.faults.add(fault)
    return {}


async def clear_faults(slack: Slack, _nothing: Nothing) -> Json:
    """Behave again."""
    slack.faults.clear()
    return {}


async def duplicate(slack: Slack, wanted: Duplicates) -> Json:
    """Send the next deliveries several times."""
    slack.outbox.duplicate(wanted.times, wanted.deliveries)
    return {}


async def redeliver(slack: Slack, wanted: Again) -> Json:
    """Send the latest delivery once more."""
    outcome = await slack.outbox.again(wanted.kind)
    return {"delivered": outcome is not None, "failure": outcome.failure if outcome else None}


async def disconnect(slack: Slack, wanted: Reason) -> Json:
    """Ask the app's connections to renew themselves."""
    await slack.sockets.ask_to_reconnect(wanted.reason)
    return {}


async def clear_traffic(slack: Slack, _nothing: Nothing) -> Json:
    """Forget the traffic."""
    slack.traffic.clear()
    return {}


async def set_delivery(slack: Slack, wanted: DeliveryMode) -> Json:
    """Change the way of delivering; over HTTP the address is asked to prove itself."""
    slack.deliver_by(Http(wanted.url) if wanted.mode == "http" else Socket())
    transport = slack.outbox.transport
    if isinstance(transport, HttpSender):
        return {"verified": await transport.verify(slack.ids.secret())}
    return {}


async def advance(slack: Slack, wanted: Advance) -> Json:
    """Move the clock forward."""
    slack.clock.advance(wanted.advance)
    return {"now": slack.clock.now()}


async def set_scopes(slack: Slack, wanted: Scopes) -> Json:
    """Grant these scopes and no others."""
    slack.granted = wanted.scopes
    return {"granted": sorted(slack.granted)}


async def put_person(slack: Slack, wanted: NewPerson) -> Json:
    """Add or change somebody, with a direct message to the app."""
    person = Person(
        id=wanted.id or slack.ids.new("U"),
        name=wanted.name.lower().replace(" ", "."),
        real_name=wanted.name,
        is_admin=wanted.is_admin,
        is_guest=wanted.is_guest,
        tz=wanted.tz,
        team_id=wanted.team_id or slack.workspace.team_id,
    )
    slack.workspace.put_person(person)
    open_direct_message(slack.workspace, person.id)
    slack.live.to_all({"type": "workspace"})
    return {"person": person.model_dump()}


async def put_channel(slack: Slack, wanted: ChannelChange) -> Json:
    """Create a channel, or change one; the app is told of what it may know."""
    before = slack.workspace.channel(wanted.id)
    given = wanted.model_dump(exclude_none=True, exclude={"id"})
    after = before.model_copy(update=given) if before else _new_channel(slack, wanted.id, given)
    slack.workspace.put_channel(after)
    slack.live.to_all({"type": "workspace"})
    if before is not None:
        await _tell(slack, before, after)
    return {"channel": after.model_dump()}


async def uninstall(slack: Slack, _nothing: Nothing) -> Json:
    """Remove the app from the workspace."""
    await slack.events.uninstalled()
    return {}


def _new_channel(slack: Slack, channel_id: str, given: Json) -> Channel:
    fields = {"name": "new-channel", "kind": "public", "members": (), **given}
    prefix = "D" if fields["kind"] == "im" else "C"
    fields.setdefault("team_id", slack.workspace.team_id)
    return Channel(id=channel_id or slack.ids.new(prefix), created=int(slack.clock.now()), **fields)


async def _tell(slack: Slack, before: Channel, after: Channel) -> None:
    admin = next((each.id for each in slack.workspace.people.values() if each.is_admin), "")
    if before.archived != after.archived:
        word = "archive" if after.archived else "unarchive"
        await slack.events.channel_event(after, word, user=admin)
    if before.name != after.name:
        await slack.events.renamed(after)
    if (before.kind, after.kind) == ("public", "private"):
        await slack.events.converted(after, admin)
    for user in set(after.members) - set(before.members):
        await slack.events.joined(after, user, admin)
    for user in set(before.members) - set(after.members):
        await slack.events.left(after, user)


CONTROLS: tuple[tuple[str, str, type[BaseModel], _Control], ...] = (
    ("POST", "/control/faults", Fault, add_fault),
    ("DELETE", "/control/faults", Nothing, clear_faults),
    ("POST", "/control/events/duplicate", Duplicates, duplicate),
    ("POST", "/control/redeliver", Again, redeliver),
    ("POST", "/control/disconnect", Reason, disconnect),
    ("DELETE", "/control/traffic", Nothing, clear_traffic),
    ("POST", "/control/delivery", DeliveryMode, set_delivery),
    ("POST", "/control/clock", Advance, advance),
    ("POST", "/control/channel", ChannelChange, put_channel),
    ("POST", "/control/person", NewPerson, put_person),
    ("POST", "/control/scopes", Scopes, set_scopes),
    ("POST", "/control/uninstall", Nothing, uninstall),
)


def control_routes(slack: Slack) -> list[BaseRoute]:
    """Return the control endpoints."""

    async def traffic(request: Request) -> Response:
        return JSONResponse(slack.traffic.read(request.query_params.get("method")))

    made = [
        Route(path, _endpoint(slack, shape, control), methods=[method])
        for method, path, shape, control in CONTROLS
    ]
    return [*made, Route("/control/traffic", traffic, methods=["GET"])]


def _endpoint(
    slack: Slack, shape: type[BaseModel], control: _Control
) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            wanted = shape.model_validate_json(await request.body() or b"{}")
        except ValidationError as error:
            body = {"ok": False, "error": "invalid_control", "text": str(error)}
            return JSONResponse(body, _BAD_REQUEST)
        return JSONResponse({"ok": True, **await control(slack, wanted)})

    return endpoint
