"""Facts with their sources: frameworks side by side, and one framework by itself."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from bot.advice.claims import Value, by_value
from bot.advice.compare import Cell, Comparison, Row
from bot.advice.knowledge import Companion, Framework, KnowledgeBase, Pitfall
from bot.advice.lines import Line
from bot.advice.prose import counted, listed, stopped
from bot.slack.blocks.elements import Block, context, header, paragraphs, section
from bot.slack.blocks.message import BLOCK_TEXT, TEXT, Message, Room, fitting
from bot.slack.blocks.wording import addresses, all_cited, bullets, values, within
from bot.slack.mrkdwn import ELLIPSIS, escape, size, truncate

_ROWS = 99
_COLUMNS = 19
_TABLE = 9700
"""Units in all cells; Slack takes 10,000 (docs.slack.dev/reference/block-kit/blocks/table-block)."""
_LIMITS = range(4, 601)
"""How long a cell may be at most."""
_CUT_SHORT = " Cells that end in … are cut; compare fewer frameworks to see them whole."
_CITED = 1500
"""Units of text in which all that a comparison rests on is named."""
_NOTHING = "-"
"""In a cell about which nothing is claimed; Slack takes no empty one."""


def compare(comparison: Comparison, knowledge: KnowledgeBase) -> Message:
    """Frameworks side by side in a table, who says what in each cell."""
    names = listed([escape(each.name, 80) for each in comparison.frameworks[:_COLUMNS]])
    if not comparison.rows:
        text = f"The sources name nothing in which {names} differ."
        return Message(text, (section(text),))
    title = f"*{names}* · {counted(len(comparison.rows), 'aspect')}"
    around = f"{title}{_rests_on(comparison, knowledge)}{_CUT_SHORT}"
    cells = _fitting_cells(comparison, min(_TABLE, BLOCK_TEXT - size(around)))
    rows = [[{"type": "raw_text", "text": cell or _NOTHING} for cell in row] for row in cells]
    settings = [{"is_wrapped": True}] * len(rows[0])
    table: Block = {"type": "table", "rows": rows, "column_settings": settings}
    blocks = (section(title), table, context(_rests_on(comparison, knowledge) + _cut_short(cells)))
    return Message(_spoken(title, cells), blocks)


def about(framework: Framework, knowledge: KnowledgeBase) -> Message:
    """What the sources say about one framework, aspect by aspect."""
    return fitting(lambda room: _about(framework, knowledge, room))


def _about(framework: Framework, knowledge: KnowledgeBase, room: Room) -> Message:
    where = addresses(knowledge, room)
    facts = list(_aspects(framework, knowledge, where, room))
    blocks = [
        header(framework.name),
        section(_summary(framework, knowledge)),
        *paragraphs(within(facts, 4 * room.units)),
        *paragraphs(bullets(map(_pitfall, framework.pitfalls), where, room), "*Look out for*"),
        *paragraphs(bullets(map(_companion, framework.companions), where, room), "*Goes with it*"),
    ]
    text = f"{escape(framework.name, 100)}: {_summary(framework, knowledge)}"
    return Message(text, tuple(blocks))


def _summary(framework: Framework, knowledge: KnowledgeBase) -> str:
    summary = stopped(escape(framework.summary, 900))
    base = knowledge.framework_by_id.get(framework.extends or "")
    return f"{summary} It extends {escape(base.name, 80)}." if base else summary


def _aspects(
    framework: Framework, knowledge: KnowledgeBase, where: Mapping[str, str], room: Room
) -> Iterator[str]:
    """A line for each aspect with all that is claimed. Nothing is averaged."""
    for aspect in knowledge.aspects:
        if said := by_value(framework.aspects.get(aspect.id, ())):
            yield f"• *{escape(aspect.name, 80)}*: {values(said, where, room)}"


def _pitfall(pitfall: Pitfall) -> Line:
    remedy = f" {stopped(pitfall.remedy)}" if pitfall.remedy else ""
    return Line(f"{stopped(pitfall.says)}{remedy}", (pitfall.source,))


def _companion(companion: Companion) -> Line:
    return Line(f"{companion.name}: {companion.purpose}", (companion.source,))


def _fitting_cells(comparison: Comparison, most: int) -> list[list[str]]:
    """The table's texts, each as long as so many units for the whole allow."""

    def units(limit: int) -> int:
        return sum(size(cell) for row in _cells(comparison, limit) for cell in row)

    fit = bisect_right(_LIMITS, most, key=units)
    return _cells(comparison, _LIMITS[max(fit - 1, 0)])


def _cells(comparison: Comparison, limit: int) -> list[list[str]]:
    shown = comparison.frameworks[:_COLUMNS]
    names = [truncate(each.name, limit) for each in shown]
    return [["Aspect", *names], *(_row(row, shown, limit) for row in comparison.rows[:_ROWS])]


def _row(row: Row, shown: Sequence[Framework], limit: int) -> list[str]:
    return [truncate(row.aspect.name, limit), *(_cell(cell, shown, limit) for cell in row.cells[:_COLUMNS])]


def _cell(cell: Cell, shown: Sequence[Framework], limit: int) -> str:
    """Who says what; of what an add-on extends, named as such, or a pointer where that stands beside it."""
    base = cell.inherited_from
    if base and base in shown:
        return truncate(f"see {base.name}", limit)
    said = "; ".join(f"{value.says} ({_who(value)})" for value in by_value(cell.claims))
    return truncate(f"{base.name}: {said}" if base else said, limit) or _NOTHING


def _who(value: Value) -> str:
    return ", ".join(f"{source} {as_of}".strip() for source, as_of in value.claimed)


def _rests_on(comparison: Comparison, knowledge: KnowledgeBase) -> str:
    sources = {claim.source for row in comparison.rows for cell in row.cells for claim in cell.claims}
    known = [source.id for source in knowledge.sources if source.id in sources]
    named = all_cited(known, addresses(knowledge), _CITED)
    return f"In brackets: who says so, and as of when. Sources:{named}"


def _cut_short(cells: Sequence[Sequence[str]]) -> str:
    cut = any(cell.endswith(ELLIPSIS) for row in cells for cell in row)
    return _CUT_SHORT if cut else ""


def _spoken(title: str, cells: Sequence[Sequence[str]]) -> str:
    """The table read aloud, as far as a message's text reaches."""
    names = cells[0][1:]
    text = title
    for row in cells[1:]:
        said = "; ".join(
            f"{escape(name, 80)}: {escape(cell, 300)}" for name, cell in zip(names, row[1:], strict=True)
        )
        line = f"\n{escape(row[0], 80)}: {said}"
        if size(text) + size(line) > TEXT:
            return f"{text}\n…"
        text += line
    return text
