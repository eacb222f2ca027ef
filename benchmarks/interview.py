"""How many questions an interview asks, and whether stopping early gives another answer than asking on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from statistics import mean

import yaml

from benchmarks.measure import Row
from bot.advice.brief import understand
from bot.advice.conditions import Answers
from bot.advice.interview import Assessment, assess
from bot.advice.knowledge import KnowledgeBase
from bot.advice.questions import NOT_SURE
from bot.advice.rulebook import Rulebook
from bot.knowledge_files.loader import load
from bot.knowledge_files.sample import draw_sample

ROOT = Path(__file__).parent.parent
PROFILES = 20_000
SEED = 4711
PROCESSES = 2


@dataclass(frozen=True)
class Start:
    """What is known before the first question, and how every question would be answered."""

    given: Answers
    profile: Answers


@dataclass(frozen=True)
class Ended:
    """How the three ways of asking went from one start."""

    chosen: int
    in_file_order: int
    all: int
    settled: bool
    same: bool
    """Whether the first place is that of answering every question."""


Choice = Callable[[Assessment], str | None]


class Interviewer:
    """Asks from a start until it is over; looks ahead once for each state that it meets."""

    def __init__(self) -> None:
        loaded = load([ROOT / "knowledge"])
        self.rulebook = Rulebook(loaded.knowledge)
        self._sample = draw_sample(loaded.knowledge)
        self._known: dict[frozenset[tuple[str, str]], Assessment] = {}

    def compare(self, start: Start) -> Ended:
        """Ask in all three ways."""
        answers = self._asked(start, lambda assessment: assessment.asking)
        in_order = self._asked(start, _next_in_the_files)
        every = self._all_asked(start)
        return Ended(
            chosen=len(answers) - len(start.given),
            in_file_order=len(in_order) - len(start.given),
            all=len(every) - len(start.given),
            settled=self._assess(answers).settled,
            same=self.rulebook.leaders_for(answers) == self.rulebook.leaders_for(every),
        )

    def _asked(self, start: Start, choose: Choice) -> Answers:
        answers = dict(start.given)
        while question := choose(self._assess(answers)):
            answers[question] = start.profile[question]
        return answers

    def _all_asked(self, start: Start) -> Answers:
        answers = dict(start.given)
        for question in start.profile:
            if question not in answers and self.rulebook.is_asked(question, answers):
                answers[question] = start.profile[question]
        return answers

    def _assess(self, answers: Answers) -> Assessment:
        key = frozenset(answers.items())
        if key not in self._known:
            self._known[key] = assess(self.rulebook, answers, self._sample)
        return self._known[key]


def _next_in_the_files(assessment: Assessment) -> str | None:
    return None if assessment.is_over else assessment.open_questions[0]


def measure() -> Iterator[Row]:
    """From nothing over made-up profiles and over the cases, and after each brief; takes a minute or two."""
    knowledge = load([ROOT / "knowledge"]).knowledge
    yield from _rows(f"{PROFILES:,} profiles", list(_uniform(knowledge, PROFILES)))
    yield from _rows("cases", list(_cases(knowledge)))
    yield from _rows("briefs", list(_briefs(knowledge)))


def _uniform(knowledge: KnowledgeBase, count: int) -> Iterator[Start]:
    """Every option, "not-sure" included, is as likely as the others."""
    random = Random(SEED)
    for _ in range(count):
        yield Start(
            {},
            {
                question.id: random.choice([*(option.id for option in question.options), NOT_SURE])
                for question in knowledge.questions
            },
        )


def _cases(knowledge: KnowledgeBase) -> Iterator[Start]:
    """What a case does not say is answered with "not-sure"."""
    for case in load([ROOT / "knowledge"]).cases:
        yield Start({}, _filled(knowledge, case.answers))


def _briefs(knowledge: KnowledgeBase) -> Iterator[Start]:
    """What is read is given; the rest is answered as the brief means it, and else with "not-sure"."""
    for file in sorted((ROOT / "tests" / "briefs").glob("*.yaml")):
        for row in yaml.load(file.read_text(), yaml.CSafeLoader):
            given = {reading.question: reading.option for reading in understand(knowledge, row["brief"])}
            yield Start(given, _filled(knowledge, {**row["reads"], **given}))


def _filled(knowledge: KnowledgeBase, answers: Answers) -> Mapping[str, str]:
    return {question.id: answers.get(question.id, NOT_SURE) for question in knowledge.questions}


@cache
def _interviewer() -> Interviewer:
    return Interviewer()


def _compared(start: Start) -> Ended:
    return _interviewer().compare(start)


def _rows(name: str, starts: Sequence[Start]) -> Iterator[Row]:
    # Alike starts next to each other share states, and so the work of looking ahead.
    alike = sorted(starts, key=lambda start: sorted({**start.profile, **start.given}.items()))
    with ProcessPoolExecutor(PROCESSES) as pool:
        ended = list(pool.map(_compared, alike, chunksize=-(-len(alike) // PROCESSES)))
    every = [end.all for end in ended]
    yield _asked(f"{name}: questions asked", [end.chosen for end in ended], every)
    yield _asked(f"{name}: in the order of the files", [end.in_file_order for end in ended], every)
    yield _asked(f"{name}: all of them", every, every)
    yield _same(f"{name}: same first place, settled", [end for end in ended if end.settled], len(ended))
    yield _same(f"{name}: same first place, 19 in 20", [end for end in ended if not end.settled], len(ended))


def _asked(name: str, counts: Sequence[int], every: Sequence[int]) -> Row:
    percentile = sorted(counts)[len(counts) * 95 // 100]
    return Row(
        name,
        mean(counts),
        "mean",
        note=f"95th percentile {percentile}; {mean(counts) / mean(every):.0%} of all",
    )


def _same(name: str, ended: Sequence[Ended], of: int) -> Row:
    share = 100 * mean(end.same for end in ended) if ended else 100.0
    return Row(name, share, "%", note=f"{len(ended)} of {of} interviews ended so")
