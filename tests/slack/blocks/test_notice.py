from __future__ import annotations

from bot.slack.blocks.notice import given_back
from tests.sandbox.person import words


def test_what_was_typed_comes_back_as_it_was_typed() -> None:
    view = given_back("Bo was faster.", ["My title", "My *why* & <@U1>\nin two lines"])
    assert words(view["blocks"]) == (
        "Bo was faster.\n*What you typed*\nMy title\nMy *why* & <@U1>\nin two lines"
    )


def test_where_nothing_was_typed_there_is_the_sentence_alone() -> None:
    assert words(given_back("Bo was faster.", [])["blocks"]) == "Bo was faster."


def test_a_text_as_long_as_an_entry_takes_comes_back_whole() -> None:
    pieces = given_back("Bo was faster.", ["xyz" * 1000])["blocks"][2:]
    assert "".join(piece["text"]["text"] for piece in pieces) == "xyz" * 1000
