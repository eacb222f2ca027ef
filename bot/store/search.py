"""From what somebody typed to a query of SQLite's full-text search that cannot fail."""

from __future__ import annotations

import unicodedata

_WORD_CATEGORIES = frozenset("LNM")
"""Letters, numbers and the marks on them; everything else only separates words."""


_NAMED = "{title chosen_name}"
"""The columns that say what was decided; a decision found there is listed before the others."""


def match_expression(workspace: str, text: str) -> str | None:
    """Ask for all words of a text, the last of which may be unfinished, in one workspace.

    None when the text holds no word. Syntax: https://www.sqlite.org/fts5.html#full_text_query_syntax
    """
    words = _all_words(text)
    return f"{_within(workspace)} AND - workspace : {words}" if words else None


def match_tiers(workspace: str, text: str) -> tuple[str, ...]:
    """The same in two parts that share nothing: decisions with the words in title or choice, and the others.

    How often words occur elsewhere plays no part, so that nobody's recording moves what is listed.
    """
    words, within = _all_words(text), _within(workspace)
    if not words:
        return ()
    named = f"{_NAMED} : {words}"
    return (f"{within} AND {named}", f"{within} AND ((- workspace : {words}) NOT ({named}))")


def _within(workspace: str) -> str:
    return f'workspace : "{_spaced(workspace)}"'


def _all_words(text: str) -> str:
    words = " ".join(f'"{word}"' for word in _words(text))
    return f"({words} *)" if words else ""


def _words(text: str) -> list[str]:
    return [word for typed in text.split() if (word := _spaced(typed).strip())]


def _spaced(text: str) -> str:
    return "".join(sign if unicodedata.category(sign)[0] in _WORD_CATEGORIES else " " for sign in text)
