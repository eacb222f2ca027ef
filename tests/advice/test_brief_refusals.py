"""Which frameworks a text refuses, over the shipped knowledge."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.advice.brief import Reading, understand
from bot.advice.knowledge import KnowledgeBase
from bot.advice.recommend import recommend
from bot.advice.rulebook import Rulebook
from bot.knowledge_files.loader import load

ROOT = Path(__file__).parents[2]
_NAMES = [
    "Django",
    "Flask",
    "FastAPI",
    "Quart",
    "Litestar",
    "Sanic",
    "Starlette",
    "Django REST Framework",
    "django-ninja",
]


@cache
def _knowledge() -> KnowledgeBase:
    return load([ROOT / "knowledge"]).knowledge


@cache
def _rulebook() -> Rulebook:
    return Rulebook(_knowledge())


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
        ("A JSON API. We don't want FastAPI and we don't want Litestar.", "fastapi-and-litestar"),
        ("No Django, no FastAPI and no Flask please", "django-and-flask-and-fastapi"),
        ("We don't want FastAPI. Sorry, no Litestar either.", "fastapi-and-litestar"),
        ("an internal tool, no Django, Flask or FastAPI", "django-and-flask-and-fastapi"),
        ("Django, Flask, and FastAPI are out", "django-and-flask-and-fastapi"),
        ("no Flask, Quart, Sanic or Litestar", "flask-and-quart-and-litestar-and-sanic"),
        ("no Django and Flask is fine", "django"),
        ("no Django, and FastAPI preferred", "django"),
        ("no Starlette", "starlette"),
        ("No Django. No Django REST Framework.", "django-and-django-rest-framework"),
        ("No Django REST Framework. No django-ninja.", "django-rest-framework-and-django-ninja"),
        ("we don't want DRF", "django-rest-framework"),
        ("no Django REST Framework", "django-rest-framework"),
        ("no django ninja please", "django-ninja"),
        ("An API. Django: no.", "django"),
        ("Django: no, Flask: no", "django-and-flask"),
        ("Django's out", "django"),
        ("an internal tool, not flask", "flask"),
        ("an internal tool, not Flask or Django.", "django-and-flask"),
        ("not Flask but FastAPI", "flask"),
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
        "I don't want Django to go away",
        "we don't want Flask replaced",
        "Nobody wants FastAPI except me",
        "we rolled Django out",
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
        "no Django, Flask or FastAPI developers",
        "We run Django, not Flask.",
        "It is not Flask, it is the database",
        "the database is the bottleneck, not Django",
        "Our team knows Python, not Django",
        "Experience with Django: no.",
        "Django: no admin",
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


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("No Django please, a website, and FastAPI is out", "No Django … FastAPI is out"),
        ("no Django or Flask", "no Django or Flask"),
        ("No Django, no FastAPI and no Flask", "No Django, no FastAPI … no Flask"),
    ],
)
def test_what_is_refused_at_once_quotes_the_words_of_each(text: str, evidence: str) -> None:
    readings = understand(_knowledge(), text)
    assert [each.evidence for each in readings if each.question == "not-wanted"] == [evidence]


@settings(deadline=None)
@given(
    st.sets(st.sampled_from(_NAMES), min_size=1), st.sampled_from(["no {}", "we don't want {}", "{} is out"])
)
def test_nobody_is_recommended_what_they_refuse(names: set[str], said: str) -> None:
    text = "A JSON API. " + ". ".join(said.format(name).capitalize() for name in sorted(names)) + "."
    answers = {each.question: each.option for each in understand(_knowledge(), text)}
    outcome = recommend(_rulebook(), answers)
    refused = {framework.id for framework in _knowledge().frameworks if framework.name in names}
    left = {each.candidate for each in outcome.ranking if not each.ruled_out_by}
    assert not any(refused & set(_knowledge().parts(candidate)) for candidate in left)


@settings(deadline=None)
@given(st.lists(st.sampled_from(_NAMES), min_size=2, unique=True), st.sampled_from(["or", "and", "nor"]))
def test_a_list_refuses_each_of_its_names(names: list[str], joint: str) -> None:
    listed = f"{', '.join(names[:-1])} {joint} {names[-1]}"
    asked = _knowledge().question_by_id["not-wanted"]
    ids = {framework.name: framework.id for framework in _knowledge().frameworks}
    both = asked.together(ids[name] for name in names)
    assert both
    assert _refused(f"no {listed}") == both.id
