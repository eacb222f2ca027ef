from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox import viewing
from bot.sandbox.errors import ApiError
from bot.sandbox.limits import TIER_4
from bot.sandbox.methods.method import Call, Method, names
from bot.sandbox.shown import view_object
from bot.sandbox.tickets import TicketError, Trigger

if TYPE_CHECKING:
    from bot.sandbox.model import Json, View


def open_view(call: Call) -> Json:
    """views.open."""
    content = viewing.read_view(call.slack, call.arguments["view"], "modal")
    trigger = _exchange(call)
    return _shown(call, viewing.open_modal(call.slack, trigger.user, content))


def push(call: Call) -> Json:
    """views.push."""
    content = viewing.read_view(call.slack, call.arguments["view"], "modal")
    trigger = _exchange(call)
    return _shown(call, viewing.push_modal(call.slack, trigger.user, content))


def update(call: Call) -> Json:
    """views.update."""
    view = _found(call)
    kind = view.type
    content = viewing.read_view(call.slack, call.arguments["view"], kind, replaces=view.id)
    _check_hash(call, view)
    return _shown(call, viewing.replace_content(call.slack, view, content))


def publish(call: Call) -> Json:
    """views.publish."""
    if not call.slack.app.home_enabled:
        raise ApiError("not_enabled")
    user = call.text("user_id")
    if user not in call.slack.workspace.people:
        raise ApiError("user_not_found")
    old = call.slack.workspace.homes.get(user)
    replaces = old.id if old else ""
    content = viewing.read_view(call.slack, call.arguments["view"], "home", replaces=replaces)
    if old is not None:
        _check_hash(call, old)
    return _shown(call, viewing.publish_home(call.slack, user, content))


def _exchange(call: Call) -> Trigger:
    given = call.text("trigger_id") or call.text("interactivity_pointer")
    if not given:
        raise ApiError("invalid_arguments", messages=["[ERROR] missing required field: trigger_id"])
    try:
        return call.slack.tickets.exchange(given)
    except TicketError as error:
        raise ApiError(str(error)) from None


def _found(call: Call) -> View:
    workspace = call.slack.workspace
    view_id, external_id = call.text("view_id"), call.text("external_id")
    if not view_id and not external_id:
        raise ApiError("invalid_arguments", messages=["[ERROR] missing required field: view_id"])
    view = workspace.view(view_id) if view_id else workspace.view_called(external_id)
    if view is None:
        raise ApiError("not_found")
    return view


def _check_hash(call: Call, view: View) -> None:
    if call.text("hash") not in ("", view.hash):
        raise ApiError("hash_conflict")


def _shown(call: Call, view: View) -> Json:
    return {"view": view_object(call.slack.workspace, view)}


_TRIGGER = names("trigger_id interactivity_pointer")

VIEWS = (
    Method("views.open", open_view, TIER_4, names("view"), _TRIGGER),
    Method("views.push", push, TIER_4, names("view"), _TRIGGER),
    Method("views.update", update, TIER_4, names("view"), names("view_id external_id hash")),
    Method("views.publish", publish, TIER_4, names("user_id view"), names("hash interactivity_pointer")),
)
