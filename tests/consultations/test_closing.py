from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.consultations.errors import (
    NoSuchConsultationError,
    NotOpenError,
    RecordedMeanwhileError,
)
from bot.consultations.model import Consultation, Correction
from bot.consultations.service import Act, Consultations
from bot.consultations.upkeep import Upkeep
from bot.store.sqlite import SqliteStore
from tests.consultations.build import (
    Clock,
    act,
    answered,
    delivery,
    recording,
    started,
)

MINUTE = timedelta(minutes=1)


STEPS: dict[str, Callable[[Consultations, Act], object]] = {
    "answer": lambda use, by: use.answer(by, "api", "typed", turn=0),
    "revisit": lambda use, by: use.revisit(by, "api"),
    "back": lambda use, by: use.back(by),
    "correct": lambda use, by: use.correct(by, [Correction(question="api", option="typed", turn=0)]),
    "ask the rest": lambda use, by: use.ask_the_rest(by),
    "sign off": lambda use, by: use.sign_off(by, agrees=True),
    "restart": lambda use, by: use.restart(by),
    "cancel": lambda use, by: use.cancel(by),
    "record": lambda use, by: use.record(by, recording()),
}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS.keys())
def test_no_step_is_taken_in_a_cancelled_consultation(
    consultations: Consultations, step: Callable[[Consultations, Act], object]
) -> None:
    consultation = started(consultations)
    cancelled = consultations.cancel(act(consultation))
    with pytest.raises(NotOpenError) as refused:
        step(consultations, act(consultation))
    assert str(refused.value) == "This consultation was cancelled. Use Resume to go on with it."
    assert consultations.get("T1", consultation.id) == cancelled


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS.keys())
def test_no_step_is_taken_in_a_lapsed_consultation(
    consultations: Consultations, upkeep: Upkeep, clock: Clock, step: Callable[[Consultations, Act], object]
) -> None:
    consultation = started(consultations)
    clock.wait(MINUTE)
    upkeep.lapse(timedelta(seconds=1))
    with pytest.raises(NotOpenError) as refused:
        step(consultations, act(consultation))
    assert str(refused.value) == "This consultation has lapsed. Use Resume to go on with it."


AFTER_THE_DECISION: dict[str, Callable[[Consultations, Act], object]] = {
    **{name: step for name, step in STEPS.items() if name != "record"},
    "resume": lambda use, by: use.resume(by),
}


@pytest.mark.parametrize("step", AFTER_THE_DECISION.values(), ids=AFTER_THE_DECISION.keys())
def test_no_step_is_taken_after_the_decision(
    consultations: Consultations, step: Callable[[Consultations, Act], object]
) -> None:
    consultation = answered(consultations, started(consultations), {"admin": "needed"})
    consultations.record(act(consultation), recording())
    with pytest.raises(NotOpenError) as refused:
        step(consultations, act(consultation))
    assert str(refused.value) == "This ended with decision 1, so answers stay as they are."


def test_who_records_after_the_decision_is_told_who_was_first(consultations: Consultations) -> None:
    consultation = answered(consultations, started(consultations), {"admin": "needed"})
    consultations.record(act(consultation, "U2"), recording())
    with pytest.raises(RecordedMeanwhileError) as refused:
        consultations.record(act(consultation, "U3"), recording())
    assert str(refused.value) == "<@U2> recorded decision 1 from this meanwhile."
    with pytest.raises(RecordedMeanwhileError) as again:
        consultations.record(act(consultation, "U2"), recording())
    assert str(again.value) == "You recorded decision 1 from this meanwhile."


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS.keys())
def test_no_step_is_taken_in_another_workspaces_consultation(
    consultations: Consultations, step: Callable[[Consultations, Act], object]
) -> None:
    consultation = started(consultations)
    with pytest.raises(NoSuchConsultationError) as refused:
        step(consultations, Act("T2", consultation.id, "U9", delivery()))
    assert str(refused.value) == "That consultation does not exist any more; start a new one."
    assert consultations.get("T1", consultation.id) == consultation


def test_lapsing_closes_what_nobody_has_touched_for_long(
    consultations: Consultations, upkeep: Upkeep, clock: Clock, store: SqliteStore
) -> None:
    idle, busy = started(consultations), started(consultations)
    clock.wait(timedelta(days=13))
    answered(consultations, busy, {"api": "typed"})
    clock.wait(timedelta(days=2))
    assert upkeep.lapse(timedelta(days=14)) == [idle.id]
    assert upkeep.lapse(timedelta(days=14)) == []
    assert _states(consultations, idle, busy) == ["lapsed", "open"]
    assert idle.id in store.lagging(clock())


def test_what_lapsed_or_was_cancelled_is_resumed_with_its_answers(
    consultations: Consultations, upkeep: Upkeep, clock: Clock
) -> None:
    lapsed = answered(consultations, started(consultations), {"api": "typed"})
    clock.wait(MINUTE)
    upkeep.lapse(timedelta(seconds=1))
    cancelled = consultations.cancel(act(started(consultations)))
    assert consultations.resume(act(lapsed)).given == {"api": "typed"}
    assert consultations.resume(act(cancelled)).pending == "api"
    assert _states(consultations, lapsed, cancelled) == ["open", "open"]


def _states(consultations: Consultations, *of: Consultation) -> list[str]:
    return [consultations.get(one.workspace, one.id).state for one in of]
