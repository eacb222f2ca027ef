"""What a consultation's thread shows, message by message."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.consultations.model import Consultation
from bot.slack.blocks.consultation import changed, folded, question, recorded, root
from bot.slack.blocks.message import Message, Scene
from bot.slack.blocks.result import result
from bot.threads.model import ROOT

RESULT = "result"
DECISION = "decision"


@dataclass(frozen=True)
class Post:
    """A message and its place."""

    slot: str
    message: Message
    in_thread: bool


def picture(scene: Scene) -> tuple[Post, ...]:
    """The root, then the messages of the thread in the order in which they are posted."""
    thread = (Post(slot, message, in_thread=True) for slot, message in _thread(scene))
    return (Post(ROOT, root(scene), in_thread=False), *thread)


def question_slot(question_id: str) -> str:
    """The slot of a question's message."""
    return f"question:{question_id}"


def _thread(scene: Scene) -> Iterator[tuple[str, Message]]:
    consultation = scene.consultation
    for asked in consultation.asked:
        if asked != consultation.pending:
            yield question_slot(asked), _answered(scene, asked)
    for number, change in enumerate(consultation.changes, 1):
        yield f"change:{number}", changed(scene, change)
    revisited = consultation.revisiting
    if revisited and revisited not in consultation.asked:
        yield question_slot(revisited), _answered(scene, revisited)
    if shows_result(consultation):
        yield RESULT, result(scene)
    # One question at a time: what is typed must belong to the one that people see.
    if consultation.pending and not _is_revisiting(consultation):
        yield question_slot(consultation.pending), question(scene, consultation.pending)
    if consultation.state == "recorded":
        yield DECISION, recorded(scene)


def shows_result(consultation: Consultation) -> bool:
    """Whether the recommendation stands in the thread: nothing is pending, or all the rest is asked."""
    return consultation.pending is None or consultation.asks_the_rest or consultation.state == "recorded"


def _is_revisiting(consultation: Consultation) -> bool:
    return consultation.revisiting is not None and consultation.state == "open"


def _answered(scene: Scene, question_id: str) -> Message:
    if question_id == scene.consultation.revisiting and _is_revisiting(scene.consultation):
        return question(scene, question_id)
    return folded(scene, question_id)
