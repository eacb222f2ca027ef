"""Every shipped case by its name: what a published source states for a situation is what the advisor says."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge_files.cases import failure
from bot.knowledge_files.evidence import Evidence
from bot.knowledge_files.loader import load

KNOWLEDGE = Path(__file__).parent.parent / "knowledge"


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return Evidence.of(load([KNOWLEDGE]))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "key" in metafunc.fixturenames:
        metafunc.parametrize("key", Evidence.of(load([KNOWLEDGE])).case_by_key)


def test_the_case_holds(evidence: Evidence, key: str) -> None:
    case = evidence.case_by_key[key]
    partner = evidence.case_by_key[case.disputed_by] if case.disputed_by else None
    assert failure(case, partner, evidence.rulebook) is None
