"""Several threads that do the same at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

_Result = TypeVar("_Result")


def at_once(work: Callable[[], _Result], workers: int) -> list[_Result]:
    """Run the work in so many threads, and raise what any of them raises."""
    barrier = Barrier(workers)

    def run() -> _Result:
        barrier.wait()
        return work()

    with ThreadPoolExecutor(workers) as pool:
        return [future.result() for future in [pool.submit(run) for _ in range(workers)]]
