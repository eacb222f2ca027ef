from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.consultations.recording import Recording
from bot.decisions.model import Similar
from bot.slack.blocks.elements import Block
from bot.slack.blocks.logbook import blank, log_form, log_or_build, logged, offer_log
from bot.slack.ids import Form, Ref, carried, decoded
from tests.slack.blocks.scenes import (
    TODAY,
    check_view,
    consultation,
    decided,
    lines,
    shown,
    small_knowledge,
)


def form(draft: Recording | None = None, similar: Sequence[Similar] = ()) -> Block:
    where = Form(ch="C1", back="https://x")
    view = log_form(small_knowledge(), where, draft or blank("UANA", TODAY), TODAY, similar)
    check_view(view)
    assert carried(view["private_metadata"]) == where
    return view


def test_the_form_asks_for_what_a_decision_needs_with_the_asker_and_six_months_filled_in() -> None:
    view = form()
    assert view["title"]["text"] == "Log a decision"
    assert shown(view["blocks"]) == [
        "Title: ",
        "Chosen: ",
        "Why: ",
        "What follows from it: ",
        "Decided by: ['UANA']",
        "Review on: 2027-05-21",
    ]


def test_every_candidate_can_be_chosen() -> None:
    picker = form()["blocks"][1]["element"]
    assert [each["text"]["text"] for each in picker["options"]] == ["Django", "FastAPI", "Flask"]


def test_who_chose_the_same_before_stands_under_the_choice_and_what_was_typed_stays() -> None:
    draft = Recording("The shop", "django", "", "It sells.", ("UBO",), date(2027, 1, 1), consequences="More.")
    past = decided(small_knowledge(), consultation(), title="Django for the back office", review_on=TODAY)
    view = form(draft, [Similar(decision=past, shared=(), same_choice=True, shares_part=True)])
    assert shown(view["blocks"]) == [
        "Title: The shop",
        "Chosen: Django",
        (
            "*What was decided before*\n"
            "• *#12 Django for the back office*, accepted, due for review · also Django"
        ),
        "Why: It sells.",
        "What follows from it: More.",
        "Decided by: ['UBO']",
        "Review on: 2027-01-01",
    ]


def test_the_fields_keep_their_ids_while_the_form_changes() -> None:
    past = decided(small_knowledge(), consultation())
    after = form(
        Recording("x", "flask", "", "", (), None),
        [Similar(decision=past, shared=(), same_choice=True, shares_part=True)],
    )
    assert inputs(after) == inputs(form())


def inputs(view: Block) -> list[tuple[str, str]]:
    fields = [each for each in view["blocks"] if each["type"] == "input"]
    return [(each["block_id"], each["element"]["action_id"]) for each in fields]


def test_who_logged_a_decision_is_told_its_number() -> None:
    assert lines(logged(13, "*Django* for the shop")) == [
        "📌 Decision 13: \u2217Django\u2217 for the shop is in the log. [Open]"
    ]


def test_what_was_said_is_offered_the_form_with_its_title() -> None:
    message = offer_log("Django for the shop")
    assert lines(message) == ["Log a decision that was made elsewhere.", "[Open the form]"]
    assert decoded(message.blocks[1]["elements"][0]["value"]) == Ref(t="Django for the shop")


def test_a_title_that_was_typed_is_filled_in() -> None:
    assert (
        shown(form(blank("UANA", TODAY, "Django for the shop"))["blocks"])[0] == "Title: Django for the shop"
    )


def test_an_overlong_title_is_cut_to_what_the_form_takes() -> None:
    form(blank("UANA", TODAY, "Django for the shop " * 200))


def test_in_doubt_two_buttons_ask_whether_it_is_a_decision_or_a_brief() -> None:
    message = log_or_build("log viewer")
    assert lines(message) == [
        "Is “log viewer” what you are building, or a decision to log?",
        "[It is what we are building] [Log the decision]",
    ]
    assert [decoded(each["value"]) for each in message.blocks[1]["elements"]] == [
        Ref(t="log viewer"),
        Ref(t="viewer"),
    ]
