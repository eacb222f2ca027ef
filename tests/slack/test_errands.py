from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.mistakes import Mistake
from bot.slack.errands import Errands


@pytest.fixture
def errands() -> Iterator[Errands]:
    with ThreadPoolExecutor(1) as pool:
        yield Errands(pool, "/framework")


def _raising(error: Exception) -> Callable[[], None]:
    def work() -> None:
        raise error

    return work


def _told(errands: Errands, work: Callable[[], None]) -> list[str]:
    told: list[str] = []
    errands.run(work, told.append)
    errands.pool.shutdown()
    return told


def test_work_that_goes_well_says_nothing(errands: Errands) -> None:
    assert _told(errands, lambda: None) == []


def test_a_mistake_is_told_in_its_own_words(errands: Errands) -> None:
    assert _told(errands, _raising(Mistake("This is closed."))) == ["This is closed."]


def test_a_bug_is_logged_under_the_id_that_the_person_reads(
    errands: Errands, caplog: pytest.LogCaptureFixture
) -> None:
    told = _told(errands, _raising(LookupError("lost")))
    found = re.fullmatch(
        r"Something went wrong on my side \(error ([0-9a-f]{4})\)\. Your answers are kept\."
        r" Try again, or type `/framework` to go on\.",
        told[0],
    )
    assert found
    assert f"error {found[1]}" in caplog.text
    assert "LookupError: lost" in caplog.text


def test_when_even_telling_fails_it_is_logged(errands: Errands, caplog: pytest.LogCaptureFixture) -> None:
    def tell(_: str) -> None:
        raise OSError("no network")

    with caplog.at_level(logging.ERROR):
        errands.run(_raising(Mistake("This is closed.")), tell)
        errands.pool.shutdown()
    assert "a person could not be told" in caplog.text
