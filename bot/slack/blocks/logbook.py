"""Recording a decision that was made elsewhere."""

from __future__ import annotations

from datetime import date

from bot.advice.knowledge import KnowledgeBase
from bot.slack.blocks import fields, forms
from bot.slack.blocks.consultation import open_button
from bot.slack.blocks.elements import Block, actions, button, option, section, select
from bot.slack.blocks.message import Message
from bot.slack.ids import Form, Ref, Verb, View
from bot.slack.mrkdwn import escape


def log_form(knowledge: KnowledgeBase, form: Form, user: str, today: date) -> Block:
    """The modal that asks for everything that a decision needs."""
    candidates = [option(knowledge.candidate_name(each), each) for each in knowledge.candidate_ids]
    rationale = fields.text_entry(forms.RATIONALE, "", fields.TEXT, multiline=True)
    blocks = [
        fields.field("Title", "title", fields.text_entry(forms.TITLE, "", fields.TITLE)),
        fields.field("Chosen", "chosen", select(forms.CHOSEN, candidates, "Choose a framework or a stack")),
        fields.field("Why", "rationale", rationale),
        fields.consequences(""),
        fields.deciders([user]),
        fields.review_on(fields.months_later(today)),
    ]
    return fields.modal(View.LOG, form.encoded(), "Log a decision", "Log", blocks)


def offer_log() -> Message:
    """The way to the modal where what was said can open none."""
    text = "Log a decision that was made elsewhere."
    return Message(text, (section(text), actions(button("Open the form", Verb.LOG, Ref()))))


def logged(number: int, title: str) -> Message:
    """Tell the one who logged a decision its number."""
    text = f"📌 Decision {number}: {escape(title, 300)} is in the log."
    return Message(text, (section(text, open_button(number)),))
