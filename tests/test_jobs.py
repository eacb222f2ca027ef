from __future__ import annotations

import logging
from threading import Event

import pytest

from bot.jobs import Job, Timer


def test_every_job_runs_at_the_start() -> None:
    first, second = Event(), Event()
    timer = Timer((Job("first", 3600, first.set), Job("second", 3600, second.set)))
    timer.start()
    assert first.wait(5)
    assert second.wait(5)
    timer.stop()


def test_a_job_that_fails_is_logged_and_runs_again(caplog: pytest.LogCaptureFixture) -> None:
    runs: list[int] = []
    twice = Event()

    def work() -> None:
        runs.append(1)
        if len(runs) > 1:
            twice.set()
        raise LookupError("lost")

    timer = Timer((Job("lossy", 0, work),), tick_seconds=0.001)
    with caplog.at_level(logging.ERROR):
        timer.start()
        assert twice.wait(5)
        timer.stop()
    assert "job lossy failed" in caplog.text


def test_after_a_stop_no_job_begins() -> None:
    runs: list[int] = []
    ran = Event()

    def work() -> None:
        runs.append(1)
        ran.set()

    timer = Timer((Job("often", 0, work),), tick_seconds=0.001)
    timer.start()
    assert ran.wait(5)
    timer.stop()
    stopped_at = len(runs)
    assert not Event().wait(0.02)
    assert len(runs) == stopped_at


def test_a_timer_that_never_started_can_be_stopped() -> None:
    Timer(()).stop()
