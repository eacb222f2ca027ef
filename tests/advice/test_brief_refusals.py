"""Which frameworks a text refuses, over the shipped knowledge."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bot.advice.brief import Reading, understand
from bot.advice.knowledge import KnowledgeBase
from bot.knowledge_files.loader import load

ROOT = Path(__file__).parents[2]


@cache
def _knowledge() -> KnowledgeBase:
    return load([ROOT / "knowledge"]).knowledge


def _refused(text: str) -> str | None:
    readings = {reading.question: reading.option for reading in understand(_knowledge(), text)}
    return readings.get("not-wanted")


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("we don't want fastapi. a json api", "fastapi"),
        ("must not use flask for security reasons", "flask"),
        ("anything but django", "django"),
        ("no django please, a website", "django"),
        ("management forbids Sanic", "sanic"),
        ("django is not an option", "django"),
        ("FastAPI is out.", "fastapi"),
        ("we no longer use Flask", "flask"),
        ("not django but fastapi", "django"),
        ("I'd rather not Flask again", "flask"),
        ("our CTO told us not to use Django", "django"),
        ("our boss said we must not use Flask", "flask"),
        ("Legal says no FastAPI", "fastapi"),
        ("Django must never be used here", "django"),
        ("Leaving Sanic, never again", "sanic"),
        ("we are not allowed to use Litestar", "litestar"),
        ("leave Quart out", "quart"),
        ("Nobody here wants to touch Django", "django"),
        ("Can't have FastAPI because the app server is old", "fastapi"),
        ("we'd like to avoid Flask", "flask"),
        ("no django or flask please", "django-and-flask"),
        ("Flask and FastAPI are out", "flask-and-fastapi"),
        ("neither FastAPI nor Django", "django-and-fastapi"),
    ],
)
def test_a_framework_that_a_text_refuses_is_not_wanted(text: str, refused: str) -> None:
    assert _refused(text) == refused


@pytest.mark.parametrize(
    "text",
    [
        "we don't want to rewrite our Django app",
        "we don't want Django's admin",
        "The client wants an API without Django admin",
        "we can't use the Django ORM with our database",
        "no need for Django admin",
        "leaving Django is not an option",
        "we do not want to move off Flask",
        "a website without knowing Django",
        "no second Django app",
        "no Django needed",
    ],
)
def test_who_refuses_a_part_or_a_move_refuses_no_framework(text: str) -> None:
    assert _refused(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "no Django developers in the team",
        "we have no Flask experience",
        "never used FastAPI",
        "we don't know Django",
        "we don't have Django",
        "we don't use Flask yet",
        "no Flask complaints so far",
        "Flask out of the box has no admin",
        "not only Django but FastAPI too",
        "it's not Django but the database that is slow",
        "we can't use anything except Django",
        "nothing but Django will do",
        "is there any reason not to use Django?",
    ],
)
def test_who_lacks_or_does_not_know_a_framework_does_not_refuse_it(text: str) -> None:
    assert _refused(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Should we avoid Django?",
        "Is Django out of the question?",
        "why not flask?",
        "Can we do it without Django?",
        "maybe not Flask",
        "no idea whether Django or Flask",
        "not sure Django is right",
        "a friend says avoid Django",
        "I read Flask isn't for big things",
    ],
)
def test_a_question_a_doubt_or_hearsay_refuses_nothing(text: str) -> None:
    assert _refused(text) is None


def test_a_refusal_quotes_its_words() -> None:
    assert understand(_knowledge(), "we don't want FastAPI") == (
        Reading("not-wanted", "fastapi", "don't want FastAPI"),
    )
