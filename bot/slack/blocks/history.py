"""What happened to a decision, in words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.decisions.model import Decision, DecisionEvent
from bot.slack.blocks.elements import Block, paragraphs, section
from bot.slack.blocks.fields import modal
from bot.slack.ids import View
from bot.slack.mrkdwn import day, escape, mention, mentions

_SHOWN = 100
_LINKS = {"supersedes": "supersedes", "superseded by": "is superseded by"}


def event_line(event: DecisionEvent) -> str:
    """A change: when, who, what, and why."""
    why = f": “{escape(event.why, 160)}”" if event.why else ""
    return f"• {day(event.at.date())}, {mention(event.by)} {_done(event)}{why}"


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
    verb = "changed back" if event.is_undo else "changed"
    nothing = "" if event.after or not event.before else " to none"
    return f"{verb} the {escape(event.what, 40)}{before}{after}{nothing}"


def _value(event: DecisionEvent, value: str) -> str:
    return mentions(value.split(", ")) if event.what == "deciders" else escape(value, 120)


def history(decision: Decision, events: Sequence[DecisionEvent]) -> Block:
    """The modal with every change, newest first; of very many the newest."""
    lines = [event_line(event) for event in reversed(events)]
    if len(lines) > _SHOWN:
        lines[_SHOWN:] = [f"and {len(lines) - _SHOWN} more"]
    title = section(f"*Decision {decision.number}: {escape(decision.title, 200)}*")
    return modal(View.HISTORY, "", "History", "", [title, *paragraphs(lines)])
