from __future__ import annotations

import pytest

from bot.advice.advisor import Advisor
from bot.advice.rulebook import Rulebook
from bot.consultations.service import Consultations
from bot.consultations.upkeep import Upkeep
from bot.store.sqlite import SqliteStore
from tests.consultations.build import Clock, small_knowledge


@pytest.fixture
def consultations(store: SqliteStore, clock: Clock) -> Consultations:
    return Consultations(store, Advisor(Rulebook(small_knowledge()), ()), clock)


@pytest.fixture
def upkeep(consultations: Consultations) -> Upkeep:
    return Upkeep(consultations.store, consultations.advisor, consultations.clock)
