"""The buttons of the decision log."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App

from bot.slack import payloads
from bot.slack.ids import Verb, pattern
from bot.slack.listeners.asked import Asked, asked_by, decisions_page, viewer
from bot.slack.listeners.services import Services
from bot.slack.listeners.showing import show_decision
from bot.slack.payloads import Click


def register(bolt: App, services: Services) -> None:
    """Listen for paging and opening decisions."""

    @bolt.action(pattern(Verb.DECISIONS))
    def on_page(ack: Ack, body: dict[str, Any]) -> None:
        click, asked = _read(services, body)
        ack()
        services.errands.run(lambda: asked.answer(decisions_page(services, asked, click.ref)), asked.tell)

    @bolt.action(pattern(Verb.DECISION))
    def on_open(ack: Ack, body: dict[str, Any]) -> None:
        click, asked = _read(services, body)
        ack()
        services.errands.run(
            lambda: show_decision(services, click, viewer(services, asked), click.ref.d or 0), asked.tell
        )


def _read(services: Services, body: dict[str, Any]) -> tuple[Click, Asked]:
    click = payloads.click(body)
    return click, asked_by(services, click)
