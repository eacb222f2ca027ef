"""Filtering the list of decisions: what it is filtered by, and the modal that asks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal, TypeAlias

from bot.advice.prose import day
from bot.decisions.model import STATUSES
from bot.decisions.query import LONGEST, Query, written
from bot.slack.blocks import forms
from bot.slack.blocks.elements import Block, button, option, plain, select
from bot.slack.blocks.fields import field, modal, optional, text_entry
from bot.slack.ids import Form, Ref, Verb, View
from bot.slack.mrkdwn import escape, mention

Frameworks: TypeAlias = Sequence[tuple[str, str]]
"""Ids and names of what can be chosen."""
_ID = re.compile(r"[A-Z0-9]{2,30}")


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


def filter_button(query: Query) -> Block:
    """The button that opens the modal, filled in with the query."""
    return button("Filter", Verb.FILTER, Ref(t=written(query)), spoken="Filter decisions")


def filter_form(query: Query, frameworks: Frameworks, form: Form) -> Block:
    """The modal with all that decisions can be found by."""
    blocks = [
        optional(field("Words", "words", text_entry(forms.WORDS, query.words, LONGEST))),
        _choice(forms.STATUS, "Status", [(each, each.capitalize()) for each in STATUSES], query.status),
        _choice(forms.FRAMEWORK, "Framework", frameworks, query.framework),
        _one_of("users", forms.PERSON, "Recorded or decided by", "Anybody", query.person),
        _one_of("conversations", forms.CHANNEL, "Channel", "Anywhere", query.channel),
        _date(forms.SINCE, "Recorded since", query.since),
        _date(forms.BEFORE, "Recorded before", query.before),
        _only(query),
    ]
    return modal(View.FILTER, form.encoded(), "Filter decisions", "Show", blocks)


def _choice(action: str, label: str, offered: Frameworks, now: str | None) -> Block:
    """Slack lets nobody take a choice back, so "any" is one."""
    options = [option("Any", forms.ANY), *(option(name, each) for each, name in offered)]
    return optional(field(label, action, select(action, options, "Any", now or forms.ANY)))


def _one_of(
    kind: Literal["users", "conversations"], action: str, label: str, nothing: str, now: str | None
) -> Block:
    """Of the pickers of a kind, only the one for several lets a choice be taken back."""
    picker: Block = {
        "type": f"multi_{kind}_select",
        "action_id": action,
        "max_selected_items": 1,
        "placeholder": plain(nothing),
    }
    initial = {f"initial_{kind}": [now]} if now and _ID.fullmatch(now) else {}
    return optional(field(label, action, {**picker, **initial}))


def _date(action: str, label: str, now: date | None) -> Block:
    picker: Block = {"type": "datepicker", "action_id": action, "placeholder": plain("Any day")}
    initial = {"initial_date": now.isoformat()} if now else {}
    return optional(field(label, action, {**picker, **initial}))


def _only(query: Query) -> Block:
    due, overridden = option("Due for review", forms.DUE), option("Against the advice", forms.OVERRIDDEN)
    checked = [*([due] if query.due_by else []), *([overridden] if query.overridden else [])]
    boxes: Block = {"type": "checkboxes", "action_id": forms.ONLY, "options": [due, overridden]}
    initial = {"initial_options": checked} if checked else {}
    return optional(field("Only those", "only", {**boxes, **initial}))
