from __future__ import annotations

import pytest

from bot.consultations.errors import NoSuchConsultationError
from bot.consultations.model import Answer
from bot.consultations.service import Consultations
from bot.store.sqlite import SqliteStore
from bot.workspaces.model import Conversation
from tests.consultations.build import NOON, started, starting


def test_a_consultation_starts_with_the_first_question(consultations: Consultations) -> None:
    consultation = started(consultations)
    assert (consultation.state, consultation.revision, consultation.asked) == ("open", 1, ("api",))
    assert (consultation.started_by, consultation.started_at, consultation.touched_at) == ("U1", NOON, NOON)
    assert consultations.get("T1", consultation.id) == consultation


def test_a_brief_gives_answers_with_the_words_they_were_read_from(consultations: Consultations) -> None:
    consultation = started(consultations, "An admin panel for the ops staff")
    assert consultation.brief == "An admin panel for the ops staff"
    assert consultation.answers == {
        "admin": Answer(option="needed", by="U1", at=NOON, origin="brief", evidence="admin panel")
    }


@pytest.mark.parametrize("brief", ["", "<!channel> *x* `y` שלום 🎉", "x" * 5000])
def test_a_brief_that_says_nothing_is_kept_and_gives_no_answer(
    consultations: Consultations, brief: str
) -> None:
    consultation = started(consultations, brief)
    assert consultations.get("T1", consultation.id).brief == brief
    assert consultation.answers == {}


def test_answers_of_an_earlier_decision_are_taken_over(consultations: Consultations) -> None:
    consultation = started(consultations, follows=12, answers={"api": "plain"})
    assert consultation.follows == 12
    assert consultation.answers == {"api": Answer(option="plain", by="U1", at=NOON, origin="decision")}
    assert consultation.asked == ("admin",)


def test_the_decision_whose_answers_are_taken_over_is_noted(consultations: Consultations) -> None:
    consultation = started(consultations, taken_from=12, answers={"api": "plain"})
    assert consultations.get("T1", consultation.id).taken_from == 12


def test_the_brief_goes_before_an_earlier_decision(consultations: Consultations) -> None:
    consultation = started(consultations, "an admin panel", answers={"admin": "none", "api": "plain"})
    assert consultation.given == {"admin": "needed", "api": "plain"}


def test_the_same_delivery_starts_nothing(consultations: Consultations, store: SqliteStore) -> None:
    first = started(consultations, delivery="trigger")
    assert consultations.start(starting(delivery="trigger")) is None
    assert store.open_consultations("T1") == [first]


def test_a_consultation_lags_until_it_is_presented(consultations: Consultations, store: SqliteStore) -> None:
    consultation = started(consultations)
    assert store.lagging(NOON) == [consultation.id]


def test_the_conversation_is_learnt(consultations: Consultations, store: SqliteStore) -> None:
    started(consultations, conversation=Conversation("T1", "D1", "direct"))
    assert store.conversation("T1", "D1").kind == "direct"


def test_another_workspace_is_told_that_a_consultation_does_not_exist(consultations: Consultations) -> None:
    consultation = started(consultations)
    with pytest.raises(NoSuchConsultationError) as refused:
        consultations.get("T2", consultation.id)
    assert str(refused.value) == "That consultation does not exist any more; start a new one."
