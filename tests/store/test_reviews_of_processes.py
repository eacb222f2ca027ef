"""Several processes remind of the same reviews."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.store.sqlite import SqliteStore
from tests.store.build import NOON, record
from tests.store.processes import ends, start_all

REVIEWS = 20
_TAKE = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from bot.decisions.reviewing import Reviews
from bot.store.sqlite import SqliteStore
store = SqliteStore.open(Path(sys.argv[1]))
reviews = Reviews(store, lambda: datetime(2026, 11, 23, 12, tzinfo=UTC), str(id(store)))
print("ready", flush=True)
sys.stdin.readline()
for _ in range(3):
    for review in reviews.take(lambda *_: "UTC"):
        reviews.posted(review, "C1", "1.2")
        print(review.number, file=sys.stderr)
store.close()
"""


def test_each_review_is_taken_by_one_process(path: Path, store: SqliteStore) -> None:
    for _ in range(REVIEWS):
        record(store, review_on=NOON.date() - timedelta(days=1))
    ended = ends(start_all(_TAKE, path, 3))
    assert [code for code, _ in ended] == [0, 0, 0]
    taken = [int(number) for _, said in ended for number in said.split()]
    assert sorted(taken) == [*range(1, REVIEWS + 1)]
