from __future__ import annotations

from datetime import date

import pytest

from bot.advice.prose import counted, day, first_sentence, listed, numbered, stopped


@pytest.mark.parametrize(
    ("words", "text"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_words_are_listed_as_in_a_sentence(words: list[str], text: str) -> None:
    assert listed(words) == text


def test_the_joining_word_can_be_chosen() -> None:
    assert listed(["a", "b"], "or") == "a or b"


@pytest.mark.parametrize(("number", "text"), [(0, "0 points"), (1, "1 point"), (2, "2 points")])
def test_one_is_singular(number: int, text: str) -> None:
    assert counted(number, "point") == text


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ((7,), "decision 7"),
        ((7, 12), "decisions 7 and 12"),
        ((7, 12, 13), "decisions 7, 12 and 13"),
        ((7, 12, 13, 14, 15), "decisions 7, 12, 13 and 2 more"),
    ],
)
def test_a_noun_stands_before_its_numbers_of_which_many_are_counted(
    numbers: tuple[int, ...], text: str
) -> None:
    assert numbered("decision", numbers, 3) == text


@pytest.mark.parametrize(("text", "ended"), [("So", "So."), ("So.", "So."), ("So?", "So?"), ("So!", "So!")])
def test_a_sentence_ends_once(text: str, ended: str) -> None:
    assert stopped(text) == ended


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One thing. Another one.", "One thing."),
        ("Is it? It is.", "Is it?"),
        ("FastAPI is below 1.0 and e.g. young", "FastAPI is below 1.0 and e.g. young"),
        ("", ""),
    ],
)
def test_the_first_of_several_sentences(text: str, first: str) -> None:
    assert first_sentence(text) == first


def test_a_day_of_this_year_has_no_year() -> None:
    assert day(date(2026, 5, 2), date(2026, 11, 21)) == "2 May"
    assert day(date(2027, 5, 2), date(2026, 11, 21)) == "2 May 2027"
