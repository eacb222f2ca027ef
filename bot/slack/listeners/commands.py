"""`/framework ...` and the buttons that run one of its subcommands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App

from bot.advice.compare import compare
from bot.consultations.store import Start
from bot.slack import commands, payloads
from bot.slack.blocks import decisions as decision_blocks
from bot.slack.blocks import facts
from bot.slack.blocks import help as help_blocks
from bot.slack.blocks.help import told
from bot.slack.blocks.message import Message
from bot.slack.blocks.starting import start as start_modal
from bot.slack.blocks.starting import start_from
from bot.slack.ids import Ref, Verb, View, pattern
from bot.slack.listeners.services import Services
from bot.slack.payloads import Click, Command
from bot.workspaces.model import Viewer


@dataclass(frozen=True)
class Asked:
    """A command, however it reached the bot: typed with its slash, said to the bot, or behind a button."""

    workspace: str
    user: str
    channel: str
    text: str
    delivery: str
    answer: Callable[[Message], None]
    """Shows something to the one who asked, later."""
    reply_url: str | None = None

    def tell(self, text: str) -> None:
        """Say a sentence to the one who asked."""
        self.answer(told(text))


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
        services.errands.run(lambda: _begun(services, click), asked.tell)

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
        text=command.text,
        delivery=f"trigger:{command.trigger_id}",
        answer=lambda message: services.replies.by_url(command.response_url, message),
        reply_url=command.response_url,
    )


def asked_by(services: Services, click: Click) -> Asked:
    """The command that a button stands for."""
    return Asked(
        workspace=click.workspace,
        user=click.user,
        channel=click.channel,
        text=click.ref.t,
        delivery=f"trigger:{click.trigger_id}",
        answer=lambda message: services.show_in_place(click, message),
        reply_url=click.response_url or None,
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
        case commands.UnknownFramework(typed, nearest):
            return help_blocks.unknown_name(typed, [each.name for each in knowledge.frameworks], nearest)
        case commands.NearMiss(typed, meant):
            return help_blocks.unknown(services.command, typed, meant)
        case commands.InDoubt(text, meant):
            return help_blocks.which_command(services.command, text, meant)
        case _:
            return help_blocks.help_text(services.command)


def decisions_page(services: Services, asked: Asked, ref: Ref) -> Message:
    """Draw a page of the log for somebody."""
    page = services.decisions.page(viewer(services, asked), ref.t, below=ref.below, above=ref.above)
    return decision_blocks.page(page, ref.t, services.clock().date(), services.command)


def decision_detail(services: Services, asked: Asked, number: int) -> Message:
    """Draw one decision for somebody. Raises NoSuchDecisionError."""
    reader = viewer(services, asked)
    decision = services.decisions.get(reader, number)
    person = services.directory.person(asked.workspace, asked.user)
    return decision_blocks.detail(
        decision,
        services.decisions.history(reader, number),
        may_change=decision.may_be_changed_by(person),
        today=services.clock().date(),
    )


def viewer(services: Services, asked: Asked) -> Viewer:
    """Who reads, and from where: a conversation, or else their Home."""
    if asked.channel:
        return services.directory.viewer(asked.workspace, asked.user, asked.channel)
    return services.directory.viewer_at_home(asked.workspace, asked.user)
