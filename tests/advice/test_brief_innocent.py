"""What the shipped wordings must not take for an answer: words of another matter that look like one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from bot.advice.brief import understand
from bot.advice.knowledge import KnowledgeBase
from bot.knowledge_files.loader import load

ROOT = Path(__file__).parents[2]
SENTENCES = [
    (question, sentence)
    for question, sentences in yaml.load(
        (ROOT / "tests" / "data" / "innocent_sentences.yaml").read_text(), yaml.CSafeLoader
    ).items()
    for sentence in sentences
]


@cache
def _knowledge() -> KnowledgeBase:
    return load([ROOT / "knowledge"]).knowledge


@pytest.mark.parametrize(("question", "sentence"), SENTENCES)
def test_a_sentence_about_something_else_answers_nothing(question: str, sentence: str) -> None:
    said = {reading.question: reading.evidence for reading in understand(_knowledge(), sentence)}
    assert said.get(question) is None
