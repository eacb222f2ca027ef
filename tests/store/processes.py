"""Other processes that use the same file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def start(code: str, path: Path) -> subprocess.Popen[str]:
    """Run a piece of Python that finds the path in `sys.argv[1]`, with pipes to talk to it."""
    return subprocess.Popen(  # noqa: S603 - our own code in our own interpreter
        [sys.executable, "-c", code, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def start_all(code: str, path: Path, number: int) -> list[subprocess.Popen[str]]:
    """Run so many; each has to print a line when it is ready, and goes on when all are."""
    processes = [start(code, path) for _ in range(number)]
    for process in processes:
        assert process.stdout
        process.stdout.readline()
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    return processes


def ends(processes: list[subprocess.Popen[str]]) -> list[tuple[int, str]]:
    """The exit codes, and what was said on standard error."""
    said = [process.communicate(timeout=60)[1] for process in processes]
    return [(process.returncode, error) for process, error in zip(processes, said, strict=True)]
