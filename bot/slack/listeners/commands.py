"""`/framework ...` and the buttons that run one of its subcommands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from bot.advice.compare import compare
from bot.consultations.store import Start
from bot.slack import commands, payloads
from bot.slack.blocks import facts
from bot.slack.blocks import help as help_blocks
from bot.slack.blocks.logbook import log_or_build
from bot.slack.blocks.message import Message
from bot.slack.blocks.starting import start as start_modal
from bot.slack.blocks.starting import start_from
from bot.slack.ids import Ref, Verb, View, pattern
from bot.slack.incoming import as_commanded
from bot.slack.listeners.asked import Asked, asked_by, decision_detail, decisions_page
from bot.slack.listeners.exporting import export
from bot.slack.listeners.logbook import ask_to_log
from bot.slack.listeners.services import Services
from bot.slack.payloads import Click, Command


def register(bolt: App, services: Services) -> None:
    """Listen for the command, and for buttons that stand for one."""

    @bolt.command(services.command)
    def on_command(ack: Ack, body: dict[str, Any]) -> None:
        reply = run(services, _typed(services, payloads.command(body)))
        ack(**reply.arguments() if reply else {})

    @bolt.action(pattern(Verb.RUN))
    def on_run(ack: Ack, body: dict[str, Any]) -> None:
        asked = asked_by(services, payloads.click(body))
        reply = run(services, asked)
        ack()
        if reply:
            services.errands.run(lambda: asked.answer(reply), asked.tell)

    @bolt.action(pattern(Verb.NEW))
    def on_new(ack: Ack, body: dict[str, Any]) -> None:
        click = payloads.click(body)
        asked = asked_by(services, click)
        if asked.channel:
            start(services, asked, asked.text)
        ack()
        services.openings.run(lambda: _begun(services, click), asked.tell)

    @bolt.view(View.START)
    def on_start(ack: Ack, body: dict[str, Any]) -> None:
        sent = payloads.submission(body)
        wanted = start_from(sent.state)
        asked = Asked(
            workspace=sent.workspace,
            user=sent.user,
            channel=wanted.channel,
            text=wanted.brief,
            delivery=sent.delivery,
            answer=lambda message: services.replies.in_place(wanted.channel, sent.user, message),
        )
        start(services, asked, asked.text)
        ack()


def _begun(services: Services, click: Click) -> None:
    """The list that was clicked goes away; on the Home a modal asks for the conversation first."""
    if click.is_ephemeral:
        services.replies.delete_by_url(click.response_url)
    elif click.surface == "home":
        services.client.views_open(trigger_id=click.trigger_id, view=start_modal())


def _typed(services: Services, command: Command) -> Asked:
    return Asked(
        workspace=command.workspace,
        user=command.user,
        channel=command.channel,
        text=as_commanded(command.text),
        delivery=f"trigger:{command.trigger_id}",
        answer=lambda message: services.replies.by_url(command.response_url, message),
        reply_url=command.response_url,
        trigger_id=command.trigger_id,
    )


def run(services: Services, asked: Asked) -> Message | None:
    """Do what was asked. The reply is returned, or given later where Slack has to be asked first."""
    parsed = commands.parse(asked.text, services.knowledge)
    match parsed:
        case commands.Begin(brief):
            return _begin(services, asked, brief)
        case commands.ListDecisions(text):
            _later(services, asked, lambda: decisions_page(services, asked, Ref(t=text)))
        case commands.ShowDecision(number):
            _later(services, asked, lambda: decision_detail(services, asked, number))
        case commands.LogDecision(title):
            return ask_to_log(services, asked, title)
        case commands.Export():
            return export(services, asked)
        case _:
            return _at_once(services, parsed)
    return None


def _begin(services: Services, asked: Asked, brief: str) -> Message | None:
    if not brief:
        unfinished = services.consultation_store.open_consultations(asked.workspace, channel=asked.channel)
        if unfinished:
            return help_blocks.resume_list(unfinished)
    start(services, asked, brief)
    return None


def start(services: Services, asked: Asked, brief: str) -> None:
    """Start a consultation, and have its thread presented."""
    started = services.consultations.start(
        Start(
            conversation=services.consultation_store.conversation(asked.workspace, asked.channel),
            user=asked.user,
            delivery=asked.delivery,
            brief=brief,
            reply_url=asked.reply_url,
        )
    )
    if started:
        services.queue.hand_over(started.id)


def _later(services: Services, asked: Asked, draw: Callable[[], Message]) -> None:
    services.errands.run(lambda: asked.answer(draw()), asked.tell)


def _at_once(services: Services, parsed: commands.Parsed) -> Message:
    knowledge = services.knowledge
    match parsed:
        case commands.Compare(frameworks, everything):
            return facts.compare(compare(knowledge, frameworks, everything=everything), knowledge)
        case commands.About(framework):
            return facts.about(knowledge.framework_by_id[framework], knowledge)
        case _:
            return _not_understood(services, parsed)


def _not_understood(services: Services, parsed: commands.Parsed) -> Message:
    match parsed:
        case commands.UnknownFramework(typed, nearest):
            known = [each.name for each in services.knowledge.frameworks]
            return help_blocks.unknown_name(typed, known, nearest)
        case commands.Incomplete(example):
            return help_blocks.told(f"Say what it is about, as in `{services.command} {example}`.")
        case commands.NearMiss(typed, meant):
            return help_blocks.unknown(services.command, typed, meant)
        case commands.InDoubt(text, "log"):
            return log_or_build(text)
        case commands.InDoubt(text, meant):
            return help_blocks.which_command(services.command, text, meant)
        case _:
            return help_blocks.help_text(services.command)
