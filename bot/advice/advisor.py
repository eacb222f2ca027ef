"""Everything that can be said about some answers, at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from threading import Lock
from typing import TypeAlias

from cachetools import LRUCache, cachedmethod

from bot.advice.conditions import Answers
from bot.advice.explain import Change, what_would_change
from bot.advice.interview import Assessment, assess
from bot.advice.recommend import Recommendation, recommend
from bot.advice.report import Report, report
from bot.advice.rulebook import Rulebook

REMEMBERED = 512
"""How many sets of answers: an answer is looked ahead from when it is given and again when it is shown."""

_Key: TypeAlias = tuple[tuple[str, str], ...]


def _key(_advisor: object, answers: Answers) -> _Key:
    return tuple(answers.items())


@dataclass(frozen=True)
class Advice:
    """What the knowledge says about some answers, and how far the interview has come."""

    recommendation: Recommendation
    assessment: Assessment
    changes: tuple[Change, ...]
    report: Report


@dataclass(frozen=True)
class Advisor:
    """A rulebook and the sample that it looks ahead with. Answers asked about again are told from memory."""

    rulebook: Rulebook
    sample: Sequence[Answers]
    _assessments: LRUCache[_Key, Assessment] = field(
        default_factory=lambda: LRUCache(REMEMBERED), repr=False, compare=False
    )
    _advice: LRUCache[_Key, Advice] = field(
        default_factory=lambda: LRUCache(REMEMBERED), repr=False, compare=False
    )
    _lock: Lock = field(default_factory=Lock, repr=False, compare=False)

    @cachedmethod(attrgetter("_assessments"), key=_key, lock=attrgetter("_lock"))
    def assess(self, answers: Answers) -> Assessment:
        """How far the interview has come. Total: answers that are not offered are ignored."""
        return assess(self.rulebook, self.rulebook.knowledge.offered(answers), self.sample)

    @cachedmethod(attrgetter("_advice"), key=_key, lock=attrgetter("_lock"))
    def advise(self, answers: Answers) -> Advice:
        """Recommend and explain. Total: answers that are not offered are ignored."""
        answers = self.rulebook.knowledge.offered(answers)
        recommendation = recommend(self.rulebook, answers)
        assessment = self.assess(answers)
        changes = what_would_change(self.rulebook, answers)
        words = report(self.rulebook, answers, recommendation, assessment, changes)
        return Advice(recommendation, assessment, changes, words)
