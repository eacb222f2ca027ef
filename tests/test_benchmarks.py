from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from benchmarks import exporting, serving, startup, store
from benchmarks.__main__ import main
from benchmarks.measure import table

if TYPE_CHECKING:
    from benchmarks.measure import Row


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        (serving.measure(serving.Amount(rounds=1, requests=10)), "a click, one commit, 8 at once"),
        (startup.measure(times=1), "http, until ready"),
        (store.measure(sizes=(30, 60), times=3), "first page and counts, 60 decisions"),
        (store.measure(sizes=(30, 60), times=3), "overridden and counts, 60 decisions"),
        (store.measure(sizes=(30, 60), times=3), "all the Home reads, 60 decisions"),
        (exporting.measure(sizes=(30, 60)), "a zip of 60 decisions"),
    ],
    ids=["serving", "startup", "pages", "filters", "home", "export"],
)
def test_each_measurement_of_the_running_app_gives_figures_beside_their_floors(
    rows: Iterator[Row], named: str
) -> None:
    found = list(rows)

    assert all(row.figure > 0 for row in found)
    assert any(row.name.startswith(named) and row.times_floor for row in found), table(found)


def test_an_unknown_measurement_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["egnine"]) == 2
    assert capsys.readouterr().err.startswith("There is no measurement egnine; there are engine, ")
