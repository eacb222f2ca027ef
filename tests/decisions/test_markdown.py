from __future__ import annotations

import pytest
from hypothesis import given

from bot.decisions.markdown import block, heading, inline, link, quote
from tests.decisions.reading_markdown import headings, read, shown, typed


def lines(text: str) -> list[str]:
    """What is shown of a text: its lines, with single spaces in them."""
    return [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]


@given(text=typed())
def test_a_block_shows_the_lines_that_were_typed_and_has_paragraphs_only(text: str) -> None:
    tokens = read(block(text))
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    paragraphs = [shown(token) for token in tokens if token.type == "inline"]
    assert "\n".join(paragraphs).split("\n") == (lines(text) or [""])


@given(text=typed())
def test_a_quotation_shows_the_lines_that_were_typed_and_nothing_else(text: str) -> None:
    tokens = read(quote(text))
    around = ("blockquote_open", "blockquote_close")
    assert [token.type for token in tokens if token.type in around] == [*around]
    assert [line for token in tokens if token.type == "inline" for line in shown(token).split("\n")] == lines(
        text
    )


@given(text=typed())
def test_a_text_in_a_list_is_one_line_of_text(text: str) -> None:
    tokens = read(f"* {inline(text)}\n* next")
    assert len([token for token in tokens if token.type == "list_item_open"]) == 2
    first, *_ = [shown(token) for token in tokens if token.type == "inline"]
    assert first == (" ".join(text.split()) or "next")


@given(text=typed())
def test_a_heading_shows_its_text(text: str) -> None:
    assert headings(f"{heading(2, text)}\n\nnext") == [(2, " ".join(text.split()))]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Title\n===", "Title\\\n\\==="),
        ("a\n\n\n b ", "a\n\nb"),
        ("1. one\n2. two", "1\\. one\\\n2\\. two"),
        ("* * *", "\\* \\* \\*"),
        ("snake_case, _private", "snake_case, \\_private"),
        ("![x](y)", "!\\[x\\](y)"),
        ("| a |\n|---|", "\\| a \\|\\\n\\|---\\|"),
        ("-5 degrees, #backend, 3.12", "-5 degrees, #backend, 3.12"),
        ("see https://x.org/_a~b, or", "see <https://x.org/_a~b>, or"),
        ("https://x.org/?a&b&lt;c", "<https://x.org/?a&b&lt>;c"),
    ],
)
def test_a_text_is_written_with_as_little_as_it_takes(text: str, written: str) -> None:
    assert block(text) == written


def test_a_hash_at_the_end_of_a_heading_stays() -> None:
    assert heading(1, "In C #") == "# In C \\#"
    assert heading(1, "In C#") == "# In C#"


def test_a_link_has_a_text_and_an_address_of_which_nothing_is_markup() -> None:
    assert link("a [b]", "https://x.org/ >?a&lt;") == "[a \\[b\\]](<https://x.org/?a&amp;lt;>)"
    assert link("a *b*", "") == "a \\*b\\*"
