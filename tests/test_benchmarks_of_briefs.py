from __future__ import annotations

from pathlib import Path

from benchmarks import briefs

BATCH = """\
- {brief: Our Flask app, reads: {existing: flask-app}, first: [flask], not: [django]}
- {brief: Our Django app, reads: {existing: flask-app}, first: [flask], not: [django]}
- {brief: Hello, reads: {existing: not-sure}, first: [flask], not: [django]}
"""


def test_a_batch_is_measured_by_first_places_and_its_options_by_recall_and_precision(tmp_path: Path) -> None:
    (tmp_path / "new-batch.yaml").write_text(BATCH)

    rows = {row.name: (round(row.figure), row.note) for row in briefs.measure(tmp_path)}

    assert rows == {
        "new-batch: first place right": (33, "of 3, 1 advised against"),
        "all: first place right": (33, "of 3, 1 advised against"),
        "existing: flask-app": (50, "recall of 2; precision 100 %"),
        "existing: not-sure": (100, "recall of 1; precision 100 %"),
    }
