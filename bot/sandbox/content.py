"""What the app wants to say, read from arguments or from an answer, and checked."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.sandbox.errors import ApiError
from bot.sandbox.validation import message_problems
from bot.sandbox.validation.surfaces import TEXT_LIMIT, text_size

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.sandbox.model import Json

POST_LIMIT = 40_000
"""Slack cuts longer texts off (docs.slack.dev/reference/methods/chat.postMessage); here they are refused."""
UPDATE_LIMIT = 4_000
"""docs.slack.dev/reference/methods/chat.update"""
_ATTACHMENTS = 100
_METADATA_BYTES = 16_000


@dataclass(frozen=True)
class Content:
    """Text, blocks and attachments that keep Slack's rules."""

    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None


def read_content(source: Mapping[str, Any], text_limit: int = POST_LIMIT) -> Content:
    """Read and check what is to be posted; raises ApiError with Slack's code."""
    text = source.get("text") or ""
    markdown = source.get("markdown_text") or ""
    blocks = decoded(source.get("blocks"), "invalid_blocks_format", list)
    attachments = decoded(source.get("attachments"), "invalid_attachments", list)
    if markdown and (text or blocks):
        raise ApiError("markdown_text_conflict")
    if markdown:
        blocks = [{"type": "markdown", "text": markdown}]
    _check_text(text, text_limit, says_something=bool(text or blocks or attachments))
    _check_blocks(blocks)
    _check_attachments(attachments)
    metadata = decoded(source.get("metadata"), "invalid_metadata_format", dict) or None
    _check_metadata(metadata)
    return Content(text or markdown, with_block_ids(blocks), attachments, metadata)


def decoded(value: Any, error: str, kind: type) -> Any:
    """Return JSON that may have come as a string; raises ApiError `error` when it is not of `kind`."""
    if isinstance(value, str) and value:
        try:
            value = json.loads(value)
        except ValueError:
            raise ApiError(error) from None
    if not value:
        return kind()
    if not isinstance(value, kind):
        raise ApiError(error)
    return value


def with_block_ids(blocks: list[Json]) -> list[Json]:
    """Return the blocks with the ids that Slack gives to those that have none, elements included."""
    return [
        _with_action_ids({**block, "block_id": block.get("block_id") or f"b{index}"}, index)
        for index, block in enumerate(blocks)
    ]


def _with_action_ids(block: Json, index: int) -> Json:
    elements = block.get("elements")
    if block["type"] in ("actions", "context_actions") and isinstance(elements, list):
        named = [{"action_id": f"a{index}.{at}", **each} for at, each in enumerate(elements)]
        return {**block, "elements": named}
    for key in ("accessory", "element"):
        if key in block and block[key]["type"] != "image":
            return {**block, key: {"action_id": f"a{index}", **block[key]}}
    return block


def _check_text(text: Any, limit: int, *, says_something: bool) -> None:
    if not isinstance(text, str):
        raise ApiError("invalid_arguments", messages=["[ERROR] text must be a string"])
    if not says_something or (text and not text.strip()):
        raise ApiError("no_text")
    if len(text) > limit:
        raise ApiError("msg_too_long")


def _check_blocks(blocks: list[Any]) -> None:
    problems = [str(each) for each in message_problems(blocks)]
    if problems:
        raise ApiError("invalid_blocks", messages=problems, errors=problems)
    if text_size(blocks) > TEXT_LIMIT:
        raise ApiError("msg_blocks_too_long")


def _check_attachments(attachments: list[Any]) -> None:
    if len(attachments) > _ATTACHMENTS:
        raise ApiError("too_many_attachments")
    for attachment in attachments:
        if not isinstance(attachment, dict):
            raise ApiError("invalid_attachments")
        _check_blocks(decoded(attachment.get("blocks"), "invalid_blocks_format", list))


def _check_metadata(metadata: Json | None) -> None:
    if metadata is None:
        return
    if set(metadata) - {"event_type", "event_payload", "entities"} or "event_type" not in metadata:
        raise ApiError("invalid_metadata_format")
    if len(json.dumps(metadata)) > _METADATA_BYTES:
        raise ApiError("metadata_too_large")
