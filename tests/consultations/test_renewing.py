"""Open consultations after the knowledge base has changed."""

from __future__ import annotations

from datetime import timedelta

from bot.advice.advisor import Advisor
from bot.advice.rulebook import Rulebook
from bot.consultations.service import Consultations
from bot.store.sqlite import SqliteStore
from tests.advice.build import question, rule
from tests.consultations.build import Clock, act, small_knowledge, started


def restarted(store: SqliteStore, clock: Clock) -> Consultations:
    """The use cases a minute later, with knowledge that has lost its first question."""
    knowledge = small_knowledge(
        questions=[question("size", "tiny", "large")],
        rules=[rule("tiny", {"size": "tiny"}, gives={"flask": "strong"})],
    )
    clock.wait(timedelta(minutes=1))
    return Consultations(store, Advisor(Rulebook(knowledge), ()), clock)


def test_a_pending_question_that_has_vanished_is_replaced_without_a_touch(
    consultations: Consultations, store: SqliteStore, clock: Clock
) -> None:
    before = started(consultations)
    assert before.pending == "api"
    after_restart = restarted(store, clock)
    after_restart.renew()
    after = after_restart.get("T1", before.id)
    assert after.lost == ("api",)
    assert (after.pending, after.revision, after.touched_at) == (
        "size",
        before.revision + 1,
        before.touched_at,
    )


def test_what_was_renewed_once_is_left_alone(
    consultations: Consultations, store: SqliteStore, clock: Clock
) -> None:
    before = started(consultations)
    after_restart = restarted(store, clock)
    after_restart.renew()
    after_restart.renew()
    assert after_restart.get("T1", before.id).revision == before.revision + 1


def test_with_the_same_knowledge_nothing_is_renewed(consultations: Consultations, clock: Clock) -> None:
    before = started(consultations)
    clock.wait(timedelta(minutes=1))
    consultations.renew()
    assert consultations.get("T1", before.id) == before


def test_what_is_not_open_stays_as_it_is(
    consultations: Consultations, store: SqliteStore, clock: Clock
) -> None:
    before = consultations.cancel(act(started(consultations)))
    after_restart = restarted(store, clock)
    after_restart.renew()
    assert after_restart.get("T1", before.id) == before
