"""Many timings of one thing, and what is told of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter

from benchmarks.measure import Row


@dataclass(frozen=True)
class Spread:
    """Times in microseconds."""

    median: float
    p99: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> Spread:
        """The spread of at least two timings."""
        return cls(median(seconds) * 1e6, quantiles(seconds, n=100, method="inclusive")[98] * 1e6)


@dataclass(frozen=True)
class Aim:
    """How many times its floor a figure may be."""

    times: float

    def note(self, times: float) -> str:
        """What the table says of a figure."""
        return f"above the aim of {self.times} x" if times > self.times else ""


def rows(name: str, times: Spread, floor: Spread, aim: Aim | None = None) -> Iterator[Row]:
    """Median and p99 beside those of the floor; the aim is the median's."""
    ratio = times.median / floor.median
    yield Row(f"{name}, median", times.median, "µs", ratio, aim.note(ratio) if aim else "")
    yield Row(f"{name}, p99", times.p99, "µs", times.p99 / floor.p99)


def floor_rows(name: str, floor: Spread) -> Iterator[Row]:
    """What others are compared with."""
    yield from rows(f"floor: {name}", floor, floor)


def timed(call: Callable[[], object]) -> float:
    """How many seconds one call takes."""
    start = perf_counter()
    call()
    return perf_counter() - start


def alternating(calls: Sequence[Callable[[], object]], times: int) -> list[Spread]:
    """Time several things in turns, so that a busy machine slows all of them alike."""
    for call in calls:
        call()
    laps = [[timed(call) for call in calls] for _ in range(times)]
    return [Spread.of(column) for column in zip(*laps, strict=True)]
