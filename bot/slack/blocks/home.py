"""The Home tab."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bot.consultations.model import Consultation
from bot.decisions.model import Decision, DecisionPage
from bot.slack.blocks.decisions import listed
from bot.slack.blocks.elements import Block, actions, button, context, header, section, styled
from bot.slack.blocks.help import resumable
from bot.slack.ids import Ref, Verb

_LISTED = 10


def home(
    consultations: Sequence[Consultation],
    latest: DecisionPage,
    overdue: Sequence[Decision],
    today: date,
    command: str = "/framework",
) -> Block:
    """What can be gone on with, what is due for review, and what was decided last."""
    due = {decision.number for decision in overdue[:_LISTED]}
    others = [decision for decision in latest.decisions if decision.number not in due]
    blocks = [
        header("Framework Advisor"),
        section("Choose a Python web framework together, and remember why."),
        actions(
            styled(button("Start", Verb.NEW, Ref(), spoken="Start a consultation"), "primary"),
            button("Past decisions", Verb.DECISIONS, Ref(), suffix="all"),
        ),
        *_part("Open consultations", map(resumable, consultations[:_LISTED]), len(consultations)),
        *_part("Due for review", _decisions(overdue, today), len(overdue)),
        *_part("Latest decisions", _decisions(others, today), latest.all_total),
        context(f"`{command} help` tells what else you can type."),
    ]
    return {"type": "home", "blocks": blocks}


def _decisions(decisions: Sequence[Decision], today: date) -> Iterable[Block]:
    return (listed(decision, today) for decision in decisions[:_LISTED])


def _part(title: str, shown: Iterable[Block], total: int) -> list[Block]:
    blocks = list(shown)
    if not blocks:
        return []
    count = f" · {total}" if total > len(blocks) else ""
    return [{"type": "divider"}, section(f"*{title}*{count}"), *blocks]
