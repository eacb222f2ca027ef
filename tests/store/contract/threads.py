from __future__ import annotations

from datetime import timedelta

from bot.decisions.service import Decisions
from bot.threads.model import ROOT, Shown, Thread
from bot.workspaces.model import Conversation, ConversationKind, Person
from tests.store.at_once import at_once
from tests.store.build import ANA, NOON, Store, begin, record

MINUTE = timedelta(minutes=1)


class ThreadContract:
    """What every store must do for threads."""

    def test_a_new_thread_shows_nothing(self, store: Store) -> None:
        consultation = begin(store, reply_url="https://example.org/reply").id
        assert store.thread(consultation) == Thread(
            consultation, "T1", "C1", reply_url="https://example.org/reply"
        )

    def test_a_consultation_that_is_not_there_has_no_thread(self, store: Store) -> None:
        assert store.thread(99) is None

    def test_a_consultation_begun_under_a_message_hangs_on_it(self, store: Store) -> None:
        consultation = begin(store, thread_ts="7.1").id
        thread = store.thread(consultation)
        assert thread
        assert thread.thread_ts == "7.1"
        assert store.find_thread("T1", "C1", "7.1") == consultation

    def test_messages_are_remembered_by_slot(self, store: Store) -> None:
        consultation = begin(store).id
        store.set_shown(consultation, ROOT, Shown("1.1", "a"))
        store.set_shown(consultation, "admin", Shown("1.2", "b"))
        store.set_shown(consultation, "admin", Shown("1.3", "c"))
        thread = store.thread(consultation)
        assert thread
        assert thread.shown == {ROOT: Shown("1.1", "a"), "admin": Shown("1.3", "c")}

    def test_a_message_that_is_gone_is_forgotten(self, store: Store) -> None:
        consultation = begin(store).id
        store.set_shown(consultation, ROOT, Shown("1.1", "a"))
        store.set_shown(consultation, "admin", Shown("1.2", "b"))
        store.forget_shown(consultation, "admin")
        thread = store.thread(consultation)
        assert thread
        assert thread.shown == {ROOT: Shown("1.1", "a")}

    def test_a_thread_is_found_by_what_it_hangs_on(self, store: Store) -> None:
        consultation = begin(store).id
        store.set_thread_ts(consultation, "1.1")
        thread = store.thread(consultation)
        assert thread
        assert thread.thread_ts == "1.1"
        assert store.find_thread("T1", "C1", "1.1") == consultation
        assert store.find_thread("T1", "C2", "1.1") is None
        assert store.find_thread("T2", "C1", "1.1") is None
        assert store.find_thread("T1", "C1", "1.2") is None

    def test_a_thread_is_found_by_every_root_it_ever_had(self, store: Store) -> None:
        consultation = begin(store).id
        store.set_shown(consultation, ROOT, Shown("1.1", "a"))
        store.set_thread_ts(consultation, "1.1")
        for ts in ("2.1", "3.1"):
            store.forget_shown(consultation, ROOT)
            store.set_shown(consultation, ROOT, Shown(ts, "a"))
        found = [store.find_thread("T1", "C1", ts) for ts in ("1.1", "2.1", "3.1")]
        assert found == [consultation] * 3

    def test_a_message_inside_the_thread_is_no_root(self, store: Store) -> None:
        store.set_shown(begin(store).id, "admin", Shown("1.2", "b"))
        assert store.find_thread("T1", "C1", "1.2") is None

    def test_the_newest_consultation_under_a_message_is_found(self, store: Store) -> None:
        begin(store, thread_ts="7.1")
        newest = begin(store, thread_ts="7.1").id
        assert store.find_thread("T1", "C1", "7.1") == newest

    def test_a_lease_is_held_until_it_is_given_back(self, store: Store) -> None:
        consultation = begin(store).id
        assert store.take_lease(consultation, "a", NOON, NOON + MINUTE)
        assert not store.take_lease(consultation, "b", NOON, NOON + MINUTE)
        assert not store.take_lease(consultation, "a", NOON, NOON + MINUTE)
        store.release_lease(consultation, "a")
        assert store.take_lease(consultation, "b", NOON, NOON + MINUTE)

    def test_a_lease_ends_by_itself(self, store: Store) -> None:
        consultation = begin(store).id
        store.take_lease(consultation, "a", NOON, NOON + MINUTE)
        assert store.take_lease(consultation, "b", NOON + MINUTE, NOON + 2 * MINUTE)

    def test_a_lease_is_renewed_by_its_owner_even_late(self, store: Store) -> None:
        consultation = begin(store).id
        assert not store.renew_lease(consultation, "a", NOON + MINUTE)
        store.take_lease(consultation, "a", NOON, NOON + MINUTE)
        assert store.renew_lease(consultation, "a", NOON + 3 * MINUTE)
        assert not store.take_lease(consultation, "b", NOON + 2 * MINUTE, NOON + 4 * MINUTE)

    def test_who_lost_a_lease_cannot_renew_it(self, store: Store) -> None:
        consultation = begin(store).id
        store.take_lease(consultation, "a", NOON, NOON + MINUTE)
        store.take_lease(consultation, "b", NOON + MINUTE, NOON + 2 * MINUTE)
        assert not store.renew_lease(consultation, "a", NOON + 3 * MINUTE)

    def test_who_lost_a_lease_cannot_give_it_back(self, store: Store) -> None:
        consultation = begin(store).id
        store.take_lease(consultation, "a", NOON, NOON + MINUTE)
        store.take_lease(consultation, "b", NOON + MINUTE, NOON + 2 * MINUTE)
        store.release_lease(consultation, "a")
        assert not store.take_lease(consultation, "c", NOON + MINUTE, NOON + 2 * MINUTE)

    def test_nobody_takes_a_lease_before_its_time(self, store: Store) -> None:
        consultation = begin(store).id
        store.take_lease(consultation, "a", NOON, NOON + MINUTE)
        store.release_lease(consultation, "a", NOON + MINUTE)
        assert not store.take_lease(consultation, "b", NOON, NOON + 2 * MINUTE)
        assert store.take_lease(consultation, "b", NOON + MINUTE, NOON + 2 * MINUTE)

    def test_a_lease_on_nothing_is_refused(self, store: Store) -> None:
        assert not store.take_lease(99, "a", NOON, NOON + MINUTE)

    def test_one_of_four_presenters_gets_the_lease(self, store: Store) -> None:
        consultation = begin(store).id
        taken = at_once(lambda: store.take_lease(consultation, "a", NOON, NOON + MINUTE), 4)
        assert sorted(taken) == [False, False, False, True]

    def test_a_reply_url_is_given_once(self, store: Store) -> None:
        consultation = begin(store, reply_url="https://example.org/reply").id
        assert store.take_reply_url(consultation) == "https://example.org/reply"
        assert store.take_reply_url(consultation) is None

    def test_no_reply_url_is_none(self, store: Store) -> None:
        assert store.take_reply_url(begin(store).id) is None
        assert store.take_reply_url(99) is None

    def test_a_new_consultation_lags_until_it_is_shown(self, store: Store) -> None:
        consultation = begin(store)
        assert store.lagging(NOON) == [consultation.id]
        store.set_revision_shown(consultation.id, consultation.revision)
        assert store.lagging(NOON) == []
        thread = store.thread(consultation.id)
        assert thread
        assert thread.revision_shown == consultation.revision

    def test_a_consultation_that_moved_on_lags(self, store: Store) -> None:
        consultation = begin(store)
        store.set_revision_shown(consultation.id, consultation.revision)
        with store.consultations_unit() as unit:
            unit.save_consultation(consultation.touched(NOON))
        assert store.lagging(NOON) == [consultation.id]

    def test_what_is_being_presented_does_not_lag_while_the_lease_lives(self, store: Store) -> None:
        consultation = begin(store).id
        store.take_lease(consultation, "a", NOON, NOON + MINUTE)
        assert store.lagging(NOON) == []
        assert store.lagging(NOON + MINUTE) == [consultation]

    def test_what_has_to_wait_does_not_lag_before_its_time(self, store: Store) -> None:
        consultation = begin(store).id
        store.take_lease(consultation, "a", NOON, NOON + MINUTE)
        store.release_lease(consultation, "a", NOON + MINUTE)
        assert store.lagging(NOON) == []
        assert store.lagging(NOON + MINUTE) == [consultation]

    def test_what_was_ever_mentioned_is_remembered(self, store: Store) -> None:
        consultation = begin(store).id
        store.add_mentions(consultation, frozenset({1, 2}))
        store.add_mentions(consultation, frozenset({2, 3}))
        thread = store.thread(consultation)
        assert thread
        assert thread.mentions == {1, 2, 3}

    def test_a_thread_lags_when_a_decision_that_it_mentions_changes(self, store: Store) -> None:
        showing, other = _up_to_date(store), _up_to_date(store)
        record(store)
        store.add_mentions(showing, frozenset({1}))
        store.add_mentions(other, frozenset({2}))
        record(store, workspace="T2")
        Decisions(store, lambda: NOON).set_status(ANA, Person("T1", "U1"), 1, "rejected")
        assert store.lagging(NOON) == [showing]

    def test_a_thread_lags_when_others_may_see_what_it_mentions(self, store: Store) -> None:
        showing = _up_to_date(store)
        record(store, channel="C7")
        store.add_mentions(showing, frozenset({1}))
        store.learn_conversation(Conversation("T1", "C8", "private"), NOON)
        store.learn_conversation(Conversation("T2", "C7", "private"), NOON)
        assert store.lagging(NOON) == []
        store.learn_conversation(Conversation("T1", "C7", "private"), NOON)
        assert store.lagging(NOON) == [showing]

    def test_a_thread_lags_again_when_what_it_mentioned_once_comes_back_into_view(self, store: Store) -> None:
        showing = _up_to_date(store)
        record(store, channel="C7")
        store.add_mentions(showing, frozenset({1}))
        kinds: tuple[ConversationKind, ...] = ("private", "public")
        for kind in kinds:
            store.learn_conversation(Conversation("T1", "C7", kind), NOON)
            assert store.lagging(NOON) == [showing]
            store.add_mentions(showing, frozenset())
            now = store.consultation("T1", showing)
            assert now
            store.set_revision_shown(showing, now.revision)

    def test_what_is_learnt_again_of_a_conversation_is_no_change(self, store: Store) -> None:
        store.learn_conversation(Conversation("T1", "C7", "public"), NOON)
        once = store.newest_kind_change()
        store.learn_conversation(Conversation("T1", "C7", "public"), NOON + MINUTE)
        assert store.newest_kind_change() == once
        store.learn_conversation(Conversation("T1", "C7", "private"), NOON + MINUTE)
        assert store.newest_kind_change() > once

    def test_a_thread_lags_when_what_it_mentions_counts_as_private(self, store: Store) -> None:
        showing = _up_to_date(store)
        record(store, channel="C7")
        store.learn_conversation(Conversation("T1", "C7", "public"), NOON)
        store.add_mentions(showing, frozenset({1}))
        store.doubt_conversations(NOON + MINUTE)
        assert store.lagging(NOON) == [showing]


def _up_to_date(store: Store) -> int:
    consultation = begin(store)
    store.set_revision_shown(consultation.id, consultation.revision)
    return consultation.id
