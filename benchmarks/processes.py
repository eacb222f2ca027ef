"""Processes that are measured: started, waited for, weighed and ended."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import psutil
import urllib3

from benchmarks.load import HOST

READY_SECONDS = 60
POLL_SECONDS = 0.005
PLAIN = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
ROOT = Path(__file__).parent.parent

Environment = Mapping[str, str]


@contextmanager
def running(arguments: list[str], environment: Environment, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Run Python with some arguments, in a folder for what it writes, and end it afterwards."""
    log = folder / f"{'-'.join(arguments).replace('/', '_')[:60]}.log"
    with log.open("w") as written:
        process = subprocess.Popen(  # noqa: S603 - our own modules
            [sys.executable, *arguments],
            env={**PLAIN, "PYTHONPATH": str(ROOT), **environment},
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=written,
            text=True,
        )
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=30)


@contextmanager
def slack(folder: Path) -> Iterator[dict[str, str]]:
    """Run a sandbox, and give what points a bot at it; `URL` is the sandbox's own address."""
    with running(["-m", "benchmarks.slack"], {}, folder) as process:
        yield json.loads(first_line(process))


def first_line(process: subprocess.Popen[str]) -> str:
    """Wait for what a process prints first."""
    assert process.stdout
    return process.stdout.readline()


def settings(database: Path) -> dict[str, str]:
    """What a bot needs besides what points it at Slack."""
    return {"DATABASE_URL": f"sqlite:///{database}", "LOG_LEVEL": "WARNING"}


def free_port() -> int:
    """Find a port that nothing listens on."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])


def wait_until(is_so: Callable[[], bool], process: subprocess.Popen[str]) -> float:
    """Wait, and say how many seconds. Raises RuntimeError when the process ends or takes too long."""
    start = perf_counter()
    while not is_so():
        if process.poll() is not None or perf_counter() - start > READY_SECONDS:
            raise RuntimeError(f"{process.args!r} did not get ready")
        time.sleep(POLL_SECONDS)
    return perf_counter() - start


def listens(port: int) -> bool:
    """Whether something answers at a port."""
    with socket.socket() as caller:
        return caller.connect_ex((HOST, port)) == 0


def answers(url: str) -> bool:
    """Whether an address answers that all is well."""
    try:
        return urllib3.request("GET", url, retries=False, timeout=5).status == 200
    except urllib3.exceptions.HTTPError:
        return False


def megabytes(process: subprocess.Popen[str]) -> float:
    """The resident memory of a process and its children; where the system tells, shared pages count once."""
    family = psutil.Process(process.pid)
    members = [family, *family.children(recursive=True)]
    held = (member.memory_full_info() for member in members)
    return float(sum(getattr(each, "pss", each.rss) for each in held)) / 2**20
