from __future__ import annotations

import pytest

from bot.decisions.query import Query
from bot.decisions.service import Decisions
from bot.workspaces.model import Conversation, ConversationKind, Viewer
from tests.store.build import NOON, Store, listed, record

PUBLIC, PRIVATE, DIRECT, UNKNOWN, OPENED, CLOSED, FOREIGN = 1, 2, 3, 4, 5, 6, 1
"""Numbers of decisions by where they were made; the last one in another workspace."""

VIEWERS = {
    "a member of the workspace": (Viewer("T1", "U9"), {PUBLIC, OPENED}),
    "a member of the private channel": (Viewer("T1", "U9", frozenset({"G1"})), {PUBLIC, OPENED, PRIVATE}),
    "an outsider in another private channel": (Viewer("T1", "U9", frozenset({"G9"})), {PUBLIC, OPENED}),
    "a partner of the direct message": (Viewer("T1", "U9", frozenset({"D1"})), {PUBLIC, OPENED, DIRECT}),
    "somebody in the conversation of unknown kind": (
        Viewer("T1", "U9", frozenset({"X1"})),
        {PUBLIC, OPENED, UNKNOWN},
    ),
    "a member of a channel made private later": (
        Viewer("T1", "U9", frozenset({"C6"})),
        {PUBLIC, OPENED, CLOSED},
    ),
    "a guest of the public channel": (Viewer("T1", "U9", frozenset({"C1"}), sees_public=False), {PUBLIC}),
    "a guest of the private channel": (Viewer("T1", "U9", frozenset({"G1"}), sees_public=False), {PRIVATE}),
    "a guest of nothing": (Viewer("T1", "U9", sees_public=False), set[int]()),
    "somebody at home in all of them": (
        Viewer("T1", "U9", frozenset({"C1", "G1", "D1", "X1", "C5", "C6"})),
        {PUBLIC, PRIVATE, DIRECT, UNKNOWN, OPENED, CLOSED},
    ),
    "a member of another workspace": (Viewer("T2", "U9"), {FOREIGN}),
    "a member of another workspace with a like-named channel": (
        Viewer("T2", "U9", frozenset({"G1", "D1"})),
        {FOREIGN},
    ),
    "a stranger": (Viewer("T3", "U9", frozenset({"C1", "G1"})), set[int]()),
}


@pytest.mark.parametrize(("viewer", "sees"), VIEWERS.values(), ids=VIEWERS.keys())
class VisibilityContract:
    """Who sees what, at every read."""

    @pytest.fixture(autouse=True)
    def _decisions(self, store: Store) -> None:
        _make(store, "C1", "public", "public")
        _make(store, "G1", "private", "private")
        _make(store, "D1", "direct", "direct")
        _make(store, "X1", "private", None)
        _make(store, "C5", "private", "public")
        _make(store, "C6", "public", "private")
        _make(store, "C1", "public", "public", workspace="T2")

    def test_list(self, store: Store, viewer: Viewer, sees: set[int]) -> None:
        assert listed(store, viewer) == sorted(sees, reverse=True)

    def test_list_below_and_above(self, store: Store, viewer: Viewer, sees: set[int]) -> None:
        assert listed(store, viewer, after=4) == sorted((one for one in sees if one < 4), reverse=True)
        assert listed(store, viewer, before=2) == sorted((one for one in sees if one > 2), reverse=True)

    def test_search(self, store: Store, viewer: Viewer, sees: set[int]) -> None:
        assert listed(store, viewer, "decision") == sorted(sees, reverse=True)

    def test_counts(self, store: Store, viewer: Viewer, sees: set[int]) -> None:
        assert store.count_decisions(viewer, Query("")) == len(sees)
        assert store.count_decisions(viewer, Query("decision")) == len(sees)

    def test_find_and_history(self, store: Store, viewer: Viewer, sees: set[int]) -> None:
        found = {number for number in range(1, 8) if store.find_decision(viewer, number)}
        told = {number for number in range(1, 8) if store.decision_events(viewer, number)}
        assert found == told == sees

    def test_a_page_and_its_totals(self, store: Store, viewer: Viewer, sees: set[int]) -> None:
        page = Decisions(store, lambda: NOON).page(viewer, "decision")
        assert {shown.number for shown in page.decisions} == sees
        assert (page.total, page.all_total) == (len(sees), len(sees))


def _make(
    store: Store, channel: str, kind: ConversationKind, learnt: ConversationKind | None, workspace: str = "T1"
) -> None:
    record(store, channel=channel, kind=kind, workspace=workspace)
    if learnt:
        store.learn_conversation(Conversation(workspace, channel, learnt), NOON)
