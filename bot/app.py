"""The one place where the parts are put together."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import inf
from threading import Event

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.advice.advisor import Advisor
from bot.advice.rulebook import Rulebook
from bot.consultations.model import Consultation
from bot.consultations.service import Consultations
from bot.consultations.upkeep import Upkeep
from bot.decisions.reviewing import Reviews
from bot.decisions.service import Decisions
from bot.jobs import Job, Timer
from bot.knowledge_files.loader import load
from bot.knowledge_files.sample import draw_sample
from bot.settings import SlackSettings
from bot.slack.audience import Audience
from bot.slack.blocks.help import cannot_post, told
from bot.slack.blocks.message import Message
from bot.slack.client import keep_connections_alive, web_client
from bot.slack.directory import Directory
from bot.slack.drawing import Drawer
from bot.slack.errands import Errands, report_bug
from bot.slack.exporter import Exporter
from bot.slack.heard import Heard
from bot.slack.homes import Homes
from bot.slack.links import Links
from bot.slack.listeners import (
    answering,
    commands,
    decisions,
    editing,
    errors,
    filtering,
    home,
    logbook,
    recording,
    reviewing,
    shortcuts,
    talking,
)
from bot.slack.listeners.services import Services
from bot.slack.messenger import SlackMessenger
from bot.slack.presenter import Presenter, PresentingQueue
from bot.slack.reminders import Reminders
from bot.slack.replies import Replies
from bot.slack.sending import Sender
from bot.store.sqlite import SqliteStore
from bot.threads.model import Thread

FEATURES = (
    commands,
    answering,
    talking,
    recording,
    reviewing,
    decisions,
    filtering,
    editing,
    logbook,
    home,
    shortcuts,
    errors,
)
APP_NAME = "Framework Advisor"
REMEMBER_DELIVERIES = timedelta(days=1)
"""Slack repeats within minutes: https://docs.slack.dev/apis/events-api/#retries"""


@dataclass(frozen=True)
class Running:
    """The app, put together. `start` begins the background work; `close` finishes it."""

    bolt: App
    store: SqliteStore
    queue: PresentingQueue
    errands: Errands
    openings: Errands
    exporter: Exporter
    timers: tuple[Timer, ...]
    """One for what people wait for, and one for calls to Slack that may take long."""

    def start(self) -> None:
        """Begin to present what lags, and the timers."""
        for timer in self.timers:
            timer.start()

    def close(self) -> None:
        """Let running work finish. What is not presented yet is presented at the next start."""
        for timer in self.timers:
            timer.stop()
        self.exporter.close()
        self.openings.pool.shutdown(wait=True)
        self.errands.pool.shutdown(wait=True)
        self.queue.pool.shutdown(wait=True, cancel_futures=True)
        self.store.close()


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def build(settings: SlackSettings, signing_secret: str = "", clock: Callable[[], datetime] = now) -> Running:
    """Put the app together. Touches no network. Raises Mistake for a broken knowledge base or database."""
    _log(settings.log_level)
    keep_connections_alive()
    knowledge = load(settings.knowledge).knowledge
    advisor = Advisor(Rulebook(knowledge), draw_sample(knowledge))
    store = SqliteStore.open(settings.database)
    client = web_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    services = _services(settings, advisor, Outside(store, client, clock))
    bolt = _bolt(client, signing_secret)
    for feature in FEATURES:
        feature.register(bolt, services)
    timers = (Timer(_jobs(settings, services, store)), Timer(_calls(services), name="calls"))
    return Running(
        bolt, store, services.queue, services.errands, services.openings, services.exporter, timers
    )


def _log(level: str) -> None:
    """Our own lines from the wanted level on; the libraries' details would hold what people write."""
    lowest = max(logging.getLevelNamesMapping()[level], logging.WARNING)
    logging.basicConfig(level=lowest, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("bot").setLevel(level)


@dataclass(frozen=True)
class Outside:
    """What the app has of the world."""

    store: SqliteStore
    client: WebClient
    clock: Callable[[], datetime]


def _services(settings: SlackSettings, advisor: Advisor, outside: Outside) -> Services:
    store, client, clock = outside.store, outside.client, outside.clock
    replies = Replies(client)
    directory = Directory(client, store, clock)
    decision_log = Decisions(store, clock)
    messenger = SlackMessenger.over(client, clock)
    drawer = Drawer(store, decision_log, advisor, directory, Audience(client), messenger, settings.command)
    refusals = Refusals(store, replies, settings.command)
    reviews = Reviews(store, clock, secrets.token_hex(8))
    sender = Sender(client, Event())
    return Services(
        consultations=Consultations(store, advisor, clock),
        decisions=decision_log,
        consultation_store=store,
        threads=store,
        advisor=advisor,
        queue=PresentingQueue(_presenter(outside, messenger, drawer, refusals), _pool("presenter")),
        errands=Errands(_pool("errands"), settings.command),
        openings=Errands(_pool("openings"), settings.command),
        replies=replies,
        heard=Heard(),
        directory=directory,
        links=Links(client, store),
        reminders=Reminders(decision_log, reviews, store, messenger, directory, advisor.rulebook),
        exporter=Exporter(decision_log, directory, messenger, sender, clock, settings.command),
        homes=Homes(store, decision_log, store, directory, client, clock, settings.command),
        client=client,
        clock=clock,
        command=settings.command,
    )


def _presenter(outside: Outside, messenger: SlackMessenger, drawer: Drawer, refusals: Refusals) -> Presenter:
    return Presenter(
        threads=outside.store,
        messenger=messenger,
        draw=drawer,
        cannot_post=refusals.closed,
        failed=refusals.failed,
        clock=outside.clock,
        owner=secrets.token_hex(8),
    )


def _pool(name: str) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(4, thread_name_prefix=name)


@dataclass(frozen=True)
class Refusals:
    """Tells who started a consultation why it cannot be shown."""

    store: SqliteStore
    replies: Replies
    command: str

    def closed(self, thread: Thread, _error: str) -> None:
        """Say that the bot may not post in the channel."""
        consultation = self.store.consultation(thread.workspace, thread.consultation)
        if consultation is not None:
            self._tell(thread, consultation, cannot_post(APP_NAME, self.command, consultation.brief))

    def failed(self, thread: Thread, error: Exception) -> None:
        """Log what Slack refused under an id, and say that."""
        consultation = self.store.consultation(thread.workspace, thread.consultation)
        sentence = report_bug(error, self.command)
        if consultation is not None:
            self._tell(thread, consultation, told(sentence))

    def _tell(self, thread: Thread, consultation: Consultation, message: Message) -> None:
        """Say it by their last act's address, or else directly to who waits for a first message."""
        kept_url = self.store.take_reply_url(thread.consultation)
        reply_url = self.replies.latest_url(thread.consultation) or kept_url
        if reply_url:
            self.replies.by_url(reply_url, message)
        elif thread.thread_ts is None:
            self.replies.directly(consultation.started_by, message)


def _bolt(client: WebClient, signing_secret: str) -> App:
    """Answer within the request; sign-in without asking Slack, since there is one workspace's token."""

    def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=client.token)

    # Bolt warns about settings that it finds in the environment by itself, and may quote payloads.
    logger = logging.getLogger("bolt")
    logger.setLevel(logging.ERROR)
    return App(
        logger=logger,
        client=client,
        signing_secret=signing_secret,
        authorize=authorize,
        process_before_response=True,
        ignoring_self_events_enabled=False,
        request_verification_enabled=bool(signing_secret),
    )


def _jobs(settings: SlackSettings, services: Services, store: SqliteStore) -> tuple[Job, ...]:
    upkeep = Upkeep(store, services.advisor, services.clock)

    def lapse() -> None:
        upkeep.lapse(timedelta(days=settings.lapse_days))

    def forget() -> None:
        store.forget_deliveries(services.clock() - REMEMBER_DELIVERIES)

    return (
        Job("renew", inf, upkeep.renew),
        Job("catch up", 1, services.queue.catch_up),
        Job("lapse", 600, lapse),
        Job("forget deliveries", 3600, forget),
    )


def _calls(services: Services) -> tuple[Job, ...]:
    return (
        Job("refresh Homes", 3, services.homes.refresh),
        Job("remind of reviews", 10, services.reminders.remind),
        Job("check conversations", 60, services.directory.check_conversations),
    )
