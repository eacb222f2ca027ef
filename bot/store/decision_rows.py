"""Between a decision and its row: a column for each field, and the words that a search looks through."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, datetime
from typing import Any

from bot.decisions.model import Decision, Snapshot
from bot.store.moments import as_text

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
    "recorded_by",
    "channel",
    "kind",
    "permalink",
    "consultation",
    "supersedes",
    "superseded_by",
)
COLUMNS = (*_AS_THEY_ARE, "recorded_at", "review_on", "overridden", "answers", "reasons", "snapshot")


def columns_of(decision: Decision) -> dict[str, Any]:
    """The values of COLUMNS."""
    return {
        **{name: getattr(decision, name) for name in _AS_THEY_ARE},
        "recorded_at": as_text(decision.recorded_at),
        "review_on": decision.review_on.isoformat() if decision.review_on else None,
        "overridden": decision.overrides,
        "answers": "\n".join(answer.label for answer in decision.snapshot.answers),
        "reasons": "\n".join(reason.because for reason in decision.snapshot.reasons),
        "snapshot": decision.snapshot.model_dump_json(),
    }


def decision_in(row: sqlite3.Row) -> Decision:
    """The decision of a row with COLUMNS, and with the deciders as a JSON array."""
    return Decision(
        **{name: row[name] for name in _AS_THEY_ARE},
        recorded_at=datetime.fromisoformat(row["recorded_at"]),
        review_on=date.fromisoformat(row["review_on"]) if row["review_on"] else None,
        deciders=tuple(json.loads(row["deciders"])),
        snapshot=Snapshot.model_validate_json(row["snapshot"]),
    )
