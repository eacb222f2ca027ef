"""The buttons of a consultation's questions, and of its root message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from bot.advice.explain import still_decides
from bot.consultations.model import Consultation
from bot.consultations.service import Act
from bot.slack import payloads
from bot.slack.blocks import forms, modals
from bot.slack.blocks import help as help_blocks
from bot.slack.blocks.help import told
from bot.slack.blocks.message import Message
from bot.slack.ids import Verb, View, decoded, pattern
from bot.slack.listeners.services import Services, act
from bot.slack.mrkdwn import link
from bot.slack.payloads import Click

_Step = Callable[[Click], Consultation]


def register(bolt: App, services: Services) -> None:
    """Listen for what people click while a consultation goes on."""
    consultations = services.consultations
    steps: dict[Verb, _Step] = {
        Verb.ANSWER: lambda click: consultations.answer(
            act(click), click.ref.q or "", click.ref.o or click.selected, turn=click.ref.n
        ),
        Verb.BACK: lambda click: consultations.back(act(click)),
        Verb.CHANGE: lambda click: consultations.revisit(act(click), click.ref.q or ""),
        Verb.CANCEL: lambda click: consultations.cancel(act(click)),
        Verb.RESTART: lambda click: consultations.restart(act(click)),
    }
    for verb, step in steps.items():
        bolt.action(pattern(verb))(_stepping(services, step))
    bolt.action(pattern(Verb.RESUME))(_resume(services))
    bolt.action(pattern(Verb.WHY))(_why(services))
    bolt.action(pattern(Verb.CORRECT))(_correct(services))
    bolt.action(pattern(Verb.KEEP))(_keep(services))
    bolt.view(View.CORRECT)(_corrected(services))


def _stepping(services: Services, step: _Step) -> Callable[..., None]:
    """Take a step, commit it, acknowledge, and have the thread presented."""

    def on_click(ack: Ack, body: dict[str, Any]) -> None:
        click = payloads.click(body)
        after = step(click)
        ack()
        services.queue.hand_over(after.id)
        if click.is_ephemeral:
            _clear(services, click)

    return on_click


def _resume(services: Services) -> Callable[..., None]:
    def on_resume(ack: Ack, body: dict[str, Any]) -> None:
        click = payloads.click(body)
        after = services.consultations.resume(act(click))
        ack()
        if click.response_url:
            services.replies.remember_url(after.id, click.response_url)
        services.queue.hand_over(after.id)
        if click.is_ephemeral or click.surface != "message":
            services.errands.run(
                lambda: services.show_in_place(click, _goes_on(services, after)), services.tell_clicker(click)
            )

    return on_resume


def _goes_on(services: Services, consultation: Consultation) -> Message:
    """Lead somebody from a list to the thread."""
    where = link(services.links.thread(consultation.id), "its thread")
    return told(f"This goes on in {where} in <#{consultation.channel}>.")


def _clear(services: Services, click: Click) -> None:
    """An ephemeral message whose question was answered goes away."""
    services.errands.run(
        lambda: services.replies.delete_by_url(click.response_url), services.tell_clicker(click)
    )


def _keep(services: Services) -> Callable[..., None]:
    def on_keep(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        _clear(services, payloads.click(body))

    return on_keep


def _why(services: Services) -> Callable[..., None]:
    def on_why(ack: Ack, body: dict[str, Any]) -> None:
        click = payloads.click(body)
        ack()

        def show() -> None:
            consultation = services.consultations.get(click.workspace, click.ref.c or 0)
            services.show_clicker(click, why_question(services, consultation, click.ref.q or ""))

        services.errands.run(show, services.tell_clicker(click))

    return on_why


def why_question(services: Services, consultation: Consultation, question: str) -> Message:
    """Draw what a question decides, and between which candidates it still does."""
    asked = services.knowledge.question_by_id.get(question)
    if asked is None:
        return told("The knowledge base does not have that question any more.")
    between = still_decides(services.advisor.rulebook, consultation.given, question)
    return help_blocks.why_question(services.scene(consultation), asked, between)


def _correct(services: Services) -> Callable[..., None]:
    def on_correct(ack: Ack, body: dict[str, Any]) -> None:
        click = payloads.click(body)
        ack()
        services.openings.run(lambda: open_correction(services, click), services.tell_clicker(click))

    return on_correct


def open_correction(services: Services, click: Click) -> None:
    """Open the modal in which answers are changed."""
    consultation = services.consultations.get(click.workspace, click.ref.c or 0)
    view = modals.correct(services.scene(consultation))
    services.client.views_open(trigger_id=click.trigger_id, view=view)


def _corrected(services: Services) -> Callable[..., None]:
    def on_submit(ack: Ack, body: dict[str, Any]) -> None:
        sent = payloads.submission(body)
        changes = forms.corrections_from(sent.state)
        after = services.consultations.correct(act_of(sent), changes)
        ack()
        services.queue.hand_over(after.id)

    return on_submit


def act_of(sent: payloads.Submission) -> Act:
    """What a modal about a consultation amounts to."""
    return Act(sent.workspace, decoded(sent.metadata).c or 0, sent.user, sent.delivery)
