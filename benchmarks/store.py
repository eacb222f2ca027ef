"""Reading and writing the decision log, beside the bare SQL of the same result on the same file."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import log, recording
from benchmarks.measure import Row
from benchmarks.spread import Aim, Spread, alternating, floor_rows, rows
from bot.decisions.service import PAGE_SIZE, Decisions
from bot.store.database import connect
from bot.store.sqlite import SqliteStore
from bot.workspaces.model import Viewer

SIZES = tuple(int(size) for size in os.environ.get("DECISIONS", "1000,100000").split(","))
"""How many decisions the log holds; `DECISIONS=1000,1000000 make bench` tries a longer one."""
TIMES = 200
PAGE_AIM, GROWTH_AIM = Aim(1.5), 3.0
VIEWER = Viewer(log.WORKSPACE, "U1", frozenset({log.PUBLIC[0]}))
WORDS = "celery gateway"

_SHOWN = """
    d.number, d.title, d.status, d.chosen_name, d.recommended, d.chosen, d.recorded_by, d.recorded_at,
    d.review_on, d.permalink
"""
_SEEN = """
    d.workspace = :workspace AND (d.channel = :channel OR 'public' = coalesce(
        (SELECT kind FROM conversations WHERE workspace = d.workspace AND channel = d.channel), d.kind))
"""
_MATCHING = "decisions_fts f CROSS JOIN decisions d ON d.id = f.rowid"


@dataclass(frozen=True)
class Read:
    """Something that people read, and the statements that a person would write for it by hand."""

    name: str
    product: Callable[[], object]
    statements: Sequence[str]
    values: Mapping[str, object]
    aim: Aim | None = PAGE_AIM


def measure(sizes: Sequence[int] = SIZES, times: int = TIMES) -> Iterator[Row]:
    """Reads at each length of the log, then what recording costs in the longest."""
    smallest: dict[str, Spread] = {}
    for size in sizes:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "log.db"
            store = SqliteStore.open(path)
            log.fill(store, size)
            with closing(connect(path)) as bare:
                yield from _reading(store, bare, size, times, smallest)
                if size == sizes[-1]:
                    yield from recording.measure(store, bare, times)
            store.close()


def _reading(
    store: SqliteStore, bare: sqlite3.Connection, size: int, times: int, smallest: dict[str, Spread]
) -> Iterator[Row]:
    for read in _reads(store, size):
        product, floor = alternating((read.product, _by_hand(bare, read)), times)
        first = smallest.setdefault(read.name, product)
        name = f"{read.name}, {size:,} decisions"
        yield from floor_rows(f"SQL of {name}", floor)
        yield from rows(name, product, floor, read.aim)
        if first is not product:
            yield _growth(name, product.median / first.median)


def _growth(name: str, times: float) -> Row:
    note = f"above the aim of {GROWTH_AIM}" if times > GROWTH_AIM else ""
    return Row(f"{name}, growth from the shortest log", times, "x", note=note)


def _reads(store: SqliteStore, size: int) -> Iterator[Read]:
    decisions = Decisions(store, lambda: log.START)
    here = {"workspace": VIEWER.workspace, "channel": log.PUBLIC[0]}
    page = f"SELECT {_SHOWN} FROM decisions d WHERE {_SEEN}"
    total = f"SELECT count(*) FROM (SELECT 1 FROM decisions d WHERE {_SEEN} LIMIT :total)"
    newest = f"ORDER BY d.number DESC LIMIT {PAGE_SIZE + 1}"
    first = {**here, "total": decisions.page(VIEWER).total}
    yield Read("first page and counts", lambda: decisions.page(VIEWER), (f"{page} {newest}", total), first)
    below = size - 9 * PAGE_SIZE
    yield Read(
        "tenth page and counts",
        lambda: decisions.page(VIEWER, below=below),
        (f"{page} AND d.number < :below {newest}", total),
        {**first, "below": below},
    )
    yield _search(decisions, {**first, "found": decisions.page(VIEWER, WORDS).total})
    number = size // 2
    while not _is_seen(store, number):
        number += 1
    yield Read(
        "one decision, its snapshot validated",
        lambda: decisions.get(VIEWER, number),
        (
            f"SELECT d.* FROM decisions d WHERE {_SEEN} AND d.number = :number",
            f"""
            SELECT user FROM decision_deciders JOIN decisions d ON d.id = decision
            WHERE {_SEEN} AND d.number = :number ORDER BY position
            """,
        ),
        {**here, "number": number},
        aim=None,
    )


def _is_seen(store: SqliteStore, number: int) -> bool:
    return store.find_decision(VIEWER, number) is not None


def _search(decisions: Decisions, values: Mapping[str, object]) -> Read:
    """Two words, the second perhaps unfinished, in one workspace."""
    *whole, last = WORDS.split()
    match = " AND ".join(
        [f'workspace : "{VIEWER.workspace}"', *(f'"{word}"' for word in whole), f'"{last}" *']
    )
    matching = f"FROM {_MATCHING} WHERE {_SEEN} AND f.decisions_fts MATCH :match"
    return Read(
        "two words and counts",
        lambda: decisions.page(VIEWER, WORDS),
        (
            f"SELECT {_SHOWN} {matching} ORDER BY f.rowid DESC LIMIT {PAGE_SIZE + 1}",
            f"SELECT count(*) FROM (SELECT 1 {matching} LIMIT :found)",
            f"SELECT count(*) FROM (SELECT 1 FROM decisions d WHERE {_SEEN} LIMIT :total)",
        ),
        {**values, "match": match},
    )


def _by_hand(bare: sqlite3.Connection, read: Read) -> Callable[[], object]:
    return lambda: [bare.execute(statement, read.values).fetchall() for statement in read.statements]
