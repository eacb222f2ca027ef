"""What holds for a whole message, modal or Home tab."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from bot.sandbox.validation.blocks import BLOCKS, MESSAGE_BLOCKS, MODAL_BLOCKS, VIEW_BLOCKS
from bot.sandbox.validation.checks import Check, Problem, anything, boolean, many, one_of, record, text, typed
from bot.sandbox.validation.objects import plain

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

MESSAGE_LIMIT = 50
VIEW_LIMIT = 100
TEXT_LIMIT = 13_000
"""Characters of text in all blocks of one message; Slack documents the error, not the number."""
TABLE_LIMIT = 10_000
"""Characters in all cells of a table (docs.slack.dev/reference/block-kit/blocks/table-block)."""
VIEW_BYTES = 250_000
"""Slack refuses larger views as view_too_large."""

_COMMON_VIEW: dict[str, Check] = {
    "blocks": anything,
    "callback_id": text(255, minimum=0),
    "external_id": text(255, minimum=0),
    "private_metadata": text(3000, minimum=0),
}
_MODAL = record(
    {"type": one_of("modal"), "title": plain(24), "blocks": anything},
    {
        **_COMMON_VIEW,
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    },
)
_HOME = record({"type": one_of("home"), "blocks": anything}, _COMMON_VIEW)


def message_problems(blocks: Any, at: str = "/blocks") -> list[Problem]:
    """Return everything that Slack would refuse in the blocks of a message."""
    problems = list(_layout(blocks, at, MESSAGE_BLOCKS, MESSAGE_LIMIT, "messages"))
    return problems + list(_one_table(blocks, at))


def modal_problems(view: Any, at: str = "/view") -> list[Problem]:
    """Return everything that Slack would refuse in a modal."""
    problems = list(_MODAL(view, at))
    if not isinstance(view, dict):
        return problems
    blocks = view.get("blocks", [])
    problems += _layout(blocks, f"{at}/blocks", MODAL_BLOCKS, VIEW_LIMIT, "modals")
    return problems + list(_submit_for_input(view, at))


def home_problems(view: Any, at: str = "/view") -> list[Problem]:
    """Return everything that Slack would refuse in a Home tab."""
    problems = list(_HOME(view, at))
    if not isinstance(view, dict):
        return problems
    blocks = view.get("blocks", [])
    return problems + list(_layout(blocks, f"{at}/blocks", VIEW_BLOCKS, VIEW_LIMIT, "Home tabs"))


def _layout(blocks: Any, at: str, allowed: AbstractSet[str], limit: int, surface: str) -> Iterator[Problem]:
    yield from many(typed(BLOCKS, "block"), limit, 0)(blocks, at)
    if not isinstance(blocks, list):
        return
    for index, block in enumerate(blocks):
        kind = block.get("type") if isinstance(block, dict) else None
        if kind in BLOCKS and kind not in allowed:
            yield Problem(
                f"{at}/{index}/type", "unsupported_type", f"{kind} blocks are not allowed in {surface}"
            )
    yield from _repeated(blocks, at, "block_id")
    yield from _repeated_actions(blocks, at)
    yield from _focuses(blocks, at)


def _repeated(blocks: Iterable[Any], at: str, key: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        value = block.get(key) if isinstance(block, dict) else None
        if value is not None and value in seen:
            yield Problem(f"{at}/{index}/{key}", "duplicate_value", f"{key} {value} is not unique")
        seen.add(str(value))


def _repeated_actions(blocks: Iterable[Any], at: str) -> Iterator[Problem]:
    for index, block in enumerate(blocks):
        seen: set[str] = set()
        for place, element in _elements(block) if isinstance(block, dict) else ():
            value = element.get("action_id")
            if value is not None and value in seen:
                pointer = f"{at}/{index}/{place}/action_id"
                yield Problem(pointer, "duplicate_value", f"action_id {value} is not unique in its block")
            seen.add(str(value))


def _focuses(blocks: Iterable[Any], at: str) -> Iterator[Problem]:
    focused = [pointer for pointer, each in elements_of(blocks, at) if each.get("focus_on_load") is True]
    for pointer in focused[1:]:
        yield Problem(f"{pointer}/focus_on_load", "failed_constraint", "only one element can have the focus")


def elements_of(blocks: Iterable[Any], at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every interactive element with the pointer to it."""
    for index, block in enumerate(blocks):
        if isinstance(block, dict):
            yield from ((f"{at}/{index}/{place}", each) for place, each in _elements(block))


def _elements(block: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for key in ("accessory", "element"):
        if isinstance(block.get(key), dict):
            yield key, block[key]
    for key in ("elements", "actions"):
        inside = block.get(key)
        for index, each in enumerate(inside if isinstance(inside, list) else ()):
            if isinstance(each, dict):
                yield f"{key}/{index}", each


def _submit_for_input(view: dict[str, Any], at: str) -> Iterator[Problem]:
    blocks = view.get("blocks", [])
    has_input = any(isinstance(each, dict) and each.get("type") == "input" for each in blocks)
    if has_input and "submit" not in view:
        yield Problem(at, "missing_field", "submit is required when a modal has input blocks")


def _one_table(blocks: Any, at: str) -> Iterator[Problem]:
    every = blocks if isinstance(blocks, list) else []
    tables = [each for each in every if isinstance(each, dict) and each.get("type") == "table"]
    if len(tables) > 1:
        yield Problem(at, "only_one_table_allowed", "only_one_table_allowed")
    size = sum(text_size(table) for table in tables)
    if size > TABLE_LIMIT:
        yield Problem(
            at, "too_long", f"a table must have at most {TABLE_LIMIT} characters in all cells, has {size}"
        )


def text_size(value: Any) -> int:
    """Return how many characters people would read in these blocks."""
    if isinstance(value, list):
        return sum(text_size(each) for each in value)
    if not isinstance(value, dict):
        return 0
    own = value.get("text")
    counted = len(own) if isinstance(own, str) else 0
    return counted + sum(text_size(each) for each in value.values())
