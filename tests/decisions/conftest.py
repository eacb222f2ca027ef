from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.sqlite import SqliteStore
from tests.consultations.build import Clock


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore.open(tmp_path / "advisor.db")
    yield opened
    opened.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()
