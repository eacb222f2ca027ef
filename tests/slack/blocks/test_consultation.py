from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.advice.questions import NOT_SURE
from bot.consultations.model import Change, Wording
from bot.slack.blocks.consultation import changed, folded, question, recorded, root
from bot.slack.ids import Ref, decoded
from tests.slack.blocks.scenes import NOW, answer, lines, read, scene, small_knowledge


def test_the_root_says_who_asks_what_was_read_and_where_it_stands() -> None:
    asked = scene({"admin": read("needed", "staff edit")}, brief="ops tool, staff edit", asked=("load",))
    assert lines(root(asked)) == [
        "🧭 *Which Python web framework?* · asked by <@UANA>\n> “ops tool, staff edit”",
        "Read from this:\n• Admin screens: *Yes* (“staff edit”) [Correct]",
        "_Question 1 of about 2, in the thread · leading: *Django*_",
    ]


def test_the_root_without_a_brief_is_two_lines() -> None:
    message = root(scene(asked=("admin",)))
    assert lines(message) == [
        "🧭 *Which Python web framework?* · asked by <@UANA>",
        "_Question 1 of about 2, in the thread_",
    ]
    assert message.text == (
        "Which Python web framework, asked by <@UANA>. Question 1 of about 2, in the thread"
    )


def test_the_root_says_that_nothing_was_read_from_a_brief() -> None:
    nothing = "_Nothing read from this; the questions follow._"
    assert lines(root(scene(brief="hello", asked=("admin",))))[1:] == [
        nothing,
        "_Question 1 of about 2, in the thread_",
    ]
    answered = scene({"admin": answer("none")}, brief="hello", asked=("admin", "load"))
    assert lines(root(answered))[1] == "Answered: Admin screens: *No* [Correct]"


@pytest.mark.parametrize("more", [{"brief": "  "}, {"turns": {"admin": 1}}, {"state": "lapsed"}])
def test_the_root_says_nothing_of_reading_where_there_was_no_brief_or_no_question_follows(
    more: dict[str, Any],
) -> None:
    told = lines(root(scene(**{"brief": "hello", "asked": ("admin",), **more})))
    assert not any("Nothing read" in line for line in told)


def test_the_root_names_the_decision_whose_answers_it_began_with() -> None:
    told = scene({"admin": answer("none", origin="decision")}, taken_from=12)
    assert lines(root(told))[1] == "Taken over from decision 12: Admin screens: *No* [Correct]"


def test_the_root_names_the_decision_that_it_was_started_from_although_that_had_no_answers() -> None:
    assert lines(root(scene(taken_from=12, asked=("admin",)))) == [
        "🧭 *Which Python web framework?* · asked by <@UANA> · started from decision 12",
        "_Question 1 of about 2, in the thread_",
    ]


def test_the_root_links_its_thread_once_the_address_is_known() -> None:
    known = scene(asked=("admin",))
    linked = type(known)(
        known.consultation, known.advice, known.knowledge, root_link="https://x.slack.com/p1"
    )
    assert lines(root(linked))[1] == ("_Question 1 of about 2, <https://x.slack.com/p1|in the thread>_")


def test_the_root_tells_answers_of_the_thread_and_of_an_earlier_decision() -> None:
    told = scene({"admin": answer("none", origin="decision"), "load": answer("few")}, follows=3)
    assert lines(root(told))[1] == (
        "From decision 3: Admin screens: *No*\nAnswered: Slow requests: *Few* [Correct]"
    )


def test_the_root_shows_the_recommendation_when_nothing_is_left_to_ask() -> None:
    over = scene({"admin": answer("needed"), "load": answer("many")}, asked=("admin", "load"))
    assert lines(root(over))[-1] == "_Recommended: *Django* · in the thread_"


def test_the_root_says_that_an_answer_is_being_changed() -> None:
    over = scene({"admin": answer("needed")}, asked=("admin",), revisiting="admin")
    assert lines(root(over))[-1] == "_An answer is being changed, in the thread · leading: *Django*_"


def test_what_lapsed_can_be_resumed() -> None:
    assert lines(root(scene(state="lapsed", asked=("admin",))))[1:] == [
        "This has lapsed, because nobody went on with it. Nothing is lost. [Resume]"
    ]


def test_what_was_cancelled_can_be_resumed_but_not_corrected() -> None:
    cancelled = scene({"admin": answer("needed")}, state="cancelled")
    assert lines(root(cancelled))[1:] == [
        "Answered: Admin screens: *Yes*",
        "This was cancelled. Nothing is lost. [Resume]",
    ]


def test_the_root_ends_with_the_decision() -> None:
    decision = "📌 *Decision 12: Django for the ops tool* · <@UANA>, <@UBO> · review on 21 May 2027 [Open]"
    done = scene({"admin": answer("needed")}, state="recorded", decision=12)
    assert lines(root(done))[-1] == decision
    assert lines(recorded(done)) == [decision]


@pytest.mark.parametrize(
    ("became", "told"),
    [
        ({"status": "rejected"}, "rejected"),
        ({"status": "superseded", "superseded_by": 14}, "superseded by decision 14"),
        ({"supersedes": (3, 7), "review_on": None}, "supersedes decisions 3 and 7"),
    ],
)
def test_what_became_of_the_decision_stands_in_its_thread(became: dict[str, Any], told: str) -> None:
    done = scene({"admin": answer("needed")}, state="recorded", decision=12)
    assert done.decision is not None
    changed = replace(done, decision=done.decision.model_copy(update=became))
    assert lines(recorded(changed)) == [
        f"📌 *Decision 12: Django for the ops tool* · <@UANA>, <@UBO> · {told} [Open]"
    ]


def test_the_root_says_which_decision_is_reconsidered() -> None:
    message = root(scene({"admin": answer("none", origin="decision")}, follows=3, asked=("load",)))
    assert (
        lines(message)[0] == "🧭 *Which Python web framework?* · asked by <@UANA> · decision 3 reconsidered"
    )


def test_a_decision_that_is_not_at_hand_is_named_by_its_number() -> None:
    done = scene({"admin": answer("needed")}, state="recorded", decision=12)
    assert lines(recorded(replace(done, decision=None))) == ["📌 *Decision 12* [Open]"]


def test_a_question_has_a_button_for_each_option() -> None:
    assert lines(question(scene({"load": answer("few")}, asked=("load", "admin")), "admin")) == [
        "*Do people edit the data?* · 2 of about 3",
        "[1 Yes] [2 No] [Not sure]",
        "_Answer with a button, or type a number or a word._",
        "[Why this question?] [Back]",
    ]


def test_the_first_question_has_nothing_to_go_back_to() -> None:
    assert lines(question(scene(asked=("admin",)), "admin"))[-1] == "[Why this question?]"


def test_a_question_read_aloud_names_its_options() -> None:
    assert (
        question(scene(asked=("admin",)), "admin").text
        == "Do people edit the data? 1 Yes, 2 No, or not sure."
    )


def test_a_question_with_more_than_five_options_has_a_list() -> None:
    message = question(scene(asked=("team",)), "team")
    assert lines(message)[1:3] == [
        "[Choose an answer: 1 Team 0 / 2 Team 1 / 3 Team 2 / 4 Team 3 / 5 Team 4 / 6 Team 5] [Not sure]",
        "_Choose from the list, or type a number or a word._",
    ]
    row = message.blocks[1]
    assert decoded(row["block_id"]) == Ref(c=7, q="team")
    assert [each["value"] for each in row["elements"][0]["options"]] == list("012345")


def test_a_button_carries_consultation_question_option_and_turn() -> None:
    again = scene({"admin": answer("needed", turn=2)}, asked=("admin",), revisiting="admin")
    buttons = question(again, "admin").blocks[1]["elements"]
    assert [button["action_id"] for button in buttons] == [
        "v1.answer.needed",
        "v1.answer.none",
        "v1.answer.not-sure",
    ]
    assert [decoded(button["value"]) for button in buttons] == [
        Ref(c=7, q="admin", o="needed", n=2),
        Ref(c=7, q="admin", o="none", n=2),
        Ref(c=7, q="admin", o=NOT_SURE, n=2),
    ]


def test_a_question_that_is_open_again_shows_its_answer_so_far() -> None:
    again = scene({"admin": answer("needed")}, asked=("admin", "load"), revisiting="admin", left=1)
    assert lines(question(again, "admin"))[0] == (
        "*Do people edit the data?* · 1 of about 2\nSo far: *Yes* · <@UBO>"
    )


@pytest.mark.parametrize(
    ("expected", "left", "place"),
    [
        (4, 1, " · 2 of about 4"),
        (4, 7, " · 2 of about 4"),
        (2, 1, " · 2 of about 2"),
        (2, 2, ""),
        (1, 1, ""),
        (0, 3, ""),
    ],
)
def test_the_guess_at_how_many_questions_there_are_never_grows(expected: int, left: int, place: str) -> None:
    asking = scene({"load": answer("few")}, asked=("load", "admin"), left=left, expected=expected)
    assert lines(question(asking, "admin"))[0] == f"*Do people edit the data?*{place}"
    said = place.removeprefix(" · ") or "2"
    assert lines(root(asking))[-1].startswith(f"_Question {said}, in the thread")


def test_a_question_has_no_place_when_nobody_knows_how_many_there_are() -> None:
    asking = scene({"load": answer("few")}, asked=("load", "admin"), left=0)
    assert lines(question(asking, "admin"))[0] == "*Do people edit the data?*"
    assert lines(root(asking))[-1] == "_Question 2, in the thread_"


def test_an_open_question_of_a_closed_consultation_has_no_buttons() -> None:
    assert lines(question(scene(state="lapsed", asked=("admin",)), "admin")) == [
        "*Do people edit the data?*\nNot answered."
    ]


def test_an_answered_question_is_one_line() -> None:
    assert lines(folded(scene({"admin": answer("needed")}), "admin")) == [
        "✓ Admin screens: *Yes* · <@UBO> [Change]"
    ]


def test_not_sure_is_an_answer() -> None:
    assert lines(folded(scene({"admin": answer(NOT_SURE)}), "admin")) == [
        "✓ Admin screens: *Not sure* · <@UBO> [Change]"
    ]


def test_an_answer_of_a_closed_consultation_cannot_be_changed() -> None:
    done = scene({"admin": answer("needed")}, state="recorded", decision=12)
    assert lines(folded(done, "admin")) == ["✓ Admin screens: *Yes* · <@UBO>"]


def test_a_change_names_who_and_what() -> None:
    change = Change(question="load", before="few", after="many", by="UANA", at=NOW)
    assert lines(changed(scene(), change)) == ["_<@UANA> changed “Slow requests” from *Few* to *Thousands*._"]


def test_an_answer_whose_question_is_gone_is_said_not_to_count() -> None:
    lost = scene({"gone": answer("away"), "admin": answer("needed")}, asked=("gone", "admin"))
    assert lines(folded(lost, "gone")) == [
        "“gone” is no longer asked here, so the answer *away* by <@UBO> does not count."
    ]
    assert lines(root(lost))[1] == (
        "Answered: Admin screens: *Yes*\nNo longer asked, so without effect: “gone” [Correct]"
    )


def test_what_is_gone_since_it_was_decided_is_told_in_the_words_that_were_kept() -> None:
    then = scene({"admin": answer("needed"), "load": answer("many")}, state="recorded", decision=12)
    base = small_knowledge()
    without = base.model_copy(update={"questions": base.questions[1:]})
    now = replace(then, knowledge=without)
    assert lines(folded(now, "admin")) == [
        "“Admin screens” is no longer asked here, so the answer *Yes* by <@UBO> does not count."
    ]
    assert "No longer asked, so without effect: “Admin screens”" in lines(root(now))[1]


def test_what_is_gone_while_the_questions_go_on_is_told_in_the_words_in_which_it_was_asked() -> None:
    wordings = {
        "gone": Wording(name="Licence", option="away", label="Any"),
        "waited": Wording(name="Data centre"),
        "admin": Wording(name="Screens", option="forever", label="For ever"),
    }
    lost = scene(
        {"gone": answer("away"), "admin": answer("forever")},
        asked=("gone", "admin"),
        lost=("waited",),
        wordings=wordings,
    )
    assert lines(folded(lost, "gone")) == [
        "“Licence” is no longer asked here, so the answer *Any* by <@UBO> does not count."
    ]
    assert lines(root(lost))[1] == (
        "No longer asked: “Data centre”\n"
        "No longer asked, so without effect: “Licence”\n"
        "No longer an answer, so without effect: “Admin screens: *For ever*” [Correct]"
    )
    assert lines(question(lost, "waited"))[0].startswith(
        "The question “Data centre” is no longer asked here."
    )


def test_another_answer_than_the_one_that_was_kept_is_not_told_in_its_words() -> None:
    then = scene({"admin": answer("needed")}, state="recorded", decision=12)
    other = then.consultation.model_copy(update={"answers": {"admin": answer("forever")}})
    assert "“Admin screens: *forever*”" in lines(root(replace(then, consultation=other)))[1]


def test_a_question_that_is_gone_leads_on_to_what_is_left() -> None:
    lost = scene({"gone": answer("away"), "admin": answer("needed")}, asked=("gone", "admin", "missing"))
    assert lines(question(lost, "missing")) == [
        "The question “missing” is no longer asked here. 1 answer kept. [Go on]"
    ]
    closed = scene({"gone": answer("away")}, asked=("missing",), state="lapsed")
    assert lines(question(closed, "missing")) == [
        "The question “missing” is no longer asked here. 0 answers kept."
    ]


def test_markup_in_a_brief_stays_text() -> None:
    brief = "<!channel> *bold* `code`\n> quote"
    assert lines(root(scene(brief=brief)))[0].splitlines()[1] == (
        "> “&lt;!channel&gt; \u2217bold\u2217 \u02cbcode\u02cb &gt; quote”"
    )


def test_an_answer_whose_option_is_gone_is_said_not_to_count() -> None:
    lost = scene({"admin": answer("forever")})
    assert lines(root(lost))[1] == (
        "No longer an answer, so without effect: “Admin screens: *forever*” [Correct]"
    )


def test_a_question_that_is_gone_before_its_answer_is_said_to_be() -> None:
    waited = scene({"admin": answer("needed")}, lost=("gone",))
    assert lines(root(waited))[1] == "Answered: Admin screens: *Yes*\nNo longer asked: “gone” [Correct]"
