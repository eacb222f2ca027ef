"""Which frameworks that a text names are taken for running code, over the shipped knowledge."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bot.advice.brief import understand
from bot.advice.knowledge import KnowledgeBase
from bot.knowledge_files.loader import load

ROOT = Path(__file__).parents[2]


@cache
def _knowledge() -> KnowledgeBase:
    return load([ROOT / "knowledge"]).knowledge


def _existing(text: str) -> str | None:
    readings = {reading.question: reading.option for reading in understand(_knowledge(), text)}
    return readings.get("existing")


@pytest.mark.parametrize(
    "text",
    [
        "Django or FastAPI for a new booking system?",
        "Is Flask good enough for 50 endpoints",
        "Does it make sense to pull in Django + DRF for three endpoints?",
        "Do I need Django for this or is Flask with an extension fine?",
        "What should a Django team use for a new service?",
        "Anyone running Litestar at a bank?",
        "Options considered: Flask + SocketIO, Django Channels, FastAPI.",
        "Our last Flask project ended badly.",
    ],
)
def test_a_framework_in_a_question_is_not_running(text: str) -> None:
    assert _existing(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Somebody told me to just use Django with SQLAlchemy inside.",
        "The previous bidder proposed FastAPI and React.",
        "My professor recommends Flask for this.",
        "The youngest developer suggested Litestar.",
        "I read that Instagram runs on Django.",
        "A blog post praised Sanic.",
        "I'd use FastAPI but my boss wants Django",
    ],
)
def test_a_framework_that_somebody_proposes_is_not_running(text: str) -> None:
    assert _existing(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Friends tried polling with Flask and their server melted.",
        "A competitor is built on Django, we want something similar.",
        "The other team runs FastAPI in production and is happy.",
        "They used Django before I joined.",
    ],
)
def test_what_runs_at_others_is_not_running_here(text: str) -> None:
    assert _existing(text) is None


@pytest.mark.parametrize("text", ["I was taught Flask in school.", "Our backend devs only know Flask"])
def test_what_people_know_is_not_what_runs(text: str) -> None:
    assert _existing(text) is None


@pytest.mark.parametrize(
    ("text", "running"),
    [
        ("Half of us want to rewrite our Django product on FastAPI.", "django-app"),
        ("We're rewriting our Flask app in FastAPI, 30 routes are done.", "flask-app"),
        ("Considering a switch from Flask to Quart for the chat part", "flask-app"),
        ("Tired of DRF, moving off DRF to something faster", "drf-api"),
    ],
)
def test_what_a_rewrite_leads_to_is_not_running(text: str, running: str) -> None:
    assert _existing(text) == running


def test_what_a_past_move_led_to_is_running() -> None:
    assert _existing("We moved from Flask to FastAPI last year") == "fastapi-app"


@pytest.mark.parametrize(
    ("text", "running"),
    [
        ("Can FastAPI live next to Django? Our admin is Django.", "django-app"),
        ("We love FastAPI's docs and want the same in our Flask app", "flask-app"),
        ("Should we add websockets to the Flask app or not?", "flask-app"),
    ],
)
def test_what_is_ours_is_running_although_something_is_asked_or_wished(text: str, running: str) -> None:
    assert _existing(text) == running


@pytest.mark.parametrize(
    ("text", "running"),
    [
        ("Our API (DRF) has many consumers", "drf-api"),
        ("Thousands of mappers at once, Flask today", "flask-app"),
        ("Everything here is in Django", "django-app"),
        ("The admin part is Django and stays", "django-app"),
        ("We have pages in Django.", "django-app"),
        ("Our product is on Flask + SQLAlchemy", "flask-app"),
        ("We prototyped in Flask and it grew", "flask-app"),
    ],
)
def test_what_runs_is_read_from_many_ways_of_saying_so(text: str, running: str) -> None:
    assert _existing(text) == running


@pytest.mark.parametrize(
    "text",
    [
        "An old Sanic service in production must be reborn.",
        "Inherited a Flask app with an ugly admin. We've got budget for a rewrite.",
        "PHP from 2009. Rewrite time.",
    ],
)
def test_where_a_rewrite_is_decided_nothing_has_to_stay(text: str) -> None:
    assert _existing(text) == "nothing"


@pytest.mark.parametrize(
    "text",
    [
        "There is no budget for a rewrite of our Flask app.",
        "Consultants said to do a total rewrite of our Flask app.",
    ],
)
def test_a_rewrite_that_is_denied_or_only_proposed_is_none(text: str) -> None:
    assert _existing(text) == "flask-app"


def test_async_that_is_wanted_is_a_need_and_async_that_is_advised_is_none() -> None:
    def waiting(text: str) -> str | None:
        return {each.question: each.option for each in understand(_knowledge(), text)}.get("waiting")

    assert waiting("The team wants async") == "fan-out"
    assert waiting("A colleague insists we need async") is None


@pytest.mark.parametrize(
    "text",
    [
        "fastapi or flask for a model service?",
        "django or flask for the shop",
        "Flask or Django app?",
        "flask vs fastapi for our webhook thing",
        "For a shop: flask versus django backend",
        "Flask for a shop",
        "Django for the intranet?",
        "It was a Django project, that died.",
        "Our old Django site was switched off in spring.",
        "We had a Flask app but threw it out last year.",
    ],
)
def test_what_is_to_be_chosen_or_was_once_does_not_run(text: str) -> None:
    assert _existing(text) is None


@pytest.mark.parametrize(
    ("text", "running"),
    [
        ("We run Flask, FastAPI or Quart next?", "flask-app"),
        ("Should our Flask app move to FastAPI or Quart?", "flask-app"),
        ("Monorepo with Django for the site.", "django-app"),
        ("We are a FastAPI shop, 30 services.", "fastapi-app"),
        ("We run a Django app; the old Flask app was shut down.", "django-app"),
        ("we can't leave Django", "django-app"),
        ("We do not want to move off Flask", "flask-app"),
        ("FastAPI was no fun and we went back to Flask", "flask-app"),
    ],
)
def test_beside_a_choice_what_runs_still_runs(text: str, running: str) -> None:
    assert _existing(text) == running


def test_a_framework_and_a_team_beside_it_are_no_skill() -> None:
    readings = understand(_knowledge(), "There is Django and the mobile team")
    assert "skills" not in {reading.question for reading in readings}
