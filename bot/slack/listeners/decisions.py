"""The buttons of the decision log."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App

from bot.decisions.model import status_named
from bot.slack import payloads
from bot.slack.ids import Verb, pattern
from bot.slack.listeners.asked import (
    Asked,
    asked_by,
    decision_detail,
    decisions_narrowed,
    decisions_page,
    viewer,
)
from bot.slack.listeners.services import Services
from bot.slack.payloads import Click


def register(bolt: App, services: Services) -> None:
    """Listen for paging, opening and changing decisions."""

    @bolt.action(pattern(Verb.DECISIONS))
    def on_page(ack: Ack, body: dict[str, Any]) -> None:
        click, asked = _read(services, body)
        ack()
        services.errands.run(lambda: asked.answer(decisions_page(services, asked, click.ref)), asked.tell)

    @bolt.action(pattern(Verb.FILTER))
    def on_filter(ack: Ack, body: dict[str, Any]) -> None:
        click, asked = _read(services, body)
        ack()
        services.errands.run(
            lambda: asked.answer(decisions_narrowed(services, asked, click.ref.t, click.selected)), asked.tell
        )

    @bolt.action(pattern(Verb.DECISION))
    def on_open(ack: Ack, body: dict[str, Any]) -> None:
        click, asked = _read(services, body)
        ack()
        services.errands.run(lambda: _open(services, click, asked), asked.tell)

    @bolt.action(pattern(Verb.STATUS))
    def on_status(ack: Ack, body: dict[str, Any]) -> None:
        click, asked = _read(services, body)
        number = click.ref.d or 0
        person = services.directory.person(asked.workspace, asked.user)
        status = status_named(click.ref.t)
        services.decisions.set_status(viewer(services, asked), person, number, status)
        ack()
        services.errands.run(lambda: asked.answer(decision_detail(services, asked, number)), asked.tell)


def _read(services: Services, body: dict[str, Any]) -> tuple[Click, Asked]:
    click = payloads.click(body)
    return click, asked_by(services, click)


def _open(services: Services, click: Click, asked: Asked) -> None:
    services.show_clicker(click, decision_detail(services, asked, click.ref.d or 0))
