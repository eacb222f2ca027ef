"""`make bench`: the measurements, or those that are named, as one table."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping

from benchmarks import briefs, engine, exporting, interview, serving, startup, states, store, zen
from benchmarks.measure import Row, table

MEASUREMENTS: Mapping[str, Callable[[], Iterator[Row]]] = {
    "engine": engine.measure,
    "briefs": briefs.measure,
    "interview": interview.measure,
    "states": states.measure,
    "zen": zen.measure,
    "serving": serving.measure,
    "startup": startup.measure,
    "store": store.measure,
    "export": exporting.measure,
}


def main(names: list[str]) -> int:
    """Run and print; 2 for a name that is no measurement."""
    if unknown := [name for name in names if name not in MEASUREMENTS]:
        print(f"There is no measurement {unknown[0]}; there are {', '.join(MEASUREMENTS)}.", file=sys.stderr)
        return 2
    for name in names or MEASUREMENTS:
        print(f"{name}\n{table(list(MEASUREMENTS[name]()))}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
