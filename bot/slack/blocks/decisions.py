"""The decision log: a page of it, and one decision with everything that it rested on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.advice.lines import Line
from bot.advice.prose import day, stopped
from bot.decisions.grounds import grounds
from bot.decisions.model import AnsweredQuestion, Decision, DecisionEvent, DecisionPage, KeptReason, Summary
from bot.decisions.query import Query, is_searched, misread, unsearched, written
from bot.slack.blocks.changing import Rights, means
from bot.slack.blocks.consultation import open_button
from bot.slack.blocks.elements import (
    Block,
    actions,
    button,
    context,
    header,
    paragraphs,
    section,
)
from bot.slack.blocks.filtering import Frameworks, described, filter_button
from bot.slack.blocks.history import event_line
from bot.slack.blocks.message import Message, Room, fitting
from bot.slack.blocks.wording import bars, bullets, cited, review, status, supersedes, within
from bot.slack.ids import Ref, Verb
from bot.slack.mrkdwn import escape, link, mention, mentions, quote

_SHOWN = 10
_REASONS = 8
_CHANGES = 5


def page(found: DecisionPage, query: Query, frameworks: Frameworks, today: date, command: str) -> Message:
    """A page of the log, with the ways to the others. `frameworks` are what can be filtered by."""
    if not found.decisions:
        return _none(found, query, frameworks, command)
    title = _page_title(found, query, frameworks)
    blocks = [section(title)]
    blocks += [listed(decision, today) for decision in found.decisions[:_SHOWN]]
    blocks.append(_ways_on(found, query))
    named = "; ".join(f"{each.number} {escape(each.title, 160)}" for each in found.decisions[:_SHOWN])
    return Message(f"{title}: {named}".replace("\n", " · "), tuple(blocks))


def listed(decision: Summary, today: date) -> Block:
    """A decision in a list, with the button that opens it."""
    title = f"*{decision.number} · {escape(decision.title, 200)}*"
    facts = [
        escape(decision.chosen_name, 160),
        status(decision),
        supersedes(decision),
        mentions(decision.deciders or (decision.recorded_by,), most=4),
        day(decision.recorded_at.date(), today),
        review(decision, today) if decision.is_overdue(today) else "",
        link(decision.permalink, "thread") if decision.permalink else "",
    ]
    return section(f"{title}\n{' · '.join(filter(None, facts))}", open_button(decision.number))


def detail(decision: Decision, history: Sequence[DecisionEvent], rights: Rights, today: date) -> Message:
    """One decision, with the means that somebody has to change it and to go on from it."""
    return fitting(lambda room: _detail(decision, history, room, (rights, today)))


def _detail(
    decision: Decision, history: Sequence[DecisionEvent], room: Room, asked: tuple[Rights, date]
) -> Message:
    rights, today = asked
    blocks = [
        header(f"Decision {decision.number}: {decision.title}"),
        section(_facts(decision, today)),
        *_grounds(decision, room),
        *paragraphs(_answers(decision, room), "*Answers*"),
        *signed(decision, room),
        *paragraphs(_history(history, room), "*History*"),
        context(_origin(decision, room)),
        *means(decision, rights),
    ]
    title = stopped(escape(decision.title, 300))
    text = f"Decision {decision.number}: {title} {_facts(decision, today)}"
    return Message(text.replace("\n", ". "), tuple(blocks))


def _page_title(found: DecisionPage, query: Query, frameworks: Frameworks) -> str:
    narrowed = described(query, frameworks)
    filtered = "".join(f"\n{line}" for line in (narrowed, unsearched(query)) if line)
    counts = found.total_text if query.is_empty else f"{found.total_text} of {found.all_total_text}"
    if query.words:
        mentioning = f"*Decisions that mention “{escape(query.words, 200)}”*"
        return f"{mentioning} · {counts} · in title or choice first{filtered}"
    return f"*Decisions* · {counts} · newest first{filtered}"


def _none(found: DecisionPage, query: Query, frameworks: Frameworks, command: str) -> Message:
    if not found.all_total:
        nothing = f"No decision has been recorded yet. `{command}` starts a consultation."
        return Message(nothing, (section(nothing),))
    said = (
        _nothing(query, frameworks),
        unsearched(query),
        escape(misread(query), 300),
        _how_many(found),
    )
    nothing = " ".join(filter(None, said))
    return Message(nothing, (section(nothing), actions(filter_button(query), _show_all())))


def unread(problem: str, rest: Query) -> Message:
    """What keeps a query from being read; the modal has what was understood of it."""
    return Message(problem, (section(problem), actions(filter_button(rest), _show_all())))


def _nothing(query: Query, frameworks: Frameworks) -> str:
    if query.is_empty:
        return "There are no more decisions here."
    narrowed = described(query, frameworks)
    if not query.words:
        return f"No decision is listed under: {narrowed}."
    if not is_searched(query.words):
        return ""
    filtered = f" under: {narrowed}" if narrowed else ""
    return f"No decision mentions “{escape(query.words, 200)}”{filtered}."


def _how_many(found: DecisionPage) -> str:
    if found.all_total == 1:
        return "There is one decision in all."
    return f"There are {found.all_total_text} decisions in all."


def _show_all() -> Block:
    return button("Show all", Verb.DECISIONS, Ref(), suffix="all")


def _ways_on(found: DecisionPage, query: Query) -> Block:
    """Turn the page, look for something else, or see all again."""
    text, ways = written(query), []
    if found.newer is not None:
        ways.append(button("Newer", Verb.DECISIONS, Ref(above=found.newer, t=text), suffix="newer"))
    if found.older is not None:
        ways.append(button("Older", Verb.DECISIONS, Ref(below=found.older, t=text), suffix="older"))
    ways.append(filter_button(query))
    if not query.is_empty:
        ways.append(_show_all())
    return actions(*ways)


def _facts(decision: Decision, today: date) -> str:
    """What was chosen and advised, the status, who, and when."""
    chosen = f"Chosen: *{escape(decision.chosen_name, 200)}*"
    if decision.overrides:
        chosen += f" · advised: {escape(decision.recommended_name, 200)}"
    standing = [
        status(decision).capitalize(),
        mentions(decision.deciders),
        f"recorded by {mention(decision.recorded_by)} on {day(decision.recorded_at.date())}",
        review(decision, today),
        supersedes(decision),
        f"superseded by decision {decision.superseded_by}" if decision.superseded_by else "",
    ]
    return f"{chosen}\n{' · '.join(filter(None, standing))}"


def _grounds(decision: Decision, room: Room) -> Iterator[Block]:
    """Why: in the team's words, then in the guides'."""
    if decision.rationale:
        yield section(f"*Why*\n{quote(decision.rationale, 3 * room.line)}")
    if decision.why_not:
        yield section(f"*Why not what was advised*\n{quote(decision.why_not, 2 * room.line)}")
    if decision.consequences:
        yield section(f"*What follows from it*\n{quote(decision.consequences, 2 * room.line)}")
    yield from advised(decision, room)


def advised(decision: Decision, room: Room) -> Iterator[Block]:
    """What was advised, as it is kept: how sure, the path, what spoke for it and against it, the ranking."""
    kept = decision.snapshot
    where = _addresses(decision, room)
    advised = [escape(text, room.line) for text in (kept.certainty, kept.path) if text]
    spoke = grounds(decision)
    cautions = [Line(f"Caution: {each}", ()) for each in kept.cautions[:_REASONS]]
    lines = [*advised, *bullets([*_reasons(spoke.for_it), *cautions], where, room)]
    yield from paragraphs(lines, "*What the advice rested on*")
    yield from paragraphs(bullets(_reasons(spoke.against_it), where, room), "*What spoke against it*")
    ranked = [(each.name, each.points) for each in kept.ranking if not each.ruled_out][:5]
    if ranked:
        yield context(bars(ranked))


def _reasons(reasons: Sequence[KeptReason]) -> list[Line]:
    return [Line(each.because, each.sources) for each in reasons[:_REASONS]]


def _addresses(decision: Decision, room: Room) -> dict[str, str]:
    return {source.id: source.url for source in decision.snapshot.sources} if room.links else {}


def _answers(decision: Decision, room: Room) -> list[str]:
    return within([_answer(each) for each in decision.snapshot.answers], room.units)


def _answer(given: AnsweredQuestion) -> str:
    said = f"read from “{escape(given.read_from, 80)}”" if given.read_from else mention(given.by)
    return f"• {escape(given.name, 80)}: *{escape(given.label, 90)}* · {said}"


def _sign_offs(decision: Decision, room: Room) -> list[str]:
    signed = decision.snapshot.sign_offs
    agree = [each.user for each in signed if each.agrees]
    lines = [f"✓ {mentions(agree)} agreed"] if agree else []
    for each in signed:
        if not each.agrees:
            said = f": “{escape(each.concern, 160)}”" if each.concern else ""
            lines.append(f"⚠ {mention(each.user)} had a concern{said}")
    return within(lines, room.units)


def signed(decision: Decision, room: Room) -> tuple[Block, ...]:
    """What people said of the advice."""
    return paragraphs(_sign_offs(decision, room), _signed_what(decision))


def _signed_what(decision: Decision) -> str:
    """People signed the advice, which may not be what was chosen then."""
    of_advice = f" of the advice, {escape(decision.recommended_name, 200)}" if decision.overrides else ""
    return f"*Sign-off{of_advice}*"


def _history(history: Sequence[DecisionEvent], room: Room) -> list[str]:
    """The last changes, newest first; that it was recorded is said above, and a button shows them all."""
    changes = [event for event in reversed(history) if event.what != "recorded"]
    more = [f"and {len(changes) - _CHANGES} more"] if len(changes) > _CHANGES else []
    return within([*map(event_line, changes[:_CHANGES]), *more], room.units)


def _origin(decision: Decision, room: Room) -> str:
    kept = decision.snapshot
    where = _addresses(decision, room)
    version = f"Knowledge version {escape(kept.knowledge_version, 40)}"
    parts = [version if kept.knowledge_version else "Logged without a consultation"]
    sources = cited([source.id for source in kept.sources], where)
    if sources:
        parts.append(f"sources{sources}")
    if decision.permalink:
        parts.append(link(decision.permalink, "thread"))
    return " · ".join(parts)
