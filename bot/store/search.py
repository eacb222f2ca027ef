"""From what somebody typed to a query of SQLite's full-text search that cannot fail."""

from __future__ import annotations

import unicodedata

_WORD_CATEGORIES = frozenset("LNM")
"""Letters, numbers and the marks on them; everything else only separates words."""


def match_expression(workspace: str, text: str) -> str | None:
    """Ask for all words of a text, the last of which may be unfinished, in one workspace.

    None when the text holds no word. Syntax: https://www.sqlite.org/fts5.html#full_text_query_syntax
    """
    words = " ".join(f'"{word}"' for word in _words(text))
    if not words:
        return None
    return f'workspace : "{_spaced(workspace)}" AND - workspace : ({words} *)'


def _words(text: str) -> list[str]:
    return [word for typed in text.split() if (word := _spaced(typed).strip())]


def _spaced(text: str) -> str:
    return "".join(sign if unicodedata.category(sign)[0] in _WORD_CATEGORIES else " " for sign in text)
