from __future__ import annotations

import pytest

from bot.advice.directions import direction
from bot.advice.knowledge import PathKind
from bot.advice.recommend import Route
from tests.advice.build import framework, knowledge, question, rule

BOTH = {
    "id": "both",
    "name": "Django with Fastapi beside it",
    "parts": ["django", "fastapi"],
    "costs": "slight",
    "because": "x",
    "sources": ["guide"],
}
BASE = knowledge(
    [question("a", "x", "y")],
    [
        framework("django"),
        framework("drf", extends="django"),
        framework("ninja", extends="django"),
        framework("flask"),
        framework("quart"),
        framework("fastapi"),
    ],
    [rule("r", {}, gives={"flask": "slight"})],
    stacks=[BOTH],
)


@pytest.mark.parametrize(
    ("kind", "origin", "first", "text"),
    [
        ("stay", "django", "django", "Stay on Django."),
        ("stay", "django", "drf", "Stay on Django, add Drf."),
        ("stay", "drf", "drf", "Stay on Drf."),
        ("stay", "drf", "django", "Stay on Django."),
        ("stay", "drf", "ninja", "Stay on Django, add Ninja."),
        ("add-beside", "django", "both", "Keep Django and add Fastapi beside it."),
        ("add-beside", "drf", "both", "Keep Django + Drf and add Fastapi beside it."),
        ("add-beside", "django", "fastapi", "Keep Django and add Fastapi beside it."),
        ("staged", "flask", "fastapi", "Move from Flask to Fastapi step by step."),
        ("port", "flask", "quart", "Port what runs on Flask to Quart."),
        ("rewrite", "flask", "drf", "Rewrite what runs on Flask in Django + Drf."),
        ("new", "flask", "django", "Start anew with Django."),
    ],
)
def test_each_path_says_what_to_do(kind: PathKind, origin: str, first: str, text: str) -> None:
    assert direction(BASE, Route(kind, origin), first) == text


def test_effort_and_reason_follow() -> None:
    route = Route("port", "flask", "a smaller step", "Quart keeps Flask's ways.", ("guide",))

    assert direction(BASE, route, "quart") == (
        "Port what runs on Flask to Quart. Effort: a smaller step. Quart keeps Flask's ways."
    )


def test_where_nothing_runs_there_is_nothing_to_say() -> None:
    assert direction(BASE, Route("new"), "django") == ""
