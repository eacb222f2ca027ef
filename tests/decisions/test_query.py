from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.decisions.query import (
    LONGEST,
    Query,
    QueryError,
    misread,
    naming_framework,
    parse_query,
    plain_words,
    unsearched,
    written,
)
from tests.consultations.build import small_knowledge
from tests.decisions.queries import FULL, PIECES, TODAY, queries

QUOTE_THEM = "Words with a colon go in double quotes."


def parsed(text: str) -> Query:
    return parse_query(text, TODAY)


def refusal(text: str) -> str:
    with pytest.raises(QueryError) as refused:
        parsed(text)
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", Query()),
        ("celery queue", Query("celery queue")),
        ("framework:django", Query(framework="django")),
        ('framework:"Django REST Framework"', Query(framework="Django REST Framework")),
        ("status:Accepted", Query(status="accepted")),
        ("by:<@U012ABC>", Query(person="U012ABC")),
        ("by:<@U012ABC|ana>", Query(person="U012ABC")),
        ("by:U012ABC", Query(person="U012ABC")),
        ("by:@ana", Query(person="@ana")),
        ("by:ana", Query(person="@ana")),
        ("in:<#C012ABC|backend>", Query(channel="C012ABC")),
        ("in:C012ABC", Query(channel="C012ABC")),
        ("in:#backend", Query(channel="#backend")),
        ("since:2026", Query(since=date(2026, 1, 1))),
        ("since:2026-02", Query(since=date(2026, 2, 1))),
        ("before:2026-2-3", Query(before=date(2026, 2, 3))),
        ("due", Query(due_by=TODAY)),
        ("overridden", Query(overridden=True)),
        ("overridden:", Query(overridden=True)),
        ("since: 2026-01 jobs", Query("jobs", since=date(2026, 1, 1))),
        (
            "jobs overridden status:proposed in:#ops celery",
            Query("jobs celery", status="proposed", channel="#ops", overridden=True),
        ),
    ],
)
def test_words_and_filters_are_told_apart(text: str, query: Query) -> None:
    assert parsed(text) == query


def test_the_order_of_filters_does_not_matter() -> None:
    parts = ["framework:flask", "status:accepted", "due", "celery", "before:2026"]
    assert parsed(" ".join(parts)) == parsed(" ".join(reversed(parts)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"due" "status:x"', "due status:x"),
        ("\N{LEFT DOUBLE QUOTATION MARK}overridden\N{RIGHT DOUBLE QUOTATION MARK} it", "overridden it"),
        ("a AND b", "a AND b"),
        ("-celery", "-celery"),
        ("https://example.org/x", "https://example.org/x"),
        ("std::vector at 10:30", "std::vector at 10:30"),
        ("note: this", "note: this"),
        ("overriden", "overriden"),
        ('half "open', "half open"),
        ("🎉", "🎉"),
    ],
)
def test_whatever_is_no_filter_is_words(text: str, words: str) -> None:
    assert parsed(text) == Query(words)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "sttus:accepted",
            f"I don't know the filter “sttus:”; did you mean “status:”? {QUOTE_THEM}",
        ),
        (
            "overriden:yes",
            f"I don't know the filter “overriden:”; did you mean “overridden”? {QUOTE_THEM}",
        ),
        (
            "title:flask",
            (
                "I don't know the filter “title:”; there are framework:, status:, by:, in:, since:, before:, "
                f"due and overridden. {QUOTE_THEM}"
            ),
        ),
        (
            "status:done",
            "There is no status “done”; there are proposed, accepted, rejected, deprecated and superseded.",
        ),
        ("status:acepted", "There is no status “acepted”; did you mean “accepted”?"),
        ("since:", "“since:” needs a value, such as since:2026-01."),
        ('framework:""', "“framework:” needs a value, such as framework:django."),
        (
            "since:2026-13",
            "“2026-13” is no date; write a year, a month or a day: 2026, 2026-01 or 2026-01-31.",
        ),
        (
            "before:soon",
            "“soon” is no date; write a year, a month or a day: 2026, 2026-01 or 2026-01-31.",
        ),
        ("due:no", "“due” takes no value; write due alone, or leave it out."),
        ("overridden:no", "“overridden” takes no value; write overridden alone, or leave it out."),
        ("due: 2026-01", "“due” takes no value; write due alone, or leave it out."),
        ("status:accepted status:rejected", "“status” is given twice; give it once."),
        ("due due", "“due” is given twice; give it once."),
        (
            "since:2026-07 before:2026-01",
            "“before:” has to name a later day than “since:”; between these two there is none.",
        ),
        (
            "before:2026-01-01 jobs since:2026",
            "“before:” has to name a later day than “since:”; between these two there is none.",
        ),
    ],
)
def test_a_filter_that_makes_no_sense_is_told_in_a_sentence(text: str, said: str) -> None:
    assert refusal(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("flask overriden", "“overriden” is no filter and was read as a word; did you mean “overridden”?"),
        ("override", "“override” is no filter and was read as a word; did you mean “overridden”?"),
        ("Sttus: accepted", "“sttus:” is no filter and was read as a word; did you mean “status:”?"),
        (
            "title: flask",
            (
                "“title:” is no filter and was read as a word; there are framework:, status:, by:, in:, "
                "since:, before:, due and overridden."
            ),
        ),
        ("celery dues", ""),
        ("std::vector at 10:30", ""),
        ('"overridden" "due:"', ""),
        ("status:accepted", ""),
    ],
)
def test_a_word_that_may_have_been_meant_as_a_filter_is_told(text: str, said: str) -> None:
    assert misread(parsed(text)) == said


@pytest.mark.parametrize("text", ["🚀", "launch 🚀", "launch🚀", "++", "Flask™", "& - &"])
def test_what_no_search_looks_for_is_told(text: str) -> None:
    assert unsearched(Query(text)) == "Only words and numbers are searched for, no emoji or other signs."


@pytest.mark.parametrize("text", ["", "launch", "C++", "Django & Flask", "café", "“x”: 10:30"])
def test_signs_around_words_go_without_saying(text: str) -> None:
    assert unsearched(Query(text)) == ""


def test_what_is_too_long_is_cut() -> None:
    assert parsed("x" * (LONGEST + 50)) == Query("x" * LONGEST)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("statis:accepted jobs due", Query("jobs", due_by=TODAY)),
        ("status:done by:ana x", Query("x", person="@ana")),
        ("since:yesterday before:2026", Query(before=date(2026, 1, 1))),
        ("by:ana by:bo", Query(person="@ana")),
        ("x in:", Query("x")),
        ("colour:red size:xl status:accepted", Query(status="accepted")),
        ("x since:2026-07 before:2026-01", Query("x", since=date(2026, 7, 1))),
    ],
)
def test_what_was_understood_beside_a_mistake_is_kept(text: str, rest: Query) -> None:
    with pytest.raises(QueryError) as refused:
        parsed(text)
    assert refused.value.rest == rest


def test_an_unknown_framework_leaves_the_rest_of_the_query() -> None:
    with pytest.raises(QueryError) as refused:
        naming_framework(Query("x", framework="rails"), small_knowledge())
    assert refused.value.rest == Query("x")


@given(text=st.one_of(st.text(max_size=400), PIECES.map("".join), PIECES.map(" ".join)))
def test_no_text_fails_otherwise_than_in_a_sentence(text: str) -> None:
    with suppress(QueryError):
        misread(parsed(text))


@pytest.mark.parametrize("typed", ["django", "Django", "DJANGO "])
def test_a_framework_is_named_by_its_id_or_name(typed: str) -> None:
    assert naming_framework(Query(framework=typed), small_knowledge()) == Query(framework="django")


def test_an_unknown_framework_is_told_with_the_nearest() -> None:
    with pytest.raises(QueryError) as refused:
        naming_framework(Query(framework="dajngo"), small_knowledge())
    assert str(refused.value) == "I don't know the framework “dajngo”; did you mean “django”?"


def test_a_framework_that_is_like_none_is_told_with_those_that_are_known() -> None:
    with pytest.raises(QueryError) as refused:
        naming_framework(Query(framework="rails"), small_knowledge())
    assert str(refused.value) == "I don't know the framework “rails”; there are Django, Fastapi and Flask."


def test_without_a_framework_there_is_nothing_to_name() -> None:
    assert naming_framework(Query("x"), small_knowledge()) == Query("x")


@pytest.mark.parametrize("text", ["x", "status:accepted", "due", "overridden", "since:2026", "in:#ops"])
def test_any_word_or_filter_makes_a_query_more_than_empty(text: str) -> None:
    assert Query().is_empty
    assert not parsed(text).is_empty


@pytest.mark.parametrize(
    ("query", "text"),
    [
        (Query(), ""),
        (Query("celery workers"), "celery workers"),
        (Query("is due:x"), 'is "due:x"'),
        (Query("Due"), '"Due"'),
        (Query("x", person="@ana lee"), 'by:"@ana lee" x'),
        (
            FULL,
            (
                "framework:django status:accepted by:U012ABC in:C012ABC since:2026-01-01 before:2026-07-01 "
                "due overridden celery"
            ),
        ),
    ],
)
def test_a_query_is_written_as_it_could_be_typed(query: Query, text: str) -> None:
    assert written(query) == text


def test_one_day_can_be_looked_for() -> None:
    assert parsed("since:2026-01-01 before:2026-01-02").since == date(2026, 1, 1)


@given(query=queries(st.from_regex(r"[a-z][a-z0-9-]{1,59}", fullmatch=True)))
@example(query=replace(FULL, words=plain_words(": " * LONGEST)))
@example(query=replace(FULL, words=plain_words("due " * LONGEST)))
def test_what_is_written_is_read_as_the_same_query(query: Query) -> None:
    assert parsed(written(query)) == query


@given(text=st.one_of(st.text(max_size=400), PIECES.map("".join), PIECES.map(" ".join)))
def test_whatever_can_be_read_can_be_written_and_read_again(text: str) -> None:
    with suppress(QueryError):
        query = parsed(text)
        assert parse_query(written(query), TODAY) == query
