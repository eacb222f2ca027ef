"""How long one recommendation takes, and how long looking ahead after an answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Row, microseconds
from bot.advice.advisor import Advisor
from bot.advice.interview import assess
from bot.advice.recommend import recommend
from bot.advice.rulebook import Rulebook
from bot.knowledge_files.loader import load
from bot.knowledge_files.sample import draw_sample

SHIPPED = Path(__file__).parent.parent / "knowledge"


def measure() -> Iterator[Row]:
    """Times on the shipped knowledge; the floor is one dictionary look-up for each rule."""
    knowledge = load([SHIPPED]).knowledge
    rulebook, sample = Rulebook(knowledge), draw_sample(knowledge)
    floor = _floor(rulebook)
    yield Row("floor: one look-up for each rule", floor, "µs", 1.0, f"{len(rulebook.rules)} rules")

    def row(name: str, time: float) -> Row:
        return Row(name, time, "µs", time / floor)

    profile = sample[0]
    yield row("who is first, all answered", microseconds(lambda: rulebook.leaders_for(profile)))
    yield row("recommend with reasons, all answered", microseconds(lambda: recommend(rulebook, profile)))
    yield row("recommend with reasons, no answers", microseconds(lambda: recommend(rulebook, {})))
    yield row(
        "settled, ways and next question, no answers", microseconds(lambda: assess(rulebook, {}, sample))
    )
    yield row(
        "everything with its words, all answered",
        microseconds(lambda: Advisor(rulebook, sample).advise(profile)),
    )
    yield row("compile the rules", microseconds(lambda: Rulebook(knowledge)))
    yield row("load the files", microseconds(lambda: load([SHIPPED])))


def _floor(rulebook: Rulebook) -> float:
    answered = {compiled.rule.id: True for compiled in rulebook.rules}
    names = list(answered)

    def look_up() -> None:
        for name in names:
            answered[name]

    return microseconds(look_up)
