"""The controls of the decision list: what is filtered by, and buttons and pickers that change it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from bot.decisions.model import STATUSES
from bot.decisions.query import Query
from bot.slack import filters
from bot.slack.blocks.elements import Block, actions, button, option, select
from bot.slack.ids import Ref, Verb, action_id
from bot.slack.mrkdwn import day, escape, mention, size

Frameworks: TypeAlias = Sequence[tuple[str, str]]
"""Ids and names of what can be chosen."""
_OFFERED = 40
_BLOCK_ID = 255
_PLACES = {"status": "Status", "framework": "Framework"}


def described(query: Query, frameworks: Frameworks) -> str:
    """What the list is filtered by, besides words; empty where it is not."""
    name = dict(frameworks).get(query.framework or "", query.framework or "")
    parts = [
        query.status or "",
        escape(name, 160),
        f"by {mention(query.person)}" if query.person else "",
        f"in <#{escape(query.channel, 60)}>" if query.channel else "",
        f"since {day(query.since)}" if query.since else "",
        f"before {day(query.before)}" if query.before else "",
        "due for review" if query.due_by else "",
        "against the advice" if query.overridden else "",
    ]
    return " · ".join(filter(None, parts))


def controls(query: Query, frameworks: Frameworks, today: date) -> Block:
    """Pickers for status and framework, and what can be switched on and off; the words stay.

    A picker has room for 255 characters beside its choice, so a longer text gets the switches alone.
    """
    ref = Ref(t=filters.written(query))
    pickers = _pickers(query, frameworks) if size(ref.encoded()) <= _BLOCK_ID else []
    switches = [
        _switch("Due for review", query.due_by is not None, filters.due_toggled(query, today)),
        _switch("Against the advice", query.overridden, filters.overridden_toggled(query)),
    ]
    return actions(*pickers, *switches, block_id=ref.encoded() if pickers else "")


def _pickers(query: Query, frameworks: Frameworks) -> list[Block]:
    statuses = [(each, each.capitalize()) for each in STATUSES]
    return [
        _picker(filters.STATUS, statuses, query.status),
        _picker(filters.FRAMEWORK, frameworks[:_OFFERED], query.framework),
    ]


def _picker(name: str, offered: Frameworks, now: str | None) -> Block:
    place = _PLACES[name]
    every = [option(f"Any {name}", f"{name}:"), *(option(label, f"{name}:{each}") for each, label in offered)]
    return select(action_id(Verb.FILTER, name), every, place, f"{name}:{now}" if now else None)


def _switch(label: str, is_on: bool, after: Query) -> Block:  # noqa: FBT001 - private, and read in two lines
    shown = f"✓ {label}" if is_on else label
    spoken = f"{label}: {'on' if is_on else 'off'}"
    return button(shown, Verb.DECISIONS, Ref(t=filters.written(after)), suffix=label, spoken=spoken)
