"""Filtering the list of decisions."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

from slack_bolt import Ack, App

from bot.slack import payloads
from bot.slack.blocks import forms
from bot.slack.blocks.filtering import filter_form
from bot.slack.blocks.help import told
from bot.slack.blocks.message import Message
from bot.slack.blocks.notice import notice
from bot.slack.errands import Tell
from bot.slack.filters import chosen
from bot.slack.ids import Verb, View, action_id, carried
from bot.slack.listeners.asked import Asked, asked_by, decisions_found, frameworks, query_in, viewer
from bot.slack.listeners.reading import form_from, modal_reader
from bot.slack.listeners.services import Services
from bot.slack.payloads import Click, Submission
from bot.slack.replies import ReplyLostError


def register(bolt: App, services: Services) -> None:
    """Listen for the button that opens the modal, for the modal, and for the pickers of older lists."""

    @bolt.action(re.compile(f"^{re.escape(action_id(Verb.FILTER))}$"))
    def on_filter(ack: Ack, body: dict[str, Any]) -> None:
        click = payloads.click(body)
        ack()
        services.openings.run(lambda: _open(services, click), services.tell_clicker(click))

    @bolt.view(View.FILTER)
    def on_sent(ack: Ack, body: dict[str, Any]) -> None:
        sent = payloads.submission(body)
        errors = forms.filter_errors(sent.state)
        if errors:
            ack(response_action="errors", errors=errors)
            return
        ack()
        services.errands.run(lambda: _show(services, sent, _found(services, sent)), _tell(services, sent))

    @bolt.action(re.compile(f"^{re.escape(action_id(Verb.FILTER))}[.]"))
    def on_picker(ack: Ack, body: dict[str, Any]) -> None:
        click = payloads.click(body)
        asked = asked_by(services, click)
        ack()
        services.errands.run(lambda: asked.answer(_narrowed(services, asked, click.selected)), asked.tell)


def _open(services: Services, click: Click) -> None:
    query = query_in(services, asked_by(services, click), click.ref.t)
    back = click.response_url if click.is_ephemeral else click.view_id
    form = form_from(services, click.channel, thread=click.thread_ts, back=back)
    services.open_modal(click, filter_form(query, frameworks(services), form))


def _narrowed(services: Services, asked: Asked, choice: str) -> Message:
    query = chosen(query_in(services, asked, asked.text), choice)
    return decisions_found(services, viewer(services, asked), query)


def _found(services: Services, sent: Submission) -> Message:
    reader = modal_reader(services, sent.workspace, sent.user, carried(sent.metadata))
    return decisions_found(services, reader, forms.query_from(sent.state, services.clock().date()))


def _tell(services: Services, sent: Submission) -> Tell:
    return lambda text: _show(services, sent, told(text))


def _show(services: Services, sent: Submission, message: Message) -> None:
    """Put a message in the place of the list; beside it where Slack lets that be changed no more."""
    form = carried(sent.metadata)
    if form.back and not form.back.startswith("http"):
        services.client.views_update(view_id=form.back, view=notice(message))
        return
    if form.back:
        with suppress(ReplyLostError):
            services.replies.by_url(form.back, message, replace=True)
            return
    services.replies.in_place(form.ch, sent.user, message, form.th)
