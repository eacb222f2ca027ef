"""`framework-advisor check`: what is wrong with the knowledge, one line a problem."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from bot.advice.prose import counted
from bot.knowledge_files.lint import check, notes
from bot.knowledge_files.loader import Loaded, load, path_of
from bot.knowledge_files.problems import KnowledgeError, Problem
from bot.terminal.opening import knowledge_folders

PROBLEMS = 1
UNREADABLE = 2


def run(knowledge: str | None, *, with_notes: bool, as_json: bool) -> int:
    """Print the problems; the exit code is 0, 1 for problems, or 2 where files cannot be read."""
    folders = knowledge_folders(knowledge)
    try:
        loaded = load(folders)
        problems, noted = check(loaded), notes(loaded)
    except KnowledgeError as error:
        click.echo(_as_json(folders, error.problems, ()) if as_json else str(error))
        return PROBLEMS if error.readable else UNREADABLE
    if as_json:
        click.echo(_as_json(folders, problems, noted))
    else:
        told = map(_note, noted) if with_notes else ()
        summary = () if problems else (_summary(loaded, len(noted), "." if with_notes else ": see --notes."),)
        click.echo("\n".join([*map(str, problems), *told, *summary]))
    return PROBLEMS if problems else 0


def _note(note: Problem) -> str:
    """A note as compilers tell one, so that nobody takes it for a problem."""
    return str(replace(note, message=f"note: {note.message}"))


def _as_json(folders: Sequence[Path], problems: Sequence[Problem], noted: Sequence[Problem]) -> str:
    return json.dumps({"problems": _rows(folders, problems), "notes": _rows(folders, noted)}, indent=2)


def _rows(folders: Sequence[Path], problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Files are named so that an editor can open them."""
    return [
        {
            "file": path_of(one.file, folders),
            "line": one.line or None,
            "keys": list(one.keys),
            "message": one.message,
        }
        for one in problems
    ]


def _summary(loaded: Loaded, noted: int, hint: str) -> str:
    base = loaded.knowledge
    sizes = [
        counted(len(base.questions), "question"),
        counted(len(base.rules), "rule"),
        counted(len(base.frameworks), "framework"),
        counted(len(loaded.cases), "case"),
        *([f"{len(loaded.outdated)} out of date"] if loaded.outdated else []),
    ]
    aside = f" {counted(noted, 'note')}{hint}" if noted else ""
    return f"No problems: {', '.join(sizes)}, version {base.version}.{aside}"
