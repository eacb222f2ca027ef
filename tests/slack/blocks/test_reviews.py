from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.decisions.model import Decision, DecisionEvent
from bot.decisions.replay import Difference, Replay
from bot.slack.blocks import reviews
from bot.slack.ids import Form
from tests.slack.blocks.scenes import (
    answer,
    check,
    check_view,
    consultation,
    decided,
    lines,
    shown,
    small_knowledge,
)

DUE_ON = date(2027, 5, 21)
AT = datetime(2027, 5, 21, 9, tzinfo=UTC)
DUE = "*Decision 12 is due for review:* Django for the ops tool."


def decision(**changed: object) -> Decision:
    kept = decided(small_knowledge(), consultation({"admin": answer("needed")}))
    return kept.model_copy(update=changed)


def replayed(**more: object) -> Replay:
    fields = {
        "number": 12,
        "title": "Django for the ops tool",
        "chosen": "django",
        "chosen_name": "Django",
        "then": "django",
        "then_name": "Django",
        "now": "django",
        "now_name": "Django",
        **more,
    }
    return Replay(**fields)  # type: ignore[arg-type]  # fields of several types


def event(what: str, revision: int = 2, why: str = "") -> DecisionEvent:
    return DecisionEvent(at=AT, by="UBO", what=what, why=why, revision=revision)


def test_the_reminder_says_that_todays_knowledge_agrees() -> None:
    message = reviews.reminder(decision(), replayed())
    assert lines(message) == [
        f"{DUE} Today's knowledge would still recommend it.",
        "_Recorded on 21 Nov 2026 · for <@UANA>, <@UBO> to answer_",
        "[Still right] [Reconsider] [Deprecate] [Open]",
    ]
    assert message.text == f"{DUE} Today's knowledge would still recommend it."


def test_the_reminder_says_what_todays_knowledge_would_recommend_instead_and_why() -> None:
    differences = (
        Difference("none", "Django is not run here", {}, {}, rules_out=True),
        Difference("screens", "The admin is generated.", {"django": 9}, {}),
        Difference("waiting", "It waits well", {}, {"fastapi": 6}),
        Difference("tiny", "Not shown", {"django": 1}, {"django": 2}),
    )
    other = replayed(now="fastapi", now_name="FastAPI", differences=differences, lost=("People",))
    assert lines(reviews.reminder(decision(), other))[:2] == [
        (
            f"{DUE} Today's knowledge would recommend *FastAPI* for the same answers. "
            "It has no use any more for the answers to: People."
        ),
        (
            "*What makes the difference*\n• Ruled out today: Django is not run here.\n"
            "• Counts no longer: The admin is generated.\n• New: It waits well."
        ),
    ]


def test_the_reminder_tells_a_choice_against_the_advice_from_the_advice() -> None:
    against = reviews.reminder(decision(chosen_name="Flask"), replayed(chosen="flask"))
    assert against.text == (
        f"{DUE} Today's knowledge would still recommend Django; Flask was chosen against the advice."
    )
    proved = reviews.reminder(decision(), replayed(chosen="flask", now="flask", now_name="Flask"))
    assert proved.text == f"{DUE} Today's knowledge would recommend it; at the time it was Django."


def test_the_reminder_of_a_decision_without_answers_says_nothing_of_the_knowledge() -> None:
    assert reviews.reminder(decision(), None).text == DUE


def test_reconsider_is_read_aloud_with_what_it_starts_from() -> None:
    kept = decision()
    logged = kept.model_copy(update={"snapshot": kept.snapshot.model_copy(update={"answers": ()})})
    spoken = [reviews.review_buttons(each)["elements"][1]["accessibility_label"] for each in (kept, logged)]
    assert spoken == [
        "Reconsider with the old answers filled in",
        "Reconsider in a consultation that starts afresh",
    ]


@pytest.mark.parametrize("title", ["Flask: flask or fastapi for a model service?", "Flask, at last!", "Etc."])
def test_a_title_with_an_end_of_its_own_gets_no_full_stop(title: str) -> None:
    due = f"*Decision 12 is due for review:* {title}"
    assert reviews.reminder(decision(title=title), replayed()).text == (
        f"{due} Today's knowledge would still recommend it."
    )


def test_the_reminder_says_when_everything_is_ruled_out_today() -> None:
    assert reviews.reminder(decision(), replayed(now=None, now_name="")).text == (
        f"{DUE} Today's knowledge would rule everything out for the same answers."
    )


def test_who_may_not_be_shown_the_decision_is_told_its_number_alone() -> None:
    assert lines(reviews.untitled(12, "C1")) == [
        "Decision 12, which you recorded in <#C1>, is due for review. Only that conversation can show it."
    ]


def test_an_answered_reminder_says_how_the_review_ended() -> None:
    title = "Django for the ops tool"
    told = {
        "review": reviews.answered(decision(review_on=date(2028, 5, 22)), [event("review")]),
        "never": reviews.answered(decision(review_on=None), [event("review")]),
        "moved": reviews.answered(decision(review_on=date(2028, 1, 2)), [event("review date")]),
        "ended": reviews.answered(decision(status="deprecated"), [event("status", why="We left.")]),
        "replaced": reviews.answered(decision(status="superseded", superseded_by=20), [event("status")]),
    }
    assert {name: message.text for name, message in told.items()} == {
        "review": (
            f"✓ *Decision 12 is still right*, says <@UBO>: {title}. The next review is on 22 May 2028."
        ),
        "never": f"✓ *Decision 12 is still right*, says <@UBO>: {title}. No further review is planned.",
        "moved": (
            f"*The review of decision 12 was moved*, says <@UBO>: {title}. The next review is on 2 Jan 2028."
        ),
        "ended": f"*Decision 12 is deprecated now*, says <@UBO> (“We left.”): {title}.",
        "replaced": f"*Decision 12 is superseded now*, says <@UBO>: {title}.",
    }
    for message in told.values():
        check(message)


def test_the_newest_answer_is_told() -> None:
    history = [event("review", 2), event("review date", 2), event("review date", 3)]
    assert reviews.answered(decision(review_on=None), history).text.startswith(
        "*The review of decision 12 was moved*"
    )


def test_still_right_asks_for_the_next_date() -> None:
    form = Form(d=12, ch="C1", on="2027-05-21")
    view = reviews.still_right(decision(), form, date(2027, 11, 21))
    check_view(view)
    assert view["private_metadata"] == form.encoded()
    assert shown(view["blocks"]) == [
        "Decision 12 stays as it is: Django for the ops tool.",
        "Review again on: 2027-11-21",
    ]


def test_deprecate_asks_why() -> None:
    view = reviews.deprecate(decision(), Form(d=12))
    check_view(view)
    assert shown(view["blocks"]) == ["Decision 12 holds no longer: Django for the ops tool.", "Why?: "]


def test_the_forms_are_read_with_and_without_an_entry() -> None:
    def values(**entry: str | None) -> dict[str, dict[str, dict[str, str | None]]]:
        return {reviews.REVIEW_ON: {reviews.REVIEW_ON: entry}, reviews.WHY: {reviews.WHY: entry}}

    assert reviews.next_review_from(values(selected_date="2028-01-02")) == date(2028, 1, 2)
    assert reviews.next_review_from(values(selected_date=None)) is None
    assert reviews.why_from(values(value=" Because. ")) == "Because."
    assert reviews.why_from(values(value=None)) == ""
