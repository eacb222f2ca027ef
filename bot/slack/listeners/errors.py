"""What a listener that raised answers: never silence."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

from slack_bolt import App, BoltResponse

from bot.mistakes import Mistake
from bot.slack import payloads
from bot.slack.blocks.forms import typed_in
from bot.slack.blocks.help import told
from bot.slack.blocks.notice import given_back
from bot.slack.errands import Tell, report_bug
from bot.slack.ids import UnknownButtonError
from bot.slack.listeners.services import Services
from bot.slack.replies import Place

_ANY = re.compile("")
_JSON: dict[str, str | Sequence[str]] = {"content-type": ["application/json;charset=utf-8"]}


def register(bolt: App, services: Services) -> None:
    """Answer for what nobody else listens to, and for every listener that raised.

    A mistake is told in its own words, a bug by its id.
    """
    bolt.action(_ANY)(_refuse)
    bolt.view(_ANY)(_refuse)

    @bolt.error
    def on_error(error: Exception, body: dict[str, Any]) -> BoltResponse:
        is_mistake = isinstance(error, Mistake)
        text = str(error) if is_mistake else report_bug(error, services.command)
        if "command" in body:
            return _answer(told(text).arguments())
        if body.get("type") == "view_submission":
            view = given_back(text, typed_in(payloads.submission(body).state))
            return _answer({"response_action": "update", "view": view})
        services.errands.run(lambda: _teller(services, body)(text), lambda _: None)
        # Slack delivers an event again that was not taken, which mends what was only a moment's trouble.
        return BoltResponse(status=200 if is_mistake or "event" not in body else 500)


def _refuse() -> None:
    """Answer a button or modal of a version that is gone."""
    raise UnknownButtonError


def _answer(body: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=json.dumps(body), headers=_JSON)


def _teller(services: Services, body: dict[str, Any]) -> Tell:
    """The way to reach whoever did this, and nobody else."""
    if body.get("type") == "block_actions":
        return services.tell_clicker(payloads.clicked(body))
    if "event" in body:
        return _told_in_place(services, body)
    return services.tell_by_url(body.get("response_url", ""))


def _told_in_place(services: Services, body: dict[str, Any]) -> Callable[[str], None]:
    said = payloads.said(body)
    if said is None:
        return lambda _: None
    place = Place(said.channel, said.user, said.thread_ts)
    return lambda text: services.replies.to_clicker(place, told(text))
