from __future__ import annotations

from bot.slack.blocks.logbook import log_form, logged, offer_log
from bot.slack.ids import Form, carried
from tests.slack.blocks.scenes import TODAY, check_view, lines, shown, small_knowledge


def test_the_form_asks_for_what_a_decision_needs_with_the_asker_and_six_months_filled_in() -> None:
    view = log_form(small_knowledge(), Form(ch="C1", back="https://x"), "UANA", TODAY)
    check_view(view)
    assert view["title"]["text"] == "Log a decision"
    assert carried(view["private_metadata"]) == Form(ch="C1", back="https://x")
    assert shown(view["blocks"]) == [
        "Title: ",
        "Chosen: ",
        "Why: ",
        "What follows from it: ",
        "Decided by: ['UANA']",
        "Review on: 2027-05-21",
    ]


def test_every_candidate_can_be_chosen() -> None:
    picker = log_form(small_knowledge(), Form(), "UANA", TODAY)["blocks"][1]["element"]
    assert [each["text"]["text"] for each in picker["options"]] == ["Django", "FastAPI", "Flask"]


def test_who_logged_a_decision_is_told_its_number() -> None:
    assert lines(logged(13, "*Django* for the shop")) == [
        "📌 Decision 13: \u2217Django\u2217 for the shop is in the log. [Open]"
    ]


def test_what_was_said_is_offered_the_form() -> None:
    assert lines(offer_log()) == ["Log a decision that was made elsewhere.", "[Open the form]"]
