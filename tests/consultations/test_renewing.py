"""Open consultations after the knowledge base has changed."""

from __future__ import annotations

from datetime import timedelta

from bot.advice.advisor import Advisor
from bot.advice.rulebook import Rulebook
from bot.consultations.model import Wording
from bot.consultations.service import Consultations
from bot.consultations.upkeep import Upkeep
from bot.store.sqlite import SqliteStore
from tests.advice.build import question, rule
from tests.consultations.build import Clock, act, answered, small_knowledge, started


def restarted(store: SqliteStore, clock: Clock) -> Upkeep:
    """The upkeep a minute later, with knowledge that has lost its first question."""
    knowledge = small_knowledge(
        questions=[question("size", "tiny", "large")],
        rules=[rule("tiny", {"size": "tiny"}, gives={"flask": "strong"})],
    )
    clock.wait(timedelta(minutes=1))
    return Upkeep(store, Advisor(Rulebook(knowledge), ()), clock)


def test_a_pending_question_that_has_vanished_is_replaced_without_a_touch(
    consultations: Consultations, store: SqliteStore, clock: Clock
) -> None:
    before = started(consultations)
    assert before.pending == "api"
    restarted(store, clock).renew()
    after = consultations.get("T1", before.id)
    assert after.lost == ("api",)
    assert (after.pending, after.revision, after.touched_at) == (
        "size",
        before.revision + 1,
        before.touched_at,
    )


def test_what_has_vanished_is_remembered_in_the_words_in_which_it_was_asked_and_answered(
    consultations: Consultations, store: SqliteStore, clock: Clock
) -> None:
    before = answered(consultations, started(consultations), {"api": "typed"})
    restarted(store, clock).renew()
    after = consultations.get("T1", before.id)
    assert after.wordings["api"] == Wording(name="Api", option="typed", label="Typed")
    assert after.wordings["size"] == Wording(name="Size")


def test_what_was_renewed_once_is_left_alone(
    consultations: Consultations, store: SqliteStore, clock: Clock
) -> None:
    before = started(consultations)
    upkeep = restarted(store, clock)
    upkeep.renew()
    upkeep.renew()
    assert consultations.get("T1", before.id).revision == before.revision + 1


def test_with_the_same_knowledge_nothing_is_renewed(
    consultations: Consultations, upkeep: Upkeep, clock: Clock
) -> None:
    before = started(consultations)
    clock.wait(timedelta(minutes=1))
    upkeep.renew()
    assert consultations.get("T1", before.id) == before


def test_what_is_not_open_stays_as_it_is(
    consultations: Consultations, store: SqliteStore, clock: Clock
) -> None:
    before = consultations.cancel(act(started(consultations)))
    restarted(store, clock).renew()
    assert consultations.get("T1", before.id) == before
