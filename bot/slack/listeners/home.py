"""The Home tab."""

from __future__ import annotations

import logging
from typing import Any

from slack_bolt import Ack, App

from bot.slack import payloads
from bot.slack.listeners.services import Services

logger = logging.getLogger(__name__)


def register(bolt: App, services: Services) -> None:
    """Listen for people who open the Home."""

    @bolt.event("app_home_opened")
    def on_home(ack: Ack, body: dict[str, Any]) -> None:
        event = body["event"]
        ack()
        if event.get("tab") != "messages":
            services.errands.run(
                lambda: services.homes.opened(payloads.workspace_of(body), event["user"]),
                lambda text: logger.warning("the Home could not be shown: %s", text),
            )
