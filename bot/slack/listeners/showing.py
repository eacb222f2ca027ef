"""Showing a decision: to who opens it, and again after it was changed."""

from __future__ import annotations

import logging

from bot.decisions.model import Decision
from bot.slack.blocks import decisions as decision_blocks
from bot.slack.blocks.changing import Rights
from bot.slack.blocks.elements import Block
from bot.slack.blocks.message import Message
from bot.slack.blocks.notice import notice
from bot.slack.ids import Form
from bot.slack.listeners.reading import form_about
from bot.slack.listeners.services import Services
from bot.slack.payloads import Click
from bot.slack.replies import ReplyLostError
from bot.workspaces.model import Viewer

logger = logging.getLogger(__name__)


def detail_for(services: Services, viewer: Viewer, number: int) -> Message:
    """Draw one decision with what the viewer may do. Raises NoSuchDecisionError."""
    decision = services.decisions.get(viewer, number)
    person = services.directory.person(viewer.workspace, viewer.user)
    may_change = decision.may_be_changed_by(person)
    rights = Rights(
        change=may_change,
        redact=decision.may_be_redacted_by(person),
        review=may_change and decision.is_overdue(services.clock().date()),
        undo=may_change and services.decisions.may_undo(viewer, person, number),
    )
    history = services.decisions.history(viewer, number)
    return decision_blocks.detail(decision, history, rights, services.clock().date())


def show_decision(services: Services, click: Click, viewer: Viewer, number: int) -> None:
    """Show a decision beside the button that opens it."""
    message = detail_for(services, viewer, number)
    if click.surface == "message":
        services.show_clicker(click, message)
    else:
        form = form_about(services, click, services.decisions.get(viewer, number))
        services.open_modal(click, _in_modal(message, form))


def _in_modal(message: Message, form: Form) -> Block:
    """Have the modal carry where the decision was made: whoever it was shown to may go on from there."""
    kept = Form(d=form.d, ch=form.ch, at=form.at, via=form.via)
    return {**notice(message), "private_metadata": kept.encoded()}


def show_changed(services: Services, viewer: Viewer, form: Form) -> None:
    """Have what shows the decision show it as it is now: its thread, and what was clicked."""

    def show() -> None:
        _show_again(services, viewer, form)
        redraw(services, services.decisions.get(viewer, form.d))

    services.errands.run(show, lambda text: logger.warning("a changed decision is not shown: %s", text))


def redraw(services: Services, decision: Decision) -> None:
    """The thread names title, deciders and review date; a reminder, whether the review is still due.

    Were that lost, the timer would find that they lag behind.
    """
    if decision.consultation is not None:
        services.queue.hand_over(decision.consultation)
    services.reminders.refresh(decision)


def _show_again(services: Services, viewer: Viewer, form: Form) -> None:
    """Put the decision in the place of what was clicked, as long as Slack lets that be changed."""
    message = detail_for(services, viewer, form.d)
    if not form.back.startswith("http"):
        services.client.views_update(view_id=form.back, view=_in_modal(message, form))
        return
    try:
        services.replies.by_url(form.back, message, replace=True)
    except ReplyLostError:
        logger.info("the answer to a click is too old to be changed")
