"""From the recommendation to a recorded decision: sign-off, the modal, and the rest of its buttons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App

from bot.advice.compare import compare
from bot.consultations.errors import RecordedMeanwhileError
from bot.consultations.model import Consultation
from bot.slack import payloads
from bot.slack.blocks import facts, forms, modals
from bot.slack.blocks.consultation import open_button
from bot.slack.blocks.help import ask_first
from bot.slack.blocks.message import Message, Scene
from bot.slack.blocks.notice import given_back
from bot.slack.blocks.result import More, compared
from bot.slack.drawing import choice_of, past_decisions
from bot.slack.ids import Ref, Verb, View, decoded, pattern
from bot.slack.listeners.answering import act_of, open_correction
from bot.slack.listeners.services import Services, act
from bot.slack.payloads import Click


def register(bolt: App, services: Services) -> None:
    """Listen for what people do with a recommendation."""
    bolt.action(pattern(Verb.AGREE))(_agree(services))
    bolt.action(pattern(Verb.CONCERN))(_later(services, _open_concern))
    bolt.action(pattern(Verb.RECORD))(_later(services, _open_record))
    bolt.action(pattern(Verb.CHOSEN))(_later(services, _choose_another))
    bolt.action(pattern(Verb.MORE))(_more(services))
    bolt.view(View.CONCERN)(_concerned(services))
    bolt.view(View.RECORD)(_recorded(services))


def _later(services: Services, work: Callable[[Services, Click], None]) -> Callable[..., None]:
    """Acknowledge at once and open what was asked for."""

    def on_click(ack: Ack, body: dict[str, Any]) -> None:
        click = payloads.click(body)
        ack()
        services.openings.run(lambda: work(services, click), services.tell_clicker(click))

    return on_click


def _agree(services: Services) -> Callable[..., None]:
    def on_agree(ack: Ack, body: dict[str, Any]) -> None:
        after = services.consultations.sign_off(act(payloads.click(body)), agrees=True)
        ack()
        services.queue.hand_over(after.id)

    return on_agree


def _open_concern(services: Services, click: Click) -> None:
    scene = services.scene(services.consultations.get(click.workspace, click.ref.c or 0))
    services.client.views_open(trigger_id=click.trigger_id, view=modals.concern(scene))


def _open_record(services: Services, click: Click) -> None:
    consultation = services.consultations.get(click.workspace, click.ref.c or 0)
    view = modals.record(_with_past(services, click, consultation), services.clock().date())
    services.client.views_open(trigger_id=click.trigger_id, view=_carrying(view, consultation.id))
    # Sending the modal then finds the address known.
    services.links.thread(consultation.id)


def _with_past(
    services: Services, click: Click, consultation: Consultation, chosen: str | None = None
) -> Scene:
    """The scene with the past decisions that the one who records may see in this conversation."""
    scene = services.scene(consultation)
    viewer = services.directory.viewer(click.workspace, click.user, consultation.channel)
    choice = choice_of(services.knowledge, chosen or scene.advice.recommendation.first)
    return replace(scene, similar=past_decisions(services.decisions, viewer, consultation, choice))


def _carrying(view: dict[str, Any], consultation: int) -> dict[str, Any]:
    """Have the modal carry to its submission what it is about."""
    return {**view, "private_metadata": Ref(c=consultation).encoded()}


def _choose_another(services: Services, click: Click) -> None:
    """Ask for a reason when another than the recommended is chosen; what was typed stays."""
    form = decoded(click.metadata)
    consultation = services.consultations.get(click.workspace, form.c or 0)
    view = modals.record(
        _with_past(services, click, consultation, click.selected),
        services.clock().date(),
        chosen=click.selected,
        draft=forms.recording_from(click.state or {}),
    )
    services.update_modal(click, _carrying(view, consultation.id))


def _more(services: Services) -> Callable[..., None]:
    """What the menu beside the buttons offers."""

    def on_more(ack: Ack, body: dict[str, Any]) -> None:
        click = payloads.click(body)
        if click.ref.t == More.REST:
            after = services.consultations.ask_the_rest(act(click))
            ack()
            services.queue.hand_over(after.id)
        else:
            ack()
            services.openings.run(lambda: _open_more(services, click), services.tell_clicker(click))

    return on_more


def _open_more(services: Services, click: Click) -> None:
    scene = services.scene(services.consultations.get(click.workspace, click.ref.c or 0))
    match click.ref.t:
        case More.COMPARE:
            services.show_clicker(click, _comparison(services, scene))
        case More.REASONS:
            services.client.views_open(trigger_id=click.trigger_id, view=modals.reasons(scene))
        case More.CORRECT:
            open_correction(services, click)
        case More.RESTART:
            services.show_clicker(click, ask_first(scene, "restart"))
        case More.CANCEL:
            services.show_clicker(click, ask_first(scene, "cancel"))


def _comparison(services: Services, scene: Scene) -> Message:
    """The frameworks in the first place and behind it, side by side."""
    return facts.compare(compare(services.knowledge, compared(scene)), services.knowledge)


def _concerned(services: Services) -> Callable[..., None]:
    def on_submit(ack: Ack, body: dict[str, Any]) -> None:
        sent = payloads.submission(body)
        concern = forms.concern_from(sent.state)
        if not concern:
            ack(response_action="errors", errors={"concern": "Say in a sentence what worries you."})
            return
        after = services.consultations.sign_off(act_of(sent), agrees=False, concern=concern)
        ack()
        services.queue.hand_over(after.id)

    return on_submit


def _recorded(services: Services) -> Callable[..., None]:
    def on_submit(ack: Ack, body: dict[str, Any]) -> None:
        sent = payloads.submission(body)
        form = decoded(sent.metadata)
        scene = services.scene(services.consultations.get(sent.workspace, form.c or 0))
        first = scene.advice.recommendation.first
        name = services.knowledge.candidate_name(first) if first else ""
        errors = forms.record_errors(sent.state, first, name, services.clock().date())
        if errors:
            ack(response_action="errors", errors=errors)
            return
        recording = replace(forms.recording_from(sent.state), permalink=services.links.thread(form.c or 0))
        try:
            services.consultations.record(act_of(sent), recording)
        except RecordedMeanwhileError as error:
            view = given_back(str(error), forms.typed_in(sent.state), open_button(error.number))
            ack(response_action="update", view=view)
            return
        ack()
        services.queue.hand_over(form.c or 0)

    return on_submit
