"""Everything that somebody may see of a log, in one zip file."""

from __future__ import annotations

import json
import pickle
import zipfile
from collections.abc import Callable, Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO

from bot.decisions.export import Exported, csv_lines, json_lines, json_schema
from bot.decisions.madr import file_name, madr
from bot.decisions.names import NO_NAMES, Names

PROGRESS_EVERY = 500
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can hold: the same decisions give the same bytes."""


def write_zip(
    target: IO[bytes],
    workspace: str,
    decisions: Callable[[], Iterable[Exported]],
    names: Names = NO_NAMES,
    progress: Callable[[int], None] = lambda _: None,
) -> int:
    """Write the Markdown files, the table, the JSON and its schema; says how many decisions there are.

    `decisions` is called three times, once for each form. `progress` hears after every 500 decisions of the
    first how many are done. What is in memory at a time is one decision.
    """
    with TemporaryFile() as listing, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.filelist = _Listing(listing)
        number = _add_markdown(archive, decisions(), names, progress)
        _add(archive, "decisions.csv", csv_lines(decisions(), names))
        _add(archive, "decisions.json", json_lines(workspace, decisions(), names))
        _add(archive, "decisions.schema.json", [json.dumps(json_schema(), indent=2) + "\n"])
    return number


class _Listing(list[zipfile.ZipInfo]):
    """What a zip lists at its end, kept in a temporary file meanwhile: a long log has many files."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__()
        self._file = file
        self._number = 0

    def append(self, entry: zipfile.ZipInfo) -> None:
        pickle.dump(entry, self._file)
        self._number += 1

    def __len__(self) -> int:
        return self._number

    def __iter__(self) -> Iterator[zipfile.ZipInfo]:
        self._file.seek(0)
        for _ in range(self._number):
            yield pickle.load(self._file)  # noqa: S301 - nobody else writes this file


def _add_markdown(
    archive: zipfile.ZipFile, decisions: Iterable[Exported], names: Names, progress: Callable[[int], None]
) -> int:
    number = 0
    for number, exported in enumerate(decisions, 1):
        text = madr(exported.decision, exported.history, names)
        _add(archive, f"decisions/{file_name(exported.decision)}", [text])
        if number % PROGRESS_EVERY == 0:
            progress(number)
    return number


def _add(archive: zipfile.ZipFile, path: str, texts: Iterable[str]) -> None:
    entry = zipfile.ZipInfo(path, _LONG_AGO)
    entry.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(entry, "w") as file:
        for text in texts:
            file.write(text.encode())
    archive.NameToInfo.clear()
