"""A report as plain text."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Sequence

from bot.advice.brief import Reading
from bot.advice.claims import Spread
from bot.advice.knowledge import KnowledgeBase
from bot.advice.lines import Line
from bot.advice.report import Report
from bot.advice.rulings import Ruling

WIDEST = 100
NOTHING_READ = "Nothing was read from the brief."
BAR = 24
"""How many characters the longest bar has."""


def screen_width() -> int:
    """Columns to write in; longer lines than WIDEST are hard to read."""
    return min(shutil.get_terminal_size((WIDEST, 24)).columns, WIDEST)


def wrapped(text: str, width: int, bullet: str = "") -> str:
    """A text in lines of at most that many characters; no word is broken."""
    return textwrap.fill(
        text,
        max(width, 20),
        initial_indent=bullet,
        subsequent_indent=" " * len(bullet),
        break_long_words=False,
        break_on_hyphens=False,
    )


def plain(report: Report, width: int | None = None) -> str:
    """The whole report; parts about which there is nothing to say are left out."""
    columns = width or screen_width()
    alone = [
        "\n".join([report.headline, wrapped(report.certainty, columns)]),
        _path(report.path, columns),
        _section("Why", report.why, columns),
        _section("What it will cost you", report.costs, columns),
        _differing(report, columns),
        _runner_up(report, columns),
        _bars(report.bars),
        _goes_with(report, columns),
    ]
    return "\n\n".join(part for part in alone if part)


def readings_in_words(knowledge: KnowledgeBase, readings: Sequence[Reading]) -> str:
    """What was read from a brief, and from which words; empty for nothing."""
    lines = [_reading(knowledge, reading) for reading in readings]
    return "\n".join(["Read from the brief", *lines]) if lines else ""


def _reading(knowledge: KnowledgeBase, reading: Reading) -> str:
    question = knowledge.question_by_id[reading.question]
    option = question.option(reading.option)
    label = option.label if option else reading.option
    return wrapped(f"{question.name}: {label} (“{reading.evidence}”)", screen_width(), "- ")


def _cited(line: Line) -> str:
    return f"{line.text} [{', '.join(line.sources)}]" if line.sources else line.text


def _path(path: Line | None, width: int) -> str:
    return wrapped(_cited(path), width) if path else ""


def _section(title: str, lines: Sequence[Line], width: int) -> str:
    return _listed(title, map(_cited, lines), width)


def _listed(title: str, texts: Iterable[str], width: int) -> str:
    bullets = [wrapped(text, width, "- ") for text in texts]
    return "\n".join([title, *bullets]) if bullets else ""


def _runner_up(report: Report, width: int) -> str:
    runner_up = [f"Runner-up: {_cited(report.runner_up)}"] if report.runner_up else []
    texts = [*map(_cited, report.left_out), *runner_up, *report.would_change]
    return "\n".join(wrapped(text, width) for text in texts)


def _bars(bars: Sequence[tuple[str, int]]) -> str:
    longest = max((points for _, points in bars), default=0)
    if longest <= 0:
        return ""
    wide = max(len(name) for name, _ in bars)
    return "\n".join(f"{name:<{wide}}  {_bar(points, longest)} {points}" for name, points in bars)


def _bar(points: int, longest: int) -> str:
    return "█" * max(1, round(BAR * points / longest)) if points > 0 else "▏"


def _goes_with(report: Report, width: int) -> str:
    companions = "; ".join(line.text for line in report.goes_with)
    goes_with = [f"Goes with it: {companions}."] if companions else []
    return "\n".join(wrapped(text, width) for text in [*goes_with, *map(_spread, report.versions)])


def _differing(report: Report, width: int) -> str:
    texts = [*map(_cited, report.disagreements), *map(_spread, report.ranges)]
    return _listed("Where the sources differ", texts, width)


def _spread(found: Spread) -> str:
    values = (f"{value.says} [{', '.join(map(_dated, value.claimed))}]" for value in found.values)
    return f"{found.aspect}, {found.framework}: {'; '.join(values)}"


def _dated(claimed: tuple[str, str]) -> str:
    source, as_of = claimed
    return f"{source} {as_of}".strip()


def all_reasons(report: Report, width: int | None = None) -> str:
    """Every rule that applies, and every one that a single answer would bring in."""
    columns = width or screen_width()
    nearly = {
        is_open: [each for each in report.nearly if each.is_open == is_open] for is_open in (True, False)
    }
    parts = [
        _listed("What applies", map(_ruling, report.applied), columns),
        _listed("What an open question could add", map(_ruling, nearly[True]), columns),
        _listed("What another answer would bring in", map(_ruling, nearly[False]), columns),
    ]
    return "\n\n".join(part for part in parts if part)


def _ruling(ruling: Ruling) -> str:
    condition = f"If {ruling.condition}: " if ruling.condition else ""
    sources = f" [{', '.join(ruling.sources)}]" if ruling.sources else ""
    return f"{condition}{ruling.effect}: {ruling.text}{sources}"
