from __future__ import annotations

from contextlib import closing
from pathlib import Path

from bot.store.sqlite import SqliteStore
from bot.workspaces.model import Conversation
from tests.store.build import NOON, begin, record
from tests.store.contract.consultations import ConsultationContract
from tests.store.contract.decisions import DecisionContract
from tests.store.contract.filters import FilterContract
from tests.store.contract.likeness import LikenessContract
from tests.store.contract.reviews import ReviewContract
from tests.store.contract.threads import ThreadContract
from tests.store.contract.visibility import (
    HidingContract,
    LinkContract,
    SeveralLinksContract,
    VisibilityContract,
)


class TestConsultations(ConsultationContract):
    pass


class TestThreads(ThreadContract):
    pass


class TestDecisions(DecisionContract):
    pass


class TestFilters(FilterContract):
    pass


class TestLikeness(LikenessContract):
    pass


class TestReviews(ReviewContract):
    pass


class TestVisibility(VisibilityContract):
    pass


class TestHiding(HidingContract):
    pass


class TestLinks(LinkContract):
    pass


class TestSeveralLinks(SeveralLinksContract):
    pass


def test_sqlite_finds_nothing_wrong_with_what_was_written(tmp_path: Path) -> None:
    with closing(SqliteStore.open(tmp_path / "advisor.db")) as store:
        consultation = begin(store).id
        record(store, consultation=consultation)
        store.add_mentions(consultation, frozenset({1, 2}))
        store.learn_conversation(Conversation("T1", "C1", "private"), NOON)
        assert [row[0] for row in store.database.rows("PRAGMA integrity_check", {})] == ["ok"]
