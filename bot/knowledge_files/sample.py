"""Complete profiles to look ahead with, where the ways of answering are too many to count."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from bot.advice.questions import NOT_SURE
from bot.advice.ways import Profiles

if TYPE_CHECKING:
    from bot.advice.knowledge import KnowledgeBase
    from bot.advice.questions import Question

SIZE = 2000
"""Enough that a share of 19 in 20 is off by less than one in a hundred, nineteen times in twenty."""
SEED = 20261


def draw_sample(knowledge: KnowledgeBase, size: int = SIZE, seed: int = SEED) -> Profiles:
    """Draw profiles that answer every question that is asked, niche ones too; the same seed gives the same.

    Each option of a question, "not-sure" included, is given equally often, as far as the size divides.
    """
    random = Random(seed)  # noqa: S311 - a repeatable sample, nothing secret
    asked = [question for question in knowledge.questions if not question.is_volunteered]
    columns = [_column(question, size, random) for question in asked]
    names = [question.id for question in asked]
    return Profiles(dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True))


def _column(question: Question, size: int, random: Random) -> list[str]:
    """The answers that all profiles give to one question."""
    options = [*(option.id for option in question.options), NOT_SURE]
    column = [options[row % len(options)] for row in range(size)]
    random.shuffle(column)
    return column
