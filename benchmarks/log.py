"""A decision log of any length, in one workspace among a hundred."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import chain, islice
from random import Random

from bot.advice.advisor import Advisor
from bot.advice.rulebook import Rulebook
from bot.consultations.model import Answer, Consultation
from bot.consultations.recording import snapshot_of
from bot.consultations.store import Start
from bot.decisions.model import Decision, Snapshot, Status
from bot.knowledge_files.loader import load
from bot.knowledge_files.sample import draw_sample
from bot.settings import SHIPPED
from bot.store.sqlite import SqliteStore
from bot.workspaces.model import Conversation

WORKSPACE = "T0LARGE"
"""The workspace that is read."""
OTHERS, IN_EACH_OTHER = 99, 20
PUBLIC = tuple(f"C0PUBLIC{number}" for number in range(18))
PRIVATE = ("C0PRIVATE1", "C0PRIVATE2")
START = datetime(2020, 1, 1, tzinfo=UTC)
AT_ONCE = 2000
"""Decisions written in one transaction."""
OPEN = 5
"""Consultations that U1 can go on with; others have more."""
_STARTERS = (*["U1"] * OPEN, *(f"U{number % 49 + 2}" for number in range(200)))
_STATUSES: tuple[Status, ...] = ("accepted",) * 7 + ("proposed", "rejected", "deprecated")
_REVIEWED_AFTER = timedelta(days=180)
_NOT_SOON = timedelta(days=80 * 365)
"""Later than the end of any log."""
_DUE = 0.05
"""The share of decisions whose review is due at the end; that of the others was put off for long."""
_WHAT = ("billing", "search", "celery", "status", "ops", "mobile", "scoring", "chat", "admin", "webhook")
_THINGS = ("service", "tool", "page", "gateway", "worker", "portal", "dashboard", "importer")
_CHOICES = {"django": "Django", "fastapi": "FastAPI", "flask": "Flask", "litestar": "Litestar"}


def fill(store: SqliteStore, decisions: int) -> None:
    """Write a log of that length, a tenth of it private, and short ones in the other workspaces."""
    for channel in PUBLIC:
        store.learn_conversation(Conversation(WORKSPACE, channel, "public"), START)
    for channel in PRIVATE:
        store.learn_conversation(Conversation(WORKSPACE, channel, "private"), START)
    kept = snapshot()
    others = (_log(f"T{number}", IN_EACH_OTHER, kept) for number in range(OTHERS))
    whole = chain(_log(WORKSPACE, decisions, kept), *others)
    while some := list(islice(whole, AT_ONCE)):
        with store.consultations_unit() as unit:
            for each in some:
                unit.add_decision(each)
    _consult(store)
    store.open_reviews(today(decisions).date())


def today(decisions: int) -> datetime:
    """A moment after the log's end, when all reviews are due that were not put off for long."""
    return START + timedelta(minutes=30 * decisions) + _REVIEWED_AFTER + timedelta(days=1)


def decision(workspace: str, number: int, kept: Snapshot, chance: Random) -> Decision:
    """Make one decision of a log."""
    chosen = chance.choice(list(_CHOICES))
    what, thing = chance.choice(_WHAT), chance.choice(_THINGS)
    at = START + timedelta(minutes=30 * number)
    return Decision(
        workspace=workspace,
        number=number,
        title=f"{_CHOICES[chosen]} for the {what} {thing}",
        status=chance.choice(_STATUSES),
        chosen=chosen,
        chosen_name=_CHOICES[chosen],
        recommended="django",
        recommended_name="Django",
        rationale=f"The {thing} is small, and the team of {chance.choice(_WHAT)} runs one already.",
        why_not="" if chosen == "django" else "The team knows it.",
        deciders=(f"U{number % 50}", f"U{number % 7}"),
        review_on=(at + (_REVIEWED_AFTER if chance.random() < _DUE else _NOT_SOON)).date(),
        channel=chance.choice(PUBLIC + PRIVATE),
        kind="public",
        recorded_by=f"U{number % 50}",
        recorded_at=at,
        snapshot=kept,
    )


def _log(workspace: str, decisions: int, kept: Snapshot) -> Iterator[Decision]:
    chance = Random(workspace)
    return (decision(workspace, number, kept, chance) for number in range(1, decisions + 1))


def _consult(store: SqliteStore) -> None:
    """Leave some consultations open."""
    conversation = Conversation(WORKSPACE, PUBLIC[0], "public")
    answers = draw_sample(load([SHIPPED]).knowledge)[0]
    with store.consultations_unit() as unit:
        for number, user in enumerate(_STARTERS):
            start = Start(conversation, user, delivery=f"consultation {number}")
            unit.add_consultation(_consultation(answers, user), start)


def _consultation(answers: Mapping[str, str], user: str = "U1") -> Consultation:
    return Consultation(
        id=1,
        workspace=WORKSPACE,
        channel=PUBLIC[0],
        started_by=user,
        started_at=START,
        touched_at=START,
        brief="internal tool, ops staff must edit records",
        answers={
            question: Answer(option=option, by=user, at=START, origin="person")
            for question, option in answers.items()
        },
    )


def snapshot() -> Snapshot:
    """What is kept of a consultation with every question answered."""
    knowledge = load([SHIPPED]).knowledge
    sample = draw_sample(knowledge)
    advice = Advisor(Rulebook(knowledge), sample).advise(sample[0])
    return snapshot_of(knowledge, _consultation(sample[0]), advice)
