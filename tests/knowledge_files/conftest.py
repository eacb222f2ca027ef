"""A small knowledge base without a flaw, written to disk, for tests to damage."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import TypeAlias

import pytest

from bot.knowledge_files.loader import KnowledgeError, load

Write: TypeAlias = Callable[[str, str], Path]
Problems: TypeAlias = Callable[[], list[str]]

FILES = {
    "sources.yaml": """\
        - {id: guide, title: A guide}
        """,
    "aspects.yaml": """\
        - {id: openapi, name: OpenAPI, about: Whether the schema is generated}
        """,
    "strengths.yaml": """\
        - {id: slight, points: 1}
        - {id: strong, points: 6}
        """,
    "words.yaml": """\
        - {id: staff, words: [ops, admins]}
        """,
    "questions.yaml": """\
        - id: admin
          name: Admin screens
          ask: Do people need screens to manage the data?
          why: Only one framework brings them.
          options:
            - {id: needed, label: "Yes", phrases: ["{staff} panel"]}
            - {id: none, label: "No"}
        - id: api
          name: API
          ask: Is there an API?
          why: It decides between two.
          options:
            - {id: typed, label: Typed}
            - {id: plain, label: Plain}
        """,
    "frameworks/django.yaml": """\
        id: django
        name: Django
        summary: Batteries included.
        aspects:
          openapi:
            - {says: none, source: guide}
        """,
    "frameworks/fastapi.yaml": """\
        id: fastapi
        name: FastAPI
        summary: Typed APIs.
        aspects:
          openapi:
            - {says: built in, source: guide}
        """,
    "rules/all.yaml": """\
        - id: admin-needed
          when: {admin: needed}
          gives: {django: strong}
          because: Django brings an admin.
          sources: [guide]
        - id: api-typed
          when: {api: typed}
          gives: {fastapi: strong}
          because: FastAPI is typed.
          sources: [guide]
        """,
    "cases/guide.yaml": """\
        - {name: Screens for staff, source: guide, answers: {admin: needed, api: plain}, expect: django}
        - {name: A typed API, source: guide, answers: {api: typed, admin: none}, expect: fastapi}
        """,
}


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    """The folder with the small knowledge base."""
    folder = tmp_path / "knowledge"
    for name, text in FILES.items():
        _write(folder / name, text)
    return folder


@pytest.fixture
def write(knowledge: Path) -> Write:
    """Write a file of the folder; a path beginning with house/ goes to a second folder beside it."""

    def write(name: str, text: str) -> Path:
        base = knowledge.parent if name.startswith("house/") else knowledge
        return _write(base / name, text)

    return write


@pytest.fixture
def problems(knowledge: Path) -> Problems:
    """Every problem that loading meets, as people see it; none when it loads."""

    def problems() -> list[str]:
        house = knowledge.parent / "house"
        try:
            load([knowledge, house] if house.exists() else [knowledge])
        except KnowledgeError as error:
            return str(error).splitlines()
        return []

    return problems


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dedent(text), encoding="utf-8")
    return path
