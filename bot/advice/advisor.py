"""Everything that can be said about some answers, at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.advice.conditions import Answers
from bot.advice.explain import Change, what_would_change
from bot.advice.interview import Assessment, assess
from bot.advice.recommend import Recommendation, recommend
from bot.advice.report import Report, report
from bot.advice.rulebook import Rulebook


@dataclass(frozen=True)
class Advice:
    """What the knowledge says about some answers, and how far the interview has come."""

    recommendation: Recommendation
    assessment: Assessment
    changes: tuple[Change, ...]
    report: Report


@dataclass(frozen=True)
class Advisor:
    """A rulebook and the sample that it looks ahead with."""

    rulebook: Rulebook
    sample: Sequence[Answers]

    def advise(self, answers: Answers) -> Advice:
        """Recommend and explain. Total: answers to unknown questions are ignored."""
        recommendation = recommend(self.rulebook, answers)
        assessment = assess(self.rulebook, answers, self.sample)
        changes = what_would_change(self.rulebook, answers)
        words = report(self.rulebook, answers, recommendation, assessment, changes)
        return Advice(recommendation, assessment, changes, words)
