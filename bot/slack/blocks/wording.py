"""Names, answers, sources and states in words that several messages share. All of it is mrkdwn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import accumulate

from bot.advice.claims import Spread, Value
from bot.advice.knowledge import KnowledgeBase
from bot.advice.lines import Line
from bot.advice.prose import day, numbered
from bot.consultations.model import Wording
from bot.consultations.recording import option_label
from bot.decisions.model import AnsweredQuestion, Summary
from bot.slack.blocks.message import ROOMY, Room, Scene
from bot.slack.mrkdwn import bold, escape, link, mentions, size

SOURCES = 5
"""How many sources a line names; the rest is counted."""
VALUES = 6
"""How many different values of an aspect are shown."""
LINKED = 10
"""How many of the decisions that one replaces are named; the rest is counted."""
_SHORTEST = 60
_BARS = 8
_OPEN, _CLOSE = "\u2039", "\u203a"


def question_name(scene: Scene, question: str) -> str:
    """The short name of a question; where the knowledge has lost it, as it was kept, or its id."""
    found = scene.knowledge.question_by_id.get(question)
    kept = _kept(scene, question)
    return escape(found.name if found else kept.name if kept else question, 80)


def answer(scene: Scene, question: str, option: str) -> str:
    """The words of an answer in bold; where the knowledge has lost them, as they were kept, or its id."""
    kept = _kept(scene, question)
    if kept and kept.option == option and kept.label and not scene.knowledge.offers(question, option):
        return bold(kept.label, 90)
    return bold(option_label(scene.knowledge, question, option), 90)


def _kept(scene: Scene, question: str) -> Wording | AnsweredQuestion | None:
    """A question and its answer in the words of the time; those of the decision where no others are kept."""
    answers = scene.decision.snapshot.answers if scene.decision else ()
    decided = (each for each in answers if each.question == question)
    return scene.consultation.wordings.get(question) or next(decided, None)


def candidate_name(knowledge: KnowledgeBase, candidate: str) -> str:
    """The name of a candidate, unescaped; its id where the knowledge base has lost it."""
    known = candidate in knowledge.stack_by_id or candidate in knowledge.framework_by_id
    return knowledge.candidate_name(candidate) if known else candidate


def cited(sources: Sequence[str], addresses: Mapping[str, str]) -> str:
    """The names of sources in angle quotes, linked where there is an address; empty without any."""
    return cited_as_of([(source, "") for source in sources], addresses)


def cited_as_of(sources: Sequence[tuple[str, str]], addresses: Mapping[str, str], most: int = SOURCES) -> str:
    """The same with the date of each claim, where it is known."""
    if not sources:
        return ""
    shown = ", ".join(
        f"{link(addresses.get(source, ''), source)} {escape(date, 20)}".strip()
        for source, date in sources[:most]
    )
    more = f" and {len(sources) - most} more" if len(sources) > most else ""
    return f" {_OPEN}{shown}{more}{_CLOSE}"


def all_cited(sources: Sequence[str], addresses: Mapping[str, str], units: int) -> str:
    """The names of as many sources as fit into so many units of text, one at the least."""
    ends = accumulate(size(cited([source], addresses)) for source in sources)
    fit = sum(end <= units for end in ends)
    return cited_as_of([(source, "") for source in sources], addresses, max(fit, 1))


def values(every: Sequence[Value], where: Mapping[str, str], room: Room) -> str:
    """What is claimed about one aspect, and who says so as of when; together about one line long."""
    shown = every[:VALUES]
    limit = max(room.line // max(len(shown), 1), _SHORTEST)
    return "; ".join(f"{escape(each.says, limit)}{cited_as_of(each.claimed, where)}" for each in shown)


def spread(found: Spread, where: Mapping[str, str], room: Room) -> str:
    """All that is claimed about one aspect of one framework."""
    told = f"{escape(found.aspect, 80)}, {escape(found.framework, 80)}"
    return f"{told}: {values(found.values, where, room)}"


def addresses(knowledge: KnowledgeBase, room: Room = ROOMY) -> Mapping[str, str]:
    """Where sources are to be read; nowhere when there is no room for links."""
    return {source.id: source.url for source in knowledge.sources} if room.links else {}


def bullets(lines: Iterable[Line], where: Mapping[str, str], room: Room) -> list[str]:
    """Lines with their sources, as a list."""
    return within(
        [f"• {escape(line.text, room.line)}{cited(line.sources, where)}" for line in lines], room.units
    )


def within(lines: Sequence[str], units: int) -> list[str]:
    """As many lines as fit into so many units of text; the rest is counted."""
    ends = accumulate(size(line) + 1 for line in lines)
    fit = sum(end <= units for end in ends)
    return [*lines[:fit], f"and {len(lines) - fit} more"] if fit < len(lines) else list(lines)


def bars(points: Sequence[tuple[str, int]]) -> str:
    """One line a candidate: a bar, its name and its points."""
    top = max((worth for _, worth in points), default=0)
    return "\n".join(_bar(name, worth, top) for name, worth in points)


def _bar(name: str, worth: int, top: int) -> str:
    length = max(1, round(_BARS * worth / top)) if worth > 0 else 0
    filled = "▰" * length + "▱" * (_BARS - length)
    return f"{filled} {escape(name, 80)}: {worth} {'point' if abs(worth) == 1 else 'points'}"


def decided(decision: Summary) -> str:
    """A decision in one line: number, title, deciders, what became of it, review date."""
    parts = [f"📌 *Decision {decision.number}: {escape(decision.title, 200)}*"]
    if decision.deciders:
        parts.append(mentions(decision.deciders))
    parts.append(supersedes(decision))
    if decision.superseded_by:
        parts.append(f"superseded by decision {decision.superseded_by}")
    elif decision.status != "accepted":
        parts.append(decision.status)
    if decision.review_on and decision.is_living:
        parts.append(f"review on {day(decision.review_on)}")
    return " · ".join(filter(None, parts))


def supersedes(decision: Summary) -> str:
    """Which decisions it replaces; empty for none."""
    replaced = decision.supersedes
    return f"supersedes {numbered('decision', replaced, LINKED)}" if replaced else ""


def status(decision: Summary) -> str:
    """The status, and whether the advice was followed."""
    return f"{decision.status}, against the advice" if decision.overrides else decision.status


def review(decision: Summary, today: date) -> str:
    """When it is or was due for review; empty when it is not reviewed."""
    due = decision.review_on
    if due is None or not decision.is_living:
        return ""
    if due == today:
        return "⚠ review is due today"
    return f"⚠ review was due {day(due, today)}" if due < today else f"review on {day(due, today)}"
