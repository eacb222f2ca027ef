from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.advice.knowledge import KnowledgeBase
from bot.advice.questions import NOT_SURE
from bot.consultations.recording import Recording
from bot.decisions.model import Similar
from bot.slack.blocks.elements import Block
from bot.slack.blocks.fields import months_later
from bot.slack.blocks.message import Scene
from bot.slack.blocks.modals import concern, correct, reasons, record, suggested_title
from bot.slack.ids import Ref, View, decoded
from tests.advice.build import question, rule
from tests.slack.blocks.scenes import (
    TODAY,
    answer,
    check_view,
    decided,
    read,
    reported,
    scene,
    shown,
    small_knowledge,
)

TYPED = Recording(
    "Our choice", "flask", "We know it.", "Small.", ("UCHI",), None, consequences="A second stack."
)


def settled(**more: Any) -> Scene:
    return scene({"admin": read("needed", "staff"), "load": answer("many")}, **more)


def fields(view: Block) -> list[str]:
    check_view(view)
    return shown(view["blocks"])


def ids(view: Block) -> list[str]:
    return [block["block_id"] for block in view["blocks"]]


def test_the_recording_modal_comes_filled_in() -> None:
    view = record(settled(brief="Ops tool, staff edit records"), TODAY)
    assert fields(view) == [
        "Title: Django: Ops tool",
        "Chosen: Django (recommended)",
        "Why: screens says so.",
        "What follows from it: ",
        "Decided by: ['UANA', 'UBO']",
        "Review on: 2027-05-21",
    ]


def test_the_recording_modal_knows_its_consultation() -> None:
    view = record(settled(), TODAY)
    assert view["callback_id"] == View.RECORD
    assert decoded(view["private_metadata"]) == Ref(c=7)


def test_every_candidate_can_be_chosen_and_the_recommended_comes_first() -> None:
    picker = record(settled(), TODAY)["blocks"][1]
    labels = [option["text"]["text"] for option in picker["element"]["options"]]
    assert labels == ["Django (recommended)", "FastAPI", "Flask"]
    assert picker["dispatch_action"] is True


def test_what_is_ruled_out_is_marked() -> None:
    base = small_knowledge(rule("no-flask", {"admin": "needed"}, rules_out=["flask"]))
    view = record(scene({"admin": answer("needed")}, base), TODAY)
    options = view["blocks"][1]["element"]["options"]
    assert [option["text"]["text"] for option in options] == [
        "Django (level)",
        "FastAPI (level)",
        "Flask (ruled out)",
    ]


def test_another_choice_asks_why_not() -> None:
    assert fields(record(settled(), TODAY, chosen="fastapi"))[:4] == [
        "Title: FastAPI as our web framework",
        "Chosen: FastAPI",
        "Why not Django?: ",
        "Why FastAPI?: waiting says so.",
    ]


def test_a_choice_for_which_nothing_speaks_leaves_the_reason_to_people() -> None:
    assert "Why Flask?: " in fields(record(settled(), TODAY, chosen="flask"))


def test_what_was_typed_is_kept_when_the_choice_changes() -> None:
    assert fields(record(settled(), TODAY, chosen="fastapi", draft=TYPED)) == [
        "Title: Our choice",
        "Chosen: FastAPI",
        "Why not Django?: We know it.",
        "Why FastAPI?: Small.",
        "What follows from it: A second stack.",
        "Decided by: ['UCHI']",
        "Review on: ",
    ]


def test_suggestions_follow_the_choice_under_new_ids() -> None:
    before = record(settled(), TODAY)
    draft = Recording(suggested_title(settled(), "django"), "django", "", "screens says so.", (), TODAY)
    after = record(settled(), TODAY, chosen="fastapi", draft=draft)
    assert fields(after)[0] == "Title: FastAPI as our web framework"
    assert not {"title", "rationale"} & {*ids(before), *ids(after)}
    assert ids(before)[0] != ids(after)[0]


def test_typed_texts_keep_their_ids_whatever_is_chosen() -> None:
    views = [record(settled(), TODAY, chosen=each, draft=TYPED) for each in ("fastapi", "flask")]
    assert ids(views[0]) == ids(views[1])


def test_a_title_takes_the_first_clause_of_the_brief() -> None:
    told = scene(brief="Help desk for schools. About 20 people, one server")
    assert suggested_title(told, "django") == "Django: Help desk for schools"


def test_a_brief_that_starts_with_a_comma_gives_no_clause() -> None:
    assert suggested_title(scene(brief=", and more"), "django") == "Django as our web framework"


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 11, 21), date(2027, 5, 21)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2026, 6, 30), date(2026, 12, 30)),
        (date(2026, 12, 1), date(2027, 6, 1)),
    ],
)
def test_a_review_is_due_in_six_months(day: date, later: date) -> None:
    assert months_later(day) == later


def test_a_concern_is_asked_for_in_a_sentence() -> None:
    assert fields(concern(settled())) == [
        "Recommended: *Django*. Your concern is shown with it and kept with the decision.",
        "What worries you?: ",
    ]


def test_every_answer_can_be_corrected() -> None:
    view = correct(settled())
    assert fields(view) == ["Do people edit the data?: Yes", "How many requests wait at once?: Thousands"]
    assert [option["value"] for option in view["blocks"][0]["element"]["options"]] == [
        "needed",
        "none",
        NOT_SURE,
        "leave_open",
    ]


def test_not_sure_can_be_corrected() -> None:
    assert fields(correct(scene({"admin": answer(NOT_SURE)}))) == ["Do people edit the data?: Not sure"]


def test_an_answer_that_the_knowledge_has_lost_can_be_taken_back() -> None:
    assert fields(correct(scene({"gone": answer("away")}))) == ["gone: away"]


def test_without_answers_there_is_nothing_to_correct() -> None:
    view = correct(scene())
    assert fields(view) == ["There is no answer to change yet."]
    assert "submit" not in view


def _with_refusals() -> KnowledgeBase:
    options = [{"id": each, "label": each.capitalize(), "refuses": [each]} for each in ("django", "flask")]
    return small_knowledge(asked=[{**question("out"), "options": options}])


def test_what_nobody_is_asked_is_offered_for_correction_also_without_an_answer() -> None:
    view = correct(scene(base=_with_refusals()))
    check_view(view)
    (block,) = view["blocks"]
    assert block["optional"]
    assert block["label"]["text"] == "What about out?"
    assert [each["value"] for each in block["element"]["options"]] == ["django", "flask"]
    assert "initial_options" not in block["element"]


def test_what_nobody_is_asked_is_offered_after_the_answers() -> None:
    view = correct(scene({"admin": read("needed", "staff")}, _with_refusals()))
    assert [each["label"]["text"] for each in view["blocks"]] == [
        "Do people edit the data?",
        "What about out?",
    ]


def test_several_refused_frameworks_are_chosen_in_one_picker() -> None:
    view = correct(scene({"out": answer("django-and-flask")}, _with_refusals()))
    check_view(view)
    chosen = view["blocks"][0]["element"]["initial_options"]
    assert [each["value"] for each in chosen] == ["django", "flask"]


def test_a_refused_framework_that_the_knowledge_has_lost_can_be_taken_back() -> None:
    view = correct(scene({"out": answer("pyramid")}, _with_refusals()))
    assert fields(view) == ["What about out?: pyramid"]


def test_all_reasons_show_what_applies_and_what_one_answer_would_bring_in() -> None:
    guide = "\u2039<https://example.org/guide|guide>\u203a"
    assert fields(reasons(settled())) == [
        (
            f"*What applies*\n• *Django +12, Flask -1*: screens says so. {guide}\n"
            f"• *FastAPI +6*: waiting says so. Watch the connections. {guide}"
        ),
        (
            "*What an open question could add*\n"
            f"• If “People” were “Team 0”: *Flask +1*: tiny says so. {guide}"
        ),
    ]


def test_what_another_answer_would_bring_in_is_told_apart() -> None:
    guide = "\u2039<https://example.org/guide|guide>\u203a"
    shown = scene({"admin": answer("none"), "load": answer("few"), "team": answer("0")})
    assert fields(reasons(shown))[1] == (
        "*What another answer would bring in*\n"
        f"• If “Admin screens” were “Yes”: *Django +12, Flask -1*: screens says so. {guide}\n"
        "• If “Slow requests” were “Thousands”: "
        f"*FastAPI +6*: waiting says so. Watch the connections. {guide}"
    )


def test_without_rules_there_are_no_reasons() -> None:
    nothing = reported(scene(), applied=(), nearly=())
    assert fields(reasons(nothing)) == ["No rule applies to the answers so far."]


def test_past_decisions_that_are_alike_stand_above_the_form() -> None:
    shown = settled()
    past = decided(shown.knowledge, shown.consultation)
    alike = Similar(
        decision=past, shared=("Admin screens", "Slow requests"), same_choice=False, shares_part=False
    )
    assert fields(record(replace(shown, similar=(alike,)), TODAY))[0] == (
        "*What was decided before*\n"
        "• *#12 Django for the ops tool*, accepted · same answers: Admin screens, Slow requests"
    )
