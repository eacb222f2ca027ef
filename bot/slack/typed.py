"""Typed replies in a thread: an answer, a word that steers, or talk that is none of ours."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from bot.advice.brief import match_reply, volunteered
from bot.advice.knowledge import KnowledgeBase
from bot.advice.questions import NOT_SURE, Option, Question


class Control(StrEnum):
    """A word that steers the interview."""

    BACK = "back"
    SKIP = "skip"
    WHY = "why"
    SUMMARY = "summary"
    RESTART = "restart"
    CANCEL = "cancel"
    HELP = "help"


@dataclass(frozen=True)
class One:
    """An answer: an option's id, or "not-sure"."""

    option: str


@dataclass(frozen=True)
class Several:
    """A text that fits several options."""

    options: tuple[Option, ...]


@dataclass(frozen=True)
class Volunteered:
    """An answer to a question that nobody is asked: what the team refuses."""

    question: str
    option: str


Reply: TypeAlias = Control | One | Several | Volunteered


def read_reply(text: str, question: Question | None, knowledge: KnowledgeBase) -> Reply | None:
    """Read a whole message; None when it is the team's own talk."""
    word = text.strip().strip(".!?").lower()
    if word in set(Control):
        return Control(word)
    answer = _answer(text, word, question, knowledge) if question else None
    return answer or _volunteered(text, knowledge)


def _answer(text: str, word: str, question: Question, knowledge: KnowledgeBase) -> One | Several | None:
    if word in {"not sure", "no idea", "don't know", "dont know", "unsure"}:
        return One(NOT_SURE)
    fitting = match_reply(question, text, knowledge)
    return One(fitting[0].id) if len(fitting) == 1 else Several(fitting) if fitting else None


def _volunteered(text: str, knowledge: KnowledgeBase) -> Volunteered | None:
    reading = volunteered(knowledge, text)
    return Volunteered(reading.question, reading.option) if reading else None
