"""Finding one's way in messages and views: texts, buttons, fields and options."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


class NotSeen(AssertionError):  # noqa: N818 - it reads as what happened
    """Somebody looked or waited in vain; the text says what they saw instead."""


def words(value: Any) -> str:
    """Return every text in a message or view, one on a line."""
    if isinstance(value, list):
        return "\n".join(filter(None, map(words, value)))
    if not isinstance(value, dict):
        return ""
    own = [value["text"]] if isinstance(value.get("text"), str) else []
    return "\n".join(filter(None, [*own, *map(words, value.values())]))


def buttons(view: Json) -> list[str]:
    """Return the labels of the buttons in a message or view."""
    found = [element for _, element in elements(view["blocks"]) if element["type"] == "button"]
    return [element["text"]["text"] for element in found]


def elements(blocks: list[Json]) -> list[tuple[Json, Json]]:
    found = []
    for block in blocks:
        listed = block.get("elements")
        inside = [block.get("accessory"), block.get("element"), *(listed if isinstance(listed, list) else ())]
        found += [(block, each) for each in inside if isinstance(each, dict) and "action_id" in each]
    return found


def find(blocks: list[Json], label: str) -> tuple[Json, Json]:
    every = elements(blocks)
    for block, element in every:
        shown = element.get("text") or element.get("placeholder") or {}
        if label in (element["action_id"], shown.get("text")):
            return block, element
    there = [(e.get("text") or {}).get("text") or e["action_id"] for _, e in every]
    raise NotSeen(f"There is no {label!r}; there are {there}.")


def ids_of(blocks: list[Json], label: str) -> Json:
    block, element = find(blocks, label)
    return {"block_id": block["block_id"], "action_id": element["action_id"]}


def option_of(blocks: list[Json], label: str, text: str) -> Json:
    _, element = find(blocks, label)
    options: list[Json] = element.get("options") or []
    options += [each for group in element.get("option_groups", ()) for each in group["options"]]
    found = next((each for each in options if each["text"]["text"] == text), None)
    if found is None:
        raise NotSeen(f"There is no option {text!r}; there are {[each['text']['text'] for each in options]}.")
    return found


def input_of(blocks: list[Json], label: str) -> tuple[Json, Json]:
    inputs = [each for each in blocks if each["type"] == "input"]
    for block in inputs:
        if label in (block["block_id"], block["label"]["text"]):
            return block, block["element"]
    raise NotSeen(f"There is no field {label!r}; there are {[each['label']['text'] for each in inputs]}.")


_LISTS = {
    "multi_users_select": "selected_users",
    "multi_static_select": "selected_options",
    "multi_conversations_select": "selected_conversations",
}
_SINGLES = {
    "static_select": "selected_option",
    "radio_buttons": "selected_option",
    "users_select": "selected_user",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "checkboxes": "selected_options",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
}


def entry_of(element: Json, value: Any) -> Json:
    """Return the state of a field; options are given by their texts."""
    key = _LISTS.get(element["type"]) or _SINGLES.get(element["type"], "value")
    options = {each["text"]["text"]: each for each in options_of(element)}
    if isinstance(value, list):
        value = [options.get(each, each) for each in value]
    elif options and value is not None:
        value = options[value]
    return {"type": element["type"], key: value}


def options_of(element: Json) -> list[Json]:
    groups = element.get("option_groups", ())
    return [*element.get("options", ()), *(each for group in groups for each in group["options"])]
