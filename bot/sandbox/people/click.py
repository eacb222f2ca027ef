"""Using an interactive element (docs.slack.dev/reference/interaction-payloads/block_actions-payload)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from bot.sandbox import viewing
from bot.sandbox.errors import Refused
from bot.sandbox.people.interaction import (
    channel_fields,
    check_answered,
    check_interactive,
    payload,
    response_url,
    visible_channel,
)
from bot.sandbox.shown import message_object, view_object
from bot.sandbox.state import VALUE_KEYS, find_element, kept_values, with_value

if TYPE_CHECKING:
    from bot.sandbox.model import Json, Message, Person, StateValues, View
    from bot.sandbox.slack import Slack


class Choice(BaseModel, frozen=True):
    """The element that was used, and what was chosen in it."""

    action_id: str
    block_id: str
    value: str | None = None
    selected_option: dict[str, Any] | None = None
    selected_options: list[dict[str, Any]] | None = None
    selected_user: str | None = None
    selected_users: list[str] | None = None
    selected_conversation: str | None = None
    selected_conversations: list[str] | None = None
    selected_channel: str | None = None
    selected_channels: list[str] | None = None
    selected_date: str | None = None
    selected_time: str | None = None
    selected_date_time: int | None = None


class Click(Choice, frozen=True):
    """Using an element of a message."""

    channel: str
    ts: str


class ModalClick(Choice, frozen=True):
    """Using an element of a modal, with what stands in its other fields at that moment."""

    view_id: str
    state: dict[str, dict[str, dict[str, Any]]] = {}


async def click(slack: Slack, person: Person, act: Click) -> Json:
    """Use an element of a message."""
    visible_channel(slack, person, act.channel)
    message = slack.workspace.message(act.channel, act.ts)
    if message is None or message.ephemeral_for not in (None, person.id):
        raise Refused("message_not_found", "This message is gone.")
    blocks = [*message.blocks, *(b for each in message.attachments for b in each.get("blocks", ()))]
    element = _element(blocks, act)
    if element["type"] in VALUE_KEYS:
        _remember(slack, person, message, act, element)
    check_interactive(slack)
    sent = _message_payload(slack, person, message) | {"actions": [_action(slack, element, act)]}
    check_answered(slack, person, await slack.outbox.deliver("interactive", sent))
    return {}


async def click_home(slack: Slack, person: Person, act: Choice) -> Json:
    """Use an element of the Home tab."""
    home = slack.workspace.homes.get(person.id)
    if home is None:
        raise Refused("not_found", "This Home tab is empty.")
    return await _click_view(slack, person, home, act)


async def click_modal(slack: Slack, person: Person, act: ModalClick) -> Json:
    """Use an element of the modal on top."""
    view = top_modal(slack, person, act.view_id)
    values = {**view.values, **checked_state(view, act.state)}
    view = view.model_copy(update={"values": values})
    slack.workspace.put_view(view)
    return await _click_view(slack, person, view, act)


def top_modal(slack: Slack, person: Person, view_id: str) -> View:
    """Return the modal on top; raises Refused when it is not the one that is meant."""
    stack = slack.workspace.stack(person.id)
    if not stack or stack[-1].id != view_id:
        raise Refused("not_found", "This dialog is closed.")
    return stack[-1]


def checked_state(view: View, state: StateValues) -> StateValues:
    """Return the state that a page sent; raises Refused when it names an element that is not there."""
    values: StateValues = {}
    for block_id, entries in state.items():
        for action_id, entry in entries.items():
            element = find_element(view.blocks, block_id, action_id)
            if element is None or element["type"] not in VALUE_KEYS:
                raise Refused("element_not_found", f"There is no field {block_id}/{action_id}.")
            key = VALUE_KEYS[element["type"]]
            kept = view.values.get(block_id, {})
            entry_now = {"type": element["type"], key: entry.get(key)}
            values.setdefault(block_id, dict(kept))[action_id] = entry_now
    return values


async def _click_view(slack: Slack, person: Person, view: View, act: Choice) -> Json:
    element = _element(view.blocks, act)
    if element["type"] in VALUE_KEYS:
        entry = _entry(element, act)
        view = view.model_copy(update={"values": with_value(view.values, act.block_id, act.action_id, entry)})
        viewing.put(slack, view)
    check_interactive(slack)
    sent = payload(slack, "block_actions", person) | {
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": slack.tickets.trigger(person.id, view.id),
        "view": view_object(slack.workspace, view),
        "actions": [_action(slack, element, act)],
    }
    check_answered(slack, person, await slack.outbox.deliver("interactive", sent))
    return {}


def _element(blocks: list[Json], act: Choice) -> Json:
    element = find_element(blocks, act.block_id, act.action_id)
    if element is None:
        raise Refused("element_not_found", "This button is gone.")
    _check_offered(element, act)
    return element


def _check_offered(element: Json, act: Choice) -> None:
    groups = element.get("option_groups", [])
    offered = [*element.get("options", []), *(each for group in groups for each in group["options"])]
    values = [each["value"] for each in offered]
    chosen = [*(act.selected_options or ()), *([act.selected_option] if act.selected_option else [])]
    if offered and any(each.get("value") not in values for each in chosen):
        raise Refused("option_not_found", "This option is not offered.")


def _message_payload(slack: Slack, person: Person, message: Message) -> Json:
    ephemeral = message.ephemeral_for is not None
    channel = slack.workspace.channels[message.channel]
    address = slack.tickets.address(channel.id, person.id, thread_ts=message.thread_ts, origin=message.ts)
    container: Json = {"type": "message", "message_ts": message.ts, "channel_id": channel.id}
    container["is_ephemeral"] = ephemeral
    container |= {"thread_ts": message.thread_ts} if message.thread_ts else {}
    sent = payload(slack, "block_actions", person) | {
        "container": container,
        "trigger_id": slack.tickets.trigger(person.id),
        "channel": channel_fields(channel),
        "state": {"values": _values(slack, person, message)},
        "response_url": response_url(slack, address),
    }
    return sent if ephemeral else sent | {"message": message_object(slack.workspace, message)}


def _values(slack: Slack, person: Person, message: Message) -> StateValues:
    return kept_values(message.blocks, slack.workspace.selection(message.ts, person.id))


def _remember(slack: Slack, person: Person, message: Message, act: Choice, element: Json) -> None:
    old = slack.workspace.selection(message.ts, person.id)
    after = with_value(old, act.block_id, act.action_id, _entry(element, act))
    slack.workspace.select(message.ts, person.id, after)


def _entry(element: Json, act: Choice) -> Json:
    key = VALUE_KEYS[element["type"]]
    return {"type": element["type"], key: getattr(act, key, None)}


def _action(slack: Slack, element: Json, act: Choice) -> Json:
    kept = ("type", "action_id", "text", "value", "style", "placeholder", "confirm")
    action = {key: element[key] for key in kept if key in element}
    if element["type"] in VALUE_KEYS:
        action |= _entry(element, act)
    elif element["type"] == "overflow":
        action["selected_option"] = act.selected_option
    elif element["type"] == "feedback_buttons":
        action["value"] = act.value
    return action | {"block_id": act.block_id, "action_ts": slack.ids.ts()}
