"""A decision as a Markdown file, in the form of MADR 4.

https://adr.github.io/madr/
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence

from bot.advice.prose import numbered
from bot.decisions.markdown import block, heading, inline, link, quote
from bot.decisions.model import Decision, DecisionEvent, KeptReason, RankedCandidate
from bot.decisions.names import NO_NAMES, Names

_Name = Callable[[str], str]
"""From an id to what the file calls it."""
_SLUG_LENGTH = 60
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def file_name(decision: Decision) -> str:
    """The number and the title: "0012-django-for-the-ops-tool.md"."""
    slug = re.sub(r"[\W_]+", "-", decision.title.lower()).strip("-")
    slug = slug.encode()[:_SLUG_LENGTH].decode(errors="ignore").strip("-")
    return f"{decision.number:04}-{slug}.md" if slug else f"{decision.number:04}.md"


def mark(workspace: str) -> str:
    """What stands in every file of a workspace, so that a later export knows its own."""
    return f"framework-advisor decision {workspace}/"


def madr(decision: Decision, history: Sequence[DecisionEvent], names: Names = NO_NAMES) -> str:
    """The whole file, in which who and what has no name stands with its id.

    The same decision and names give the same text.
    """

    def name(known: str) -> str:
        return names.get(known, known)

    parts = [
        _front_matter(decision, history, name),
        heading(1, decision.title),
        *_context(decision),
        *_drivers(decision, name),
        *_options(decision),
        *_outcome(decision),
        *_consequences(decision),
        *_sign_off(decision, name),
        *_pros_and_cons(decision),
        *_more(decision, history, name),
    ]
    return "\n\n".join(parts) + "\n"


def _front_matter(decision: Decision, history: Sequence[DecisionEvent], name: _Name) -> str:
    changed = history[-1].at if history else decision.recorded_at
    status: str = decision.status
    if decision.superseded_by:
        status = f"superseded by decision {decision.superseded_by}"
    asked = [name(sign_off.user) for sign_off in decision.snapshot.sign_offs]
    lines = [
        f"status: {_quoted(status)}",
        f"date: {changed.date().isoformat()}",
        f"decision-makers: {_quoted([name(user) for user in decision.deciders])}",
        *([f"consulted: {_quoted(asked)}"] if asked else []),
    ]
    return "\n".join(["---", *lines, "---"])


def _quoted(value: str | Sequence[str]) -> str:
    """JSON, which is YAML as well once the characters that YAML refuses are escaped."""
    return _NOT_IN_YAML.sub(lambda found: json.dumps(found[0])[1:-1], json.dumps(value, ensure_ascii=False))


def _context(decision: Decision) -> Iterator[str]:
    yield "## Context and Problem Statement"
    yield "Which Python web framework?"
    if decision.snapshot.brief:
        yield quote(decision.snapshot.brief)


def _drivers(decision: Decision, name: _Name) -> Iterator[str]:
    answers = decision.snapshot.answers
    if answers:
        yield "## Decision Drivers"
        yield "\n".join(
            f"* {inline(answer.name)}: {inline(answer.label)} ({_said(answer.by, answer.read_from, name)})"
            for answer in answers
        )


def _said(by: str, read_from: str, name: _Name) -> str:
    return f"read from “{inline(read_from)}”" if read_from else inline(name(by))


def _options(decision: Decision) -> Iterator[str]:
    yield "## Considered Options"
    ranking = decision.snapshot.ranking
    listed = [_option(option) for option in ranking]
    if all(option.candidate != decision.chosen for option in ranking):
        listed.insert(0, f"* {inline(decision.chosen_name)}")
    yield "\n".join(listed)


def _option(option: RankedCandidate) -> str:
    standing = "ruled out" if option.ruled_out else f"{option.points} points"
    return f"* {inline(option.name)}: {standing}"


def _outcome(decision: Decision) -> Iterator[str]:
    yield "## Decision Outcome"
    chosen = f'Chosen option: "{inline(decision.chosen_name)}"'
    yield f"{chosen}, because:" if decision.rationale else f"{chosen}."
    if decision.rationale:
        yield block(decision.rationale)
    if decision.overrides:
        yield f'The advice was "{inline(decision.recommended_name)}"; it was not followed, because:'
        yield block(decision.why_not) or "No reason is known."


def _consequences(decision: Decision) -> Iterator[str]:
    cautions = decision.snapshot.cautions
    if decision.consequences or cautions:
        yield "### Consequences"
    if decision.consequences:
        yield block(decision.consequences)
    if cautions:
        yield "\n".join(f"* Bad, because {inline(caution)}" for caution in cautions)


def _sign_off(decision: Decision, name: _Name) -> Iterator[str]:
    sign_offs = decision.snapshot.sign_offs
    if sign_offs:
        yield "### Confirmation"
        if decision.overrides:
            yield f'Said of the advice, "{inline(decision.recommended_name)}":'
        yield "\n".join(
            f"* {inline(name(one.user))} agreed"
            if one.agrees
            else f"* {inline(name(one.user))} had a concern: {inline(one.concern)}"
            for one in sign_offs
        )


def _pros_and_cons(decision: Decision) -> Iterator[str]:
    by_framework: dict[str, list[KeptReason]] = {}
    for reason in decision.snapshot.reasons:
        by_framework.setdefault(reason.framework, []).append(reason)
    if by_framework:
        yield "## Pros and Cons of the Options"
    names = {option.candidate: option.name for option in decision.snapshot.ranking}
    for framework, reasons in by_framework.items():
        yield heading(3, names.get(framework, framework))
        yield "\n".join(_argument(reason) for reason in reasons)


def _argument(reason: KeptReason) -> str:
    weight = "Good" if reason.points > 0 else "Bad"
    sources = f" [{', '.join(reason.sources)}]" if reason.sources else ""
    return f"* {weight}, because {inline(reason.because)} ({reason.points:+}){sources}"


def _more(decision: Decision, history: Sequence[DecisionEvent], name: _Name) -> Iterator[str]:
    yield "## More Information"
    yield "\n".join(f"* {fact}" for fact in _facts(decision, name))
    if decision.snapshot.sources:
        yield "Sources:"
        yield "\n".join(
            f"* {source.id}: {link(source.title, source.url)}" for source in decision.snapshot.sources
        )
    if history:
        yield "History:"
        yield "\n".join(f"* {_event(event, name)}" for event in history)
    yield f"<!-- {mark(decision.workspace)}{decision.number} -->"


def _facts(decision: Decision, name: _Name) -> Iterator[str]:
    kept = decision.snapshot
    recorded = f"recorded by {inline(name(decision.recorded_by))} in {inline(name(decision.channel))}"
    yield f"Decision {decision.number}, {recorded} on {decision.recorded_at.date().isoformat()}"
    yield f"Review: {decision.review_on.isoformat() if decision.review_on else 'none planned'}"
    if decision.supersedes:
        yield f"Supersedes {numbered('decision', decision.supersedes)}"
    if decision.superseded_by:
        yield f"Superseded by decision {decision.superseded_by}"
    yield from (inline(text) for text in (kept.certainty, kept.path) if text)
    if decision.permalink:
        yield link("Thread", decision.permalink)
    if kept.knowledge_version:
        yield f"Knowledge version {kept.knowledge_version}"


def _event(event: DecisionEvent, name: _Name) -> str:
    who = f"{event.at.date().isoformat()}, {inline(name(event.by))}"
    values = (_value(event, text, name) for text in (event.before, event.after) if text)
    change = " to ".join(f"“{inline(value)}”" for value in values)
    undone = " (undone)" if event.is_undo else ""
    why = f", because: {inline(event.why)}" if event.why else ""
    return f"{who}: {event.what} {change}".rstrip() + undone + why


def _value(event: DecisionEvent, text: str, name: _Name) -> str:
    return ", ".join(map(name, text.split(", "))) if event.what == "deciders" else text
