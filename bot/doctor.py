"""Whether it will work here: tokens, scopes, connection, database, knowledge, in plain lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.advice.advisor import Advisor
from bot.advice.prose import counted, listed
from bot.advice.rulebook import Rulebook
from bot.app import now
from bot.http import EVENTS_PATH
from bot.knowledge_files.loader import load
from bot.knowledge_files.sample import draw_sample
from bot.mistakes import Mistake
from bot.settings import DoctorSettings
from bot.slack.client import web_client
from bot.slack.gallery import Gallery
from bot.slack.scopes import OPTIONAL, REQUIRED
from bot.store.sqlite import SqliteStore


@dataclass(frozen=True)
class Finding:
    """One line of the examination."""

    text: str
    is_fatal: bool = False
    """Whether the app cannot work so."""

    def __str__(self) -> str:
        return f"{'FAIL' if self.is_fatal else 'ok  '}  {self.text}"


def examine(settings: DoctorSettings) -> Iterator[Finding]:
    """Look at everything that has to be right before the app works."""
    client = web_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    yield from _bot_token(client)
    yield _command(settings.command)
    yield from _connection(settings)
    yield _database(settings)
    yield _knowledge(settings)


def examine_blocks(settings: DoctorSettings) -> Iterator[Finding]:
    """Have Slack validate one of each message and view that the app can show."""
    client = web_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    knowledge = load(settings.knowledge).knowledge
    advisor = Advisor(Rulebook(knowledge), draw_sample(knowledge))
    exhibits = list(Gallery(advisor, settings.command, now()).exhibits())
    refused = [finding for name, shown in exhibits if (finding := _validated(client, name, shown))]
    yield from refused
    valid = len(exhibits) - len(refused)
    yield Finding(f"Slack accepts {valid} of {counted(len(exhibits), 'message')} and views.", bool(refused))


def _validated(client: WebClient, name: str, shown: Any) -> Finding | None:
    arguments = {"view": shown} if isinstance(shown, dict) else {"blocks": list(shown.blocks)}
    try:
        client.api_call("blocks.validate", json=arguments)
    except SlackApiError as error:
        problems = error.response.get("errors") or error.response.get("error")
        return Finding(f"{name}: Slack refuses it: {problems}", is_fatal=True)
    return None


def _bot_token(client: WebClient) -> Iterator[Finding]:
    try:
        answer = client.auth_test()
    except SlackApiError as error:
        reason = error.response.get("error")
        yield Finding(f"SLACK_BOT_TOKEN: Slack refuses it ({reason}); copy it anew.", is_fatal=True)
        return
    except URLError:
        yield Finding(f"{client.base_url} cannot be reached; check the network.", is_fatal=True)
        return
    yield Finding(f"SLACK_BOT_TOKEN: works in workspace {answer['team']}, as @{answer['user']}.")
    granted = {scope.strip() for scope in answer.headers.get("x-oauth-scopes", "").split(",")}
    yield from _scopes(granted)


def _scopes(granted: set[str]) -> Iterator[Finding]:
    missing = [scope for scope in (*REQUIRED, *OPTIONAL) if scope not in granted]
    known = len(REQUIRED) + len(OPTIONAL)
    yield Finding(f"Scopes: {known - len(missing)} of {known} granted.")
    for scope in missing:
        lost = REQUIRED.get(scope) or OPTIONAL[scope]
        kind = "required" if scope in REQUIRED else "optional"
        yield Finding(f"Scope {scope} is missing ({kind}): {lost}.", is_fatal=scope in REQUIRED)


def _command(command: str) -> Finding:
    return Finding(f"COMMAND: {command}; the app's page at Slack must name the same.")


def _connection(settings: DoctorSettings) -> Iterator[Finding]:
    if settings.slack_app_token:
        yield _socket(settings.slack_app_token.get_secret_value(), settings.slack_api_url)
    if settings.slack_signing_secret:
        yield Finding(f"HTTP: SLACK_SIGNING_SECRET is set; the request URL ends in {EVENTS_PATH}.")
    if not (settings.slack_app_token or settings.slack_signing_secret):
        needed = listed(["SLACK_APP_TOKEN (Socket Mode)", "SLACK_SIGNING_SECRET (HTTP)"], "or")
        yield Finding(f"Connection: set {needed}.", is_fatal=True)


def _socket(app_token: str, api_url: str) -> Finding:
    try:
        web_client(app_token, api_url).apps_connections_open(app_token=app_token)
    except SlackApiError as error:
        reason = error.response.get("error")
        return Finding(f"SLACK_APP_TOKEN: Slack refuses it ({reason}).", is_fatal=True)
    except URLError:
        return Finding(f"Socket Mode: {api_url} cannot be reached.", is_fatal=True)
    return Finding("SLACK_APP_TOKEN: Socket Mode opens.")


def _database(settings: DoctorSettings) -> Finding:
    try:
        SqliteStore.open(settings.database).close()
    except Mistake as mistake:
        return Finding(f"DATABASE_URL: {mistake}", is_fatal=True)
    return Finding(
        f"DATABASE_URL: {settings.database} opens; its schema is up to date, migrated where it was older."
    )


def _knowledge(settings: DoctorSettings) -> Finding:
    try:
        knowledge = load(settings.knowledge).knowledge
    except Mistake as mistake:
        return Finding(f"KNOWLEDGE: {mistake}", is_fatal=True)
    sizes = [counted(len(knowledge.frameworks), "framework"), counted(len(knowledge.rules), "rule")]
    return Finding(f"KNOWLEDGE: {listed(sizes)}, version {knowledge.version}.")
