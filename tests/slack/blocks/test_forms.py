from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.consultations.model import Correction
from bot.consultations.recording import Recording
from bot.decisions.changes import Edit
from bot.decisions.query import Query
from bot.slack.blocks.forms import (
    concern_from,
    corrections_from,
    edit_from,
    filter_errors,
    query_from,
    record_errors,
    recording_from,
    redacted_from,
    status_from,
    supersede_from,
    text_errors,
    typed_in,
)
from bot.slack.blocks.modals import correct
from bot.slack.ids import UnknownButtonError
from tests.decisions.queries import FULL, TODAY
from tests.slack.blocks.scenes import answer, scene

FILLED: dict[str, dict[str, dict[str, Any]]] = {
    "title.django": {"title": {"type": "plain_text_input", "value": "  Django for the ops tool "}},
    "chosen": {"v1.chosen": {"selected_option": {"value": "django"}}},
    "rationale": {"rationale": {"value": "Screens."}},
    "consequences": {"consequences": {"value": " One more language. "}},
    "deciders": {"deciders": {"selected_users": ["UANA", "UBO"]}},
    "review_on": {"review_on": {"selected_date": "2027-05-21"}},
}


def test_a_filled_modal_is_a_recording() -> None:
    assert recording_from(FILLED) == Recording(
        title="Django for the ops tool",
        chosen="django",
        why_not="",
        rationale="Screens.",
        deciders=("UANA", "UBO"),
        review_on=date(2027, 5, 21),
        consequences="One more language.",
    )


def test_what_was_chosen_elsewhere_is_read() -> None:
    elsewhere = FILLED | {"chosen": {"v1.log-chosen": {"selected_option": {"value": "flask"}}}}
    assert recording_from(elsewhere).chosen == "flask"


def test_empty_fields_are_empty() -> None:
    empty: dict[str, dict[str, dict[str, Any]]] = {
        "title": {"title": {"value": None}},
        "review_on": {"review_on": {"selected_date": None}},
    }
    assert recording_from(empty) == Recording("", "", "", "", (), None)


def test_a_decision_that_follows_the_advice_has_no_errors() -> None:
    assert record_errors(FILLED, "django", "Django", TODAY) == {}


def test_a_decision_without_any_advice_has_no_errors() -> None:
    assert record_errors(FILLED, None, "", TODAY) == {}


def test_title_and_reason_may_not_be_blank() -> None:
    blank = FILLED | {"title.django": {"title": {"value": "  "}}, "rationale": {"rationale": {"value": "\n"}}}
    missing = {"title.django": "Give the decision a title.", "rationale": "Say in a sentence why."}
    assert record_errors(blank, "django", "Django", TODAY) == missing
    assert text_errors(blank) == missing


@pytest.mark.parametrize("day", ["2026-11-21", "2025-05-21"])
def test_a_review_that_would_be_due_at_once_is_told_at_its_field(day: str) -> None:
    past = FILLED | {"review_on": {"review_on": {"selected_date": day}}}
    assert record_errors(past, "django", "Django", TODAY) == {
        "review_on": "Choose a review date after 21 Nov 2026, or none."
    }


def test_another_choice_needs_a_reason() -> None:
    asked = FILLED | {"why_not": {"why_not": {"value": " "}}}
    assert record_errors(asked, "fastapi", "FastAPI", TODAY) == {
        "why_not": "The recommendation is FastAPI. Say in a sentence why not."
    }


def test_another_choice_with_a_reason_is_fine() -> None:
    said = FILLED | {"why_not": {"why_not": {"value": "We know Django."}}}
    assert record_errors(said, "fastapi", "FastAPI", TODAY) == {}


def test_a_recommendation_that_moved_while_the_modal_was_open_is_told_at_the_choice() -> None:
    assert list(record_errors(FILLED, "fastapi", "FastAPI", TODAY)) == ["chosen"]


def test_a_concern_is_read() -> None:
    assert concern_from({"concern": {"concern": {"value": " Who runs it? "}}}) == "Who runs it?"


def test_corrections_are_read_by_question() -> None:
    values: dict[str, dict[str, dict[str, Any]]] = {
        "question.admin.1.needed": {"answer": {"selected_option": {"value": "none"}}},
        "question.load.2.many": {"answer": {"selected_option": {"value": "leave_open"}}},
        "question.team.1.alone": {"answer": {"selected_option": None}},
    }
    assert corrections_from(values) == (
        Correction(question="admin", option="none", turn=1),
        Correction(question="load", option=None, turn=2),
    )


def test_a_picker_that_was_left_as_it_was_corrects_nothing() -> None:
    view = correct(scene({"admin": answer("needed", turn=3)}))
    block = view["blocks"][0]
    values = {block["block_id"]: {"answer": {"selected_option": block["element"]["initial_option"]}}}
    assert corrections_from(values) == ()


def test_several_options_that_are_chosen_are_one_answer_and_none_is_none() -> None:
    flask, django = {"value": "flask"}, {"value": "django"}
    values: dict[str, dict[str, dict[str, Any]]] = {
        "question.out.1.django": {"answer": {"selected_options": [django, flask]}},
        "question.gone.2.flask": {"answer": {"selected_options": []}},
        "question.open.0.leave_open": {"answer": {"selected_options": []}},
    }
    assert corrections_from(values) == (
        Correction(question="out", option="django-and-flask", turn=1),
        Correction(question="gone", option=None, turn=2),
    )


def test_corrections_of_another_version_are_refused() -> None:
    with pytest.raises(UnknownButtonError):
        corrections_from({"question.admin": {"answer": {"selected_option": {"value": "none"}}}})


def test_an_edit_is_read() -> None:
    assert edit_from(FILLED) == Edit(
        title="Django for the ops tool",
        rationale="Screens.",
        consequences="One more language.",
        deciders=("UANA", "UBO"),
        review_on=date(2027, 5, 21),
    )


def test_a_status_and_its_reason_are_read() -> None:
    values: dict[str, dict[str, dict[str, Any]]] = {
        "status": {"status": {"selected_option": {"value": "deprecated"}}},
        "why": {"why": {"value": " Nobody runs it. "}},
    }
    assert status_from(values) == ("deprecated", "Nobody runs it.")


@pytest.mark.parametrize(
    ("typed", "number"), [("14", 14), (" #14 ", 14), ("fourteen", None), ("", None), ("²", None)]
)
def test_the_number_of_a_successor_is_read(typed: str, number: int | None) -> None:
    values: dict[str, dict[str, dict[str, Any]]] = {
        "number": {"number": {"value": typed}},
        "why": {"why": {"value": None}},
    }
    assert supersede_from(values) == (number, "")


def test_a_text_to_remove_is_read() -> None:
    assert redacted_from({"text": {"redacted": {"value": "hunter2"}}}) == "hunter2"


def test_every_text_that_was_typed_is_found_in_the_order_of_its_entries() -> None:
    values: dict[str, dict[str, dict[str, Any]]] = {
        "title": {"title": {"type": "plain_text_input", "value": "Wheels"}},
        "chosen": {"v1.chosen": {"type": "static_select", "selected_option": {"value": "django"}}},
        "why": {"why": {"type": "plain_text_input", "value": None}},
        "rationale": {"rationale": {"type": "plain_text_input", "value": "It\nfits."}},
    }
    assert typed_in(values) == ["Wheels", "It\nfits."]


SOUGHT: dict[str, dict[str, dict[str, Any]]] = {
    "words": {"words": {"value": ' “celery”  "due" '}},
    "status": {"status": {"selected_option": {"value": "accepted"}}},
    "framework": {"framework": {"selected_option": {"value": "django"}}},
    "person": {"person": {"selected_users": ["U012ABC"]}},
    "channel": {"channel": {"selected_conversations": ["C012ABC"]}},
    "since": {"since": {"selected_date": "2026-01-01"}},
    "before": {"before": {"selected_date": "2026-07-01"}},
    "only": {"only": {"selected_options": [{"value": "due"}, {"value": "overridden"}]}},
}


def test_what_is_looked_for_is_read() -> None:
    assert query_from(SOUGHT, TODAY) == replace(FULL, words="celery due")
    assert filter_errors(SOUGHT) == {}


def test_a_filter_that_is_left_empty_or_any_filters_nothing() -> None:
    empty: dict[str, dict[str, dict[str, Any]]] = {
        "words": {"words": {"value": None}},
        "status": {"status": {"selected_option": {"value": "*"}}},
        "framework": {"framework": {"selected_option": None}},
        "person": {"person": {"selected_users": []}},
        "channel": {"channel": {"selected_conversations": []}},
        "since": {"since": {"selected_date": None}},
        "only": {"only": {"selected_options": []}},
    }
    assert query_from(empty, TODAY) == Query()
    assert filter_errors(empty) == {}


@pytest.mark.parametrize("before", ["2026-01-01", "2025-12-31"])
def test_days_between_which_there_is_none_are_told_at_their_field(before: str) -> None:
    values = SOUGHT | {"before": {"before": {"selected_date": before}}}
    assert filter_errors(values) == {"before": "Choose a day after 1 Jan 2026, or none."}
