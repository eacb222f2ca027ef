"""Changing a decision: the modals that its buttons open, and what is sent from them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from slack_bolt import Ack, App

from bot.consultations.store import Start
from bot.decisions.errors import (
    CannotSupersedeError,
    NoSuchDecisionError,
    NothingToRedactError,
    NotYoursToRedactError,
    ReviewDateError,
    TooShortToRedactError,
)
from bot.decisions.model import Decision, status_named
from bot.slack import payloads
from bot.slack.blocks import changing, forms
from bot.slack.blocks.elements import Block
from bot.slack.blocks.history import history
from bot.slack.ids import Form, Verb, View, carried, pattern
from bot.slack.listeners.asked import acting, redacting
from bot.slack.listeners.reading import form_about, modal_reader, opener, reader
from bot.slack.listeners.services import Services
from bot.slack.listeners.showing import show_changed
from bot.slack.payloads import Click, Submission
from bot.workspaces.model import Viewer

_Draw: TypeAlias = Callable[[Decision, Click, Form], Block]


def register(bolt: App, services: Services) -> None:
    """Listen for the buttons under a decision, and for the modals that they open."""
    _register_openers(bolt, services)
    bolt.action(pattern(Verb.UNDO))(_undo(services))
    bolt.action(pattern(Verb.START_FROM))(_start_from(services))
    bolt.view(View.STATUS)(_status_sent(services))
    bolt.view(View.EDIT)(_edit_sent(services))
    bolt.view(View.SUPERSEDE)(_supersede_sent(services))
    bolt.view(View.REDACT)(_redact_sent(services))


def _register_openers(bolt: App, services: Services) -> None:
    def status(decision: Decision, click: Click, form: Form) -> Block:
        return changing.status_form(decision, status_named(click.ref.t), form)

    def redact(decision: Decision, _: Click, form: Form) -> Block:
        return changing.redact_form(decision, form)

    drawings: dict[Verb, _Draw] = {
        Verb.STATUS: status,
        Verb.EDIT: lambda decision, _, form: changing.edit_form(decision, form),
        Verb.SUPERSEDE: lambda decision, _, form: changing.supersede_form(decision, form),
    }
    for verb, draw in drawings.items():
        bolt.action(pattern(verb))(_opening(services, _to_change(services), draw))
    bolt.action(pattern(Verb.REDACT))(_opening(services, _to_redact(services), redact))
    bolt.action(pattern(Verb.HISTORY))(_opening(services, _to_read(services), _history(services)))


_Fetch: TypeAlias = Callable[[Click, Viewer], Decision]


def _opening(services: Services, fetch: _Fetch, draw: _Draw) -> Callable[..., None]:
    """Open a modal about a decision, for those who may do what it is for."""

    def on_click(ack: Ack, body: dict[str, Any]) -> None:
        click = payloads.click(body)
        ack()

        def show() -> None:
            decision = fetch(click, reader(services, click))
            back = click.response_url if click.surface == "message" else click.view_id
            form = form_about(services, click, decision, back=back)
            services.open_modal(click, draw(decision, click, form))

        services.errands.run(show, services.tell_clicker(click))

    return on_click


def _to_read(services: Services) -> _Fetch:
    return lambda click, viewer: services.decisions.get(viewer, click.ref.d or 0)


def _to_change(services: Services) -> _Fetch:
    def fetch(click: Click, viewer: Viewer) -> Decision:
        decision = services.decisions.get(viewer, click.ref.d or 0)
        return services.decisions.to_change(viewer, acting(services, viewer, decision), decision.number)

    return fetch


def _to_redact(services: Services) -> _Fetch:
    def fetch(click: Click, viewer: Viewer) -> Decision:
        decision = services.decisions.get(viewer, click.ref.d or 0)
        if not decision.may_be_redacted_by(redacting(services, viewer, decision)):
            raise NotYoursToRedactError(decision)
        return decision

    return fetch


def _history(services: Services) -> _Draw:
    def draw(decision: Decision, click: Click, _: Form) -> Block:
        events = services.decisions.history(reader(services, click), decision.number)
        return history(decision, events, services.command)

    return draw


def _undo(services: Services) -> Callable[..., None]:
    def on_undo(ack: Ack, body: dict[str, Any]) -> None:
        click = payloads.click(body)
        viewer, number = reader(services, click), click.ref.d or 0
        decision = services.decisions.get(viewer, number)
        services.decisions.undo(viewer, acting(services, viewer, decision), number)
        ack()
        back = click.response_url if click.surface == "message" else click.view_id
        show_changed(services, viewer, form_about(services, click, decision, back=back))

    return on_undo


def _start_from(services: Services) -> Callable[..., None]:
    """Start a consultation with a decision's answers, here; from a modal, where the decision was made."""

    def on_start(ack: Ack, body: dict[str, Any]) -> None:
        click = payloads.click(body)
        decision = services.decisions.get(reader(services, click), click.ref.d or 0)
        where = decision.conversation
        if click.channel:
            where = services.consultation_store.conversation(click.workspace, click.channel)
        started = services.consultations.start(
            Start(
                conversation=where,
                user=click.user,
                delivery=f"trigger:{click.trigger_id}",
                answers=decision.given,
                taken_from=decision.number,
            )
        )
        ack()
        if started:
            services.queue.hand_over(started.id)
            _lead(services, click, decision, where.channel)

    return on_start


def _lead(services: Services, click: Click, decision: Decision, channel: str) -> None:
    """Say where it goes on, to who does not see it begin."""
    if click.channel != channel:
        message = changing.starts_from(decision, channel)
        services.errands.run(lambda: services.show_clicker(click, message), services.tell_clicker(click))


def _seen(services: Services, sent: Submission) -> tuple[Form, Viewer]:
    """What the modal is about, and who sent it."""
    form = carried(sent.metadata)
    return form, modal_reader(services, sent.workspace, sent.user, form)


def _status_sent(services: Services) -> Callable[..., None]:
    def on_submit(ack: Ack, body: dict[str, Any]) -> None:
        sent = payloads.submission(body)
        form, viewer = _seen(services, sent)
        person = acting(services, viewer, services.decisions.get(viewer, form.d))
        status, why = forms.status_from(sent.state)
        services.decisions.set_status(viewer, person, form.d, status_named(status), why)
        ack()
        show_changed(services, viewer, form)

    return on_submit


def _edit_sent(services: Services) -> Callable[..., None]:
    def on_submit(ack: Ack, body: dict[str, Any]) -> None:
        sent = payloads.submission(body)
        form, viewer = _seen(services, sent)
        edit, errors = forms.edit_from(sent.state), forms.text_errors(sent.state)
        if errors:
            ack(response_action="errors", errors=errors)
            return
        person = acting(services, viewer, services.decisions.get(viewer, form.d))
        try:
            services.decisions.edit(viewer, person, form.d, edit, seen=form.r)
        except ReviewDateError as error:
            ack(response_action="errors", errors={forms.REVIEW_ON: str(error)})
            return
        ack()
        show_changed(services, viewer, form)

    return on_submit


def _supersede_sent(services: Services) -> Callable[..., None]:
    def on_submit(ack: Ack, body: dict[str, Any]) -> None:
        sent = payloads.submission(body)
        form = carried(sent.metadata)
        viewer = opener(services, sent.workspace, sent.user, form)
        number, why = forms.supersede_from(sent.state)
        if number is None:
            ack(response_action="errors", errors={"number": "Give the number of a decision, such as 14."})
            return
        person = acting(services, viewer, services.decisions.get(viewer, form.d))
        try:
            services.decisions.supersede(viewer, person, form.d, number, why)
        except (CannotSupersedeError, NoSuchDecisionError) as error:
            ack(response_action="errors", errors={"number": str(error)})
            return
        ack()
        show_changed(services, viewer, form)

    return on_submit


def _redact_sent(services: Services) -> Callable[..., None]:
    def on_submit(ack: Ack, body: dict[str, Any]) -> None:
        sent = payloads.submission(body)
        form, viewer = _seen(services, sent)
        person = redacting(services, viewer, services.decisions.get(viewer, form.d))
        try:
            services.decisions.redact(viewer, person, form.d, forms.redacted_from(sent.state))
        except (TooShortToRedactError, NothingToRedactError) as error:
            ack(response_action="errors", errors={"text": str(error)})
            return
        ack()
        show_changed(services, viewer, form)

    return on_submit
