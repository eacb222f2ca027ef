"""A small knowledge base, a clock that stands still, and short words for what people do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from bot.advice.knowledge import KnowledgeBase
from bot.consultations.model import Consultation
from bot.consultations.recording import Recording
from bot.consultations.service import Act, Consultations
from bot.consultations.store import Start
from bot.workspaces.model import Conversation
from tests.advice.build import framework, knowledge, question, rule

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
BACKEND = Conversation("T1", "C1", "public")

_deliveries = count(1)


@dataclass
class Clock:
    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def wait(self, duration: timedelta) -> None:
        self.now += duration


def small_knowledge(**changed: Any) -> KnowledgeBase:
    """Admin outweighs api, api outweighs size; `roles` is asked only where an admin is needed."""
    screens = [
        {"id": "needed", "label": "Yes, from the start", "phrases": ["admin panel"]},
        {"id": "none", "label": "No", "phrases": ["without screens"]},
    ]
    parts = {
        "questions": [
            question("admin", options=screens),
            question("api", "typed", "plain"),
            question("size", "tiny", "large"),
            question("roles", "many", "few", when={"admin": "needed"}),
        ],
        "frameworks": [framework("django"), framework("fastapi"), framework("flask")],
        "rules": [
            rule("screens", {"admin": "needed"}, gives={"django": "strong"}),
            rule("typed", {"api": "typed"}, gives={"fastapi": "strong"}),
            rule("tiny", {"size": "tiny"}, gives={"flask": "moderate"}),
            rule("few-roles", {"roles": "few", "api": "typed"}, gives={"fastapi": "slight"}),
        ],
        **changed,
    }
    return knowledge(**parts)


def delivery() -> str:
    return f"trigger {next(_deliveries)}"


def starting(brief: str = "", **more: Any) -> Start:
    fields = {"conversation": BACKEND, "user": "U1", "delivery": delivery(), "brief": brief, **more}
    return Start(**fields)


def started(consultations: Consultations, brief: str = "", **more: Any) -> Consultation:
    consultation = consultations.start(starting(brief, **more))
    assert consultation
    return consultation


def act(consultation: Consultation, by: str = "U2", delivered: str | None = None) -> Act:
    return Act(consultation.workspace, consultation.id, by, delivered or delivery())


def answered(
    consultations: Consultations, consultation: Consultation, answers: Mapping[str, str]
) -> Consultation:
    """Answer as somebody does who sees the thread as it is."""
    for name, option in answers.items():
        turn = consultation.turn(name)
        consultation = consultations.answer(act(consultation), name, option, turn=turn)
    return consultation


def recording(**more: Any) -> Recording:
    fields = {
        "title": "Ops tool",
        "chosen": "django",
        "why_not": "",
        "rationale": "It fits.",
        "deciders": ("U1", "U2"),
        "review_on": date(2027, 5, 21),
        **more,
    }
    return Recording(**fields)
