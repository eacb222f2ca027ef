from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from bot.advice.advisor import Advisor
from bot.advice.rulebook import Rulebook
from bot.consultations.errors import NotOpenError, ReasonNeededError
from bot.consultations.model import Consultation
from bot.consultations.recording import option_label
from bot.consultations.service import Consultations
from bot.decisions.model import AnsweredQuestion, Decision, KeptReason, KeptSignOff, KeptSource
from bot.decisions.query import Query
from bot.decisions.service import Decisions
from bot.store.sqlite import SqliteStore
from bot.workspaces.model import Conversation, Viewer
from tests.consultations.build import (
    NOON,
    Clock,
    act,
    answered,
    recording,
    small_knowledge,
    started,
)

ANYBODY = Viewer("T1", "U9")


def advised(consultations: Consultations) -> Consultation:
    """A consultation that recommends Django."""
    return answered(consultations, started(consultations, "an admin panel"), {"api": "plain"})


def recorded(consultations: Consultations, consultation: Consultation, **more: object) -> Decision:
    decision = consultations.record(act(consultation), recording(**more))
    assert decision
    return decision


def test_a_decision_is_recorded_with_what_the_modal_says(
    consultations: Consultations, store: SqliteStore
) -> None:
    consultation = advised(consultations)
    decision = recorded(consultations, consultation, permalink="https://example.org/p1")
    assert (decision.number, decision.title, decision.chosen_name) == (1, "Ops tool", "Django")
    assert (decision.recommended, decision.overrides, decision.status) == ("django", False, "accepted")
    assert (decision.recorded_by, decision.recorded_at) == ("U2", NOON)
    assert (decision.consultation, decision.permalink) == (consultation.id, "https://example.org/p1")
    assert store.find_decision(ANYBODY, 1) == decision


def test_recording_closes_the_consultation(consultations: Consultations, store: SqliteStore) -> None:
    consultation = advised(consultations)
    store.set_revision_shown(consultation.id, consultation.revision)
    recorded(consultations, consultation)
    after = consultations.get("T1", consultation.id)
    assert (after.state, after.decision, after.revision) == ("recorded", 1, consultation.revision + 1)
    assert store.open_consultations("T1") == []
    assert store.lagging(NOON) == [consultation.id]


def test_a_decision_keeps_in_words_what_it_rested_on(consultations: Consultations) -> None:
    consultation = advised(consultations)
    consultations.sign_off(act(consultation, "U3"), agrees=False, concern="Too large")
    kept = recorded(consultations, consultation).snapshot
    assert kept.brief == "an admin panel"
    assert kept.answers == (
        AnsweredQuestion(
            question="admin",
            name="Admin",
            ask="What about admin?",
            option="needed",
            label="Yes, from the start",
            by="U1",
            read_from="admin panel",
        ),
        AnsweredQuestion(
            question="api", name="Api", ask="What about api?", option="plain", label="Plain", by="U2"
        ),
    )
    assert kept.parts == ("django",)
    assert kept.reasons == (
        KeptReason(
            rule="screens", framework="django", points=6, because="screens says so.", sources=("guide",)
        ),
    )
    assert kept.sources == (KeptSource(id="guide", title="A guide", url=""),)
    assert kept.sign_offs == (KeptSignOff(user="U3", agrees=False, concern="Too large"),)
    assert (kept.ranking[0].name, kept.ranking[0].points) == ("Django", 6)
    assert kept.knowledge_version == small_knowledge().version
    assert kept.certainty


def test_a_word_on_another_recommendation_is_not_kept_with_the_decision(consultations: Consultations) -> None:
    consultation = answered(consultations, started(consultations), {"admin": "needed"})
    consultation = consultations.sign_off(act(consultation, "U3"), agrees=True)
    consultation = answered(consultations, consultation, {"admin": "none", "api": "typed"})
    consultation = consultations.sign_off(act(consultation, "U4"), agrees=True)
    decision = recorded(consultations, consultation, chosen="fastapi")
    assert decision.snapshot.sign_offs == (KeptSignOff(user="U4", agrees=True),)


def test_another_than_the_recommended_is_recorded_with_a_reason(consultations: Consultations) -> None:
    decision = recorded(consultations, advised(consultations), chosen="flask", why_not="We know Flask.")
    assert (decision.chosen_name, decision.recommended_name) == ("Flask", "Django")
    assert (decision.overrides, decision.why_not) == (True, "We know Flask.")


@pytest.mark.parametrize("why_not", ["", "  \n"])
def test_another_than_the_recommended_needs_a_reason(
    consultations: Consultations, store: SqliteStore, why_not: str
) -> None:
    consultation = advised(consultations)
    with pytest.raises(ReasonNeededError) as refused:
        recorded(consultations, consultation, chosen="flask", why_not=why_not)
    assert str(refused.value) == "Say in a sentence why not Django."
    assert consultations.get("T1", consultation.id) == consultation
    assert store.count_decisions(ANYBODY, Query()) == 0


def test_a_refused_recording_may_be_tried_again_with_the_same_modal(consultations: Consultations) -> None:
    consultation = advised(consultations)
    with pytest.raises(ReasonNeededError):
        consultations.record(act(consultation, delivered="modal"), recording(chosen="flask"))
    again = consultations.record(
        act(consultation, delivered="modal"), recording(chosen="flask", why_not="We know it.")
    )
    assert again


def test_the_same_delivery_records_once(consultations: Consultations, store: SqliteStore) -> None:
    consultation = advised(consultations)
    assert consultations.record(act(consultation, delivered="modal"), recording())
    assert consultations.record(act(consultation, delivered="modal"), recording()) is None
    assert store.count_decisions(ANYBODY, Query()) == 1


def test_of_two_people_who_record_at_once_one_does(consultations: Consultations, store: SqliteStore) -> None:
    consultation = advised(consultations)
    barrier = Barrier(2)

    def record(person: str) -> str:
        barrier.wait()
        try:
            consultations.record(act(consultation, person), recording())
        except NotOpenError as error:
            return str(error)
        return "recorded"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(record, ["U2", "U3"]))
    told = [f"<@{user}> recorded decision 1 from this meanwhile." for user in ("U2", "U3")]
    assert outcomes in ([told[0], "recorded"], [told[1], "recorded"])
    assert store.count_decisions(ANYBODY, Query()) == 1


def test_numbers_have_no_gap_when_many_record_at_once(
    consultations: Consultations, store: SqliteStore
) -> None:
    waiting = [advised(consultations) for _ in range(8)]
    with ThreadPoolExecutor(4) as pool:
        numbers = [
            decision.number for decision in pool.map(lambda one: recorded(consultations, one), waiting)
        ]
    assert sorted(numbers) == [*range(1, 9)]
    assert store.count_decisions(ANYBODY, Query()) == 8


def test_a_crash_while_recording_leaves_everything_as_it_was(
    consultations: Consultations, store: SqliteStore
) -> None:
    consultation = advised(consultations)
    store.database._connection().execute("""
        CREATE TEMP TRIGGER crash BEFORE UPDATE ON consultations
        BEGIN SELECT RAISE(ABORT, 'the power is gone'); END
    """)
    with pytest.raises(Exception, match="the power is gone"):
        consultations.record(act(consultation, delivered="modal"), recording())
    store.database._connection().execute("DROP TRIGGER crash")
    assert consultations.get("T1", consultation.id) == consultation
    assert store.count_decisions(ANYBODY, Query("ops")) == 0
    assert consultations.record(act(consultation, delivered="modal"), recording())


@pytest.mark.parametrize("kind", ["private", "direct"])
def test_a_decision_made_in_private_stays_there(
    consultations: Consultations, store: SqliteStore, kind: str
) -> None:
    hidden = Conversation("T1", "G1", kind)  # type: ignore[arg-type]  # a parameter of the test
    recorded(consultations, started(consultations, "an admin panel", conversation=hidden))
    assert store.count_decisions(ANYBODY, Query()) == 0
    assert store.count_decisions(Viewer("T1", "U9", frozenset({"G1"})), Query()) == 1


def test_a_channel_made_private_since_hides_its_decision(
    consultations: Consultations, store: SqliteStore
) -> None:
    consultation = advised(consultations)
    store.learn_conversation(Conversation("T1", "C1", "private"), NOON)
    assert recorded(consultations, consultation).kind == "private"


def test_history_says_who_recorded(consultations: Consultations, store: SqliteStore, clock: Clock) -> None:
    recorded(consultations, advised(consultations))
    clock.wait(timedelta(minutes=1))
    history = Decisions(store, clock).history(ANYBODY, 1)
    assert [(event.what, event.by, event.at) for event in history] == [("recorded", "U2", NOON)]


def test_answers_that_the_knowledge_has_lost_are_kept_but_do_not_count(
    consultations: Consultations, store: SqliteStore, clock: Clock
) -> None:
    consultation = answered(consultations, started(consultations, "an admin panel"), {"api": "typed"})
    rest = [question for question in small_knowledge().questions if question.id != "api"]
    rules = [rule for rule in small_knowledge().rules if rule.id in ("screens", "tiny")]
    smaller = Rulebook(small_knowledge(questions=rest, rules=rules))
    decision = recorded(Consultations(store, Advisor(smaller, ()), clock), consultation)
    assert decision.recommended == "django"
    assert [(one.question, one.name, one.label) for one in decision.snapshot.answers] == [
        ("admin", "Admin", "Yes, from the start"),
        ("api", "Api", "Typed"),
    ]


@pytest.mark.parametrize(
    ("question", "option", "label"),
    [
        ("api", "typed", "Typed"),
        ("api", "not-sure", "Not sure"),
        ("api", "graphql", "graphql"),
        ("colour", "red", "red"),
    ],
)
def test_an_answer_is_told_in_words_as_far_as_they_are_known(question: str, option: str, label: str) -> None:
    assert option_label(small_knowledge(), question, option) == label
