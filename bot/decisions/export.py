"""Decisions as text that other programs read: a table, and JSON with a published schema."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bot.advice.values import Frozen
from bot.decisions.model import Decision, DecisionEvent
from bot.decisions.names import NO_NAMES, Names

FORMAT: Literal["framework-advisor-decisions-2"] = "framework-advisor-decisions-2"
"""Changes with what a reader of the JSON has to understand."""
_SCHEMA_ID = "urn:framework-advisor:decisions:2"
COLUMNS = (
    "number",
    "title",
    "status",
    "chosen",
    "recommended",
    "overridden",
    "why_not",
    "rationale",
    "consequences",
    "deciders",
    "decider_names",
    "recorded_by",
    "recorded_by_name",
    "recorded_at",
    "review_on",
    "supersedes",
    "superseded_by",
    "answers",
    "channel",
    "channel_name",
    "permalink",
    "knowledge_version",
)
_LINE_END = re.compile(r"\r\n?")
_FORMULA = re.compile(
    r"(?:^|(?<=[;\t\n|]))(?=(?:[^\S\t\n]|\")*[=+\-@\uff1d\uff0b\uff0d\uff20])|^(?= *[\t\n])"
)
"""Where a spreadsheet would begin to compute, also one in which no comma separates cells.
https://owasp.org/www-community/attacks/CSV_Injection"""


@dataclass(frozen=True)
class Exported:
    """A decision with its history."""

    decision: Decision
    history: Sequence[DecisionEvent]


class ExportedDecision(Decision):
    """A decision as the JSON has it."""

    overridden: bool
    history: tuple[DecisionEvent, ...]
    names: dict[str, str]
    """What the people and the channel that it speaks of are called, by id, as far as that is known."""


class ExportedLog(Frozen):
    """The whole JSON document."""

    format: Literal["framework-advisor-decisions-2"]
    workspace: str
    decisions: tuple[ExportedDecision, ...]


def json_schema() -> dict[str, Any]:
    """The schema of the JSON document, as decisions.schema.json publishes it."""
    schema = ExportedLog.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": _SCHEMA_ID, **schema}


def json_lines(workspace: str, decisions: Iterable[Exported], names: Names = NO_NAMES) -> Iterator[str]:
    """The JSON document in pieces; what is in memory at a time is one decision."""
    yield f'{{\n  "format": {_json(FORMAT)},\n  "workspace": {_json(workspace)},\n  "decisions": ['
    separator = "\n"
    for exported in decisions:
        document = json.dumps(_document(exported, names), ensure_ascii=False, indent=2)
        yield separator + "\n".join(f"    {line}" for line in document.split("\n"))
        separator = ",\n"
    yield "\n  ]\n}\n"


def csv_lines(decisions: Iterable[Exported], names: Names = NO_NAMES) -> Iterator[str]:
    """The table, a row at a time; no cell is a formula."""
    yield _row(COLUMNS)
    for exported in decisions:
        yield _row([_cell(value) for value in _values(exported.decision, names)])


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _document(exported: Exported, names: Names) -> dict[str, Any]:
    decision = exported.decision
    spoken_of = sorted({*_spoken_of(exported)} & names.keys())
    return {
        **decision.model_dump(mode="json"),
        "overridden": decision.overrides,
        "history": [event.model_dump(mode="json") for event in exported.history],
        "names": {each: names[each] for each in spoken_of},
    }


def _spoken_of(exported: Exported) -> Iterator[str]:
    """The ids of its channel and of everybody who stands in it."""
    decision = exported.decision
    yield from (decision.channel, decision.recorded_by, *decision.deciders)
    yield from (answer.by for answer in decision.snapshot.answers)
    yield from (sign_off.user for sign_off in decision.snapshot.sign_offs)
    for event in exported.history:
        yield event.by
        if event.what == "deciders":
            yield from f"{event.before}, {event.after}".split(", ")


def _values(decision: Decision, names: Names) -> tuple[object, ...]:
    kept = decision.snapshot
    return (
        decision.number,
        decision.title,
        decision.status,
        decision.chosen_name,
        decision.recommended_name,
        "yes" if decision.overrides else "no",
        decision.why_not,
        decision.rationale,
        decision.consequences,
        ", ".join(decision.deciders),
        ", ".join(names[user] for user in decision.deciders if user in names),
        decision.recorded_by,
        names.get(decision.recorded_by),
        decision.recorded_at.isoformat(),
        decision.review_on.isoformat() if decision.review_on else "",
        ", ".join(map(str, decision.supersedes)),
        decision.superseded_by,
        "; ".join(f"{answer.name}: {answer.label}" for answer in kept.answers),
        decision.channel,
        names.get(decision.channel),
        decision.permalink,
        kept.knowledge_version,
    )


def _cell(value: object) -> str:
    """A cell that a spreadsheet shows and does not compute."""
    text = "" if value is None else _LINE_END.sub("\n", str(value)).replace("\x00", "")
    return _FORMULA.sub("'", text)


def _row(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(cells)
    return line.getvalue()
