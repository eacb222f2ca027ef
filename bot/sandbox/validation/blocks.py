"""Blocks (docs.slack.dev/reference/block-kit/blocks)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox.validation.checks import (
    Check,
    Problem,
    at_least_one,
    boolean,
    exactly_one,
    many,
    number,
    one_of,
    record,
    text,
    typed,
)
from bot.sandbox.validation.elements import ACCESSORIES, ACTIONS, BUTTON, FEEDBACK, IMAGE, INPUT_ELEMENTS
from bot.sandbox.validation.objects import COLUMN, ID, IMAGE_SOURCE, URL, any_text, mrkdwn, plain
from bot.sandbox.validation.rich_text import RICH_TEXT_ELEMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def _block(
    kind: str,
    required: Mapping[str, Check],
    optional: Mapping[str, Check] | None = None,
    *rules: Check,
) -> dict[str, Check]:
    shape = record({"type": one_of(kind), **required}, {"block_id": ID, **(optional or {})}, *rules)
    return {kind: shape}


def _no_dispatching_file(value: Any, at: str) -> Iterator[Problem]:
    element = value.get("element")
    is_file = isinstance(element, dict) and element.get("type") == "file_input"
    if is_file and value.get("dispatch_action"):
        yield Problem(f"{at}/element", "unsupported_type", "file_input does not dispatch actions")


def _rows_of_equal_width(value: Any, at: str) -> Iterator[Problem]:
    rows = [row for row in value.get("rows", ()) if isinstance(row, list)]
    if len({len(row) for row in rows}) > 1:
        yield Problem(f"{at}/rows", "failed_constraint", "all rows must have the same number of cells")


_RICH_TEXT = _block("rich_text", {"elements": RICH_TEXT_ELEMENTS})
_CELL = typed(
    {
        **_RICH_TEXT,
        "raw_text": record({"type": one_of("raw_text"), "text": text()}),
        "raw_number": record(
            {"type": one_of("raw_number"), "value": number(-(10**15), 10**15)}, {"text": text()}
        ),
    },
    "table cell",
)
_CARD = _block(
    "card",
    {},
    {
        "hero_image": typed(IMAGE, "image"),
        "icon": typed(IMAGE, "image"),
        "title": mrkdwn(150),
        "subtitle": mrkdwn(150),
        "body": mrkdwn(200),
        "actions": many(typed(BUTTON, "button"), 3),
    },
    at_least_one("hero_image", "title", "actions", "body"),
)
_URL_SOURCE = record({"type": one_of("url"), "url": URL, "text": text()})
_TASK = _block(
    "task_card",
    {"task_id": text(), "title": text(), "status": one_of("pending", "in_progress", "complete", "error")},
    {
        "details": typed(_RICH_TEXT, "rich text"),
        "output": typed(_RICH_TEXT, "rich text"),
        "sources": many(_URL_SOURCE, None, 0),
    },
)

BLOCKS: dict[str, Check] = {
    **_block(
        "section",
        {},
        {
            "text": any_text(3000),
            "fields": many(any_text(2000), 10),
            "accessory": typed(ACCESSORIES, "section accessory"),
            "expand": boolean,
        },
        at_least_one("text", "fields"),
    ),
    **_block("header", {"text": plain(150)}),
    **_block("divider", {}),
    **_block(
        "context",
        {
            "elements": many(
                typed({**IMAGE, "mrkdwn": mrkdwn(3000), "plain_text": plain(3000)}, "context element"), 10
            )
        },
    ),
    **_block("context_actions", {"elements": many(typed(FEEDBACK, "context action"), 5)}),
    **_block("actions", {"elements": many(typed(ACTIONS, "action element"), 25)}),
    **_block(
        "input",
        {"label": plain(2000), "element": typed(INPUT_ELEMENTS, "input element")},
        {"hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
        _no_dispatching_file,
    ),
    **_block(
        "image",
        {"alt_text": text(2000, minimum=0)},
        {**IMAGE_SOURCE, "title": plain(2000)},
        exactly_one("image_url", "slack_file"),
    ),
    **_RICH_TEXT,
    **_block(
        "table",
        {"rows": many(many(_CELL, 20), 100)},
        {"column_settings": many(COLUMN, 20, 0)},
        _rows_of_equal_width,
    ),
    **_block("markdown", {"text": text(12_000)}),
    **_block(
        "alert",
        {"text": any_text(200)},
        {"level": one_of("default", "info", "warning", "error", "success")},
    ),
    **_CARD,
    **_block("carousel", {"elements": many(typed(_CARD, "card"), 10)}),
    **_TASK,
    **_block("plan", {"title": text()}, {"tasks": many(typed(_TASK, "task"), None, 0)}),
    **_block(
        "video",
        {"video_url": URL, "thumbnail_url": URL, "alt_text": text(), "title": plain(199)},
        {
            "title_url": URL,
            "author_name": text(49),
            "provider_name": text(),
            "provider_icon_url": URL,
            "description": plain(None),
        },
    ),
}

MESSAGE_BLOCKS = frozenset(BLOCKS) - {"alert"}
VIEW_BLOCKS = frozenset(
    {"section", "header", "divider", "context", "actions", "input", "image", "rich_text", "video"}
)
MODAL_BLOCKS = VIEW_BLOCKS | {"alert"}
