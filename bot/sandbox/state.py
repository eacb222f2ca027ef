"""What people have chosen or typed, as Slack reports it in `state.values`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.sandbox.model import Json, StateValues

VALUE_KEYS = {
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "checkboxes": "selected_options",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "plain_text_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "number_input": "value",
    "rich_text_input": "rich_text_value",
    "file_input": "files",
}
"""Where each element that remembers something keeps it (docs.slack.dev/reference/views)."""

_INITIAL_KEYS = {
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "selected_user": "initial_user",
    "selected_users": "initial_users",
    "selected_conversation": "initial_conversation",
    "selected_conversations": "initial_conversations",
    "selected_channel": "initial_channel",
    "selected_channels": "initial_channels",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_date_time": "initial_date_time",
    "value": "initial_value",
    "rich_text_value": "initial_value",
}
_LISTS = ("selected_options", "selected_users", "selected_conversations", "selected_channels", "files")


def elements_in(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Yield every interactive element with its block."""
    for block in blocks:
        inside = [block.get("accessory"), block.get("element"), *_listed(block)]
        yield from ((block, each) for each in inside if isinstance(each, dict) and "action_id" in each)


def find_element(blocks: list[Json], block_id: str, action_id: str) -> Json | None:
    """Return the element with these ids."""
    ids = (block_id, action_id)
    return next((e for b, e in elements_in(blocks) if (b["block_id"], e["action_id"]) == ids), None)


def initial_value(element: Json) -> Json:
    """Return an element's entry in the state before anybody touched it."""
    key = VALUE_KEYS[element["type"]]
    empty: Any = [] if key in _LISTS else None
    return {"type": element["type"], key: element.get(_INITIAL_KEYS.get(key, ""), empty)}


def kept_values(blocks: list[Json], old: StateValues) -> StateValues:
    """Return the state of these blocks, with what was chosen before in elements of the same ids."""
    values: StateValues = {}
    for block, element in elements_in(blocks):
        if element["type"] in VALUE_KEYS:
            before = old.get(block["block_id"], {}).get(element["action_id"])
            same = before is not None and before["type"] == element["type"]
            entry = before if same and before else initial_value(element)
            values.setdefault(block["block_id"], {})[element["action_id"]] = entry
    return values


def with_value(values: StateValues, block_id: str, action_id: str, entry: Json) -> StateValues:
    """Return the state with one entry replaced."""
    return {**values, block_id: {**values.get(block_id, {}), action_id: entry}}


def _listed(block: Json) -> list[Any]:
    elements = block.get("elements")
    return elements if isinstance(elements, list) else []
