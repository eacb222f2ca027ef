from __future__ import annotations

from datetime import date, timedelta

from bot.decisions.store import DueReview, Reminder
from tests.store.at_once import at_once
from tests.store.build import NOON, Store, record

TODAY = NOON.date()
MINUTE = timedelta(minutes=1)
FIRST = DueReview("T1", 1, TODAY, "C1", "U1")


def _waiting(store: Store) -> list[tuple[str, int]]:
    return [(review.workspace, review.number) for review in store.reviews_to_post(NOON, 10)]


class ReviewContract:
    """What every store must do for reviews."""

    def test_what_has_come_due_is_opened_once_in_all_workspaces(self, store: Store) -> None:
        record(store, review_on=TODAY)
        record(store, review_on=TODAY - timedelta(days=400), workspace="T2")
        record(store, review_on=TODAY + timedelta(days=1))
        record(store, review_on=None)
        record(store, review_on=TODAY, status="rejected")
        assert store.open_reviews(TODAY) == 2
        assert store.open_reviews(TODAY) == 0
        assert _waiting(store) == [("T1", 1), ("T2", 1)]

    def test_many_who_open_reviews_at_once_open_each_once(self, store: Store) -> None:
        for _ in range(5):
            record(store, review_on=TODAY)
        assert sum(at_once(lambda: store.open_reviews(TODAY), 4)) == 5

    def test_of_many_who_claim_a_review_at_once_one_gets_it(self, store: Store) -> None:
        record(store, review_on=TODAY)
        store.open_reviews(TODAY)
        claims = at_once(lambda: store.claim_review(FIRST, "one of them", NOON, NOON + MINUTE), 6)
        assert sorted(claims) == [False] * 5 + [True]

    def test_a_review_tells_of_its_decision(self, store: Store) -> None:
        record(store, review_on=TODAY)
        store.open_reviews(TODAY)
        assert store.reviews_to_post(NOON, 10) == [FIRST]

    def test_as_many_reviews_as_asked_are_listed_those_that_wait_longest_first(self, store: Store) -> None:
        for _ in range(3):
            record(store, review_on=TODAY)
        store.open_reviews(TODAY)
        store.postpone_review(FIRST, NOON - MINUTE)
        assert [review.number for review in store.reviews_to_post(NOON, 2)] == [2, 3]

    def test_a_postponed_review_comes_back(self, store: Store) -> None:
        record(store, review_on=TODAY)
        store.open_reviews(TODAY)
        store.postpone_review(FIRST, NOON + MINUTE)
        assert _waiting(store) == []
        assert len(store.reviews_to_post(NOON + MINUTE, 10)) == 1

    def test_an_answered_review_can_be_neither_claimed_nor_listed(self, store: Store) -> None:
        stored = record(store, review_on=TODAY)
        store.open_reviews(TODAY)
        with store.decisions_unit() as unit:
            unit.save_decision(stored.model_copy(update={"review_on": date(2027, 1, 1)}))
        assert _waiting(store) == []
        assert not store.claim_review(FIRST, "me", NOON, NOON + MINUTE)

    def test_the_next_date_is_a_review_of_its_own(self, store: Store) -> None:
        stored = record(store, review_on=TODAY)
        store.open_reviews(TODAY)
        store.set_review_posted(FIRST, "C1", "1.2", NOON)
        tomorrow = TODAY + timedelta(days=1)
        with store.decisions_unit() as unit:
            unit.save_decision(stored.model_copy(update={"review_on": tomorrow}))
        assert store.open_reviews(tomorrow) == 1
        assert store.reviews_to_post(NOON, 10) == [DueReview("T1", 1, tomorrow, "C1", "U1")]

    def test_the_message_of_the_latest_review_is_known_and_the_first_counts(self, store: Store) -> None:
        record(store, review_on=TODAY)
        store.open_reviews(TODAY)
        assert store.review_message("T1", 1) is None
        store.set_review_posted(FIRST, "C1", "1.2", NOON)
        store.set_review_posted(FIRST, "C1", "3.4", NOON)
        assert store.review_message("T1", 1) == Reminder("C1", "1.2", TODAY)
