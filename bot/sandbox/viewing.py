"""How modals and Home tabs come, change and go."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

from bot.sandbox.content import decoded, with_block_ids
from bot.sandbox.errors import ApiError
from bot.sandbox.model import View
from bot.sandbox.state import kept_values
from bot.sandbox.validation import home_problems, modal_problems
from bot.sandbox.validation.surfaces import VIEW_BYTES
from bot.sandbox.workspace import MAX_MODALS

if TYPE_CHECKING:
    from bot.sandbox.model import Json
    from bot.sandbox.slack import Slack


def read_view(slack: Slack, source: Any, kind: Literal["modal", "home"], *, replaces: str = "") -> Json:
    """Read and check a view; raises ApiError with Slack's code."""
    content: Json = decoded(source, "invalid_arguments", dict)
    problems = modal_problems(content) if kind == "modal" else home_problems(content)
    if problems:
        raise ApiError("invalid_arguments", messages=[str(each) for each in problems])
    if len(json.dumps(content)) > VIEW_BYTES:
        raise ApiError("view_too_large")
    external_id = content.get("external_id")
    taken = slack.workspace.view_called(external_id) if external_id else None
    if taken is not None and taken.id != replaces:
        raise ApiError("duplicate_external_id")
    return {**content, "blocks": with_block_ids(content["blocks"])}


def open_modal(slack: Slack, user: str, content: Json) -> View:
    """Open a new stack."""
    view = _new(slack, user, "modal", content)
    slack.workspace.set_stack(user, [view])
    slack.live.modals(user)
    return view


def push_modal(slack: Slack, user: str, content: Json) -> View:
    """Open a modal above the one that is open; raises ApiError not_found or push_limit_reached."""
    stack = slack.workspace.stack(user)
    if not stack:
        raise ApiError("not_found")
    if len(stack) >= MAX_MODALS:
        raise ApiError("push_limit_reached")
    fresh = _new(slack, user, "modal", content)
    view = fresh.model_copy(update={"root_id": stack[0].id, "previous_id": stack[-1].id})
    slack.workspace.set_stack(user, [*stack, view])
    slack.live.modals(user)
    return view


def replace_content(slack: Slack, view: View, content: Json) -> View:
    """Show something else in a view; what people typed stays where the ids are the same."""
    after = view.model_copy(
        update={
            "content": content,
            "hash": _hash(slack),
            "values": kept_values(content["blocks"], view.values),
            "errors": {},
        }
    )
    slack.workspace.put_view(after)
    announce(slack, after)
    return after


def publish_home(slack: Slack, user: str, content: Json) -> View:
    """Show somebody's Home tab."""
    old = slack.workspace.homes.get(user)
    if old is not None:
        return replace_content(slack, old, content)
    view = _new(slack, user, "home", content)
    slack.workspace.put_view(view)
    announce(slack, view)
    return view


def close_top(slack: Slack, user: str) -> None:
    """Close the modal on top."""
    slack.workspace.set_stack(user, slack.workspace.stack(user)[:-1])
    slack.live.modals(user)


def close_all(slack: Slack, user: str) -> None:
    """Close the whole stack."""
    slack.workspace.set_stack(user, [])
    slack.live.modals(user)


def put(slack: Slack, view: View) -> None:
    """Keep a view in which somebody chose something, or that has errors now."""
    slack.workspace.put_view(view)
    announce(slack, view)


def announce(slack: Slack, view: View) -> None:
    """Show a changed view in its person's windows."""
    if view.type == "home":
        slack.live.home(view)
    else:
        slack.live.modals(view.user)


def _new(slack: Slack, user: str, kind: Literal["modal", "home"], content: Json) -> View:
    view_id = slack.ids.new("V")
    values = kept_values(content["blocks"], {})
    return View(
        id=view_id, user=user, type=kind, content=content, hash=_hash(slack), values=values, root_id=view_id
    )


def _hash(slack: Slack) -> str:
    return f"{int(slack.clock.now())}.{slack.ids.secret()[:8]}"
