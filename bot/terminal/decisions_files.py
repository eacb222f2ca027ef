"""`framework-advisor decisions export` and `backup`: the log as files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.advice.prose import counted
from bot.decisions.export import Exported, csv_lines, json_lines, json_schema
from bot.decisions.madr import file_name, madr, mark
from bot.mistakes import Mistake
from bot.settings import StoreSettings, read_settings
from bot.store.backup import back_up
from bot.terminal.decisions import OpenLog, open_log


def export(form: str, folder: Path, workspace: str | None) -> str:
    """Write the log into a folder, and say how much. Raises Mistake."""
    log = open_log(workspace)
    with _writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if form == "madr":
            number = _write_madr(folder, log)
            return f"Wrote {counted(number, 'decision')} to {folder}."
        name = f"decisions.{form}"
        whole = log.decisions.whole_log(log.operator)
        if form == "csv":
            _write(folder / name, csv_lines(whole))
        else:
            _write(folder / name, json_lines(log.operator.workspace, whole))
            _write(folder / "decisions.schema.json", [json.dumps(json_schema(), indent=2) + "\n"])
        return f"Wrote {folder / name}."


def backup(target: Path) -> str:
    """Copy the database. Raises Mistake."""
    database = read_settings(StoreSettings).database
    back_up(database, target)
    return f"Backed up {database} to {target}."


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Mistake(f"{folder} cannot be written ({reason}); name another folder with --out.") from error


def _write_madr(folder: Path, log: OpenLog) -> int:
    written = set()
    for exported in log.decisions.whole_log(log.operator):
        name = file_name(exported.decision)
        _write_if_new(folder / name, exported)
        written.add(name)
    _remove_renamed(folder, log.operator.workspace, written)
    return len(written)


def _write_if_new(path: Path, exported: Exported) -> None:
    text = madr(exported.decision, exported.history)
    if not path.is_file() or path.read_text(encoding="utf-8", errors="replace") != text:
        path.write_text(text, encoding="utf-8")


def _remove_renamed(folder: Path, workspace: str, written: set[str]) -> None:
    """Remove what an earlier export called otherwise; other files are left alone."""
    for path in folder.glob("[0-9]*.md"):
        if path.name not in written and mark(workspace) in path.read_text(encoding="utf-8", errors="replace"):
            path.unlink()


def _write(path: Path, texts: Iterable[str]) -> None:
    """Put a file in place when it is whole."""
    part = path.with_name(f"{path.name}.part")
    with part.open("w", encoding="utf-8", newline="") as file:
        file.writelines(texts)
    part.replace(path)
