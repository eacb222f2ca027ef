"""The means to change a decision: its buttons, and the modals that they open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.decisions.model import STATUSES, Decision, Status
from bot.slack.blocks import fields, forms
from bot.slack.blocks.elements import Block, actions, button, option, section, select, value
from bot.slack.blocks.message import Message
from bot.slack.blocks.wording import LINKED
from bot.slack.ids import Form, Ref, Verb, View, action_id
from bot.slack.mrkdwn import escape

_WHY = 500
_NUMBER = 10
_REDACTED = 1000


@dataclass(frozen=True)
class Rights:
    """What somebody may do with a decision."""

    change: bool = False
    redact: bool = False
    undo: bool = False
    """Whether the last change was theirs, and a moment ago."""
    review: bool = False
    """Whether its review is due and theirs to answer."""


def means(decision: Decision, rights: Rights) -> tuple[Block, ...]:
    """The rows of buttons under a decision: to change it, then to go on from it."""
    changing = tuple(_changing(decision, rights))
    return (*((actions(*changing),) if changing else ()), actions(*_going_on(decision, rights)))


def _changing(decision: Decision, rights: Rights) -> Iterator[Block]:
    ref = Ref(d=decision.number)
    if rights.review:
        yield button("Still right", Verb.STILL_RIGHT, Ref(d=decision.number, t=str(decision.review_on)))
    if rights.change:
        yield _status_picker(decision)
        yield button("Edit", Verb.EDIT, ref)
        if decision.status != "superseded":
            yield button("Supersede", Verb.SUPERSEDE, ref)
    if rights.undo:
        yield button("Undo", Verb.UNDO, ref, spoken="Undo your last change")
    if rights.redact:
        yield button("Redact", Verb.REDACT, ref, spoken="Remove a text that should not be here")


def _going_on(decision: Decision, rights: Rights) -> Iterator[Block]:
    ref = Ref(d=decision.number)
    if rights.change and decision.status != "superseded":
        yield button("Reconsider", Verb.RECONSIDER, ref, spoken="Start over, to supersede this decision")
    yield button(f"Start from decision {decision.number}", Verb.START_FROM, ref)
    yield button("History", Verb.HISTORY, ref)
    for linked in (*decision.supersedes[:LINKED], decision.superseded_by):
        if linked:
            yield button(f"Open decision {linked}", Verb.DECISION, Ref(d=linked), suffix=str(linked))


def _status_picker(decision: Decision) -> Block:
    """What the status may become; superseding needs the other decision, so it is not chosen here."""
    others = [each for each in STATUSES if each not in (decision.status, "superseded")]
    options = [option(each.capitalize(), value(Ref(d=decision.number, t=each))) for each in others]
    return select(action_id(Verb.STATUS), options, "Change status")


def status_form(decision: Decision, status: Status, form: Form) -> Block:
    """The modal that asks for the new status and why."""
    options = [option(each.capitalize(), each) for each in STATUSES if each != "superseded"]
    why = fields.text_entry(forms.WHY, "", _WHY, multiline=True)
    blocks = [
        section(f"{_named(decision)} is {decision.status} now."),
        fields.field("Status", "status", select(forms.STATUS, options, "Choose a status", status)),
        fields.optional(fields.field("Why", "why", why)),
    ]
    return fields.modal(View.STATUS, form.encoded(), "Change status", "Change", blocks)


def edit_form(decision: Decision, form: Form) -> Block:
    """The modal in which a decision's texts, people and review date are changed."""
    rationale = fields.text_entry(forms.RATIONALE, decision.rationale, fields.TEXT, multiline=True)
    title = fields.text_entry(forms.TITLE, decision.title, fields.TITLE)
    blocks = [
        fields.field("Title", "title", title),
        fields.field("Why", "rationale", rationale),
        fields.consequences(decision.consequences),
        fields.deciders(decision.deciders),
        fields.review_on(decision.review_on),
    ]
    return fields.modal(View.EDIT, form.encoded(), "Edit decision", "Save", blocks)


def supersede_form(decision: Decision, form: Form) -> Block:
    """The modal that asks which decision replaces this one, or starts the consultation that finds out."""
    reconsider = button("Reconsider", Verb.RECONSIDER, Ref(d=decision.number))
    number = fields.text_entry(forms.NUMBER, "", _NUMBER)
    why = fields.text_entry(forms.WHY, "", _WHY, multiline=True)
    blocks = [
        section(f"{_named(decision)}\nNot decided anew yet? {_to_start(decision)}", reconsider),
        fields.field("Number of the decision that supersedes it", "number", number),
        fields.optional(fields.field("Why", "why", why)),
    ]
    return fields.modal(View.SUPERSEDE, form.encoded(), "Supersede", "Supersede", blocks)


def redact_form(decision: Decision, form: Form) -> Block:
    """The modal that asks for the text that has to go, and whether it is meant."""
    text = fields.text_entry(forms.REDACTED, "", _REDACTED, multiline=True)
    sure = {
        "type": "checkboxes",
        "action_id": forms.SURE,
        "options": [option("It is removed for good", forms.SURE)],
    }
    blocks = [
        section(
            f"{_named(decision)}\nThe text is removed from the decision, its history, its consultation, the "
            "search and later exports. The history says that something was removed, and not what."
        ),
        fields.field("Text to remove, as it is written", "text", text),
        fields.field("This cannot be undone", "sure", sure),
    ]
    return fields.modal(View.REDACT, form.encoded(), "Redact", "Remove", blocks)


def _to_start(decision: Decision) -> str:
    if decision.given:
        return "Start a consultation with the old answers filled in."
    return "Start a consultation afresh: this decision was logged without answers."


def starts_from(decision: Decision, channel: str) -> Message:
    """Say where a new consultation goes on, and whether it has a decision's answers."""
    if decision.given:
        text = f"A consultation with the answers of decision {decision.number} starts in <#{channel}>."
    else:
        text = (
            f"Decision {decision.number} was logged without answers; "
            f"a consultation starts afresh in <#{channel}>."
        )
    return Message(text, (section(text),))


def _named(decision: Decision) -> str:
    return f"*Decision {decision.number}: {escape(decision.title, 200)}*"
