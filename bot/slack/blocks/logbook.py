"""Recording a decision that was made elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.advice.knowledge import KnowledgeBase
from bot.consultations.recording import Recording
from bot.decisions.model import Similar
from bot.slack.blocks import fields, forms
from bot.slack.blocks.consultation import open_button
from bot.slack.blocks.elements import Block, actions, button, option, section, select
from bot.slack.blocks.message import Message
from bot.slack.blocks.similar import similar_paragraph
from bot.slack.ids import Form, Ref, Verb, View
from bot.slack.mrkdwn import escape


def blank(user: str, today: date, title: str = "") -> Recording:
    """What the modal starts from: a title that was typed, the one who logs, and a review in six months."""
    return Recording(title, "", "", "", deciders=(user,), review_on=fields.months_later(today))


def log_form(
    knowledge: KnowledgeBase, form: Form, typed: Recording, today: date, similar: Sequence[Similar] = ()
) -> Block:
    """The modal that asks for everything that a decision needs; under the choice, who chose the same.

    The blocks keep their ids, by which Slack keeps what is typed while the modal changes.
    """
    candidates = [option(knowledge.candidate_name(each), each) for each in knowledge.candidate_ids]
    picker = select(forms.LOG_CHOSEN, candidates, "Choose a framework or a stack", typed.chosen)
    rationale = fields.text_entry(forms.RATIONALE, typed.rationale, fields.TEXT, multiline=True)
    blocks = [
        fields.field("Title", "title", fields.text_entry(forms.TITLE, typed.title, fields.TITLE)),
        {**fields.field("Chosen", "chosen", picker), "dispatch_action": True},
        *similar_paragraph(similar, today),
        fields.field("Why", "rationale", rationale),
        fields.consequences(typed.consequences),
        fields.deciders(typed.deciders),
        fields.review_on(typed.review_on),
    ]
    return fields.modal(View.LOG, form.encoded(), "Log a decision", "Log", blocks)


def offer_log(title: str) -> Message:
    """The way to the modal where what was said can open none."""
    text = "Log a decision that was made elsewhere."
    return Message(text, (section(text), actions(button("Open the form", Verb.LOG, Ref(t=title)))))


def log_or_build(text: str) -> Message:
    """What was typed after "log" may be a decision's title, or with it a brief: two buttons ask."""
    asked = f"Is “{escape(text, 300)}” what you are building, or a decision to log?"
    build = button("It is what we are building", Verb.NEW, Ref(t=text))
    log = button("Log the decision", Verb.LOG, Ref(t=text.partition(" ")[2]))
    return Message(asked, (section(asked), actions(build, log)))


def logged(number: int, title: str) -> Message:
    """Tell the one who logged a decision its number."""
    text = f"📌 Decision {number}: {escape(title, 300)} is in the log."
    return Message(text, (section(text, open_button(number)),))
