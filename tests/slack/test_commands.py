from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.advice.knowledge import KnowledgeBase
from bot.slack.commands import (
    About,
    Begin,
    Compare,
    Export,
    Help,
    Incomplete,
    InDoubt,
    ListDecisions,
    LogDecision,
    NearMiss,
    ShowDecision,
    UnknownFramework,
    parse,
)
from tests.advice.build import framework, knowledge, question

STACK = {
    "id": "django-and-fastapi",
    "name": "Django with FastAPI beside it",
    "aliases": ["django and fastapi"],
    "parts": ["django", "fastapi"],
    "costs": "decisive",
    "because": "Two services.",
    "sources": ["guide"],
}
KNOWLEDGE: KnowledgeBase = knowledge(
    [question("admin", "needed", "none")],
    [
        framework("django"),
        framework("django-rest-framework", name="Django REST Framework", extends="django", aliases=["drf"]),
        framework("fastapi", name="FastAPI"),
        framework("flask"),
    ],
    [],
    stacks=[STACK],
)


@pytest.mark.parametrize(
    "brief",
    [
        "internal tool, ops staff edit records",
        "help desk for schools",
        "about 20 people will use it every day",
        "compare prices across many shops for our customers",
        "decision support for doctors",
        "a shop",
        "chat",
        "blog",
        "login",
        "logs of our servers",
        "blog: posts and comments",
        "new internal tool",
    ],
)
def test_a_text_whose_rest_does_not_fit_a_subcommand_is_a_brief(brief: str) -> None:
    assert parse(brief, KNOWLEDGE) == Begin(brief)


def test_nothing_typed_asks_to_begin() -> None:
    assert parse("  ", KNOWLEDGE) == Begin("")


@pytest.mark.parametrize(
    ("typed", "parsed"),
    [
        ("decisions", ListDecisions("")),
        ("Decisions celery workers", ListDecisions("celery workers")),
        ("decision 12", ShowDecision(12)),
        ("decision #12", ShowDecision(12)),
        (f"decision {'9' * 300}", ShowDecision(10**300 - 1)),
        ("log", LogDecision()),
        ("log Django for the shop", LogDecision("Django for the shop")),
        ("log django + drf for the shop, for a year", LogDecision("django + drf for the shop, for a year")),
        ("Log Django REST Framework", LogDecision("Django REST Framework")),
        ("log Django and FastAPI for the two shops", LogDecision("Django and FastAPI for the two shops")),
        ("log:", LogDecision()),
        ("log: Django for x", LogDecision("Django for x")),
        ("LOG:flask for the shop", LogDecision("flask for the shop")),
        ("export", Export()),
        ("help", Help()),
        ("about Flask", About("flask")),
        ("about django rest framework", About("django-rest-framework")),
        ("about DRF", About("django-rest-framework")),
        ("compare Django REST Framework and FastAPI", Compare(("django-rest-framework", "fastapi"))),
        ("compare django and fastapi", Compare(("django", "fastapi"))),
        ("about django and fastapi", Compare(("django", "fastapi"))),
        ("compare django fastapi", Compare(("django", "fastapi"))),
        ("compare Django, FastAPI and flask all", Compare(("django", "fastapi", "flask"), everything=True)),
        ("compare django vs drf", Compare(("django", "django-rest-framework"))),
    ],
)
def test_a_subcommand_with_its_arguments_is_understood(typed: str, parsed: object) -> None:
    assert parse(typed, KNOWLEDGE) == parsed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("decison 12", "decision 12"),
        ("hlep", "help"),
        ("exprot", "export"),
        ("comapre django flask", "compare django flask"),
        ("logs", "log"),
        ("lgo", "log"),
    ],
)
def test_a_misspelt_subcommand_is_asked_about(typed: str, meant: str) -> None:
    assert parse(typed, KNOWLEDGE) == NearMiss(typed.split(maxsplit=1)[0], meant)


def test_a_misspelt_first_word_of_a_longer_text_is_a_brief() -> None:
    assert parse("hlep desk for large schools", KNOWLEDGE) == Begin("hlep desk for large schools")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("help desk", "help"),
        ("decision tree", "decisions"),
        ("log viewer", "log"),
        ("log requests of our Flask shop for a year", "log"),
        ("log we moved the shop to fastapi", "log"),
        ("log aggregation for our servers", "log"),
        ("log PostgreSQL for the shop", "log"),
        ("log Secret acquisition portal", "log"),
        ("log or", "log"),
        ("log with", "log"),
        ("log +", "log"),
        ("log for the shop", "log"),
        ("help me choose", "help"),
    ],
)
def test_a_short_text_that_may_be_either_is_asked_about(typed: str, meant: str) -> None:
    assert parse(typed, KNOWLEDGE) == InDoubt(typed, meant)


@pytest.mark.parametrize(
    ("typed", "unknown", "nearest"),
    [
        ("compare django rails", "rails", None),
        ("compare django flaks", "flaks", "Flask"),
        ("about fastpai", "fastpai", "FastAPI"),
        ("about rails", "rails", None),
    ],
)
def test_an_unknown_framework_is_named_with_the_nearest(
    typed: str, unknown: str, nearest: str | None
) -> None:
    assert parse(typed, KNOWLEDGE) == UnknownFramework(unknown, nearest)


@pytest.mark.parametrize(
    ("typed", "example"),
    [
        ("compare", "compare django fastapi"),
        ("compare django", "compare django fastapi"),
        ("about", "about django"),
    ],
)
def test_a_subcommand_without_what_it_is_about_is_shown_an_example(typed: str, example: str) -> None:
    assert parse(typed, KNOWLEDGE) == Incomplete(example)


def test_a_colon_after_log_is_no_part_of_the_title() -> None:
    assert parse("log: Portal for the leads", KNOWLEDGE) == InDoubt("log Portal for the leads", "log")


@given(st.sampled_from(["log ", "Log ", "log:", "log: "]), st.text(max_size=100))
def test_what_begins_with_log_starts_no_consultation_unasked(log: str, title: str) -> None:
    assert isinstance(parse(log + title, KNOWLEDGE), LogDecision | InDoubt)


@given(st.text(max_size=400))
def test_any_text_is_understood_as_something(text: str) -> None:
    assert parse(text, KNOWLEDGE) is not None
