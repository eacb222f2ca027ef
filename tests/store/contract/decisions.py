from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.decisions.model import COUNTED, STATUSES, Decision, DecisionEvent
from bot.decisions.query import Query
from bot.decisions.service import Decisions
from bot.decisions.store import Window
from bot.workspaces.model import Viewer
from tests.store.build import (
    ANA,
    NOON,
    Store,
    begin,
    decision,
    delivery,
    listed,
    record,
    snapshot,
    summary_of,
)

MINUTE = timedelta(minutes=1)
RECORDED = DecisionEvent(at=NOON, by="U1", what="recorded", after="accepted")
DEPRECATED = DecisionEvent(
    at=NOON + MINUTE, by="U2", what="status", before="accepted", after="deprecated", why="too slow"
)


def _save(store: Store, changed: Decision, event: DecisionEvent = DEPRECATED) -> None:
    with store.decisions_unit() as unit:
        unit.save_decision(changed, event)


class DecisionContract:
    """What every store must do for decisions."""

    def test_a_decision_is_fetched_as_it_was_stored(self, store: Store) -> None:
        stored = record(
            store,
            consultation=begin(store).id,
            title="<!channel> 🧭 *x* `y` שלום",
            chosen="fastapi",
            chosen_name="FastAPI",
            why_not="'quoted'; --",
            deciders=("U3", "U1", "U2"),
            permalink="https://example.org/p1",
        )
        assert store.find_decision(ANA, stored.number) == stored
        with store.decisions_unit() as unit:
            assert unit.decision("T1", stored.number) == stored

    def test_a_decision_with_nothing_optional_is_fetched_as_it_was_stored(self, store: Store) -> None:
        stored = record(store, recommended=None, recommended_name="", review_on=None, deciders=())
        assert store.find_decision(ANA, stored.number) == stored

    @pytest.mark.parametrize("status", STATUSES)
    def test_every_status_can_be_stored(self, store: Store, status: str) -> None:
        assert store.find_decision(ANA, record(store, status=status).number) == decision(status=status)

    def test_a_decision_that_is_not_there_is_none(self, store: Store) -> None:
        assert store.find_decision(ANA, 1) is None
        assert store.decision_events(ANA, 1) == []
        with store.decisions_unit() as unit:
            assert unit.decision("T1", 1) is None

    def test_a_number_is_given_once_in_a_workspace(self, store: Store) -> None:
        record(store)
        with pytest.raises(Exception, match=r"(?i)unique"), store.consultations_unit() as unit:
            unit.add_decision(decision(1))

    def test_a_consultation_ends_with_one_decision_at_most(self, store: Store) -> None:
        consultation = begin(store).id
        record(store, consultation=consultation)
        with pytest.raises(Exception, match=r"(?i)unique"):
            record(store, consultation=consultation)
        assert listed(store) == [1]

    def test_a_new_decision_has_one_event(self, store: Store) -> None:
        record(store)
        assert store.decision_events(ANA, 1) == [RECORDED]

    def test_a_change_replaces_the_decision_and_adds_to_its_history(self, store: Store) -> None:
        changed = record(store).model_copy(
            update={"status": "deprecated", "title": "New", "deciders": ("U3",), "review_on": None}
        )
        _save(store, changed)
        assert store.find_decision(ANA, 1) == changed
        assert store.decision_events(ANA, 1) == [RECORDED, DEPRECATED]

    def test_superseding_links_both_ways(self, store: Store) -> None:
        olds, _ = (record(store), record(store)), record(store)
        for old in olds:
            _save(store, old.model_copy(update={"status": "superseded", "superseded_by": 3}))
        found = [store.find_decision(ANA, number) for number in (1, 2, 3)]
        with store.decisions_unit() as unit:
            assert [unit.decision("T1", number) for number in (1, 2, 3)] == found
        links = [(one.supersedes, one.superseded_by) for one in found if one]
        assert links == [((), 3), ((), 3), ((1, 2), None)]
        listed = store.list_decisions(ANA, Query(), Window(10))
        assert [one.decision.supersedes for one in listed] == [(1, 2), (), ()]

    def test_decisions_are_listed_newest_first(self, store: Store) -> None:
        stored = [record(store) for _ in range(3)]
        found = store.list_decisions(ANA, Query(), Window(10))
        assert [one.decision for one in found] == [summary_of(one) for one in reversed(stored)]

    def test_a_list_is_as_long_as_asked(self, store: Store) -> None:
        for _ in range(5):
            record(store)
        assert listed(store, limit=2) == [5, 4]

    def test_a_list_below_a_number_goes_on_from_there(self, store: Store) -> None:
        for _ in range(5):
            record(store)
        assert listed(store, after=4, limit=2) == [3, 2]

    def test_a_list_above_a_number_holds_the_nearest_newest_first(self, store: Store) -> None:
        for _ in range(5):
            record(store)
        assert listed(store, before=2, limit=2) == [4, 3]

    @pytest.mark.parametrize(
        ("text", "field", "value"),
        [
            ("back office", "title", "The back-office tool"),
            ("quart", "chosen_name", "Quart"),
            ("hiring", "rationale", "Because of hiring."),
            ("celery", "why_not", "It does not need Celery."),
            ("start yes", "snapshot", snapshot()),
            ("admin yes", "snapshot", snapshot()),
            ("generated", "snapshot", snapshot()),
        ],
    )
    def test_a_decision_is_found_by_its_words(
        self, store: Store, text: str, field: str, value: object
    ) -> None:
        record(store, snapshot=snapshot(answers=(), reasons=()))
        found = record(store, **{"snapshot": snapshot(answers=(), reasons=()), field: value})
        assert listed(store, text=text) == [found.number]
        assert store.count_decisions(ANA, Query(text)) == 1

    @pytest.mark.parametrize(
        "text", ["CAFE", "café", "uber caf", "caf", "ops-tool", "ops_tool", '"ops tool"']
    )
    def test_case_accents_and_an_unfinished_last_word_do_not_matter(self, store: Store, text: str) -> None:
        record(store, title="Café über ops tool")
        assert listed(store, text=text) == [1]

    @pytest.mark.parametrize("text", ["strasse", "Straße", "STRAẞE", "wasser strass", "5 straß"])
    @pytest.mark.parametrize("title", ["Straße 5, Wasser", "Strasse 5, Wasser"])
    def test_a_sharp_s_is_found_however_it_was_written(self, store: Store, text: str, title: str) -> None:
        record(store, title="Strase 5, Wasser")
        record(store, title=title)
        assert listed(store, text=text) == [2]
        assert store.count_decisions(ANA, Query(text)) == 1

    @pytest.mark.parametrize("text", ["wasserstrasse", "Waßerstraße", "Wasserstraße"])
    def test_each_sharp_s_of_a_word_may_be_written_otherwise(self, store: Store, text: str) -> None:
        record(store, rationale="An der Wasserstraße.")
        assert listed(store, text=text) == [1]

    def test_all_words_have_to_be_there(self, store: Store) -> None:
        record(store, title="Back office")
        assert listed(store, text="back porch") == []
        assert listed(store, text="bac office") == []

    def test_a_search_is_listed_newest_first_and_paged(self, store: Store) -> None:
        for title in ("a tool", "other", "b tool", "c tool"):
            record(store, title=title)
        assert listed(store, text="tool", limit=2) == [4, 3]
        assert listed(store, text="tool", after=3) == [1]
        assert listed(store, text="tool", before=1, limit=1) == [3]

    def test_the_id_of_the_workspace_is_not_searched(self, store: Store) -> None:
        record(store)
        assert listed(store, text="T1") == []

    @pytest.mark.parametrize(
        "text",
        [
            "-",
            "*",
            '"',
            '"""',
            "🎉",
            "( ) : ^ + , .",
            "\x00",
            "\N{RIGHT-TO-LEFT OVERRIDE}",
            "\N{ZERO WIDTH JOINER}",
            "' OR 1=1 --",
        ],
    )
    def test_signs_never_fail_and_find_nothing(self, store: Store, text: str) -> None:
        record(store)
        assert listed(store, text=text) == []
        assert store.count_decisions(ANA, Query(text)) == 0

    @pytest.mark.parametrize("text", ["", " ", "\n\t"])
    def test_an_empty_text_finds_everything(self, store: Store, text: str) -> None:
        record(store)
        assert listed(store, text=text) == [1]

    @pytest.mark.parametrize(
        "text",
        ["AND", "OR", "NOT", "NEAR(a b)", "title:x", "a* b", 'x"y', "x\x00y", "-x", "^x", "🎉 x", "x 🎉"],
    )
    def test_words_of_the_query_language_are_plain_words(self, store: Store, text: str) -> None:
        record(store, title="and or not near a b title x y")
        assert len(listed(store, text=text)) <= 1

    @settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(text=st.text(max_size=300))
    def test_no_text_makes_a_search_fail(self, store: Store, text: str) -> None:
        assert store.count_decisions(ANA, Query(text)) == len(listed(store, text=text))

    @pytest.mark.parametrize(
        "text",
        ["a " * 150, " ".join(f"w{number}" for number in range(1000)), "x" * 5000, "ss ß " * 75, "ß" * 5000],
    )
    def test_long_texts_do_not_make_a_search_fail(self, store: Store, text: str) -> None:
        assert listed(store, text=text) == []

    def test_the_search_forgets_what_was_replaced(self, store: Store) -> None:
        stored = record(store, title="hunter2")
        _save(store, stored.model_copy(update={"title": "redacted"}))
        assert listed(store, text="hunter2") == []
        assert listed(store, text="redacted") == [1]

    def test_a_failed_transaction_leaves_nothing_to_be_found(self, store: Store) -> None:
        def fail() -> None:
            with store.consultations_unit() as unit:
                unit.add_decision(decision(1, title="ghost"))
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            fail()
        assert listed(store, text="ghost") == []
        assert store.decision_events(ANA, 1) == []

    def test_decisions_with_the_words_in_title_or_choice_come_first(self, store: Store) -> None:
        record(store, title="Celery jobs", rationale="x")
        record(store, title="Mail", rationale="Celery and jobs")
        record(store, title="Jobs", chosen_name="Celery")
        record(store, title="Other", consequences="More jobs, more Celery.")
        assert listed(store, text="celery jobs") == [3, 1, 4, 2]
        assert store.count_decisions(ANA, Query("celery jobs")) == 4

    def test_a_whole_word_comes_before_what_begins_with_it_and_a_title_before_the_rest(
        self, store: Store
    ) -> None:
        record(store, title="A worker")
        record(store, title="Workers", rationale="A worker runs them.")
        record(store, title="Mail", chosen_name="Worker")
        record(store, title="Mail", rationale="A worker sends it.")
        record(store, title="Mail", rationale="Workers send it.")
        record(store, title="Workers")
        assert listed(store, text="worker") == [3, 1, 6, 2, 4, 5]
        assert listed(store, text="mail work") == [3, 5, 4]
        assert store.count_decisions(ANA, Query("worker")) == 6

    def test_a_decision_is_found_by_its_consequences(self, store: Store) -> None:
        record(store, consequences="A second service.")
        assert listed(store, text="second service") == [1]

    def test_a_count_stops_soon(self, store: Store) -> None:
        with store.consultations_unit() as unit:
            for number in range(1, COUNTED + 3):
                unit.add_decision(decision(number))
        assert store.count_decisions(ANA, Query()) == COUNTED + 1
        assert store.count_decisions(ANA, Query("decision")) == COUNTED + 1

    @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(before=st.integers(0, 35), added=st.lists(st.integers(0, 12), max_size=5), text=st.booleans())
    def test_pages_have_neither_holes_nor_repeats_while_others_record(
        self, store: Store, before: int, added: list[int], *, text: bool
    ) -> None:
        workspace = delivery()
        _fill(store, workspace, before)
        log, viewer = Decisions(store, lambda: NOON), Viewer(workspace, "U1")
        words = "tool" if text else ""
        down, below = [], None
        for more in [*added, *[0] * 10]:
            page = log.page(viewer, words, below=below)
            down += [shown.number for shown in page.decisions]
            if page.older is None:
                break
            below = page.older
            _fill(store, workspace, more)
        expected = sorted(range(before, 0, -1), key=lambda number: number % 4 if text else 0)
        assert [number for number in down if number <= before] == expected
        assert len(down) == len(set(down))

    @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(before=st.integers(1, 35), added=st.lists(st.integers(0, 12), max_size=5))
    def test_pages_upwards_lead_back_to_where_the_way_down_began(
        self, store: Store, before: int, added: list[int]
    ) -> None:
        workspace = delivery()
        _fill(store, workspace, before)
        log, viewer = Decisions(store, lambda: NOON), Viewer(workspace, "U1")
        page = log.page(viewer, "tool")
        down = [shown.number for shown in page.decisions]
        while page.older is not None:
            page = log.page(viewer, "tool", below=page.older)
            down += [shown.number for shown in page.decisions]
        up = [shown.number for shown in reversed(page.decisions)]
        for more in [*added, *[0] * 15]:
            if page.newer is None:
                break
            _fill(store, workspace, more)
            page = log.page(viewer, "tool", above=page.newer)
            up += [shown.number for shown in reversed(page.decisions)]
        assert [number for number in up if number <= before] == down[::-1]
        assert len(up) == len(set(up))

    @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(before=st.integers(1, 35), added=st.lists(st.integers(0, 12), max_size=5))
    def test_pages_upwards_have_neither_holes_nor_repeats_while_others_record(
        self, store: Store, before: int, added: list[int]
    ) -> None:
        workspace = delivery()
        _fill(store, workspace, before)
        log, viewer = Decisions(store, lambda: NOON), Viewer(workspace, "U1")
        up, above = [1], 1
        for more in [*added, *[0] * 15]:
            page = log.page(viewer, above=above)
            up += [shown.number for shown in reversed(page.decisions)]
            if page.newer is None:
                break
            above = page.newer
            _fill(store, workspace, more)
        assert up == [*range(1, up[-1] + 1)]
        assert up[-1] >= before


_TEXTS = (
    ("A tool", "It is a tool."),
    ("Tools", "It is a tool."),
    ("Something", "It is a tool."),
    ("Something", "A toolbox."),
)


def _fill(store: Store, workspace: str, number: int) -> None:
    """In turns, "tool" is in the title, begins a word there, is in the rationale, or begins a word there."""
    for _ in range(number):
        with store.consultations_unit() as unit:
            following = unit.next_decision_number(workspace)
            title, rationale = _TEXTS[following % len(_TEXTS)]
            unit.add_decision(decision(following, workspace=workspace, title=title, rationale=rationale))
