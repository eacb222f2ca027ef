"""The buttons under a reminder: still right, reconsider, deprecate."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, TypeAlias

from slack_bolt import Ack, App

from bot.consultations.model import Consultation
from bot.consultations.store import Start
from bot.decisions.errors import ReviewDateError, ReviewedSinceError
from bot.decisions.model import Decision
from bot.slack import payloads
from bot.slack.blocks import reviews
from bot.slack.blocks.changing import starts_from
from bot.slack.blocks.elements import Block
from bot.slack.blocks.fields import months_later
from bot.slack.blocks.help import told
from bot.slack.blocks.message import Message
from bot.slack.ids import Form, Verb, View, carried, pattern
from bot.slack.listeners.asked import acting
from bot.slack.listeners.reading import form_about, modal_reader, reader
from bot.slack.listeners.services import Services
from bot.slack.listeners.showing import redraw, show_changed
from bot.slack.mrkdwn import link
from bot.slack.payloads import Click, Submission
from bot.workspaces.model import Viewer

logger = logging.getLogger(__name__)
_Modal: TypeAlias = Callable[[Decision, Form, date], Block]
_Answer: TypeAlias = Callable[[Services, Submission, Form], Decision]


def register(bolt: App, services: Services) -> None:
    """Listen for people who answer a review."""
    bolt.action(pattern(Verb.STILL_RIGHT))(_opening(services, _still_right))
    bolt.action(pattern(Verb.DEPRECATE))(_opening(services, _deprecate))
    bolt.action(pattern(Verb.RECONSIDER))(_reconsider(services))
    bolt.view(View.STILL_RIGHT)(_answered(services, _confirm))
    bolt.view(View.DEPRECATE)(_answered(services, _end))


def _opening(services: Services, modal: _Modal) -> Callable[..., None]:
    """Acknowledge at once, and open a modal for those who may answer."""

    def on_click(ack: Ack, body: dict[str, Any]) -> None:
        click = payloads.click(body)
        ack()
        services.openings.run(lambda: _open(services, click, modal), services.tell_clicker(click))

    return on_click


def _open(services: Services, click: Click, modal: _Modal) -> None:
    decision = _due(services, click)
    back = click.response_url if click.is_ephemeral else click.view_id
    form = form_about(services, click, decision, on=click.ref.t, back=back)
    services.open_modal(click, modal(decision, form, services.clock().date()))


def _still_right(decision: Decision, form: Form, today: date) -> Block:
    return reviews.still_right(decision, form, months_later(today))


def _deprecate(decision: Decision, form: Form, _today: date) -> Block:
    return reviews.deprecate(decision, form)


def _due(services: Services, click: Click) -> Decision:
    """The decision whose review the click answers.

    Raises NotYoursToChangeError, or ReviewedSinceError when that review is over; the reminder then shows it.
    """
    decision = _theirs(services, click)
    if not _is_open(decision, click.ref.t):
        services.reminders.refresh(decision)
        raise ReviewedSinceError(decision)
    return decision


def _theirs(services: Services, click: Click) -> Decision:
    """The decision that was clicked. Raises NotYoursToChangeError for those who may not change it."""
    viewer, number = _reader(services, click), click.ref.d or 0
    person = acting(services, viewer, services.decisions.get(viewer, number))
    return services.decisions.to_change(viewer, person, number)


def _is_open(decision: Decision, due_on: str) -> bool:
    return decision.is_living and str(decision.review_on or "") == due_on


def _reader(services: Services, click: Click) -> Viewer:
    """Who reads; a reminder that came directly is read as on the Home."""
    if not click.channel.startswith("D"):
        return reader(services, click)
    home = services.directory.viewer_at_home(click.workspace, click.user)
    return replace(home, conversations=home.conversations | {click.channel})


def _reconsider(services: Services) -> Callable[..., None]:
    """Start a consultation with the old answers, unless one goes on already; who clicked is led there."""

    def on_reconsider(ack: Ack, body: dict[str, Any]) -> None:
        click = payloads.click(body)
        decision = _theirs(services, click)
        going_on = _reconsidered(services, decision)
        if not going_on:
            _start_anew(services, click, decision)
        ack()
        message = _led(services, decision, going_on)
        services.errands.run(lambda: services.show_clicker(click, message()), services.tell_clicker(click))

    return on_reconsider


def _reconsidered(services: Services, decision: Decision) -> Consultation | None:
    """The consultation in which a decision is being reconsidered."""
    unfinished = services.consultation_store.open_consultations(decision.workspace, channel=decision.channel)
    return next((each for each in unfinished if each.follows == decision.number), None)


def _start_anew(services: Services, click: Click, decision: Decision) -> None:
    started = services.consultations.start(
        Start(
            conversation=decision.conversation,
            user=click.user,
            delivery=f"trigger:{click.trigger_id}",
            reply_url=click.response_url or None,
            follows=decision.number,
            answers=decision.given,
        )
    )
    if started:
        services.queue.hand_over(started.id)


def _led(services: Services, decision: Decision, going_on: Consultation | None) -> Callable[[], Message]:
    """Where the new consultation is; its thread may not stand yet."""
    if going_on is None:
        return lambda: starts_from(decision, decision.channel)
    consultation = going_on.id
    return lambda: told(
        f"Decision {decision.number} is being reconsidered already, in "
        f"{link(services.links.thread(consultation), 'a thread')} in <#{decision.channel}>."
    )


def _answered(services: Services, answer: _Answer) -> Callable[..., None]:
    """Commit what a modal says, acknowledge, and have the reminder show it."""

    def on_submit(ack: Ack, body: dict[str, Any]) -> None:
        sent = payloads.submission(body)
        form = carried(sent.metadata)
        try:
            after = answer(services, sent, form)
        except ReviewDateError as error:
            ack(response_action="errors", errors={reviews.REVIEW_ON: str(error)})
            return
        ack()
        if form.back:
            show_changed(services, _sender(services, sent, form), form)
        else:
            services.errands.run(lambda: redraw(services, after), logger.warning)

    return on_submit


def _confirm(services: Services, sent: Submission, form: Form) -> Decision:
    viewer = _sender(services, sent, form)
    person = acting(services, viewer, services.decisions.get(viewer, form.d))
    next_on = reviews.next_review_from(sent.state)
    return services.decisions.still_right(viewer, person, form.d, date.fromisoformat(form.on), next_on)


def _end(services: Services, sent: Submission, form: Form) -> Decision:
    viewer = _sender(services, sent, form)
    person = acting(services, viewer, services.decisions.get(viewer, form.d))
    why = reviews.why_from(sent.state)
    return services.decisions.deprecate(viewer, person, form.d, date.fromisoformat(form.on), why)


def _sender(services: Services, sent: Submission, form: Form) -> Viewer:
    return modal_reader(services, sent.workspace, sent.user, form)
