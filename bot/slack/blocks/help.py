"""Short answers that only the asker sees: help, what was not understood, and what needs a second thought."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from bot.advice.prose import counted, listed, stopped
from bot.advice.questions import Option, Question
from bot.consultations.model import Consultation
from bot.decisions.model import counted as counted_up
from bot.slack.blocks.consultation import resume_button
from bot.slack.blocks.elements import Block, actions, button, context, section, styled
from bot.slack.blocks.message import Message, Scene
from bot.slack.blocks.wording import candidate_name
from bot.slack.ids import Ref, Verb
from bot.slack.mrkdwn import escape, mention, moment

_LISTED = 10


def help_text(command: str) -> Message:
    """What can be typed, one example each."""
    lines = "\n".join(_commands(command))
    text = f"*What you can type*\n{lines}"
    grounds = (
        "The advice comes from published guides, which it cites. "
        f"`{command} about django` shows what they say and where."
    )
    return Message(text, (section(text), context(grounds)))


def unknown(command: str, typed: str, nearest: str) -> Message:
    """A word that is no command; `nearest` is the command that it is closest to, without the slash."""
    shown = f"I don't know “{escape(typed, 200)}”."
    if not nearest:
        return _with_help(shown, command)
    shown += f" Did you mean `{command} {escape(nearest, 200)}`?"
    run = actions(button(f"Run {command} {nearest}", Verb.RUN, Ref(t=nearest)))
    return _with_help(shown, command, run)


def unknown_name(typed: str, known: Sequence[str], nearest: str | None = None) -> Message:
    """A framework that the knowledge does not have."""
    meant = f" Did you mean {escape(nearest, 80)}?" if nearest else ""
    names = listed([escape(name, 80) for name in known[:30]])
    text = f"I don't know “{escape(typed, 100)}”.{meant} I know {names}."
    return Message(text, (section(text),))


def which_command(command: str, text: str, nearest: str) -> Message:
    """What was typed may be a command or a brief: two buttons ask."""
    asked = (
        f"Is “{escape(text, 300)}” what you are building, or did you mean `{command} {escape(nearest, 200)}`?"
    )
    start = button("It is what we are building", Verb.NEW, Ref(t=text))
    run = button(f"Run {command} {nearest}", Verb.RUN, Ref(t=nearest))
    return Message(asked, (section(asked), actions(start, run)))


def which_option(scene: Scene, question: Question, options: Sequence[Option]) -> Message:
    """What was typed fits several options: only these are offered."""
    asked = f"That fits more than one answer to “{escape(question.ask, 400)}” Which one?"
    turn = scene.consultation.turn(question.id)
    ref = Ref(c=scene.consultation.id, q=question.id, n=turn)
    buttons = [
        button(each.label, Verb.ANSWER, ref.model_copy(update={"o": each.id}), suffix=each.id)
        for each in options[:9]
    ]
    spoken = listed([escape(each.label, 90) for each in options[:9]], "or")
    return Message(f"{asked} {spoken}?", (section(asked), actions(*buttons)))


def resume_list(consultations: Sequence[Consultation]) -> Message:
    """The channel's open consultations, and a new one."""
    number = len(consultations)
    count = f"{counted_up(number)} consultation{'' if number == 1 else 's'}"
    title = f"*{count} to go on with here*"
    listing = [resumable(each) for each in consultations[:_LISTED]]
    new = actions(styled(button("Start a new one", Verb.NEW, Ref()), "primary"))
    return Message(
        f"{count} to go on with here. You can resume one or start a new one.", (section(title), *listing, new)
    )


def resumable(consultation: Consultation) -> Block:
    """A consultation in a list, with the button that goes on with it."""
    brief = f"“{escape(consultation.brief, 300)}”" if consultation.brief.strip() else "Without a brief"
    facts = [
        f"started by {mention(consultation.started_by)}",
        counted(len(consultation.answers), "answer"),
        f"last touched {moment(consultation.touched_at)}",
    ]
    lapsed = " · lapsed" if consultation.state == "lapsed" else ""
    return section(f"{brief}\n{' · '.join(facts)}{lapsed}", resume_button(consultation.id))


def ask_first(scene: Scene, what: Literal["restart", "cancel"]) -> Message:
    """Whether to go through with something that the whole thread notices."""
    ref = Ref(c=scene.consultation.id)
    if what == "restart":
        asked = (
            "Start over? Every answer that was given here is forgotten; what was read from the brief stays."
        )
        yes = button("Start over", Verb.RESTART, ref)
    else:
        asked = "Cancel this consultation? The answers are kept, and Resume brings it back."
        yes = button("Cancel it", Verb.CANCEL, ref)
    keep = button("Keep going", Verb.KEEP, ref)
    return Message(asked, (section(asked), actions(styled(yes, "danger"), keep)))


def why_question(scene: Scene, question: Question, between: Sequence[str] = ()) -> Message:
    """What a question decides; `between` are the candidates that its answers could still put first."""
    lines = [f"*{escape(question.ask, 400)}*", stopped(escape(question.why, 900))]
    names = [escape(candidate_name(scene.knowledge, each), 160) for each in between[:8]]
    if len(names) > 1:
        lines.append(f"With the answers so far it decides between {listed(names)}.")
    text = "\n".join(lines)
    return Message(text, (section(text),))


def cannot_post(app_name: str, command: str, brief: str = "") -> Message:
    """The bot may not write in the channel."""
    invite = f"`/invite @{escape(app_name, 80)}`"
    text = f"I can't post in this channel yet. Type {invite}, then `{command}` to go on."
    if brief.strip():
        text += " What you typed is kept."
    return Message(text, (section(text),))


def told(sentence: str) -> Message:
    """A plain sentence of ours, such as what keeps a step from being taken. It may hold mentions."""
    return Message(sentence, (section(sentence),))


def _with_help(shown: str, command: str, *more: Block) -> Message:
    lines = "\n".join(_commands(command))
    return Message(shown, (section(shown), *more, context(lines)))


def _commands(command: str) -> list[str]:
    examples = {
        "internal tool, staff edit records": "get advice on what you are building",
        "": "go on with a consultation, or start one",
        "decisions celery by:@ana": "find past decisions",
        "decision 12": "see one, with its reasons",
        "log": "record a decision that was made elsewhere",
        "export": "get the decisions as files",
        "compare django fastapi": "put frameworks side by side",
        "about quart": "see what the sources say about one",
    }
    return [f"`{f'{command} {typed}'.strip()}`: {what}" for typed, what in examples.items()]


def thread_help() -> Message:
    """What can be typed in a consultation's thread."""
    return told(
        "Here I read whole messages only: the number or the words of an answer, `back`, `skip`, `why`, "
        "`summary`, `restart`, `cancel` or `help`, and what you do not want, such as “no Django”. Everything "
        "else in this thread is yours."
    )
