from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from bot.advice.advisor import Advisor
from bot.advice.rulebook import Rulebook
from bot.consultations.errors import (
    NothingBeforeError,
    NotOfferedError,
    StaleAnswerError,
    TakenBackError,
)
from bot.consultations.model import Answer, Consultation, Correction, SignOff
from bot.consultations.service import Consultations
from bot.store.sqlite import SqliteStore
from tests.advice.build import question
from tests.consultations.build import (
    NOON,
    Clock,
    act,
    answered,
    small_knowledge,
    started,
)

MINUTE = timedelta(minutes=1)


def corrections(seen: Consultation, **answers: str | None) -> list[Correction]:
    """What somebody sends who sees the consultation like this."""
    return [Correction(question=name, option=each, turn=seen.turn(name)) for name, each in answers.items()]


def test_an_answer_is_kept_and_the_next_question_put(consultations: Consultations, clock: Clock) -> None:
    consultation = started(consultations)
    clock.wait(MINUTE)
    after = consultations.answer(act(consultation, "U2"), "api", "typed", turn=0)
    assert after.answers == {"api": Answer(option="typed", by="U2", at=NOON + MINUTE, origin="person")}
    assert (after.asked, after.revision, after.touched_at) == (("api", "admin"), 2, NOON + MINUTE)
    assert consultations.get("T1", consultation.id) == after


def test_answers_lead_to_an_end(consultations: Consultations) -> None:
    after = answered(
        consultations, started(consultations), {"api": "typed", "admin": "needed", "roles": "few"}
    )
    assert (after.asked, after.pending) == (("api", "admin", "roles"), None)


def test_not_sure_is_an_answer(consultations: Consultations) -> None:
    after = answered(consultations, started(consultations), {"api": "not-sure"})
    assert after.asked == ("api", "admin")


def test_the_same_delivery_answers_once(consultations: Consultations) -> None:
    consultation = started(consultations)
    first = consultations.answer(act(consultation, delivered="click"), "api", "typed", turn=0)
    again = consultations.answer(act(consultation, delivered="click"), "api", "typed", turn=0)
    assert again == first
    assert consultations.get("T1", consultation.id) == first


def test_a_click_on_a_question_answered_since_changes_nothing(consultations: Consultations) -> None:
    consultation = answered(consultations, started(consultations), {"api": "typed"})
    with pytest.raises(StaleAnswerError) as refused:
        consultations.answer(act(consultation, "U3"), "api", "plain", turn=0)
    assert str(refused.value) == "That question was answered by <@U2>: Typed. Use Change to answer anew."
    assert consultations.get("T1", consultation.id) == consultation


def test_a_stale_click_on_a_question_somebody_was_not_sure_of_says_so(consultations: Consultations) -> None:
    consultation = answered(consultations, started(consultations), {"api": "not-sure"})
    with pytest.raises(StaleAnswerError) as refused:
        consultations.answer(act(consultation), "api", "plain", turn=0)
    assert str(refused.value) == "That question was answered by <@U2>: Not sure. Use Change to answer anew."


def test_a_click_on_an_old_message_counts_while_its_question_is_open(consultations: Consultations) -> None:
    consultation = answered(consultations, started(consultations), {"api": "plain"})
    after = consultations.answer(act(consultation), "size", "tiny", turn=0)
    assert after.given == {"api": "plain", "size": "tiny"}
    assert after.asked == ("api", "admin")


def test_a_refused_click_is_refused_again_when_it_is_delivered_again(consultations: Consultations) -> None:
    consultation = answered(consultations, started(consultations), {"api": "typed"})
    for _ in range(2):
        with pytest.raises(StaleAnswerError):
            consultations.answer(act(consultation, delivered="late"), "api", "plain", turn=0)


def test_of_two_people_who_answer_at_once_one_is_told(consultations: Consultations) -> None:
    consultation = started(consultations)
    barrier = Barrier(2)

    def click(option: str) -> str:
        barrier.wait()
        try:
            consultations.answer(act(consultation), "api", option, turn=0)
        except StaleAnswerError:
            return "told"
        return option

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(click, ["plain", "typed"]))
    after = consultations.get("T1", consultation.id)
    assert outcomes in (["plain", "told"], ["told", "typed"])
    assert after.given["api"] in outcomes
    assert (after.turn("api"), after.revision) == (1, 2)


def test_a_question_is_opened_again_while_its_answer_stands(consultations: Consultations) -> None:
    consultation = answered(consultations, started(consultations), {"api": "typed"})
    after = consultations.revisit(act(consultation), "api")
    assert (after.current, after.pending, after.given) == ("api", "admin", {"api": "typed"})


def test_a_question_opened_again_is_answered_anew(consultations: Consultations) -> None:
    consultation = answered(consultations, started(consultations), {"api": "typed"})
    consultation = consultations.revisit(act(consultation), "api")
    after = consultations.answer(act(consultation, "U3"), "api", "plain", turn=1)
    assert (after.current, after.given) == ("admin", {"api": "plain"})
    assert [(change.question, change.by) for change in after.changes] == [("api", "U3")]


def test_a_question_without_an_answer_is_not_opened_again(consultations: Consultations) -> None:
    assert consultations.revisit(act(started(consultations)), "size").revisiting is None


def test_a_changed_answer_takes_back_a_question_that_it_makes_pointless(
    consultations: Consultations,
) -> None:
    consultation = answered(consultations, started(consultations), {"api": "typed", "admin": "needed"})
    assert consultation.pending == "roles"
    after = answered(consultations, consultation, {"admin": "none"})
    assert (after.asked, after.pending) == (("api", "admin"), None)


def test_a_changed_answer_after_the_end_asks_on(consultations: Consultations) -> None:
    consultation = answered(consultations, started(consultations), {"api": "typed", "admin": "none"})
    after = answered(consultations, consultation, {"api": "plain"})
    assert after.asked == ("api", "admin", "size")


def test_back_opens_the_question_before(consultations: Consultations) -> None:
    consultation = answered(consultations, started(consultations), {"api": "plain", "admin": "none"})
    once = consultations.back(act(consultation))
    twice = consultations.back(act(consultation))
    assert (once.current, twice.current, twice.pending) == ("admin", "api", "size")


def test_back_at_the_first_question_is_refused(consultations: Consultations) -> None:
    consultation = started(consultations)
    with pytest.raises(NothingBeforeError) as refused:
        consultations.back(act(consultation))
    assert str(refused.value) == "This is the first question; there is nothing before it."


def test_several_readings_are_corrected_at_once(consultations: Consultations) -> None:
    consultation = started(consultations, "an admin panel", answers={"size": "tiny"})
    after = consultations.correct(
        act(consultation), corrections(consultation, admin=None, size="large", api="plain")
    )
    assert after.given == {"size": "large", "api": "plain"}
    assert [(change.question, change.after) for change in after.changes] == [("size", "large")]
    assert after.pending == "admin"


def test_several_refused_frameworks_stand_in_the_order_of_the_knowledge(
    store: SqliteStore, clock: Clock
) -> None:
    refusing = [{"id": each, "label": each, "refuses": [each]} for each in ("django", "flask")]
    base = small_knowledge(questions=[{**question("out"), "options": refusing}], rules=[])
    consultations = Consultations(store, Advisor(Rulebook(base), ()), clock)
    consultation = started(consultations, answers={"out": "django-and-flask"})
    after = consultations.correct(act(consultation), corrections(consultation, out="flask-and-django"))
    assert after == consultation


def test_corrections_of_answers_that_were_given_since_change_nothing(consultations: Consultations) -> None:
    seen = answered(consultations, started(consultations), {"admin": "needed", "api": "typed"})
    after = consultations.correct(act(seen, "U3"), corrections(seen, admin="none"))
    with pytest.raises(StaleAnswerError) as refused:
        consultations.correct(act(seen, "U4"), corrections(seen, api="plain", admin="needed"))
    assert str(refused.value) == "That question was answered by <@U3>: No. Use Change to answer anew."
    assert consultations.get("T1", seen.id) == after


def test_a_correction_that_repeats_what_stands_keeps_who_answered(consultations: Consultations) -> None:
    consultation = started(consultations, "an admin panel")
    after = consultations.correct(act(consultation, "U9"), corrections(consultation, admin="needed"))
    assert after == consultation


def test_the_rest_is_asked_on_request(consultations: Consultations) -> None:
    consultation = started(consultations)
    assert consultations.ask_the_rest(act(consultation)).asks_the_rest


def test_people_say_what_they_think_and_may_think_again(consultations: Consultations, clock: Clock) -> None:
    consultation = started(consultations)
    consultations.sign_off(act(consultation, "U2"), agrees=True)
    consultations.sign_off(act(consultation, "U3"), agrees=True)
    clock.wait(MINUTE)
    after = consultations.sign_off(act(consultation, "U2"), agrees=False, concern="Too large")
    assert after.sign_offs == (
        SignOff(user="U3", agrees=True, at=NOON, about="django"),
        SignOff(user="U2", agrees=False, concern="Too large", at=NOON + MINUTE, about="django"),
    )


def test_restarting_keeps_only_what_nobody_answered_in_person(consultations: Consultations) -> None:
    consultation = started(consultations, "an admin panel", answers={"size": "tiny"})
    consultation = answered(consultations, consultation, {"api": "typed"})
    consultations.sign_off(act(consultation), agrees=True)
    consultations.ask_the_rest(act(consultation))
    after = consultations.restart(act(consultation))
    assert after.given == {"admin": "needed", "size": "tiny"}
    assert (after.asked, after.revisiting, after.sign_offs) == (("api",), None, ())
    assert after.asks_the_rest is False


@pytest.mark.parametrize(("question", "option"), [("api", "gone"), ("gone", "typed"), ("gone", "not-sure")])
def test_an_answer_that_is_not_offered_is_refused(
    consultations: Consultations, question: str, option: str
) -> None:
    consultation = started(consultations)
    with pytest.raises(NotOfferedError) as refused:
        consultations.answer(act(consultation), question, option, turn=0)
    assert str(refused.value) == "That answer is no longer offered; choose one of those shown."
    assert consultations.get("T1", consultation.id) == consultation


def test_a_click_on_a_question_from_before_a_restart_changes_nothing(consultations: Consultations) -> None:
    consultation = answered(consultations, started(consultations), {"api": "typed"})
    after = consultations.restart(act(consultation))
    with pytest.raises(TakenBackError) as refused:
        consultations.answer(act(consultation), "api", "plain", turn=0)
    assert str(refused.value) == "That question was opened again since; answer it where it is asked anew."
    assert consultations.get("T1", consultation.id) == after
    assert consultations.answer(act(consultation), "api", "plain", turn=1).given == {"api": "plain"}


def test_a_button_from_before_an_answer_was_left_open_stays_stale(consultations: Consultations) -> None:
    consultation = answered(consultations, started(consultations), {"api": "typed"})
    consultation = consultations.correct(act(consultation), corrections(consultation, api=None))
    consultation = answered(consultations, consultation, {"api": "plain"})
    with pytest.raises(StaleAnswerError):
        consultations.answer(act(consultation), "api", "typed", turn=1)


def test_every_step_makes_the_thread_lag(consultations: Consultations, store: SqliteStore) -> None:
    consultation = started(consultations)
    store.set_revision_shown(consultation.id, consultation.revision)
    consultations.answer(act(consultation), "api", "typed", turn=0)
    assert store.lagging(NOON) == [consultation.id]


def test_a_consultation_goes_on_under_changed_knowledge(
    consultations: Consultations, store: SqliteStore, clock: Clock
) -> None:
    consultation = answered(consultations, started(consultations), {"api": "typed"})
    assert consultation.pending == "admin"
    left = [question for question in small_knowledge().questions if question.id in ("api", "size")]
    rules = [rule for rule in small_knowledge().rules if rule.id in ("typed", "tiny")]
    smaller = Rulebook(small_knowledge(questions=left, rules=rules))
    after = Consultations(store, Advisor(smaller, ()), clock).sign_off(act(consultation), agrees=True)
    assert (after.asked, after.given) == (("api",), {"api": "typed"})
