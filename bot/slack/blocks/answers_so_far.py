"""The answers that the root message of a consultation lists."""

from __future__ import annotations

from bot.advice.prose import listed
from bot.consultations.model import Answer, Consultation
from bot.slack.blocks.message import Scene
from bot.slack.blocks.wording import answer, question_name
from bot.slack.mrkdwn import escape

READ = 20
"""How many answers the root lists on one line; the rest is counted."""


def says_nothing(consultation: Consultation) -> bool:
    """Whether a brief gave no answer, also none that was taken back, and nobody has answered yet."""
    answered = consultation.answers or consultation.turns
    return consultation.state == "open" and bool(consultation.brief.strip()) and not answered


def answers_so_far(scene: Scene) -> str:
    """What was read, taken over and answered, and what of it counts no more; empty for nothing."""
    lines = {
        "brief": "Read from this",
        "decision": _taken_over(scene.consultation),
        "person": "Answered",
    }
    told = ((label, _answers_of(scene, origin)) for origin, label in lines.items())
    lines_told = [f"{label}:{answers}" for label, answers in told if answers]
    return "\n".join([*lines_told, *_no_longer_asked(scene)])


def _taken_over(consultation: Consultation) -> str:
    if consultation.follows:
        return f"From decision {consultation.follows}"
    return f"Taken over from decision {consultation.taken_from}" if consultation.taken_from else "Taken over"


def _no_longer_asked(scene: Scene) -> list[str]:
    """What is said of questions and options that have left the knowledge."""
    known = scene.knowledge.question_by_id
    given = scene.consultation.given.items()
    questions = [question_name(scene, each) for each, _ in given if each not in known]
    options = [
        f"{question_name(scene, each)}: {answer(scene, each, option)}"
        for each, option in given
        if each in known and not scene.knowledge.offers(each, option)
    ]
    unanswered = [
        question_name(scene, each)
        for each in scene.consultation.lost
        if each not in (*known, *scene.consultation.answers)
    ]
    return [
        *([f"No longer asked: {listed([f'“{each}”' for each in unanswered])}"] if unanswered else []),
        *_without_effect("No longer asked", questions),
        *_without_effect("No longer an answer", options),
    ]


def _without_effect(reason: str, names: list[str]) -> list[str]:
    quoted = [f"“{name}”" for name in names[:READ]]
    more = [f"{len(names) - READ} more"] if len(names) > READ else []
    return [f"{reason}, so without effect: {listed([*quoted, *more])}"] if names else []


def _answers_of(scene: Scene, origin: str) -> str:
    """What was read stands line by line, since somebody should check it; the rest in a row."""
    offers = scene.knowledge.offers
    given = scene.consultation.answers.items()
    shown = [
        _told(scene, name, each)
        for name, each in given
        if each.origin == origin and offers(name, each.option)
    ]
    more = [f"and {len(shown) - READ} more"] if len(shown) > READ else []
    lines = [*shown[:READ], *more]
    if not lines:
        return ""
    return "".join(f"\n• {line}" for line in lines) if origin == "brief" else f" {' · '.join(lines)}"


def _told(scene: Scene, question_id: str, given: Answer) -> str:
    evidence = f" (“{escape(given.evidence, 60)}”)" if given.evidence else ""
    name = question_name(scene, question_id)
    return f"{name}: {answer(scene, question_id, given.option)}{evidence}"
