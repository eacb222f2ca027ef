"""Markdown as a program reads it, and texts that try to be some."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

_READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_TEXTS = ("text", "text_special")
_PIECES = (
    *"#>=-+*_~`|:.()[]!<>&;\\\"'$ \t\n\nab1",
    *("===", "---", "- - -", "* * *", "___", "_b_", "*b*", "**b**", "~~b~~", "1. ", "2)", "- ", "    ", "# "),
    *(
        "![a](b)",
        "[a](b)",
        "[a]: /b",
        "[guide]",
        "<b>",
        "</div>",
        "<!--",
        "-->",
        "&amp;",
        "&#35;",
        "```",
        "~~~",
    ),
    *(
        "|a|b|",
        "|-|-|",
        "a | b",
        "--- | ---",
        ":-:",
        "a_b",
        "https://x.org/_a_",
        "https://x.org/*",
        "status: x",
    ),
)


def typed() -> st.SearchStrategy[str]:
    """Texts of pieces that mean something in Markdown."""
    return st.lists(st.sampled_from(_PIECES), max_size=20).map("".join)


def read(markdown: str) -> Sequence[Token]:
    """The blocks of a document."""
    return _READER.parse(markdown)


def kinds(markdown: str) -> list[str]:
    """What the blocks of a document are."""
    return [token.type for token in read(markdown)]


def headings(markdown: str) -> list[tuple[int, str]]:
    """The headings of a document, as they are shown."""
    tokens = read(markdown)
    return [
        (int(opened.tag[1:]), shown(content))
        for opened, content in pairwise(tokens)
        if opened.type == "heading_open"
    ]


def shown(content: Token) -> str:
    """The text of a block, in which addresses may be links; anything else that is no text is named."""
    return "".join(
        "\n" if each.type == "hardbreak" else each.content if each.type in _TEXTS else f"<{each.type}>"
        for each in content.children or ()
        if each.info != "auto"
    )
