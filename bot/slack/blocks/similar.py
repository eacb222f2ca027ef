"""Past decisions that are like what is being decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.decisions.model import Similar
from bot.slack.blocks.consultation import open_button
from bot.slack.blocks.elements import Block, section
from bot.slack.blocks.message import ROOMY, Room
from bot.slack.blocks.wording import status
from bot.slack.mrkdwn import escape

_NAMED = 4
_NAME = 80
_TITLE = "*What was decided before*"


def similar_sections(similar: Sequence[Similar], today: date, room: Room = ROOMY) -> tuple[Block, ...]:
    """The past decisions, each with the button that opens it; nothing without any."""
    if not similar:
        return ()
    lines = ((each.decision.number, similar_line(each, today, room)) for each in similar)
    listed = (section(line, open_button(number)) for number, line in lines)
    return (section(_TITLE), *listed)


def similar_paragraph(similar: Sequence[Similar], today: date) -> tuple[Block, ...]:
    """The same in one paragraph, for a form."""
    if not similar:
        return ()
    return (section("\n".join([_TITLE, *(similar_line(each, today) for each in similar)])),)


def similar_line(past: Similar, today: date, room: Room = ROOMY) -> str:
    """Number, title, status, whether its review is due, and what it has in common."""
    decision = past.decision
    name = min(_NAME, room.line // 4)
    due = ", due for review" if decision.is_overdue(today) else ""
    common = [_choice(past, 2 * name)] if past.same_choice or past.shares_part else []
    if past.shared:
        named = past.shared[:_NAMED]
        more = f" and {len(past.shared) - _NAMED} more" if len(past.shared) > _NAMED else ""
        common.append(f"same answers: {', '.join(escape(each, name) for each in named)}{more}")
    told = f"• *#{decision.number} {escape(decision.title, 2 * name)}*, {status(decision)}{due}"
    return " · ".join([told, *common])


def _choice(past: Similar, most: int) -> str:
    return f"{'also' if past.same_choice else 'chose'} {escape(past.decision.chosen_name, most)}"
