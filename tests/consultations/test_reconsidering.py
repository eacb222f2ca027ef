from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.consultations.model import Consultation
from bot.consultations.service import Consultations
from bot.decisions.model import Decision
from bot.decisions.service import Decisions
from bot.store.sqlite import SqliteStore
from bot.workspaces.model import Person, Viewer
from tests.consultations.build import NOON, act, answered, recording, started

ANYBODY = Viewer("T1", "U9")
RECORDER = Person("T1", "U2")


@pytest.fixture
def log(store: SqliteStore) -> Decisions:
    return Decisions(store, lambda: NOON)


def recorded(consultations: Consultations, consultation: Consultation) -> Decision:
    decision = consultations.record(act(consultation), recording())
    assert decision
    return decision


def decided(consultations: Consultations) -> Decision:
    consultation = answered(consultations, started(consultations, "an admin panel"), {"api": "plain"})
    return recorded(consultations, consultation)


def reconsidered(consultations: Consultations, decision: Decision) -> Consultation:
    return started(consultations, follows=decision.number, answers=decision.given)


def links(log: Decisions, number: int) -> tuple[str, tuple[int, ...], int | None]:
    found = log.get(ANYBODY, number)
    return found.status, found.supersedes, found.superseded_by


def test_a_reconsidered_decision_starts_with_its_old_answers(consultations: Consultations) -> None:
    consultation = reconsidered(consultations, decided(consultations))
    assert consultation.given == {"admin": "needed", "api": "plain"}
    assert {answer.origin for answer in consultation.answers.values()} == {"decision"}


def test_a_decision_that_is_being_reconsidered_is_not_reconsidered_beside(
    consultations: Consultations, store: SqliteStore
) -> None:
    decision = decided(consultations)
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: reconsidered(consultations, decision), range(2))
    assert first == second
    assert store.open_consultations("T1") == [first]


def test_what_comes_of_reconsidering_supersedes_the_old_decision(
    consultations: Consultations, log: Decisions
) -> None:
    recorded(consultations, reconsidered(consultations, decided(consultations)))
    assert links(log, 1) == ("superseded", (), 2)
    assert links(log, 2) == ("accepted", (1,), None)
    assert [(event.by, event.what, event.after) for event in log.history(ANYBODY, 1)[1:]] == [
        ("U2", "status", "superseded"),
        ("U2", "superseded by", "2"),
    ]


def test_a_decision_that_was_superseded_meanwhile_stays_so(
    consultations: Consultations, log: Decisions
) -> None:
    old = decided(consultations)
    first = consultations.cancel(act(reconsidered(consultations, old)))
    second = reconsidered(consultations, old)
    consultations.resume(act(first))
    recorded(consultations, first)
    recorded(consultations, second)
    assert links(log, 1) == ("superseded", (), 2)
    assert links(log, 3) == ("accepted", (), None)


def test_the_old_decision_is_brought_back_by_undoing_it(consultations: Consultations, log: Decisions) -> None:
    recorded(consultations, reconsidered(consultations, decided(consultations)))
    log.undo(ANYBODY, RECORDER, 1)
    assert links(log, 1) == ("accepted", (), None)
    assert links(log, 2) == ("accepted", (), None)


def test_consequences_and_the_parts_of_the_choice_are_recorded(
    consultations: Consultations, log: Decisions
) -> None:
    consultation = answered(consultations, started(consultations, "an admin panel"), {"api": "plain"})
    decision = consultations.record(act(consultation), recording(consequences="One service more."))
    assert decision
    assert decision == log.get(ANYBODY, 1)
    assert (decision.consequences, decision.parts) == ("One service more.", ("django",))
