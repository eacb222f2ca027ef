"""Between a decision and its row: a column for each field, and the words that a search looks through."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from bot.decisions.model import Decision, DecisionEvent, Snapshot, Summary
from bot.store.moments import as_text
from bot.store.visibility import LINKED, visible

_AS_THEY_ARE = (
    "workspace",
    "number",
    "title",
    "status",
    "chosen",
    "chosen_name",
    "recommended",
    "recommended_name",
    "why_not",
    "rationale",
    "consequences",
    "revision",
    "recorded_by",
    "channel",
    "kind",
    "permalink",
    "consultation",
    "superseded_by",
)
COLUMNS = (
    *_AS_THEY_ARE,
    "recorded_at",
    "review_on",
    "overridden",
    "parts",
    "answers",
    "reasons",
    "snapshot",
)
_SUMMARY_AS_THEY_ARE = (
    "number",
    "workspace",
    "title",
    "status",
    "chosen",
    "chosen_name",
    "recommended",
    "recommended_name",
    "channel",
    "permalink",
    "recorded_by",
    "superseded_by",
)
_DECIDERS = """
    (SELECT json_group_array(user) FROM
        (SELECT user FROM decision_deciders WHERE decision = d.id ORDER BY position)) AS deciders
"""
_SUPERSEDES = """
    (SELECT json_group_array(number) FROM (
        SELECT o.number FROM decisions o INDEXED BY decisions_superseded_by
        WHERE {} AND o.superseded_by = d.number ORDER BY o.number
    )) AS supersedes
"""


def _seen(columns: Sequence[str]) -> str:
    """Columns of the rows `d` of decisions, and the links of which the viewer may see the other end."""
    own = ", ".join(
        f"{LINKED.format('d.superseded_by')} AS superseded_by" if column == "superseded_by" else f"d.{column}"
        for column in columns
    )
    return f"{own}, {_SUPERSEDES.format(visible('o'))}"


WHOLE = f"""
    {", ".join(f"d.{column}" for column in COLUMNS)}, {_DECIDERS},
    {_SUPERSEDES.format("o.workspace = d.workspace")}
"""
"""What `decision_in` reads of the rows `d` of decisions, whoever sees it."""
SEEN = f"{_seen(COLUMNS)}, {_DECIDERS}"
"""The same, as a viewer sees it."""
LISTED = f"{_seen(_SUMMARY_AS_THEY_ARE)}, d.recorded_at, d.review_on, {_DECIDERS}"
"""What `summary_in` reads of them."""


def columns_of(decision: Decision) -> dict[str, Any]:
    """The values of COLUMNS."""
    return {
        **{name: getattr(decision, name) for name in _AS_THEY_ARE},
        "recorded_at": as_text(decision.recorded_at),
        "review_on": decision.review_on.isoformat() if decision.review_on else None,
        "overridden": decision.overrides,
        "parts": json.dumps(decision.parts),
        "answers": "\n".join(f"{answer.name}: {answer.label}" for answer in decision.snapshot.answers),
        "reasons": "\n".join(reason.because for reason in decision.snapshot.reasons),
        "snapshot": decision.snapshot.model_dump_json(),
    }


def decision_in(row: sqlite3.Row) -> Decision:
    """The decision of a row with what WHOLE or SEEN selects."""
    return Decision(
        **{name: row[name] for name in _AS_THEY_ARE},
        recorded_at=datetime.fromisoformat(row["recorded_at"]),
        review_on=date.fromisoformat(row["review_on"]) if row["review_on"] else None,
        deciders=tuple(json.loads(row["deciders"])),
        supersedes=tuple(json.loads(row["supersedes"])),
        parts=tuple(json.loads(row["parts"])),
        snapshot=Snapshot.model_validate_json(row["snapshot"]),
    )


def summary_in(row: sqlite3.Row) -> Summary:
    """The summary of a row with what LISTED selects. What the database holds is not validated again."""
    return Summary.model_construct(
        **{name: row[name] for name in _SUMMARY_AS_THEY_ARE},
        recorded_at=datetime.fromisoformat(row["recorded_at"]),
        review_on=date.fromisoformat(row["review_on"]) if row["review_on"] else None,
        deciders=tuple(json.loads(row["deciders"])),
        supersedes=tuple(json.loads(row["supersedes"])),
    )


def event_in(row: sqlite3.Row) -> DecisionEvent:
    """The event of a row of decision_events."""
    return DecisionEvent(
        at=datetime.fromisoformat(row["at"]),
        by=row["by_user"],
        what=row["what"],
        before=row["value_before"],
        after=row["value_after"],
        why=row["why"],
        revision=row["revision"],
        is_undo=bool(row["is_undo"]),
    )
