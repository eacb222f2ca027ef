from __future__ import annotations

from bot.decisions.model import Decision
from bot.slack.blocks import changing
from bot.slack.blocks.elements import Block
from bot.slack.ids import Form, Ref, carried, decoded
from tests.slack.blocks.scenes import answer, check_view, consultation, decided, lines, shown, small_knowledge

FORM = Form(d=12, r=3, ch="C1", back="https://hooks.slack.com/x")


def decision() -> Decision:
    kept = decided(small_knowledge(), consultation({"admin": answer("needed")}))
    return kept.model_copy(update={"consequences": "One more stack."})


def logged() -> Decision:
    kept = decision()
    return kept.model_copy(update={"snapshot": kept.snapshot.model_copy(update={"answers": ()})})


def fields(view: Block) -> list[str]:
    check_view(view)
    assert carried(view["private_metadata"]) == FORM
    return shown(view["blocks"])


def test_a_new_status_is_asked_with_why() -> None:
    assert fields(changing.status_form(decision(), "deprecated", FORM)) == [
        "*Decision 12: Django for the ops tool* is accepted now.",
        "Status: Deprecated",
        "Why: ",
    ]


def test_editing_starts_from_what_stands() -> None:
    assert fields(changing.edit_form(decision(), FORM)) == [
        "Title: Django for the ops tool",
        "Why: It brings the screens.",
        "What follows from it: One more stack.",
        "Decided by: ['UANA', 'UBO']",
        "Review on: 2027-05-21",
    ]


def test_an_edit_leaves_title_and_reason_standing() -> None:
    needed = [
        each["block_id"] for each in changing.edit_form(decision(), FORM)["blocks"] if "optional" not in each
    ]
    assert needed == ["title", "rationale"]


def test_superseding_asks_for_a_number_or_starts_over() -> None:
    view = changing.supersede_form(decision(), FORM)
    assert fields(view) == [
        (
            "*Decision 12: Django for the ops tool*\n"
            "Not decided anew yet? Start a consultation with the old answers filled in. [Reconsider]"
        ),
        "Number of the decision that supersedes it: ",
        "Why: ",
    ]
    assert decoded(view["blocks"][0]["accessory"]["value"]) == Ref(d=12)


def test_superseding_what_has_no_answers_promises_none() -> None:
    view = changing.supersede_form(logged(), FORM)
    assert fields(view)[0] == (
        "*Decision 12: Django for the ops tool*\n"
        "Not decided anew yet? Start a consultation afresh: this decision was logged without answers. "
        "[Reconsider]"
    )


def test_redacting_says_what_it_does_and_asks_whether_it_is_meant() -> None:
    view = changing.redact_form(decision(), FORM)
    check_view(view)
    assert view["blocks"][0]["text"]["text"] == (
        "*Decision 12: Django for the ops tool*\n"
        "The text is removed from the decision, its history, its consultation, the search and later exports. "
        "The history says that something was removed, and not what."
    )
    assert [block["label"]["text"] for block in view["blocks"][1:]] == [
        "Text to remove, as it is written",
        "This cannot be undone",
    ]
    assert not any(block.get("optional") for block in view["blocks"])


def test_a_consultation_elsewhere_is_led_to() -> None:
    assert lines(changing.starts_from(decision(), "C2")) == [
        "A consultation with the answers of decision 12 starts in <#C2>."
    ]


def test_a_consultation_that_starts_from_no_answers_says_so() -> None:
    assert lines(changing.starts_from(logged(), "C2")) == [
        "Decision 12 was logged without answers; a consultation starts afresh in <#C2>."
    ]
