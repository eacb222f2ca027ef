"""Removing a text from everything that people typed about a decision."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.consultations.model import Consultation
from bot.decisions.model import Snapshot

REDACTED = "[redacted]"
_MARKS = re.compile(f"(?:{re.escape(REDACTED)})+")
_Span: TypeAlias = tuple[int, int]
_TYPED_COLUMNS = ("title", "rationale", "why_not", "consequences")
"""Of the row, and of the history."""


@dataclass
class _Eraser:
    """Removes a text and counts where it stood."""

    text: str
    places: int = 0

    def __call__(self, typed: str) -> str:
        cleaned, found = erased(self.text, typed)
        self.places += found
        return cleaned


def erased(text: str, typed: str) -> tuple[str, int]:
    """Put a mark wherever a text stands, whatever its case, and say in how many places that was.

    Marks are nobody's typing and stay whole: one into which the text reaches becomes part of the new one.
    """
    kept, end = [], 0
    for first, last in _stretches(text, typed):
        kept.append(typed[end:first])
        end = last
    return REDACTED.join([*kept, typed[end:]]), len(kept)


def _stretches(text: str, typed: str) -> Sequence[_Span]:
    """Where a text stands other than within marks, in order, with the marks that it reaches into."""
    marks = [found.span() for found in _MARKS.finditer(typed)]
    stretches: list[_Span] = []
    # Looking ahead finds those that overlap as well.
    for found in re.finditer(f"(?=({re.escape(text)}))", typed, re.IGNORECASE):
        first, last = found.span(1)
        touched = [mark for mark in marks if mark[0] < last and first < mark[1]]
        if any(mark[0] <= first and last <= mark[1] for mark in touched):
            continue
        together = [(first, last), *touched]
        if stretches and first < stretches[-1][1]:
            together.append(stretches.pop())
        stretches.append((min(together)[0], max(end for _, end in together)))
    return stretches


def redact(connection: sqlite3.Connection, row: int, text: str) -> int:
    """Remove a text from the row of a decision, its history, its consultation and the search index.

    What the knowledge base says is nobody's typing and stays. Says in how many places the text stood.
    """
    erase = _Eraser(text)
    found = connection.execute("SELECT * FROM decisions WHERE id = ?", (row,)).fetchone()
    _redact_row(connection, found, erase)
    _redact_history(connection, row, erase)
    _redact_consultation(connection, found["consultation"], erase)
    if erase.places:
        # Until its segments are merged, the index holds words that it finds no more.
        connection.execute("INSERT INTO decisions_fts (decisions_fts) VALUES ('optimize')")
    return erase.places


def _redact_row(connection: sqlite3.Connection, row: sqlite3.Row, erase: _Eraser) -> None:
    kept = _cleaned(Snapshot.model_validate_json(row["snapshot"]), erase)
    values: dict[str, Any] = {name: erase(row[name]) for name in _TYPED_COLUMNS}
    connection.execute(
        f"""
        UPDATE decisions SET {", ".join(f"{name} = :{name}" for name in values)}, snapshot = :snapshot
        WHERE id = :id
        """,
        {**values, "snapshot": kept.model_dump_json(), "id": row["id"]},
    )


def _cleaned(kept: Snapshot, erase: _Eraser) -> Snapshot:
    answers = tuple(
        answer.model_copy(update={"read_from": erase(answer.read_from)}) for answer in kept.answers
    )
    sign_offs = tuple(
        sign_off.model_copy(update={"concern": erase(sign_off.concern)}) for sign_off in kept.sign_offs
    )
    typed = {"brief": erase(kept.brief), "answers": answers, "sign_offs": sign_offs}
    return kept.model_copy(update=typed)


def _redact_history(connection: sqlite3.Connection, row: int, erase: _Eraser) -> None:
    events = connection.execute("SELECT * FROM decision_events WHERE decision = ?", (row,)).fetchall()
    for event in events:
        is_typed = event["what"] in _TYPED_COLUMNS
        before, after = (
            erase(event[name]) if is_typed else event[name] for name in ("value_before", "value_after")
        )
        connection.execute(
            "UPDATE decision_events SET value_before = ?, value_after = ?, why = ? WHERE id = ?",
            (before, after, erase(event["why"]), event["id"]),
        )


def _redact_consultation(connection: sqlite3.Connection, consultation: int | None, erase: _Eraser) -> None:
    found = connection.execute("SELECT document FROM consultations WHERE id = ?", (consultation,)).fetchone()
    if found is None:
        return
    before = Consultation.model_validate_json(found["document"])
    answers = {
        question: answer.model_copy(update={"evidence": erase(answer.evidence)})
        for question, answer in before.answers.items()
    }
    sign_offs = tuple(
        sign_off.model_copy(update={"concern": erase(sign_off.concern)}) for sign_off in before.sign_offs
    )
    typed = {"brief": erase(before.brief), "answers": answers, "sign_offs": sign_offs}
    after = before.model_copy(update=typed)
    connection.execute(
        "UPDATE consultations SET document = ? WHERE id = ?", (after.model_dump_json(), after.id)
    )
