"""The shipped knowledge is whole: `framework-advisor check` has nothing to say."""

from __future__ import annotations

from pathlib import Path

from bot.knowledge_files.lint import check
from bot.knowledge_files.loader import load

KNOWLEDGE = Path(__file__).parent.parent / "knowledge"


def test_no_proof_objects_to_the_shipped_knowledge() -> None:
    assert [str(problem) for problem in check(load([KNOWLEDGE]))] == []
