from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.sqlite import SqliteStore

pytest.register_assert_rewrite("tests.store.contract")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "advisor.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore.open(path)
    yield opened
    opened.close()
