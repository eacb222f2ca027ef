"""Recording a decision, beside a bare transaction that writes the same rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Any

from benchmarks import log
from benchmarks.measure import Row
from benchmarks.spread import Aim, alternating, floor_rows, rows
from bot.store.marks import BLOCK
from bot.store.sqlite import SqliteStore

AIM = Aim(1.3)
_BARE = "T0BARE"
"""The workspace that the bare transaction writes to."""


@dataclass(frozen=True)
class Rows:
    """Rows of one table."""

    statement: str
    values: Sequence[Mapping[str, Any]]


def measure(store: SqliteStore, bare: sqlite3.Connection, times: int) -> Iterator[Row]:
    """One decision, committed durably."""
    kept, chance, numbers = log.snapshot(), Random(1), count(1)

    def record() -> int:
        with store.consultations_unit() as unit:
            unit.is_new(f"recording {next(numbers)}", log.START)
            number = unit.next_decision_number(log.WORKSPACE)
            unit.add_decision(log.decision(log.WORKSPACE, number, kept, chance))
            return number

    number = record()
    decision = _rows(bare, "decisions", "workspace = ? AND number = ?", (log.WORKSPACE, number))
    row = decision.values[0]["id"]
    parts = [_rows(bare, table, "decision = ?", (row,)) for table in _parts(bare)]
    parts.append(_marks(bare, number))
    product, floor = alternating((record, _by_hand(bare, decision, parts)), times)
    written = 2 + sum(len(part.values) for part in parts)
    yield from floor_rows(f"a transaction of the same {written} rows", floor)
    yield from rows("recording a decision", product, floor, AIM)


def _parts(bare: sqlite3.Connection) -> list[str]:
    """The tables whose rows belong to a decision."""
    found = bare.execute(
        """
        SELECT t.name FROM pragma_table_list t, pragma_foreign_key_list(t.name) f
        WHERE f."table" = 'decisions' AND f."from" = 'decision'
        """
    )
    return [name for (name,) in found]


def _rows(bare: sqlite3.Connection, table: str, where: str, values: tuple[object, ...]) -> Rows:
    found = [dict(row) for row in bare.execute(f"SELECT * FROM {table} WHERE {where}", values)]
    columns = list(found[0]) if found else ["decision"]
    named = ", ".join(f":{column}" for column in columns)
    return Rows(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({named})", found)


def _marks(bare: sqlite3.Connection, number: int) -> Rows:
    """The rows in which a decision has its bit, written over each time."""
    block, place = divmod(number, BLOCK)
    found = _rows(bare, "decision_marks", "workspace = ? AND block = ?", (log.WORKSPACE, block))
    own = [each for each in found.values if int.from_bytes(each["bits"], "little") >> place & 1]
    return Rows(found.statement.replace("INSERT", "INSERT OR REPLACE"), own)


def _by_hand(bare: sqlite3.Connection, decision: Rows, parts: Sequence[Rows]) -> Callable[[], object]:
    """Write the rows again and again, each time as those of another decision."""
    numbers = count(1)

    def write() -> None:
        new = {"id": None, "workspace": _BARE}
        number = next(numbers)
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("INSERT INTO deliveries (key, at) VALUES (?, '')", (f"bare {number}",))
        row = bare.execute(decision.statement, {**decision.values[0], **new, "number": number}).lastrowid
        for part in parts:
            values = ({**each, **new, "decision": row} for each in part.values)
            bare.executemany(part.statement, values)
        bare.execute("COMMIT")

    return write
