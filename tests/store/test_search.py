from __future__ import annotations

import pytest

from bot.store.search import match_expression


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("django", '"django" *'),
        ("back office", '"back" AND "office" *'),
        ("typed-API", '"typed API" *'),
        ('a "quoted', '"a" AND "quoted" *'),
        ("x AND y*", '"x" AND "AND" AND "y" *'),
        ("café 5", '"café" AND "5" *'),
        ("- 🎉 tool", '"tool" *'),
        ("❤️ django", '"django" *'),
        ("Straße 5", '("Strasse" OR "Straße") AND "5" *'),
        ("die STRASSE", '"die" AND ("STRAssE" * OR "STRAßE" *)'),
        ("nul\x00byte", '"nul byte" *'),
    ],
)
def test_every_word_is_quoted_and_the_last_may_be_unfinished(text: str, words: str) -> None:
    assert match_expression("T1", text) == f'workspace : "T1" AND - workspace : ({words})'


def test_no_word_is_spelt_in_more_than_sixteen_ways() -> None:
    assert (match_expression("T1", "ß" * 300) or "").count(" OR ") == 15


@pytest.mark.parametrize("text", ["", "  ", '"', "🎉", "-*()"])
def test_a_text_without_words_asks_for_nothing(text: str) -> None:
    assert match_expression("T1", text) is None


def test_a_workspace_cannot_break_out_of_its_quotes() -> None:
    assert match_expression('T"1', "x") == 'workspace : "T 1" AND - workspace : ("x" *)'
