"""`/framework export`."""

from __future__ import annotations

from bot.slack.blocks import exports
from bot.slack.blocks.message import Message
from bot.slack.listeners.asked import Asked
from bot.slack.listeners.services import Services


def export(services: Services, asked: Asked) -> Message:
    """Have the export made, and say how it comes."""
    is_new = services.exporter.ask(asked.workspace, asked.user, asked.tell)
    return exports.on_its_way() if is_new else exports.already_going_on()
