"""`framework-advisor check`: what is wrong with the knowledge, one line a problem."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click

from bot.advice.prose import counted
from bot.knowledge_files.lint import check, notes
from bot.knowledge_files.loader import Loaded, load
from bot.knowledge_files.problems import KnowledgeError, Problem
from bot.terminal.opening import knowledge_folders

PROBLEMS = 1
UNREADABLE = 2


def run(knowledge: str | None, *, as_json: bool) -> int:
    """Print the problems; the exit code is 0, 1 for problems, or 2 where files cannot be read."""
    try:
        loaded = load(knowledge_folders(knowledge))
        problems, noted = check(loaded), notes(loaded)
    except KnowledgeError as error:
        _print_problems(error.problems, (), as_json=as_json)
        return PROBLEMS if error.readable else UNREADABLE
    _print_problems(problems, noted, as_json=as_json)
    if not problems and not as_json:
        click.echo(_summary(loaded, noted))
    return PROBLEMS if problems else 0


def _print_problems(problems: Sequence[Problem], noted: Sequence[Problem], *, as_json: bool) -> None:
    if as_json:
        found = {"problems": _rows(problems), "notes": _rows(noted)}
        click.echo(json.dumps(found, indent=2))
    else:
        click.echo("".join(f"{problem}\n" for problem in problems), nl=False)


def _rows(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    return [
        {"file": one.file, "line": one.line, "keys": list(one.keys), "message": one.message}
        for one in problems
    ]


def _summary(loaded: Loaded, noted: Sequence[Problem]) -> str:
    base = loaded.knowledge
    sizes = [
        counted(len(base.questions), "question"),
        counted(len(base.rules), "rule"),
        counted(len(base.frameworks), "framework"),
        counted(len(loaded.cases), "case"),
    ]
    aside = f" {counted(len(noted), 'note')}: see --json." if noted else ""
    return f"No problems: {', '.join(sizes)}, version {base.version}.{aside}"
