"""The memory that an export as a zip takes, of a short log and of a long one."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

import psutil

from benchmarks import log
from benchmarks.measure import Row
from benchmarks.processes import first_line, running
from benchmarks.reads import VIEWER
from bot.decisions.archive import write_zip
from bot.decisions.export import Exported
from bot.decisions.service import Decisions
from bot.store.sqlite import SqliteStore

SIZES = (1000, 100_000)
AIM = 1.2
"""How many times the memory of the shortest export still counts as flat."""
EVERY = 50
"""Decisions between two looks at the memory."""


@dataclass
class Highest:
    """The most resident memory of this process that was seen, in bytes."""

    figure: int = 0

    def look(self) -> None:
        """Take notice of what it is now."""
        self.figure = max(self.figure, psutil.Process().memory_info().rss)

    def watch(self, decisions: Iterator[Exported]) -> Iterator[Exported]:
        """Look now and then while they pass."""
        for number, each in enumerate(decisions):
            if number % EVERY == 0:
                self.look()
            yield each
        self.look()


def measure(sizes: Sequence[int] = SIZES) -> Iterator[Row]:
    """Export each log in a process of its own, whose memory before the export is the floor."""
    smallest = 0.0
    for size in sizes:
        before, most = _exported(size)
        smallest = smallest or most
        name = f"a zip of {size:,} decisions"
        yield Row(f"floor: before {name}", before, "MB", 1.0)
        yield Row(f"{name}, memory at most", most, "MB", most / before)
        if most is not smallest:
            note = f"above the aim of {AIM}" if most / smallest > AIM else ""
            yield Row(f"{name}, growth from the shortest log", most / smallest, "x", note=note)


def _exported(size: int) -> tuple[float, float]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log.db"
        store = SqliteStore.open(path)
        log.fill(store, size)
        store.close()
        with running(["-m", "benchmarks.exporting", str(path)], {}, Path(folder)) as process:
            before, most = json.loads(first_line(process))
        return before / 2**20, most / 2**20


def main(path: Path) -> int:
    """Export, and print the memory before it and the most during it."""
    store = SqliteStore.open(path)
    decisions, highest = Decisions(store, lambda: log.START), Highest()
    highest.look()
    before = highest.figure
    with TemporaryFile() as target:
        write_zip(target, VIEWER.workspace, lambda: highest.watch(decisions.whole_log(VIEWER)))
    highest.look()
    print(json.dumps([before, highest.figure]), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
