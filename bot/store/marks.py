"""Which decisions of a workspace have something in common: a bit for each number, in blocks of a row each.

A set of a hundred thousand decisions is read in no time, and sets are cut and joined as whole numbers.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping

from bot.decisions.model import Decision
from bot.store.database import Database

BLOCK = 4096
"""Bits in a row. Less would be more rows to read, and more would be more to write for each decision."""
_IN_BLOCK = """
    SELECT m.mark, m.bits FROM json_each(:marks) j CROSS JOIN decision_marks m
    WHERE m.workspace = :workspace AND m.mark = j.value AND m.block = :block
"""
_SET = "INSERT OR REPLACE INTO decision_marks (workspace, mark, block, bits) VALUES (?, ?, ?, ?)"
_READ = """
    SELECT m.mark, m.block, m.bits FROM json_each(:marks) j CROSS JOIN decision_marks m
    WHERE m.workspace = :workspace AND m.mark = j.value
"""


def answer_mark(question: str, option: str) -> str:
    """What decisions bear that rest on an answer."""
    return f"answer {question} {option}"


def framework_mark(framework: str) -> str:
    """What decisions bear whose choice is a framework, or has it as a part."""
    return f"framework {framework}"


def choice_mark(candidate: str) -> str:
    """What decisions for a candidate bear."""
    return f"choice {candidate}"


def channel_mark(channel: str) -> str:
    """What decisions that were made in a conversation bear."""
    return f"channel {channel}"


def add_marks(connection: sqlite3.Connection, decision: Decision) -> None:
    """Mark a new decision. What it is marked by never changes."""
    # Not by a Python function in the SQL: a connection that has one crashes the process when a thread of
    # the HTTP server ends, which closes it.
    block, place = divmod(decision.number, BLOCK)
    marks = _marks_of(decision)
    where = {"workspace": decision.workspace, "marks": json.dumps(marks), "block": block}
    known = {row["mark"]: row["bits"] for row in connection.execute(_IN_BLOCK, where)}
    rows = [(decision.workspace, mark, block, _with_bit(known.get(mark, b""), place)) for mark in marks]
    connection.executemany(_SET, rows)


def marked(database: Database, workspace: str, marks: Iterable[str]) -> Mapping[str, int]:
    """The numbers of the decisions that bear each of some marks, as bits."""
    found: defaultdict[str, bytearray] = defaultdict(bytearray)
    wanted = json.dumps([*dict.fromkeys(marks)])
    for row in database.rows(_READ, {"workspace": workspace, "marks": wanted}):
        bits, start = found[row["mark"]], row["block"] * BLOCK // 8
        bits.extend(bytes(start - len(bits)))
        bits += row["bits"]
    return defaultdict(int, {mark: int.from_bytes(bits, "little") for mark, bits in found.items()})


def _marks_of(decision: Decision) -> list[str]:
    answers = (answer_mark(given.question, given.option) for given in decision.snapshot.answers)
    frameworks = (framework_mark(each) for each in (decision.chosen, *decision.parts))
    own = (choice_mark(decision.chosen), channel_mark(decision.channel))
    return [*dict.fromkeys((*answers, *frameworks, *own))]


def _with_bit(bits: bytes, place: int) -> bytes:
    """The same with one more bit set; a blob is as long as its last bit needs."""
    changed = bytearray(bits.ljust(place // 8 + 1, b"\0"))
    changed[place // 8] |= 1 << place % 8
    return bytes(changed)
