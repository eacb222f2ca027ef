"""All reasons: every rule that applies, and every one that a single answer would bring in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.advice.report import Report
from bot.advice.rulings import Ruling
from bot.slack.blocks.elements import Block, paragraphs, section
from bot.slack.blocks.message import ROOMY, Scene
from bot.slack.blocks.wording import addresses, cited
from bot.slack.mrkdwn import bold, escape

_RULES = 60
"""How many rules stand under one heading; the rest is counted."""
_SECTIONS = 30
_EFFECT, _CONDITION = 300, 200


def rulings(scene: Scene) -> tuple[Block, ...]:
    """What applies first, then what is one answer away; a sentence where no rule says anything."""
    where = addresses(scene.knowledge, ROOMY)
    blocks = tuple(
        block for title, part in _parts(scene.advice.report) for block in _part(title, part, where)
    )
    return blocks or (section("No rule applies to the answers so far."),)


def _parts(report: Report) -> Iterator[tuple[str, Sequence[Ruling]]]:
    yield "*What applies*", report.applied
    yield "*What an open question could add*", [each for each in report.nearly if each.is_open]
    yield "*What another answer would bring in*", [each for each in report.nearly if not each.is_open]


def _part(title: str, part: Sequence[Ruling], where: Mapping[str, str]) -> Sequence[Block]:
    lines = [_line(ruling, where) for ruling in part[:_RULES]]
    if len(part) > _RULES:
        lines.append(f"and {len(part) - _RULES} more")
    return paragraphs(lines, title)[:_SECTIONS] if lines else ()


def _line(ruling: Ruling, where: Mapping[str, str]) -> str:
    condition = f"If {escape(ruling.condition, _CONDITION)}: " if ruling.condition else ""
    told = f"{bold(ruling.effect, _EFFECT)}: {escape(ruling.text, ROOMY.line)}"
    return f"• {condition}{told}{cited(ruling.sources, where)}"
