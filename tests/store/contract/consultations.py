from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.consultations.model import Answer, Change, Consultation, SignOff
from bot.workspaces.model import Conversation
from tests.store.at_once import at_once
from tests.store.build import NOON, Store, begin, decision, record

MINUTE = timedelta(minutes=1)


class ConsultationContract:
    """What every store must do for consultations."""

    def test_a_consultation_is_fetched_as_it_was_stored(self, store: Store) -> None:
        answer = Answer(option="few", by="U2", at=NOON, origin="brief", evidence="“few” 🧭", turn=2)
        stored = begin(
            store,
            brief="a <!channel> *tool* שלום",
            answers={"size": answer},
            asked=("size", "admin"),
            revisiting="size",
            changes=(Change(question="size", before="many", after="few", by="U2", at=NOON),),
            sign_offs=(SignOff(user="U3", agrees=False, concern="slow", at=NOON),),
            follows=3,
        )
        assert store.consultation("T1", stored.id) == stored

    def test_every_consultation_gets_its_own_id(self, store: Store) -> None:
        first, second = begin(store), begin(store, workspace="T2")
        assert 0 < first.id < second.id

    def test_another_workspace_does_not_find_a_consultation(self, store: Store) -> None:
        assert store.consultation("T2", begin(store).id) is None

    def test_a_consultation_that_is_not_there_is_none(self, store: Store) -> None:
        assert store.consultation("T1", 99) is None

    def test_a_saved_consultation_replaces_the_one_before(self, store: Store) -> None:
        changed = begin(store).touched(NOON + MINUTE, state="cancelled")
        with store.consultations_unit() as unit:
            unit.save_consultation(changed)
            assert unit.consultation("T1", changed.id) == changed
        assert store.consultation("T1", changed.id) == changed

    def test_a_delivery_is_new_once(self, store: Store) -> None:
        with store.consultations_unit() as unit:
            assert unit.is_new("E1", NOON)
            assert not unit.is_new("E1", NOON)
        with store.consultations_unit() as unit:
            assert not unit.is_new("E1", NOON + MINUTE)
            assert unit.is_new("E2", NOON)

    def test_a_delivery_of_a_failed_transaction_is_still_new(self, store: Store) -> None:
        def fail() -> None:
            with store.consultations_unit() as unit:
                unit.is_new("E1", NOON)
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            fail()
        with store.consultations_unit() as unit:
            assert unit.is_new("E1", NOON)

    def test_deliveries_before_a_moment_are_forgotten(self, store: Store) -> None:
        with store.consultations_unit() as unit:
            unit.is_new("old", NOON - MINUTE)
            unit.is_new("new", NOON)
        store.forget_deliveries(NOON)
        with store.consultations_unit() as unit:
            assert unit.is_new("old", NOON)
            assert not unit.is_new("new", NOON)

    def test_moments_of_different_offsets_are_compared_in_time(self, store: Store) -> None:
        eastern = timezone(timedelta(hours=-5))
        begin(store, touched_at=datetime(2026, 11, 21, 7, 30, tzinfo=eastern))
        assert store.idle_consultations(datetime(2026, 11, 21, 12, tzinfo=UTC)) == []
        assert len(store.idle_consultations(datetime(2026, 11, 21, 13, tzinfo=UTC))) == 1

    def test_nothing_of_a_failed_transaction_is_kept(self, store: Store) -> None:
        before = begin(store)

        def fail() -> None:
            with store.consultations_unit() as unit:
                unit.save_consultation(before.touched(NOON + MINUTE, state="recorded", decision=1))
                unit.add_decision(decision(1))
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            fail()
        assert store.consultation("T1", before.id) == before
        with store.consultations_unit() as unit:
            assert unit.next_decision_number("T1") == 1

    def test_what_can_be_gone_on_with_is_listed_newest_first(self, store: Store) -> None:
        stored = [begin(store, state=state) for state in ("open", "lapsed", "cancelled", "recorded", "open")]
        found = store.open_consultations("T1")
        assert found == [stored[4], stored[1], stored[0]]

    def test_what_can_be_gone_on_with_is_listed_up_to_a_limit(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.store.consultations.COUNTED", 1)
        _oldest, older, newest = (begin(store) for _ in range(3))
        assert store.open_consultations("T1") == [newest, older]

    def test_what_can_be_gone_on_with_is_of_one_workspace(self, store: Store) -> None:
        begin(store, workspace="T2")
        assert store.open_consultations("T1") == []

    def test_what_can_be_gone_on_with_is_found_by_channel(self, store: Store) -> None:
        here, _elsewhere = begin(store, "C1"), begin(store, "C2")
        assert store.open_consultations("T1", channel="C1") == [here]

    def test_what_can_be_gone_on_with_is_found_by_person(self, store: Store) -> None:
        mine, _others = begin(store, started_by="U1"), begin(store, started_by="U2")
        assert store.open_consultations("T1", user="U1") == [mine]

    def test_what_can_be_gone_on_with_is_found_by_channel_and_person(self, store: Store) -> None:
        begin(store, "C1", started_by="U2")
        begin(store, "C2", started_by="U1")
        both = begin(store, "C1", started_by="U1")
        assert store.open_consultations("T1", channel="C1", user="U1") == [both]

    def test_only_open_consultations_idle(self, store: Store) -> None:
        for state in ("lapsed", "cancelled", "recorded"):
            begin(store, state=state)
        idle = begin(store, state="open")
        assert store.idle_consultations(NOON + MINUTE) == [idle]

    def test_a_consultation_touched_at_the_very_moment_does_not_idle(self, store: Store) -> None:
        begin(store)
        assert store.idle_consultations(NOON) == []

    def test_a_conversation_that_was_never_seen_is_private(self, store: Store) -> None:
        assert store.conversation("T1", "C1") == Conversation("T1", "C1", "private")
        with store.consultations_unit() as unit:
            assert unit.conversation_kind("T1", "C1") == "private"

    def test_a_conversation_is_learnt_with_its_first_consultation(self, store: Store) -> None:
        begin(store, "D1", kind="direct")
        assert store.conversation("T1", "D1").kind == "direct"
        assert store.conversation("T2", "D1").kind == "private"
        with store.consultations_unit() as unit:
            assert unit.conversation_kind("T1", "D1") == "direct"

    def test_what_was_learnt_last_of_a_conversation_stands(self, store: Store) -> None:
        store.learn_conversation(Conversation("T1", "C1", "public"), NOON)
        store.learn_conversation(Conversation("T1", "C1", "private"), NOON + MINUTE)
        assert store.conversation("T1", "C1").kind == "private"

    def test_a_consultation_unlearns_nothing_of_its_conversation(self, store: Store) -> None:
        store.learn_conversation(Conversation("T1", "C1", "private"), NOON)
        begin(store, "C1", kind="public")
        assert store.conversation("T1", "C1").kind == "private"

    def test_decision_numbers_count_from_one_in_each_workspace(self, store: Store) -> None:
        numbers = [record(store, workspace=workspace).number for workspace in ("T1", "T1", "T2", "T1")]
        assert numbers == [1, 2, 1, 3]

    def test_four_threads_that_read_and_then_write_lose_nothing(self, store: Store) -> None:
        consultation = begin(store)

        def touch_often() -> None:
            for _ in range(25):
                with store.consultations_unit() as unit:
                    now = unit.consultation("T1", consultation.id)
                    assert now
                    unit.save_consultation(now.touched(NOON))

        at_once(touch_often, 4)
        after = store.consultation("T1", consultation.id)
        assert after
        assert after.revision == 101

    def test_a_transaction_is_not_seen_before_its_end(self, store: Store) -> None:
        consultation = begin(store)
        seen: list[Consultation | None] = []
        with store.consultations_unit() as unit:
            unit.save_consultation(consultation.touched(NOON, state="cancelled"))
            at_once(lambda: seen.append(store.consultation("T1", consultation.id)), 1)
        assert seen == [consultation]
