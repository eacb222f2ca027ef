"""The reminder of a review: what it asks, its modals, and what it becomes once it is answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from bot.advice.prose import day, listed, stopped
from bot.decisions.model import Decision, DecisionEvent
from bot.decisions.replay import Difference, Replay
from bot.slack.blocks import forms
from bot.slack.blocks.consultation import open_button
from bot.slack.blocks.elements import Block, actions, button, context, paragraphs, plain, section, styled
from bot.slack.blocks.message import Message, view_title
from bot.slack.ids import Form, Ref, Verb, View
from bot.slack.mrkdwn import escape, mention, mentions

REVIEW_ON, WHY = "next_review", "why"
_WHY_LIMIT = 1000
_DIFFERENCES = 3


def reminder(decision: Decision, replayed: Replay | None) -> Message:
    """A decision that is due for review, with what today's knowledge makes of its answers."""
    due = f"*Decision {decision.number} is due for review:* {stopped(escape(decision.title, 200))}"
    text = " ".join(filter(None, (due, _verdict(decision, replayed))))
    blocks = [
        section(text),
        *paragraphs(_differences(replayed), "*What makes the difference*"),
        context(_whose(decision)),
        review_buttons(decision),
    ]
    return Message(text, tuple(blocks))


def review_buttons(decision: Decision) -> Block:
    """The ways to answer a review that is due."""
    ref = Ref(d=decision.number, t=decision.review_on.isoformat() if decision.review_on else "")
    how = "with the old answers filled in" if decision.given else "in a consultation that starts afresh"
    return actions(
        styled(button("Still right", Verb.STILL_RIGHT, ref), "primary"),
        button("Reconsider", Verb.RECONSIDER, ref, spoken=f"Reconsider {how}"),
        button("Deprecate", Verb.DEPRECATE, ref),
        open_button(decision.number),
    )


def untitled(number: int, channel: str) -> Message:
    """The reminder for somebody who may not be shown the decision outside of its conversation."""
    text = (
        f"Decision {number}, which you recorded in <#{escape(channel, 60)}>, is due for review. "
        "Only that conversation can show it."
    )
    return Message(text, (section(text),))


def answered(decision: Decision, history: Sequence[DecisionEvent]) -> Message:
    """What the reminder becomes when somebody reviewed the decision, moved the review or closed the case."""
    text = f"{_outcome(decision, history)}: {stopped(escape(decision.title, 200))}{_afterwards(decision)}"
    return Message(text, (section(text, open_button(decision.number)),))


def still_right(decision: Decision, form: Form, next_on: date) -> Block:
    """The modal that asks for the date of the next review."""
    picker = {
        "type": "datepicker",
        "action_id": REVIEW_ON,
        "initial_date": next_on.isoformat(),
        "placeholder": plain("No review"),
    }
    asked = f"Decision {decision.number} stays as it is: {stopped(escape(decision.title, 200))}"
    field = {
        "type": "input",
        "block_id": REVIEW_ON,
        "label": plain("Review again on"),
        "hint": plain("Leave it empty, and nobody is reminded any more."),
        "element": picker,
        "optional": True,
    }
    return _modal(View.STILL_RIGHT, form, "Still right", [section(asked), field])


def deprecate(decision: Decision, form: Form) -> Block:
    """The modal that asks why a decision holds no longer."""
    entry = {
        "type": "plain_text_input",
        "action_id": WHY,
        "multiline": True,
        "max_length": _WHY_LIMIT,
    }
    asked = f"Decision {decision.number} holds no longer: {stopped(escape(decision.title, 200))}"
    field = {
        "type": "input",
        "block_id": WHY,
        "label": plain("Why?"),
        "element": entry,
        "optional": True,
    }
    return _modal(View.DEPRECATE, form, "Deprecate", [section(asked), field])


def next_review_from(values: forms.Values) -> date | None:
    """Read when the next review is to be; None for never."""
    chosen = values[REVIEW_ON][REVIEW_ON].get("selected_date")
    return date.fromisoformat(chosen) if chosen else None


def why_from(values: forms.Values) -> str:
    """Read why a decision holds no longer."""
    return (values[WHY][WHY].get("value") or "").strip()


def _modal(view: View, form: Form, title: str, blocks: list[dict[str, Any]]) -> Block:
    return {
        "type": "modal",
        "callback_id": view.value,
        "private_metadata": form.encoded(),
        "title": view_title(title),
        "submit": view_title(title),
        "close": view_title("Cancel"),
        "blocks": blocks,
    }


def _verdict(decision: Decision, replayed: Replay | None) -> str:
    """What today's knowledge recommends; nothing of a decision that was made without answers."""
    if replayed is None:
        return ""
    if not replayed.lost:
        return _recommends(decision, replayed)
    lost = escape(listed(replayed.lost), 400)
    return f"{_recommends(decision, replayed)} It has no use any more for the answers to: {lost}."


def _recommends(decision: Decision, replayed: Replay) -> str:
    now = escape(replayed.now_name, 200)
    if replayed.now is None:
        return "Today's knowledge would rule everything out for the same answers."
    if not replayed.differs and replayed.confirms_choice:
        return "Today's knowledge would still recommend it."
    if not replayed.differs:
        chosen = escape(decision.chosen_name, 200)
        return f"Today's knowledge would still recommend {now}; {chosen} was chosen against the advice."
    if replayed.confirms_choice:
        then = escape(replayed.then_name, 200) or "none"
        return f"Today's knowledge would recommend it; at the time it was {then}."
    return f"Today's knowledge would recommend *{now}* for the same answers."


def _differences(replayed: Replay | None) -> Iterator[str]:
    if replayed and replayed.differs:
        for each in replayed.differences[:_DIFFERENCES]:
            yield f"• {_kind(each)}: {stopped(escape(each.because, 600))}"


def _kind(difference: Difference) -> str:
    if difference.rules_out:
        return "Ruled out today"
    if not difference.then:
        return "New"
    return "Weighs otherwise" if difference.now else "Counts no longer"


def _whose(decision: Decision) -> str:
    """Who may answer; they are mentioned, so that they read it."""
    people = tuple(dict.fromkeys((*decision.deciders, decision.recorded_by)))
    return f"Recorded on {day(decision.recorded_at.date())} · for {mentions(people)} to answer"


def _outcome(decision: Decision, history: Sequence[DecisionEvent]) -> str:
    which = f"Decision {decision.number}"
    event = _latest(history, decision)
    by = f", says {mention(event.by)}" if event else ""
    if not decision.is_living:
        why = f" (“{escape(event.why, 300)}”)" if event and event.why else ""
        return f"*{which} is {decision.status} now*{by}{why}"
    if event and event.what == "review":
        return f"✓ *{which} is still right*{by}"
    return f"*The review of decision {decision.number} was moved*{by}"


def _latest(history: Sequence[DecisionEvent], decision: Decision) -> DecisionEvent | None:
    """The change that answered the review: that of the status, or the newest that concerns reviews."""
    wanted = ("review", "review date") if decision.is_living else ("status",)
    changes = [event for event in history if event.what in wanted]
    newest = max((event.revision for event in changes), default=0)
    return next((event for event in changes if event.revision == newest), None)


def _afterwards(decision: Decision) -> str:
    if not decision.is_living:
        return ""
    if decision.review_on is None:
        return " No further review is planned."
    return f" The next review is on {day(decision.review_on)}."
