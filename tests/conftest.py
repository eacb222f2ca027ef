"""What tests of several folders need; each folder has a `workspace` of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.sqlite import SqliteStore
from tests.consultations.build import Clock
from tests.sandbox.person import Person, Workspace


@pytest.fixture
def ana(workspace: Workspace) -> Person:
    return workspace.person("Ana")


@pytest.fixture
def bo(workspace: Workspace) -> Person:
    return workspace.person("Bo")


@pytest.fixture
def backend(workspace: Workspace) -> str:
    return workspace.channel("backend")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore.open(tmp_path / "advisor.db")
    yield opened
    opened.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()
