from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from bot.consultations.model import SignOff
from bot.decisions.model import Decision, DecisionEvent, DecisionPage, Snapshot
from bot.decisions.query import LONGEST, Query, parse_query, plain_words
from bot.slack.blocks.changing import Rights
from bot.slack.blocks.decisions import detail, page, unread
from bot.slack.blocks.message import Message
from bot.slack.ids import Ref, decoded
from tests.decisions.queries import FULL
from tests.slack.blocks.scenes import (
    NOW,
    TODAY,
    answer,
    consultation,
    decided,
    lines,
    read,
    reported,
    scene,
    small_knowledge,
)

CHANGER = Rights(change=True, redact=True, undo=True)
FRAMEWORKS = [("django", "Django"), ("flask", "Flask")]
GUIDE = "\u2039<https://example.org/guide|guide>\u203a"
THREAD = "<https://example.slack.com/archives/C1/p1|thread>"
SIGNED = (
    SignOff(user="UANA", agrees=True, at=NOW),
    SignOff(user="UBO", agrees=False, concern="Who runs it?", at=NOW),
)


def decision(**changed: Any) -> Decision:
    now = consultation(
        {"admin": read("needed", "staff edit"), "load": answer("many")}, sign_offs=SIGNED, brief="ops tool"
    )
    kept = decided(small_knowledge(), now)
    snapshot = kept.snapshot.model_copy(update={"certainty": "Settled.", "knowledge_version": "abc123"})
    return kept.model_copy(update={"snapshot": snapshot, **changed})


def listing(found: DecisionPage, query: Query | None = None) -> Message:
    return page(found, query or Query(), FRAMEWORKS, TODAY, "/framework")


def log(*decisions: Decision, **more: Any) -> DecisionPage:
    return DecisionPage(decisions=decisions, **{"total": len(decisions), "all_total": 37, **more})


def test_a_page_lists_title_choice_status_people_date_and_thread() -> None:
    assert lines(listing(log(decision()))) == [
        "*Decisions* · 1 · newest first",
        f"*12 · Django for the ops tool*\nDjango · accepted · <@UANA>, <@UBO> · 21 Nov · {THREAD} [Open]",
        "[Filter]",
    ]


def test_a_decision_against_the_advice_is_marked() -> None:
    overridden = decision(recommended="fastapi", recommended_name="FastAPI")
    assert "accepted, against the advice" in lines(listing(log(overridden)))[1]


def test_an_overdue_decision_is_marked() -> None:
    overdue = decision(review_on=date(2026, 11, 1))
    assert "⚠ review was due 1 Nov · " in lines(listing(log(overdue)))[1]


def test_a_review_on_the_day_is_due() -> None:
    assert "⚠ review is due today" in lines(listing(log(decision(review_on=TODAY))))[1]


def test_a_rejected_decision_is_not_overdue() -> None:
    rejected = decision(review_on=date(2026, 11, 1), status="rejected")
    assert "review" not in lines(listing(log(rejected)))[1]


def test_without_deciders_the_one_who_recorded_is_named() -> None:
    assert "· <@UANA> ·" in lines(listing(log(decision(deciders=()))))[1]


def test_a_search_says_what_was_looked_for_and_how_many_there_are() -> None:
    found = listing(log(decision()), Query("*celery*"))
    assert (
        lines(found)[0]
        == "*Decisions that mention “\u2217celery\u2217”* · 1 of 37 · in title or choice first"
    )
    assert found.text == f"{lines(found)[0]}: 12 Django for the ops tool"


def test_pages_are_turned_with_what_was_looked_for() -> None:
    message = listing(log(decision(), newer=12, older=12), Query("celery"))
    assert lines(message)[-1] == "[Newer] [Older] [Filter] [Show all]"
    assert [decoded(button["value"]) for button in message.blocks[-1]["elements"][:2]] == [
        Ref(above=12, t="celery"),
        Ref(below=12, t="celery"),
    ]


def test_a_search_without_result_offers_all_and_another_filter() -> None:
    assert lines(listing(log(), Query("celery"))) == [
        "No decision mentions “celery”. There are 37 decisions in all.",
        "[Filter] [Show all]",
    ]


def test_a_search_without_result_says_which_word_may_have_been_meant_as_a_filter() -> None:
    assert lines(listing(log(), Query("overriden"))) == [
        (
            "No decision mentions “overriden”. “overriden” is no filter and was read as a word; did you mean "
            "“overridden”? There are 37 decisions in all."
        ),
        "[Filter] [Show all]",
    ]


def test_a_query_with_a_mistake_offers_the_rest_of_it_in_the_filter_and_all() -> None:
    message = unread("“x” is no date.", Query("celery", status="accepted"))
    assert lines(message) == ["“x” is no date.", "[Filter] [Show all]"]
    assert decoded(message.blocks[1]["elements"][0]["value"]) == Ref(t="status:accepted celery")


def test_a_search_with_emoji_says_that_they_are_not_searched_for() -> None:
    assert lines(listing(log(decision()), Query("ops 🚀", status="accepted")))[0] == (
        "*Decisions that mention “ops 🚀”* · 1 of 37 · in title or choice first\naccepted\n"
        "Only words and numbers are searched for, no emoji or other signs."
    )
    assert lines(listing(log(), Query("ops 🚀")))[0] == (
        "No decision mentions “ops 🚀”. Only words and numbers are searched for, no emoji or other signs. "
        "There are 37 decisions in all."
    )


def test_of_a_search_for_nothing_but_signs_no_result_is_claimed() -> None:
    assert lines(listing(log(), Query("🚀")))[0] == (
        "Only words and numbers are searched for, no emoji or other signs. There are 37 decisions in all."
    )


def test_one_decision_is_not_two() -> None:
    assert lines(listing(log(all_total=1), Query("celery"))) == [
        "No decision mentions “celery”. There is one decision in all.",
        "[Filter] [Show all]",
    ]


def test_an_empty_log_says_how_to_begin() -> None:
    assert lines(listing(log(all_total=0))) == [
        "No decision has been recorded yet. `/framework` starts a consultation."
    ]


def test_a_page_beyond_the_last_leads_back() -> None:
    assert lines(listing(log())) == [
        "There are no more decisions here. There are 37 decisions in all.",
        "[Filter] [Show all]",
    ]


def test_a_count_that_would_cost_is_capped() -> None:
    assert lines(listing(log(decision(), total=1001)))[0] == "*Decisions* · 1,000+ · newest first"


def test_what_a_list_is_filtered_by_stands_above_it() -> None:
    assert lines(listing(log(decision()), FULL))[0] == (
        "*Decisions that mention “celery”* · 1 of 37 · in title or choice first\n"
        "accepted · Django · by <@U012ABC> · in <#C012ABC> · since 1 Jan 2026 · before 1 Jul 2026"
        " · due for review · against the advice"
    )


def test_filters_alone_keep_the_newest_first() -> None:
    assert lines(listing(log(decision()), Query(status="rejected")))[0] == (
        "*Decisions* · 1 of 37 · newest first\nrejected"
    )


def test_filters_without_a_result_are_named() -> None:
    assert lines(listing(log(), Query(overridden=True))) == [
        "No decision is listed under: against the advice. There are 37 decisions in all.",
        "[Filter] [Show all]",
    ]
    assert lines(listing(log(), Query("celery", status="rejected"))) == [
        "No decision mentions “celery” under: rejected. There are 37 decisions in all.",
        "[Filter] [Show all]",
    ]


def test_a_narrowed_list_can_be_narrowed_otherwise_or_not_at_all() -> None:
    message = listing(log(decision(), older=12), Query("celery", status="accepted", due_by=TODAY))
    assert lines(message)[-1] == "[Older] [Filter] [Show all]"
    _, change, every = message.blocks[-1]["elements"]
    assert change["action_id"] == "v1.filter"
    assert decoded(change["value"]) == Ref(t="status:accepted due celery")
    assert decoded(every["value"]) == Ref()


def test_the_longest_words_go_along_whole() -> None:
    query = Query(plain_words(": " * LONGEST), framework="django")
    found = listing(log(decision(), older=12), query).blocks[-1]["elements"]
    assert [parse_query(decoded(button["value"]).t, TODAY) for button in found[:2]] == [query, query]


def test_one_decision_with_everything_that_it_rested_on() -> None:
    event = DecisionEvent(at=NOW, by="UCHI", what="status", before="proposed", after="accepted", why="Agreed")
    recorded = DecisionEvent(at=NOW, by="UANA", what="recorded")
    assert lines(detail(decision(), [recorded, event], CHANGER, TODAY)) == [
        "# Decision 12: Django for the ops tool",
        (
            "Chosen: *Django*\n"
            "Accepted · <@UANA>, <@UBO> · recorded by <@UANA> on 21 Nov 2026 · review on 21 May 2027"
        ),
        "*Why*\n> It brings the screens.",
        (
            f"*What the advice rested on*\nSettled.\n• screens says so. {GUIDE}\n"
            "• Caution: Watch the connections."
        ),
        f"*What spoke against it*\n• waiting says so. {GUIDE}",
        "_▰▰▰▰▰▰▰▰ Django: 12 points\n▰▰▰▰▱▱▱▱ FastAPI: 6 points\n▱▱▱▱▱▱▱▱ Flask: -1 point_",
        "*Answers*\n• Admin screens: *Yes* · read from “staff edit”\n• Slow requests: *Thousands* · <@UBO>",
        "*Sign-off*\n✓ <@UANA> agreed\n⚠ <@UBO> had a concern: “Who runs it?”",
        "*History*\n• 21 Nov 2026, <@UCHI> changed the status from proposed to accepted: “Agreed”",
        f"_Knowledge version abc123 · sources {GUIDE} · {THREAD}_",
        "[Change status: Proposed / Rejected / Deprecated] [Edit] [Supersede] [Undo] [Redact]",
        "[Reconsider] [Start from decision 12] [History]",
    ]


def test_a_decision_read_aloud_says_what_was_chosen() -> None:
    assert detail(decision(), [], Rights(), TODAY).text == (
        "Decision 12: Django for the ops tool. Chosen: *Django*. "
        "Accepted · <@UANA>, <@UBO> · recorded by <@UANA> on 21 Nov 2026 · review on 21 May 2027"
    )


def test_others_can_only_go_on_from_a_decision() -> None:
    shown = lines(detail(decision(), [], Rights(), TODAY))
    assert [line for line in shown if line.startswith("[")] == ["[Start from decision 12] [History]"]


def test_a_status_is_chosen_with_its_decision() -> None:
    picker = detail(decision(), [], CHANGER, TODAY).blocks[-2]["elements"][0]
    assert picker["action_id"] == "v1.status"
    assert decoded(picker["options"][0]["value"]) == Ref(d=12, t="proposed")


def test_a_decision_against_the_advice_says_what_was_advised_and_why_not() -> None:
    overridden = decision(recommended="fastapi", recommended_name="FastAPI", why_not="We know Django.")
    shown = lines(detail(overridden, [], Rights(), TODAY))
    assert shown[1].startswith("Chosen: *Django* · advised: FastAPI\nAccepted, against the advice · ")
    assert "*Why not what was advised*\n> We know Django." in shown


def test_where_the_advice_was_not_followed_its_sign_off_is_not_taken_for_that_of_the_choice() -> None:
    overridden = decision(recommended="fastapi", recommended_name="FastAPI", why_not="We know Django.")
    shown = lines(detail(overridden, [], Rights(), TODAY))
    assert (
        "*Sign-off of the advice, FastAPI*\n✓ <@UANA> agreed\n⚠ <@UBO> had a concern: “Who runs it?”" in shown
    )


def test_superseded_decisions_name_each_other() -> None:
    old = decision(status="superseded", superseded_by=14, supersedes=(3,))
    assert lines(detail(old, [], Rights(), TODAY))[1].endswith(
        "recorded by <@UANA> on 21 Nov 2026 · supersedes decision 3 · superseded by decision 14"
    )


def test_a_decision_that_replaces_several_names_all_of_them_and_leads_there() -> None:
    shown = lines(detail(decision(supersedes=(3, 7)), [], Rights(), TODAY))
    assert " · supersedes decisions 3 and 7" in shown[1]
    assert shown[-1] == "[Start from decision 12] [History] [Open decision 3] [Open decision 7]"
    assert " · supersedes decisions 3 and 7 · " in lines(listing(log(decision(supersedes=(3, 7)))))[1]


def test_of_very_many_that_one_replaces_the_first_are_named() -> None:
    shown = lines(detail(decision(supersedes=tuple(range(20, 50))), [], Rights(), TODAY))
    assert shown[1].endswith("supersedes decisions 20, 21, 22, 23, 24, 25, 26, 27, 28, 29 and 20 more")
    assert shown[-1].count("Open decision") == 10


def test_a_superseded_decision_leads_to_the_other_and_is_not_reconsidered() -> None:
    old = decision(status="superseded", superseded_by=14, supersedes=(3,))
    assert lines(detail(old, [], Rights(change=True), TODAY))[-2:] == [
        "[Change status: Proposed / Accepted / Rejected / Deprecated] [Edit]",
        "[Start from decision 12] [History] [Open decision 3] [Open decision 14]",
    ]


def test_what_follows_from_a_decision_stands_under_its_reasons() -> None:
    shown = lines(detail(decision(consequences="Two stacks."), [], Rights(), TODAY))
    assert shown[3] == "*What follows from it*\n> Two stacks."


def test_a_decision_without_a_consultation_says_so() -> None:
    logged = decision(snapshot=Snapshot())
    assert f"_Logged without a consultation · {THREAD}_" in lines(detail(logged, [], Rights(), TODAY))


def test_a_title_that_is_a_question_is_read_aloud_without_a_full_stop() -> None:
    text = detail(decision(title="Flask or FastAPI?"), [], Rights(), TODAY).text
    assert text.startswith("Decision 12: Flask or FastAPI? Chosen: ")


def test_only_the_last_changes_stand_in_the_detail() -> None:
    event = DecisionEvent(at=NOW, by="UANA", what="title", before="a", after="b")
    shown = "\n".join(lines(detail(decision(), [event] * 8, Rights(), TODAY)))
    assert shown.count("changed the title") == 5
    assert "and 3 more" in shown


def test_a_decision_keeps_its_words_when_the_knowledge_changes() -> None:
    gone = reported(scene(), headline="Something else")
    assert gone.advice.report.headline not in "".join(
        lines(detail(decision(), [], Rights(), TODAY + timedelta(days=900)))
    )


def test_a_review_that_is_due_can_be_answered_where_the_decision_is_read() -> None:
    shown = lines(detail(decision(), [], Rights(review=True), TODAY))
    assert shown[-2] == "[Still right]"
