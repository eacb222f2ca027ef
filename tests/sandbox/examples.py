"""Blocks that the tests post."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "Hello") -> Json:
    return {"type": "section", "text": mrkdwn(text)}


def button(label: str = "Go", action_id: str = "go", **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(label), **more}


def actions(*elements: Json, block_id: str = "buttons") -> Json:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def option(text: str, value: str) -> Json:
    return {"text": plain(text), "value": value}


def select(action_id: str = "pick", **more: Any) -> Json:
    return {
        "type": "static_select",
        "action_id": action_id,
        "options": [option("Few", "few"), option("Many", "many")],
        **more,
    }


def text_input(label: str = "Why", block_id: str = "why", **more: Any) -> Json:
    element = {"type": "plain_text_input", "action_id": "text", **more.pop("element", {})}
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element, **more}


def modal(*blocks: Json, title: str = "Record", **more: Any) -> Json:
    return {"type": "modal", "title": plain(title), "submit": plain("Save"), "blocks": list(blocks), **more}


def home(*blocks: Json) -> Json:
    return {"type": "home", "blocks": list(blocks)}


def table(rows: int = 1, columns: int = 2) -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * columns] * rows}


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}
