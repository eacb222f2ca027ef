"""What happened to a decision, in words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bot.advice.prose import day
from bot.decisions.model import Decision, DecisionEvent
from bot.slack.blocks.elements import Block, paragraphs, section
from bot.slack.blocks.fields import modal
from bot.slack.ids import View
from bot.slack.mrkdwn import escape, mention, mentions, quoted, size

_VALUE, _WHY, _USERS = 120, 160, 10
"""How much of a change its line has room for: units of a text, and people."""
_QUOTED_USERS = 150
_ROOM = 120_000
"""Bytes: Slack takes a view of 250 kB, and so many fit in its hundred blocks, however they are spread.

https://docs.slack.dev/reference/methods/views.open/#errors
"""
_LINKS = {"supersedes": "supersedes", "superseded by": "is superseded by"}


def event_line(event: DecisionEvent) -> str:
    """A change in a line: when, who, what, and why; long texts are cut."""
    why = f": “{escape(event.why, _WHY)}”" if event.why else ""
    return f"{_head(event)} {_done(event)}{why}"


def event_lines(event: DecisionEvent) -> list[str]:
    """A change with all its words: texts that its line has no room for are quoted under it."""
    if _is_too_long(event, event.before) or _is_too_long(event, event.after):
        was = _under("from", _quoted(event, event.before))
        first, *others = [*was, *(_under("to", _quoted(event, event.after)) or ["to none"])]
        lines = [f"{_head(event)} {_verb(event)} the {escape(event.what, 40)} {first}", *others]
    elif _overflows(event.why, _WHY):
        lines = [f"{_head(event)} {_done(event)}"]
    else:
        return [event_line(event)]
    return [*lines, *_under("because", quoted(event.why))]


def history(decision: Decision, events: Sequence[DecisionEvent], command: str) -> Block:
    """The modal with every change, newest first; of very many the newest, and where the others are."""
    newest = list(_newest(events))
    lines = [line for told in newest for line in told]
    if len(newest) < len(events):
        lines.append(f"and {len(events) - len(newest)} more, which `{command} export` has too")
    title = section(f"*Decision {decision.number}: {escape(decision.title, 200)}*")
    return modal(View.HISTORY, "", "History", "", [title, *paragraphs(lines)])


def _newest(events: Sequence[DecisionEvent]) -> Iterator[list[str]]:
    """The newest changes, as many as there is room for."""
    room = _ROOM
    for event in reversed(events):
        told = event_lines(event)
        room -= len(json.dumps(told))
        if room < 0:
            return
        yield told


def _head(event: DecisionEvent) -> str:
    return f"• {day(event.at.date())}, {mention(event.by)}"


def _done(event: DecisionEvent) -> str:
    match event.what:
        case "recorded":
            return "recorded it"
        case "redacted":
            return "removed a text that should not be here"
        case "review":
            return "took the review back" if event.is_undo else "reviewed it: still right"
        case "supersedes" | "superseded by":
            return _linked(event)
        case _:
            return _changed(event)


def _linked(event: DecisionEvent) -> str:
    link = _LINKS[event.what]
    if event.after:
        return f"noted that it {link} decision {escape(event.after, 20)}"
    return f"took back that it {link} decision {escape(event.before, 20)}"


def _changed(event: DecisionEvent) -> str:
    before = f" from {_value(event, event.before)}" if event.before else ""
    after = f" to {_value(event, event.after)}" if event.after else ""
    nothing = "" if event.after or not event.before else " to none"
    return f"{_verb(event)} the {escape(event.what, 40)}{before}{after}{nothing}"


def _verb(event: DecisionEvent) -> str:
    return "changed back" if event.is_undo else "changed"


def _value(event: DecisionEvent, value: str) -> str:
    match event.what:
        case "deciders":
            return mentions(_users(value), _USERS)
        case "review date":
            return day(date.fromisoformat(value))
        case _:
            return escape(value, _VALUE)


def _is_too_long(event: DecisionEvent, value: str) -> bool:
    return len(_users(value)) > _USERS if event.what == "deciders" else _overflows(value, _VALUE)


def _overflows(text: str, limit: int) -> bool:
    """Whether a line would cut a text, or run its paragraphs together."""
    return "\n" in text.strip() or size(escape(text, _ROOM)) > limit


def _quoted(event: DecisionEvent, value: str) -> Iterator[str]:
    if event.what != "deciders":
        yield from quoted(value)
    elif value:
        yield f"> {mentions(_users(value), _QUOTED_USERS)}"


def _users(value: str) -> list[str]:
    return value.split(", ")


def _under(label: str, lines: Iterable[str]) -> list[str]:
    """Lines under what they are; nothing without any."""
    quote = list(lines)
    return [label, *quote] if quote else []
