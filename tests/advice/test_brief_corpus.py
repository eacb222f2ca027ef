"""Briefs in many voices over the shipped knowledge: what is read, and where that alone leads.

The floors are over the whole corpus. Most of it has been read while wordings were tuned, so they only keep
what was won; how well unseen briefs are understood is told by the cold scores in `benchmarks/briefs.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
import yaml
from pydantic import Field

from bot.advice.brief import understand
from bot.advice.knowledge import KnowledgeBase
from bot.advice.questions import NOT_SURE
from bot.advice.recommend import Recommendation, recommend
from bot.advice.rulebook import Rulebook
from bot.advice.values import Frozen
from bot.knowledge_files.loader import load

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "tests" / "briefs").glob("*.yaml"))
FRESH = [file for file in FILES if file.stem.startswith(("nineteenth", "twent", "thirti", "thirty", "fort"))]
"""Their writers list all that a text states, and were looked into least."""
TUNED = [file for file in FILES if file not in FRESH]


class Brief(Frozen):
    """A description, what it says, and what the guides make of it."""

    brief: str
    reads: Mapping[str, str]
    """What is to be read; "not-sure" where a question must stay open."""
    first: tuple[str, ...]
    advised_against: tuple[str, ...] = Field(alias="not")


@cache
def _knowledge() -> KnowledgeBase:
    return load([ROOT / "knowledge"]).knowledge


@cache
def _rulebook() -> Rulebook:
    return Rulebook(_knowledge())


@cache
def _corpus() -> tuple[Brief, ...]:
    return tuple(brief for file in FILES for brief in _briefs(file))


@cache
def _briefs(file: Path) -> tuple[Brief, ...]:
    return tuple(Brief.model_validate(row) for row in yaml.load(file.read_text(), yaml.CSafeLoader))


@cache
def _answers(text: str) -> Mapping[str, str]:
    return {reading.question: reading.option for reading in understand(_knowledge(), text)}


@cache
def _outcome(text: str) -> Recommendation:
    return recommend(_rulebook(), _answers(text))


def _leaders(brief: Brief) -> tuple[str, ...]:
    outcome = _outcome(brief.brief)
    return outcome.tied or ((outcome.first,) if outcome.first else ())


def _share(missed: list[str], of: int) -> float:
    return 1 - len(missed) / of


def test_there_are_briefs_enough() -> None:
    assert len(_corpus()) >= 150


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_brief_names_questions_and_options_that_exist(file: Path) -> None:
    questions = _knowledge().question_by_id
    for row in yaml.load(file.read_text(), yaml.CSafeLoader):
        for question, option in row["reads"].items():
            assert option == NOT_SURE or questions[question].option(option), (
                f"{question}: {option} in: {row['brief']}"
            )


@pytest.mark.parametrize(("files", "floor"), [(TUNED, 0.95), (FRESH, 0.87)], ids=["tuned", "fresh"])
def test_what_a_brief_says_is_read(files: Sequence[Path], floor: float) -> None:
    said = [(brief, *answer) for file in files for brief in _briefs(file) for answer in brief.reads.items()]
    missed = [
        f"{q}: {o} in: {brief.brief}" for brief, q, o in said if _answers(brief.brief).get(q, NOT_SURE) != o
    ]
    assert _share(missed, len(said)) >= floor, "\n".join(missed)


def test_the_first_place_after_the_brief_alone_is_one_that_the_guides_recommend() -> None:
    missed = [f"{_leaders(b)} for: {b.brief}" for b in _corpus() if not set(_leaders(b)) <= set(b.first)]
    assert _share(missed, len(_corpus())) >= 0.96, "\n".join(missed)


def test_the_first_place_is_hardly_ever_one_that_the_guides_advise_against() -> None:
    against = [
        f"{_leaders(b)} for: {b.brief}" for b in _corpus() if set(_leaders(b)) <= set(b.advised_against)
    ]
    assert len(against) <= 0.005 * len(_corpus()), "\n".join(against)
