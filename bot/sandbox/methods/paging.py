from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, TypeVar

from bot.sandbox.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.sandbox.methods.method import Call

_Item = TypeVar("_Item")
MAX_PAGE = 1000


def page(call: Call, items: Sequence[_Item], default: int = 100) -> tuple[list[_Item], str]:
    """Return one page and the cursor of the next; raises ApiError invalid_cursor or invalid_limit."""
    start = _offset(call.text("cursor"))
    end = start + call.number("limit", default, MAX_PAGE)
    return list(items[start:end]), _cursor(end) if end < len(items) else ""


def _cursor(offset: int) -> str:
    return base64.b64encode(f"next:{offset}".encode()).decode()


def _offset(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        word, _, offset = base64.b64decode(cursor, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise ApiError("invalid_cursor") from None
    if word != "next" or not offset.isdigit():
        raise ApiError("invalid_cursor")
    return int(offset)
