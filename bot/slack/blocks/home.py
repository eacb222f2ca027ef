"""The Home tab."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.consultations.model import Consultation
from bot.decisions.model import DecisionPage, FrameworkCount, Summary, counted, left_over
from bot.slack.blocks.decisions import listed
from bot.slack.blocks.elements import Block, actions, button, context, header, mrkdwn, section, styled
from bot.slack.blocks.help import resumable
from bot.slack.ids import Ref, Verb
from bot.slack.mrkdwn import escape

COUNTED = 9
"""So many frameworks, and a heading, make two blocks."""
_LISTED = 10
_ROWS = 5
"""A section has at most ten fields: https://docs.slack.dev/reference/block-kit/blocks/section-block"""


@dataclass(frozen=True)
class Shelf:
    """What somebody's Home shows."""

    consultations: Sequence[Consultation]
    """Their own that can be gone on with."""
    due: DecisionPage
    latest: DecisionPage
    frameworks: Sequence[FrameworkCount] = ()


def home(shelf: Shelf, today: date, command: str = "/framework") -> Block:
    """What can be gone on with, what is due for review, what was decided last, and for which frameworks."""
    due = shelf.due.decisions[:_LISTED]
    others = [each for each in shelf.latest.decisions if each.number not in {one.number for one in due}]
    unfinished = shelf.consultations
    blocks = [
        header("Framework Advisor"),
        section("Choose a Python web framework together, and remember why."),
        _buttons(),
        *_part("Open consultations", map(resumable, unfinished[:_LISTED]), len(unfinished)),
        *_due(due, shelf.due.total, today, command),
        *_part("Latest decisions", _decisions(others, today), shelf.latest.all_total),
        *_counts(shelf.frameworks[:COUNTED]),
        context(f"`{command} help` tells what else you can type."),
    ]
    return {"type": "home", "blocks": blocks}


def _buttons() -> Block:
    return actions(
        styled(button("Start", Verb.NEW, Ref(), spoken="Start a consultation"), "primary"),
        button("Past decisions", Verb.DECISIONS, Ref(), suffix="all"),
        button("Help", Verb.RUN, Ref(t="help")),
    )


def _decisions(decisions: Sequence[Summary], today: date) -> Iterable[Block]:
    return (listed(decision, today) for decision in decisions[:_LISTED])


def _due(due: Sequence[Summary], total: int, today: date, command: str) -> list[Block]:
    """Those that wait longest; where there are more, how to see them."""
    blocks = _part("Due for review", _decisions(due, today), total)
    if more := left_over(total, len(due)):
        every = button("Show all", Verb.DECISIONS, Ref(t="due"), suffix="due", spoken="Show all that are due")
        blocks.append(section(f"and {more}, due later than these: `{command} decisions due`", every))
    return blocks


def _part(title: str, shown: Iterable[Block], total: int) -> list[Block]:
    blocks = list(shown)
    if not blocks:
        return []
    count = f" · {counted(total)}" if total > len(blocks) else ""
    return [{"type": "divider"}, section(f"*{title}*{count}"), *blocks]


def _counts(frameworks: Sequence[FrameworkCount]) -> Iterator[Block]:
    """A table of two columns; Slack has none for the Home but the fields of a section."""
    if not frameworks:
        return
    yield {"type": "divider"}
    rows = [("*Chosen*", "*Decisions in force*")]
    rows += [(escape(each.chosen_name, 160), f"{each.decisions:,}") for each in frameworks]
    for start in range(0, len(rows), _ROWS):
        cells = [mrkdwn(cell) for row in rows[start : start + _ROWS] for cell in row]
        yield {"type": "section", "fields": cells}
