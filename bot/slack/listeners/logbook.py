"""`/framework log`: a decision that was made elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from bot.advice.knowledge import KnowledgeBase
from bot.consultations.recording import Recording
from bot.decisions.model import Draft
from bot.slack import payloads
from bot.slack.blocks import forms
from bot.slack.blocks.help import told
from bot.slack.blocks.logbook import blank, log_form, logged, offer_log
from bot.slack.blocks.message import Message
from bot.slack.drawing import choice_of
from bot.slack.ids import Form, Verb, View, carried, pattern
from bot.slack.listeners.asked import Asked, asked_by
from bot.slack.listeners.reading import form_from, modal_reader
from bot.slack.listeners.services import Services
from bot.slack.payloads import Click
from bot.slack.replies import Place
from bot.workspaces.model import Person


def register(bolt: App, services: Services) -> None:
    """Listen for the button that opens the modal, for the choice in it, and for the modal."""

    @bolt.action(pattern(Verb.LOG))
    def on_log(ack: Ack, body: dict[str, Any]) -> None:
        asked = asked_by(services, payloads.click(body))
        reply = ask_to_log(services, asked, asked.text)
        ack()
        if reply:
            services.errands.run(lambda: asked.answer(reply), asked.tell)

    @bolt.action(pattern(Verb.LOG_CHOSEN))
    def on_chosen(ack: Ack, body: dict[str, Any]) -> None:
        click = payloads.click(body)
        ack()
        services.openings.run(lambda: _show_similar(services, click), services.tell_clicker(click))

    bolt.view(View.LOG)(_logged(services))


def _logged(services: Services) -> Callable[..., None]:
    def on_logged(ack: Ack, body: dict[str, Any]) -> None:
        sent = payloads.submission(body)
        errors = forms.record_errors(sent.state, None, "", services.clock().date())
        if errors:
            ack(response_action="errors", errors=errors)
            return
        form, wanted = carried(sent.metadata), forms.recording_from(sent.state)
        conversation = services.consultation_store.conversation(sent.workspace, form.ch)
        decision = services.decisions.log(
            _draft(services.knowledge, wanted), conversation, Person(sent.workspace, sent.user), sent.delivery
        )
        ack()
        if decision:
            _tell(services, form, sent.user, logged(decision.number, decision.title))

    return on_logged


def ask_to_log(services: Services, asked: Asked, title: str) -> Message | None:
    """Open the modal; where something was said rather than typed as a command, offer it."""
    if not asked.channel:
        return told(f"Type `{services.command} log` in the conversation that the decision belongs to.")
    if not asked.trigger_id:
        return offer_log(title)
    services.openings.run(lambda: _open(services, asked, title), asked.tell)
    return None


def _open(services: Services, asked: Asked, title: str) -> None:
    form = form_from(services, asked.channel, back=asked.reply_url or "")
    today = services.clock().date()
    view = log_form(services.knowledge, form, blank(asked.user, today, title), today)
    services.client.views_open(trigger_id=asked.trigger_id, view=view)
    # Who may see the decision hangs on the conversation's kind, and sending the modal cannot wait for it.
    services.directory.conversation(asked.workspace, asked.channel)


def _show_similar(services: Services, click: Click) -> None:
    """Show the decisions with a framework of the choice that the one who logs may see from here."""
    form, typed = carried(click.metadata), forms.recording_from(click.state or {})
    viewer = modal_reader(services, click.workspace, click.user, form)
    similar = services.decisions.similar(viewer, {}, choice_of(services.knowledge, click.selected))
    view = log_form(services.knowledge, form, typed, services.clock().date(), similar)
    services.update_modal(click, view)


def _draft(knowledge: KnowledgeBase, wanted: Recording) -> Draft:
    return Draft(
        title=wanted.title,
        chosen=wanted.chosen,
        chosen_name=knowledge.candidate_name(wanted.chosen),
        parts=knowledge.parts(wanted.chosen),
        rationale=wanted.rationale,
        consequences=wanted.consequences,
        deciders=wanted.deciders,
        review_on=wanted.review_on,
    )


def _tell(services: Services, form: Form, user: str, message: Message) -> None:
    place = Place(form.ch, user, response_url=form.back)
    services.errands.run(
        lambda: services.replies.to_clicker(place, message),
        lambda text: services.replies.to_clicker(place, told(text)),
    )
