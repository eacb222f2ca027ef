from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from bot.decisions.changes import Edit
from bot.decisions.errors import (
    CannotSupersedeError,
    ChangedSinceError,
    NameTheSuccessorError,
    NoSuchDecisionError,
    NothingToUndoError,
    NotYoursToChangeError,
    ReviewDateError,
    ReviewedSinceError,
    TitleNeededError,
)
from bot.decisions.model import Decision, DecisionEvent, Draft, Snapshot
from bot.decisions.service import Decisions
from bot.decisions.store import Reminder
from bot.mistakes import Mistake
from bot.store.sqlite import SqliteStore
from bot.workspaces.model import Conversation, ConversationKind, Person, Viewer
from tests.consultations.build import Clock
from tests.store.build import ANA, NOON, begin, delivery, record

RECORDER, DECIDER, STRANGER = Person("T1", "U1"), Person("T1", "U2"), Person("T1", "U9")
STRANGER_VIEWER = Viewer("T1", "U9")
TEN_MINUTES = timedelta(minutes=10)
SECOND = timedelta(seconds=1)


@pytest.fixture
def log(store: SqliteStore, clock: Clock) -> Decisions:
    for _ in range(3):
        record(store)
    clock.now += SECOND
    return Decisions(store, clock)


def edit(**more: Any) -> Edit:
    """The form of decision 1 as it was recorded, but for what is named."""
    fields = {
        "title": "Decision 1",
        "rationale": "It fits.",
        "consequences": "",
        "deciders": ("U1", "U2"),
        "review_on": date(2027, 5, 21),
        **more,
    }
    return Edit(**fields)


def changed(log: Decisions, number: int = 1) -> list[tuple[str, str, str]]:
    """The history after the recording: what, before, after."""
    return [(event.what, event.before, event.after) for event in log.history(ANA, number)[1:]]


def links(log: Decisions, number: int) -> tuple[str, tuple[int, ...], int | None]:
    found = log.get(ANA, number)
    return found.status, found.supersedes, found.superseded_by


def refused(act: Callable[[], object], kind: type[Mistake]) -> str:
    with pytest.raises(kind) as told:
        act()
    return str(told.value)


def test_a_decision_made_elsewhere_is_logged_without_a_consultation(
    log: Decisions, store: SqliteStore, clock: Clock
) -> None:
    store.learn_conversation(Conversation("T1", "C1", "public"), NOON)
    draft = Draft(
        title=" Flask for the status page ",
        chosen="flask",
        chosen_name="Flask",
        parts=("flask",),
        rationale="Small.",
        consequences="No admin.",
        deciders=("U2",),
    )
    logged = log.log(draft, Conversation("T1", "C1"), RECORDER, delivery())
    assert logged == log.get(STRANGER_VIEWER, 4)
    assert logged == Decision(
        number=4,
        workspace="T1",
        channel="C1",
        kind="public",
        title="Flask for the status page",
        chosen="flask",
        chosen_name="Flask",
        parts=("flask",),
        recommended=None,
        recommended_name="",
        rationale="Small.",
        consequences="No admin.",
        deciders=("U2",),
        review_on=None,
        recorded_by="U1",
        recorded_at=clock.now,
        snapshot=Snapshot(),
    )
    assert not logged.overrides


def test_the_same_delivery_logs_once(log: Decisions) -> None:
    draft, once = Draft(title="x", chosen="flask", chosen_name="Flask"), delivery()
    assert log.log(draft, Conversation("T1", "C1"), RECORDER, once)
    assert log.log(draft, Conversation("T1", "C1"), RECORDER, once) is None
    assert log.page(Viewer("T1", "U1", frozenset({"C1"}))).total == 4


def test_a_decision_without_a_title_is_not_logged(log: Decisions) -> None:
    draft = Draft(title=" ", chosen="flask", chosen_name="Flask")
    said = refused(lambda: log.log(draft, Conversation("T1", "C1"), RECORDER, delivery()), TitleNeededError)
    assert said == "A decision needs a title; say in a few words what was decided."


def test_superseding_links_both_ways_and_is_in_both_histories(log: Decisions) -> None:
    after = log.supersede(ANA, RECORDER, 1, 2, "Too slow.")
    assert (after.number, after.status) == (1, "superseded")
    assert links(log, 1) == ("superseded", (), 2)
    assert links(log, 2) == ("accepted", (1,), None)
    assert changed(log, 1) == [("status", "accepted", "superseded"), ("superseded by", "", "2")]
    assert changed(log, 2) == [("supersedes", "", "1")]


def test_why_one_supersedes_another_stays_with_the_link_of_the_replaced(log: Decisions) -> None:
    log.supersede(ANA, RECORDER, 1, 2, "Too slow.")
    assert [(event.what, event.why) for event in log.history(ANA, 1)[1:]] == [
        ("status", ""),
        ("superseded by", "Too slow."),
    ]


def test_why_one_supersedes_another_is_not_told_with_the_successor(log: Decisions) -> None:
    log.supersede(ANA, RECORDER, 1, 2, "Too slow.")
    log.set_status(ANA, RECORDER, 1, "accepted", "Fast enough.")
    assert [event.why for event in log.history(ANA, 2)] == ["", "", ""]


def test_superseding_twice_by_the_same_changes_nothing(log: Decisions) -> None:
    log.supersede(ANA, RECORDER, 1, 2)
    log.supersede(ANA, RECORDER, 1, 2)
    assert len(changed(log, 1)) == 2
    assert len(changed(log, 2)) == 1


@pytest.mark.parametrize(
    ("before", "old", "new", "said"),
    [
        ([], 1, 1, "Decision 1 cannot supersede itself; name another one."),
        (
            [(1, 2)],
            1,
            3,
            "Decision 1 is superseded by another one already; change its status first.",
        ),
        ([(1, 2)], 2, 1, "Decision 1 was itself superseded by decision 2; name a newer one."),
        ([(1, 2), (2, 3)], 3, 1, "Decision 1 was itself superseded by decision 3; name a newer one."),
    ],
)
def test_a_link_that_makes_no_sense_is_refused(
    log: Decisions, before: list[tuple[int, int]], old: int, new: int, said: str
) -> None:
    for one, other in before:
        log.supersede(ANA, RECORDER, one, other)
    assert refused(lambda: log.supersede(ANA, RECORDER, old, new), CannotSupersedeError) == said


def test_a_decision_is_not_superseded_without_saying_by_what(log: Decisions) -> None:
    said = refused(lambda: log.set_status(ANA, RECORDER, 1, "superseded"), NameTheSuccessorError)
    assert said == "Name the decision that supersedes decision 1."


def test_bringing_a_superseded_decision_back_takes_both_links_away(log: Decisions) -> None:
    log.supersede(ANA, RECORDER, 1, 2)
    log.set_status(ANA, RECORDER, 1, "accepted")
    assert links(log, 1) == ("accepted", (), None)
    assert links(log, 2) == ("accepted", (), None)


def test_one_decision_supersedes_several_and_undoing_one_link_leaves_the_others(log: Decisions) -> None:
    for old in (2, 1):
        log.supersede(ANA, RECORDER, old, 3)
    assert links(log, 3) == ("accepted", (1, 2), None)
    assert changed(log, 3) == [("supersedes", "", "2"), ("supersedes", "", "1")]
    log.undo(ANA, RECORDER, 2)
    assert links(log, 3) == ("accepted", (1,), None)
    assert [links(log, number) for number in (1, 2)] == [("superseded", (), 3), ("accepted", (), None)]
    assert changed(log, 3)[2:] == [("supersedes", "2", "")]


def test_an_edit_is_not_stale_because_the_decision_replaced_another_meanwhile(log: Decisions) -> None:
    log.supersede(ANA, RECORDER, 1, 2)
    again = edit(title="Decision 2, again")
    assert log.edit(ANA, RECORDER, 2, again, seen=1).supersedes == (1,)
    said = refused(lambda: log.edit(ANA, RECORDER, 2, again, seen=1), ChangedSinceError)
    assert said.startswith("<@U1> changed decision 2 since you opened it")


def test_who_linked_another_decision_is_not_said_to_have_changed_this_one(log: Decisions) -> None:
    log.edit(ANA, DECIDER, 2, edit(title="First"))
    log.supersede(ANA, RECORDER, 1, 2)
    said = refused(lambda: log.edit(ANA, RECORDER, 2, edit(title="Second"), seen=1), ChangedSinceError)
    assert said.startswith("<@U2> changed decision 2 since you opened it")


def test_what_cannot_be_seen_can_neither_supersede_nor_be_superseded(
    log: Decisions, store: SqliteStore
) -> None:
    hidden = record(store, channel="G1", kind="private").number
    for old, new in ((1, hidden), (hidden, 1)):
        refused(lambda old=old, new=new: log.supersede(ANA, RECORDER, old, new), NoSuchDecisionError)  # type: ignore[misc]  # bound now


def test_an_edit_is_one_event_for_each_field_that_changed(log: Decisions) -> None:
    after = log.edit(
        ANA,
        DECIDER,
        1,
        edit(title=" New ", consequences="One service more.", deciders=("U2", "U3", "U2"), review_on=None),
    )
    assert after == log.get(ANA, 1)
    assert (after.title, after.consequences) == ("New", "One service more.")
    assert (after.deciders, after.review_on, after.revision) == (("U2", "U3"), None, 2)
    assert changed(log) == [
        ("title", "Decision 1", "New"),
        ("consequences", "", "One service more."),
        ("deciders", "U1, U2", "U2, U3"),
        ("review date", "2027-05-21", ""),
    ]
    assert {(event.by, event.at, event.revision) for event in log.history(ANA, 1)[1:]} == {
        ("U2", log.clock(), 2)
    }


def test_an_edit_that_changes_nothing_is_no_event(log: Decisions) -> None:
    before = log.get(ANA, 1)
    assert log.edit(ANA, RECORDER, 1, edit()) == before
    assert changed(log) == []


def test_an_edit_of_what_somebody_changed_since_is_refused(log: Decisions) -> None:
    log.edit(ANA, DECIDER, 1, edit(title="First"), seen=1)
    said = refused(lambda: log.edit(ANA, RECORDER, 1, edit(title="Second"), seen=1), ChangedSinceError)
    assert said == (
        "<@U2> changed decision 1 since you opened it; open it again and edit what stands there now."
    )
    assert log.get(ANA, 1).title == "First"


def test_a_title_cannot_be_edited_away(log: Decisions) -> None:
    refused(lambda: log.edit(ANA, RECORDER, 1, edit(title="  ")), TitleNeededError)


@pytest.mark.parametrize("day", [NOON.date(), date(2026, 11, 1)])
def test_a_review_cannot_be_moved_into_the_past(log: Decisions, day: date) -> None:
    said = refused(lambda: log.edit(ANA, RECORDER, 1, edit(review_on=day)), ReviewDateError)
    assert said == "Choose a review date after 21 Nov 2026, or none."
    assert changed(log) == []


def test_a_decision_that_is_overdue_is_edited_and_stays_so(log: Decisions, store: SqliteStore) -> None:
    number = record(store, review_on=DUE).number
    after = log.edit(ANA, RECORDER, number, edit(title="Spelt rightly", review_on=DUE))
    assert (after.title, after.review_on) == ("Spelt rightly", DUE)


def test_new_deciders_are_found_and_former_ones_are_not(log: Decisions) -> None:
    log.edit(ANA, RECORDER, 1, edit(deciders=("U7",)))
    found = {
        who: [one.number for one in log.page(ANA, f"by:<@{who}>").decisions] for who in ("U1", "U2", "U7")
    }
    assert found == {"U1": [3, 2, 1], "U2": [3, 2], "U7": [1]}


def test_the_last_change_is_undone_by_its_author(log: Decisions, clock: Clock) -> None:
    before = log.get(ANA, 1)
    log.edit(ANA, DECIDER, 1, edit(title="New", deciders=("U2",), review_on=None))
    clock.now += TEN_MINUTES - SECOND
    assert log.may_undo(ANA, DECIDER, 1)
    assert log.undo(ANA, DECIDER, 1) == before.model_copy(update={"revision": 3})
    assert log.history(ANA, 1)[-1] == DecisionEvent(
        at=clock.now, by="U2", what="review date", after="2027-05-21", revision=3, is_undo=True
    )
    assert len(log.history(ANA, 1)) == 1 + 3 + 3


NOTHING = (
    "There is nothing of yours to undo in decision 1: only the last change can be taken back, for ten "
    "minutes, by the one who made it."
)


@pytest.mark.parametrize(
    ("person", "waited"), [(RECORDER, SECOND), (DECIDER, TEN_MINUTES)], ids=["another", "too late"]
)
def test_a_change_is_not_undone_by_others_or_later(
    log: Decisions, clock: Clock, person: Person, waited: timedelta
) -> None:
    log.set_status(ANA, DECIDER, 1, "deprecated")
    clock.now += waited
    assert not log.may_undo(ANA, person, 1)
    assert refused(lambda: log.undo(ANA, person, 1), NothingToUndoError) == NOTHING
    assert log.get(ANA, 1).status == "deprecated"


def test_a_recording_and_an_undo_are_not_undone(log: Decisions) -> None:
    refused(lambda: log.undo(ANA, RECORDER, 1), NothingToUndoError)
    log.set_status(ANA, RECORDER, 1, "deprecated")
    log.undo(ANA, RECORDER, 1)
    refused(lambda: log.undo(ANA, RECORDER, 1), NothingToUndoError)
    assert log.get(ANA, 1).status == "accepted"


def test_only_the_newest_change_is_undone(log: Decisions) -> None:
    log.set_status(ANA, DECIDER, 1, "deprecated")
    log.edit(ANA, RECORDER, 1, edit(title="New"))
    refused(lambda: log.undo(ANA, DECIDER, 1), NothingToUndoError)
    assert log.undo(ANA, RECORDER, 1).title == "Decision 1"
    assert log.get(ANA, 1).status == "deprecated"


def test_undoing_that_one_supersedes_the_other_takes_both_links_away(log: Decisions) -> None:
    log.supersede(ANA, RECORDER, 1, 2)
    refused(lambda: log.undo(ANA, RECORDER, 2), NothingToUndoError)
    log.undo(ANA, RECORDER, 1)
    assert links(log, 1) == ("accepted", (), None)
    assert links(log, 2) == ("accepted", (), None)


def test_undoing_that_a_superseded_one_came_back_links_both_again(log: Decisions) -> None:
    log.supersede(ANA, RECORDER, 1, 2)
    log.set_status(ANA, RECORDER, 1, "rejected")
    log.undo(ANA, RECORDER, 1)
    assert links(log, 1) == ("superseded", (), 2)
    assert links(log, 2) == ("accepted", (1,), None)


def test_a_link_is_brought_back_beside_one_that_was_made_meanwhile(log: Decisions) -> None:
    log.supersede(ANA, RECORDER, 1, 2)
    log.set_status(ANA, RECORDER, 1, "rejected")
    log.supersede(ANA, RECORDER, 3, 2)
    log.undo(ANA, RECORDER, 1)
    assert links(log, 2) == ("accepted", (1, 3), None)


@pytest.mark.parametrize("by", ["public", "private"])
def test_a_link_is_not_brought_back_when_it_would_lead_round(
    log: Decisions, store: SqliteStore, by: ConversationKind
) -> None:
    inside = Viewer("T1", "U1", frozenset({"G1"}))
    new = record(store, channel="G1", kind=by).number
    log.supersede(inside, RECORDER, 1, new)
    log.set_status(inside, RECORDER, 1, "rejected")
    log.supersede(inside, RECORDER, new, 1)
    refused(lambda: log.undo(ANA, RECORDER, 1), NothingToUndoError)
    assert (log.get(inside, 1).superseded_by, log.get(inside, new).superseded_by) == (None, 1)


DUE = date(2026, 11, 20)


def _due(log: Decisions, store: SqliteStore) -> int:
    number = record(store, review_on=DUE).number
    store.open_reviews(log.clock().date())
    return number


def test_a_review_that_finds_a_decision_still_right_moves_its_date(
    log: Decisions, store: SqliteStore
) -> None:
    number = _due(log, store)
    after = log.still_right(ANA, DECIDER, number, DUE, date(2027, 5, 20))
    assert (after.status, after.review_on) == ("accepted", date(2027, 5, 20))
    assert changed(log, number) == [
        ("review", "", "still right"),
        ("review date", "2026-11-20", "2027-05-20"),
    ]
    assert log.overdue(ANA).decisions == ()


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (
            lambda log, n: log.still_right(ANA, DECIDER, n, DUE, date(2027, 5, 20)),
            "the next one is on 20 May 2027",
        ),
        (lambda log, n: log.still_right(ANA, DECIDER, n, DUE, None), "none is planned"),
        (lambda log, n: log.deprecate(ANA, DECIDER, n, DUE), "it is deprecated now"),
    ],
    ids=["still right", "still right for good", "deprecated"],
)
def test_a_review_is_answered_once(
    log: Decisions, store: SqliteStore, answer: Callable[[Decisions, int], object], state: str
) -> None:
    number = _due(log, store)
    answer(log, number)
    said = refused(lambda: log.still_right(ANA, RECORDER, number, DUE, date(2028, 1, 1)), ReviewedSinceError)
    assert said == f"That review of decision {number} is done: {state}."
    said = refused(lambda: log.deprecate(ANA, RECORDER, number, DUE), ReviewedSinceError)
    assert said == f"That review of decision {number} is done: {state}."


def test_a_review_may_end_a_decision(log: Decisions, store: SqliteStore) -> None:
    number = _due(log, store)
    log.deprecate(ANA, DECIDER, number, DUE, "We left the web.")
    (event,) = log.history(ANA, number)[1:]
    assert (event.what, event.after, event.why) == ("status", "deprecated", "We left the web.")


def test_the_next_review_is_not_today(log: Decisions, store: SqliteStore) -> None:
    number = _due(log, store)
    today = log.clock().date()
    said = refused(lambda: log.still_right(ANA, RECORDER, number, DUE, today), ReviewDateError)
    assert said == "Choose a review date after 21 Nov 2026, or none."


def test_a_review_whose_answer_is_undone_is_due_again_and_told_of_no_second_time(
    log: Decisions, store: SqliteStore
) -> None:
    number = _due(log, store)
    (review,) = store.reviews_to_post(NOON, 10)
    store.set_review_posted(review, "C1", "1.2", NOON)
    log.still_right(ANA, RECORDER, number, DUE, None)
    after = log.undo(ANA, RECORDER, number)
    assert after.review_on == DUE
    assert changed(log, number)[2:] == [("review", "still right", ""), ("review date", "", "2026-11-20")]
    assert [one.number for one in log.overdue(ANA).decisions] == [number]
    store.open_reviews(log.clock().date())
    assert store.reviews_to_post(NOON, 10) == []
    assert store.review_message("T1", number) == Reminder("C1", "1.2", DUE)


@pytest.mark.parametrize(
    "act",
    [
        lambda log, who: log.set_status(ANA, who, 1, "rejected"),
        lambda log, who: log.supersede(ANA, who, 1, 2),
        lambda log, who: log.edit(ANA, who, 1, edit(title="x")),
        lambda log, who: log.still_right(ANA, who, 1, date(2027, 5, 21), None),
        lambda log, who: log.deprecate(ANA, who, 1, date(2027, 5, 21)),
        lambda log, who: log.undo(ANA, who, 1),
        lambda log, who: log.to_change(ANA, who, 1),
    ],
    ids=["status", "supersede", "edit", "still right", "deprecate", "undo", "about to"],
)
def test_others_may_not_change_a_decision(log: Decisions, act: Callable[[Decisions, Person], object]) -> None:
    before = log.get(ANA, 1)
    assert refused(lambda: act(log, STRANGER), NotYoursToChangeError) == (
        "Decision 1 can be changed by <@U1>, who recorded it, by its deciders and by workspace admins."
    )
    assert log.get(ANA, 1) == before


def test_whoever_may_change_a_decision_gets_it_to_do_so(log: Decisions) -> None:
    assert log.to_change(ANA, DECIDER, 1) == log.get(ANA, 1)


def _shown_in_threads(store: SqliteStore, number: int = 2) -> list[int]:
    """Decisions whose threads show everything, as if each had just been presented."""
    recorded = [record(store, consultation=begin(store).id, review_on=DUE).number for _ in range(number)]
    _present(store)
    return recorded


def _present(store: SqliteStore) -> None:
    for each in store.lagging(NOON):
        consultation = store.consultation("T1", each)
        assert consultation is not None
        store.set_revision_shown(each, consultation.revision)


@pytest.mark.parametrize(
    "act",
    [
        lambda log, n: log.edit(ANA, RECORDER, n, edit(title="New")),
        lambda log, n: log.set_status(ANA, RECORDER, n, "deprecated"),
        lambda log, n: log.still_right(ANA, RECORDER, n, DUE, None),
        lambda log, n: log.redact(ANA, RECORDER, n, "It fits"),
    ],
    ids=["edit", "status", "still right", "redact"],
)
def test_a_change_that_nobody_lived_to_show_has_the_thread_presented_again(
    log: Decisions, store: SqliteStore, act: Callable[[Decisions, int], object]
) -> None:
    number, _ = _shown_in_threads(store)
    assert store.lagging(NOON) == []
    act(log, number)
    assert store.lagging(NOON) == [1]
    _present(store)
    assert store.lagging(NOON) == []


def test_superseding_and_taking_that_back_have_both_threads_presented_again(
    log: Decisions, store: SqliteStore
) -> None:
    old, new = _shown_in_threads(store)
    log.supersede(ANA, RECORDER, old, new)
    assert store.lagging(NOON) == [1, 2]
    _present(store)
    log.undo(ANA, RECORDER, old)
    assert store.lagging(NOON) == [1, 2]
