"""The fields that the modals of decisions share."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date

from bot.slack.blocks import forms
from bot.slack.blocks.elements import Block, plain
from bot.slack.blocks.message import view_title
from bot.slack.ids import View

TITLE, REASON, TEXT = 150, 1000, 3000
"""How long an entry may be."""
_LABEL = 150
_REVIEW_IN_MONTHS = 6


def months_later(day: date, months: int = _REVIEW_IN_MONTHS) -> date:
    """The same day some months later; the last of the month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def text_entry(action: str, initial: str, limit: int, *, multiline: bool = False) -> Block:
    """A text to type, filled in where there is something to fill in."""
    entry: Block = {
        "type": "plain_text_input",
        "action_id": action,
        "multiline": multiline,
        "max_length": limit,
    }
    return {**entry, "initial_value": initial[:limit]} if initial else entry


def field(label: str, block_id: str, element: Block) -> Block:
    """An entry with its label."""
    return {"type": "input", "block_id": block_id, "label": plain(label, _LABEL), "element": element}


def optional(block: Block) -> Block:
    """An entry that may stay empty."""
    return {**block, "optional": True}


def consequences(typed: str) -> Block:
    """What follows from a decision."""
    entry = text_entry(forms.CONSEQUENCES, typed, TEXT, multiline=True)
    return optional(field("What follows from it", "consequences", entry))


def deciders(users: Sequence[str]) -> Block:
    """Who decided."""
    picker: Block = {
        "type": "multi_users_select",
        "action_id": forms.DECIDERS,
        "placeholder": plain("Choose people"),
    }
    if users:
        picker["initial_users"] = list(users)
    return optional(field("Decided by", "deciders", picker))


def review_on(day: date | None) -> Block:
    """When to look at it again."""
    picker: Block = {"type": "datepicker", "action_id": forms.REVIEW_ON, "placeholder": plain("No review")}
    if day:
        picker["initial_date"] = day.isoformat()
    return optional(field("Review on", "review_on", picker))


def modal(view: View, metadata: str, title: str, submit: str, blocks: Sequence[Block]) -> Block:
    """A modal with its entries; without a word on its button there is nothing to send."""
    shown: Block = {
        "type": "modal",
        "callback_id": view.value,
        "private_metadata": metadata,
        "title": view_title(title),
        "close": view_title("Cancel" if submit else "Close"),
        "blocks": list(blocks),
    }
    return {**shown, "submit": view_title(submit)} if submit else shown
