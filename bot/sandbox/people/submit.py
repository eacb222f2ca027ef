"""Submitting and closing modals (docs.slack.dev/reference/interaction-payloads/view-interactions-payload)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from bot.sandbox import viewing
from bot.sandbox.errors import ApiError, Refused
from bot.sandbox.people.click import checked_state, top_modal
from bot.sandbox.people.interaction import TROUBLE, check_answered, payload
from bot.sandbox.shown import view_object
from bot.sandbox.state import VALUE_KEYS

if TYPE_CHECKING:
    from bot.sandbox.model import Json, Person, View
    from bot.sandbox.slack import Slack


class Submit(BaseModel, frozen=True):
    """Pressing the submit button; `state` holds what stands in the fields."""

    view_id: str
    state: dict[str, dict[str, dict[str, Any]]] = {}


class Close(BaseModel, frozen=True):
    """Closing a modal without submitting it."""

    view_id: str


async def submit(slack: Slack, person: Person, act: Submit) -> Json:
    """Submit the modal on top, and do what the app answers."""
    view = top_modal(slack, person, act.view_id)
    view = view.model_copy(update={"values": {**view.values, **checked_state(view, act.state)}})
    errors = _input_errors(view)
    viewing.put(slack, view.model_copy(update={"errors": errors}))
    if errors:
        return {"ok": False, "error": "invalid_input", "text": next(iter(errors.values())), "errors": errors}
    sent = payload(slack, "view_submission", person) | {
        "trigger_id": slack.tickets.trigger(person.id, view.id),
        "view": view_object(slack.workspace, view),
        "response_urls": [],
    }
    outcome = await slack.outbox.deliver("interactive", sent)
    check_answered(slack, person, outcome, TROUBLE)
    return _follow(slack, view, outcome.body or {})


async def close(slack: Slack, person: Person, act: Close) -> Json:
    """Close the modal on top; the app is told when it asked for that."""
    view = top_modal(slack, person, act.view_id)
    viewing.close_top(slack, person.id)
    if view.content.get("clear_on_close"):
        viewing.close_all(slack, person.id)
    if view.content.get("notify_on_close"):
        sent = payload(slack, "view_closed", person)
        sent |= {"view": view_object(slack.workspace, view), "is_cleared": False}
        await slack.outbox.deliver("interactive", sent)
    return {}


def _follow(slack: Slack, view: View, answer: Any) -> Json:
    try:
        return _do(slack, view, answer if isinstance(answer, dict) else {})
    except ApiError as error:
        slack.outbox.refused(error)
        slack.live.failure(view.user, TROUBLE)
        raise Refused(error.code, TROUBLE) from error


def _do(slack: Slack, view: View, answer: Json) -> Json:
    action = answer.get("response_action")
    if action is None:
        _close_if_open(slack, view)
    elif action == "clear":
        viewing.close_all(slack, view.user)
    elif action == "errors":
        return _reject(slack, view, answer.get("errors") or {})
    elif action == "update":
        content = viewing.read_view(slack, answer.get("view"), "modal", replaces=view.id)
        viewing.replace_content(slack, view, content)
    elif action == "push":
        viewing.push_modal(slack, view.user, viewing.read_view(slack, answer.get("view"), "modal"))
    else:
        raise ApiError("invalid_arguments", messages=[f"[ERROR] unknown response_action: {action}"])
    return {}


def _close_if_open(slack: Slack, view: View) -> None:
    stack = slack.workspace.stack(view.user)
    slack.workspace.set_stack(view.user, [each for each in stack if each.id != view.id])
    slack.live.modals(view.user)


def _reject(slack: Slack, view: View, errors: dict[str, str]) -> Json:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    unknown = sorted(set(errors) - inputs)
    if unknown or not errors:
        raise ApiError(
            "invalid_arguments", messages=[f"[ERROR] errors for no input block: {', '.join(unknown)}"]
        )
    viewing.put(slack, view.model_copy(update={"errors": errors}))
    text = next(iter(errors.values()))
    return {"ok": False, "error": "rejected", "text": text, "errors": errors}


def _input_errors(view: View) -> dict[str, str]:
    inputs = [block for block in view.blocks if block["type"] == "input"]
    checked = {block["block_id"]: _input_error(view, block) for block in inputs}
    return {block_id: error for block_id, error in checked.items() if error}


def _input_error(view: View, block: Json) -> str:
    element = block["element"]
    entry = view.values.get(block["block_id"], {}).get(element["action_id"], {})
    value = entry.get(VALUE_KEYS[element["type"]])
    if not value:
        return "" if block.get("optional") else "Please complete this required field."
    if isinstance(value, str):
        return _length_error(element, len(value))
    return ""


def _length_error(element: Json, length: int) -> str:
    minimum, maximum = element.get("min_length", 0), element.get("max_length", 3000)
    if length < minimum:
        return f"Please enter at least {minimum} characters."
    if length > maximum:
        return f"Please enter at most {maximum} characters."
    return ""
