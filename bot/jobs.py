"""What happens on a timer: threads that lag, reviews that are due, consultations that lapse."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Event, Thread
from time import monotonic

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """Something to do again and again."""

    name: str
    every_seconds: float
    work: Callable[[], None]


@dataclass
class Timer:
    """Runs jobs in one background thread until it is stopped."""

    jobs: Sequence[Job]
    tick_seconds: float = 0.5
    name: str = "jobs"
    _stopped: Event = field(default_factory=Event)
    _thread: Thread | None = None

    def start(self) -> None:
        """Begin; every job runs once at the start."""
        self._thread = Thread(target=self._run, name=self.name, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Let the running job finish, and start no other."""
        self._stopped.set()
        if self._thread:
            self._thread.join()

    def _run(self) -> None:
        due = {job.name: 0.0 for job in self.jobs}
        while not self._stopped.is_set():
            for job in self.jobs:
                if monotonic() >= due[job.name] and not self._stopped.is_set():
                    _do(job)
                    due[job.name] = monotonic() + job.every_seconds
            self._stopped.wait(self.tick_seconds)


def _do(job: Job) -> None:
    try:
        job.work()
    except Exception:  # the outermost handler of this thread
        logger.exception("job %s failed", job.name)
