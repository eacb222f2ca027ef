from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.advice.advisor import Advisor
from bot.advice.rulebook import Rulebook
from bot.consultations.service import Consultations
from bot.consultations.upkeep import Upkeep
from bot.store.sqlite import SqliteStore
from tests.consultations.build import Clock, small_knowledge


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore.open(tmp_path / "advisor.db")
    yield opened
    opened.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def consultations(store: SqliteStore, clock: Clock) -> Consultations:
    return Consultations(store, Advisor(Rulebook(small_knowledge()), ()), clock)


@pytest.fixture
def upkeep(consultations: Consultations) -> Upkeep:
    return Upkeep(consultations.store, consultations.advisor, consultations.clock)
