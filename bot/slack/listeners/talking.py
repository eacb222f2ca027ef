"""Mentions, direct messages and typed replies in a thread."""

from __future__ import annotations

import logging
from typing import Any

from slack_bolt import Ack, App
from slack_sdk.errors import SlackApiError

from bot.advice.brief import understand
from bot.advice.questions import NOT_SURE
from bot.consultations.model import Consultation
from bot.consultations.service import Act
from bot.slack import payloads
from bot.slack.blocks import help as help_blocks
from bot.slack.blocks.consultation import root
from bot.slack.blocks.help import told
from bot.slack.blocks.message import Message
from bot.slack.commands import Begin, parse
from bot.slack.incoming import as_typed
from bot.slack.listeners.answering import why_question
from bot.slack.listeners.asked import Asked
from bot.slack.listeners.commands import run
from bot.slack.listeners.services import Services
from bot.slack.payloads import Said
from bot.slack.typed import Control, One, Reply, Several, Volunteered, read_reply

logger = logging.getLogger(__name__)

_SMALL_TALK_WORDS = 3


def register(bolt: App, services: Services) -> None:
    """Listen for what people write. A mention also arrives as a message; it is taken once."""

    @bolt.event("app_mention")
    def on_mention(ack: Ack, body: dict[str, Any]) -> None:
        hear(services, payloads.said(body), addressed=True)
        ack()

    @bolt.event("message")
    def on_message(ack: Ack, body: dict[str, Any]) -> None:
        closed = payloads.made_private(body)
        if closed:
            services.directory.made_private(*closed)
        hear(services, payloads.said(body), addressed=False)
        ack()


def hear(services: Services, said: Said | None, *, addressed: bool) -> None:
    """Take a reply in a consultation's thread, or a request to the bot; other talk is dropped."""
    if said is None:
        return
    addressed = addressed or said.is_direct or said.mentions_bot
    consultation = _consultation(services, said)
    reply = _read(services, said, consultation) if consultation else None
    if reply is None and not addressed:
        return
    with services.heard.once(said.delivery) as is_first:
        if is_first and consultation:
            _in_thread(services, said, consultation, reply)
        elif is_first:
            _request(services, said)


def _consultation(services: Services, said: Said) -> Consultation | None:
    if not said.thread_ts:
        return None
    found = services.threads.find_thread(said.workspace, said.channel, said.thread_ts)
    return services.consultations.get(said.workspace, found) if found is not None else None


def _request(services: Services, said: Said) -> None:
    """What is said to the bot outside a consultation is a command without its slash, by default help."""
    text = as_typed(said.text)
    if _is_small_talk(services, text):
        text = "help"
    asked = Asked(
        workspace=said.workspace,
        user=said.user,
        channel=said.channel,
        text=text,
        delivery=said.delivery,
        answer=lambda message: _show(services, said, message),
    )
    reply = run(services, asked)
    if reply:
        services.errands.run(lambda: _show(services, said, reply), asked.tell)


def _is_small_talk(services: Services, text: str) -> bool:
    """Whether a few words are no command and describe nothing, such as "hi" or "thanks"."""
    few = len(text.split()) <= _SMALL_TALK_WORDS
    return (
        few
        and isinstance(parse(text, services.knowledge), Begin)
        and not understand(services.knowledge, text)
    )


def _read(services: Services, said: Said, consultation: Consultation) -> Reply | None:
    current = consultation.current
    question = services.knowledge.question_by_id.get(current) if current else None
    reply = read_reply(as_typed(said.text), question, services.knowledge)
    # Where nothing is being decided any more, what the team does not want is talk of their own.
    return None if isinstance(reply, Volunteered) and consultation.state != "open" else reply


def _in_thread(services: Services, said: Said, consultation: Consultation, reply: Reply | None) -> None:
    current = consultation.current
    answer = _answer(reply)
    if answer and current:
        _take(services, said, consultation, current, answer)
    elif isinstance(reply, Volunteered):
        _take(services, said, consultation, reply.question, _besides(services, consultation, reply))
    elif reply is Control.BACK:
        services.consultations.back(_act(said, consultation))
        services.queue.hand_over(consultation.id)
    else:
        message = _shown(services, consultation, reply)
        services.errands.run(
            lambda: _show(services, said, message), lambda text: _show(services, said, told(text))
        )


def _answer(reply: Reply | None) -> str | None:
    """The option that a reply gives."""
    if reply is Control.SKIP:
        return NOT_SURE
    return reply.option if isinstance(reply, One) else None


def _besides(services: Services, consultation: Consultation, reply: Volunteered) -> str:
    """What was volunteered before, and this."""
    before = consultation.given.get(reply.question, "")
    both = services.knowledge.question_by_id[reply.question].together([before, reply.option])
    return both.id if both else reply.option


def _take(services: Services, said: Said, consultation: Consultation, question: str, option: str) -> None:
    services.consultations.answer(
        _act(said, consultation), question, option, turn=consultation.turn(question)
    )
    services.queue.hand_over(consultation.id)
    services.errands.run(
        lambda: _tick(services, said), lambda text: logger.warning("no tick on a typed answer: %s", text)
    )


def _tick(services: Services, said: Said) -> None:
    """Show that a typed answer was taken; without its optional scope the thread alone shows it."""
    try:
        services.client.reactions_add(channel=said.channel, timestamp=said.ts, name="white_check_mark")
    except SlackApiError as error:
        logger.info("no tick on a typed answer: %s", error.response.get("error"))


def _shown(services: Services, consultation: Consultation, reply: Reply | None) -> Message:
    """What somebody who typed a steering word gets to see, alone."""
    scene = services.scene(consultation)
    current = services.knowledge.question_by_id.get(consultation.current or "")
    match reply:
        case Several(options) if current:
            return help_blocks.which_option(scene, current, options)
        case Control.WHY if current:
            return why_question(services, consultation, current.id)
        case Control.SUMMARY:
            return root(scene)
        case Control.RESTART:
            return help_blocks.ask_first(scene, "restart")
        case Control.CANCEL:
            return help_blocks.ask_first(scene, "cancel")
        case _:
            return help_blocks.thread_help()


def _act(said: Said, consultation: Consultation) -> Act:
    return Act(said.workspace, consultation.id, said.user, said.delivery)


def _show(services: Services, said: Said, message: Message) -> None:
    """In a direct message simply say it; elsewhere show it to the person alone."""
    if said.is_direct:
        services.client.chat_postMessage(
            channel=said.channel, thread_ts=said.thread_ts or None, **message.arguments()
        )
    else:
        services.replies.in_place(said.channel, said.user, message, said.thread_ts)
