"""Reading and writing the decision log, beside the bare SQL of the same result on the same file."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import log, recording
from benchmarks.measure import Row
from benchmarks.reads import Read, all_reads, quick_reads
from benchmarks.spread import Spread, alternating, floor_rows, rows
from bot.store.database import connect
from bot.store.sqlite import SqliteStore

SIZES = tuple(int(size) for size in os.environ.get("DECISIONS", "1000,100000").split(","))
"""How many decisions the log holds; `DECISIONS=1000,1000000 make bench` tries a longer one."""
LONG = 500_000
"""Of a log with more decisions only the first page and the search are read."""
TIMES = 200


def measure(sizes: Sequence[int] = SIZES, times: int = TIMES) -> Iterator[Row]:
    """Reads at each length of the log, then what recording costs in the longest."""
    smallest: dict[str, Spread] = {}
    for size in sizes:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "log.db"
            store = SqliteStore.open(path)
            log.fill(store, size)
            reads = quick_reads(store, size) if size > LONG else all_reads(store, size)
            with closing(connect(path)) as bare:
                for read in reads:
                    yield from _reading(read, bare, size, times, smallest)
                if size == sizes[-1]:
                    yield from recording.measure(store, bare, times)
            store.close()


def _reading(
    read: Read, bare: sqlite3.Connection, size: int, times: int, smallest: dict[str, Spread]
) -> Iterator[Row]:
    product, floor = alternating((read.product, _by_hand(bare, read)), times)
    first = smallest.setdefault(read.name, product)
    name = f"{read.name}, {size:,} decisions"
    yield from floor_rows(f"SQL of {name}", floor)
    yield from rows(name, product, floor, read.aim)
    if first is not product:
        yield _growth(name, product.median / first.median, read.growth_aim)


def _growth(name: str, times: float, aim: float | None) -> Row:
    note = f"above the aim of {aim}" if aim is not None and times > aim else ""
    return Row(f"{name}, growth from the shortest log", times, "x", note=note)


def _by_hand(bare: sqlite3.Connection, read: Read) -> Callable[[], object]:
    return lambda: [bare.execute(statement, read.values).fetchall() for statement in read.statements]
