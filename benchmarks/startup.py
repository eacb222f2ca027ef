"""How soon the bot is ready and what memory it holds, beside a process that only imports the libraries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

import urllib3

from benchmarks import processes
from benchmarks.load import HOST
from benchmarks.measure import Row

TIMES = 5
_SHARED = (
    "cachetools, click, limits.strategies, pydantic_settings, rapidfuzz.distance, snowballstemmer, "
    "sqlite_utils, urllib3, yaml, slack_bolt"
)
LIBRARIES = {
    "socket": f"{_SHARED}, slack_bolt.adapter.socket_mode.websocket_client",
    "http": f"{_SHARED}, slack_bolt.adapter.wsgi, granian",
}
"""What each way of serving imports besides the bot's own code."""


@dataclass(frozen=True)
class Start:
    """One process, from its start until it was ready."""

    milliseconds: float
    megabytes: float


def measure(times: int = TIMES) -> Iterator[Row]:
    """Start each several times, the floor and the bot in turns."""
    with TemporaryDirectory() as folder, processes.slack(Path(folder)) as environment:
        numbers = count(1)

        def fresh() -> Path:
            made = Path(folder) / str(next(numbers))
            made.mkdir()
            return made

        for mode, bot in (("socket", _socket), ("http", _http)):
            starts = [(_imports(mode, fresh()), bot(environment, fresh())) for _ in range(times)]
            floors, bots = zip(*starts, strict=True)
            yield from _rows(mode, bots, floors)


def _rows(mode: str, bots: tuple[Start, ...], floors: tuple[Start, ...]) -> Iterator[Row]:
    time, floor_time = (median(each.milliseconds for each in some) for some in (bots, floors))
    memory, floor_memory = (median(each.megabytes for each in some) for some in (bots, floors))
    note = "its main process and its worker" if mode == "http" else ""
    yield Row(f"floor: imports for {mode}", floor_time, "ms", 1.0)
    yield Row(f"{mode}, until ready", time, "ms", time / floor_time)
    yield Row(f"floor: imports for {mode}, memory", floor_memory, "MB", 1.0)
    yield Row(f"{mode}, memory", memory, "MB", memory / floor_memory, note)


def _imports(mode: str, folder: Path) -> Start:
    code = f"import {LIBRARIES[mode]}; print(flush=True); input()"
    start = perf_counter()
    with processes.running(["-c", code], {}, folder) as process:
        processes.first_line(process)
        return Start((perf_counter() - start) * 1e3, processes.megabytes(process))


def _socket(environment: dict[str, str], folder: Path) -> Start:
    settings = {**environment, **processes.settings(folder / "advisor.db")}

    def is_connected() -> bool:
        overview = urllib3.request("GET", f"{environment['URL']}/sandbox/workspace")
        return bool(overview.json()["app"]["connected"])

    while is_connected():
        sleep(processes.POLL_SECONDS)
    return _started("socket", settings, folder, is_connected)


def _http(environment: dict[str, str], folder: Path) -> Start:
    port = processes.free_port()
    settings = {**environment, **processes.settings(folder / "advisor.db"), "HOST": HOST, "PORT": str(port)}
    return _started("http", settings, folder, lambda: processes.answers(f"http://{HOST}:{port}/healthz"))


def _started(mode: str, settings: dict[str, str], folder: Path, is_ready: Callable[[], bool]) -> Start:
    start = perf_counter()
    with processes.running(["-m", "bot", mode], settings, folder) as process:
        processes.wait_until(is_ready, process)
        return Start((perf_counter() - start) * 1e3, processes.megabytes(process))
