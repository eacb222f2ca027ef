"""Timing, and the rows of the one table that `make bench` prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

ROUNDS = 7
SECONDS = 0.1
"""About how long a round takes; short calls are repeated within it."""


@dataclass(frozen=True)
class Row:
    """One figure. `times_floor` compares it with the floor that was measured in the same run."""

    name: str
    figure: float
    unit: str
    times_floor: float | None = None
    note: str = ""


def microseconds(call: Callable[[], object]) -> float:
    """How long one call takes: the median of several rounds."""
    number = _repetitions(call)
    return median(_round(call, number) for _ in range(ROUNDS)) / number * 1e6


def _repetitions(call: Callable[[], object]) -> int:
    call()
    return max(1, int(SECONDS / max(_round(call, 1), 1e-7)))


def _round(call: Callable[[], object], number: int) -> float:
    start = perf_counter()
    for _ in range(number):
        call()
    return perf_counter() - start


def table(rows: list[Row]) -> str:
    """The rows in columns."""
    wide = max(len(row.name) for row in rows)
    return "\n".join(_printed(row, wide) for row in rows)


def _printed(row: Row, wide: int) -> str:
    times = f"{row.times_floor:10.1f} x floor" if row.times_floor is not None else " " * 18
    return f"{row.name:<{wide}}  {row.figure:10.1f} {row.unit:<4}{times}  {row.note}".rstrip()
