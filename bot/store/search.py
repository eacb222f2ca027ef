"""From what somebody typed to a query of SQLite's full-text search that cannot fail."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import IntEnum
from itertools import chain, product

from bot.decisions.query import is_searched, searched

_SHARP_S = re.compile("ss|ß", re.IGNORECASE)
_SPELT_EITHER_WAY = 4
"""In how many places of a word: each doubles what is looked for, and no word has more of them."""
_ANYWHERE = "- workspace"
_NAMED = "{title chosen_name}"
"""The columns that say what was decided."""


class Relevance(IntEnum):
    """Where the words stand, the most relevant first; "begun" where one only begins with the last."""

    NAMED = 0
    NAMED_BEGUN = 1
    ANYWHERE = 2
    ANYWHERE_BEGUN = 3


def match_expression(workspace: str, text: str) -> str | None:
    """Ask for all words of a text, the last of which may be unfinished, in one workspace.

    None when the text holds no word. Syntax: https://www.sqlite.org/fts5.html#full_text_query_syntax
    """
    begun = _all_words(text, " *")
    return f"{_within(workspace)} AND {_ANYWHERE} : {begun}" if begun else None


def match_tiers(
    workspace: str, text: str, is_found: Callable[[str], bool]
) -> Iterator[tuple[Relevance, str]]:
    """The same in parts that share nothing, the most relevant first. `is_found` tries an expression.

    How often words occur elsewhere plays no part, so that nobody's recording moves what is listed.
    """
    exact, begun = _all_words(text), _all_words(text, " *")
    if not begun:
        return
    within = f"{_within(workspace)} AND"
    named, named_begun = (f"({_NAMED} : {words})" for words in (exact, begun))
    anywhere, anywhere_begun = (f"({_ANYWHERE} : {words})" for words in (exact, begun))
    # SQLite looks at each row of an exact word for its columns; a beginning is read at once.
    yield Relevance.NAMED, f"{within} ({named_begun} AND {named})"
    # A look ahead, since each further part would go through all of what is named again.
    if is_found(named_begun):
        yield Relevance.NAMED_BEGUN, f"{within} ({named_begun} NOT {named})"
        yield Relevance.ANYWHERE, f"{within} ({anywhere} NOT {named_begun})"
        yield Relevance.ANYWHERE_BEGUN, f"{within} ({anywhere_begun} NOT ({anywhere} OR {named_begun}))"
    else:
        yield Relevance.ANYWHERE, f"{within} {anywhere}"
        yield Relevance.ANYWHERE_BEGUN, f"{within} ({anywhere_begun} NOT {anywhere})"


def _within(workspace: str) -> str:
    return f'workspace : "{searched(workspace)}"'


def _all_words(text: str, after: str = "") -> str:
    words = _words(text)
    if not words:
        return ""
    *others, last = words
    terms = [*map(_either, dict.fromkeys(others)), _either(last, after)]
    return f"({' AND '.join(terms)})"


def _words(text: str) -> list[str]:
    return [searched(typed).strip() for typed in text.split() if is_searched(typed)]


def _either(word: str, after: str = "") -> str:
    """A word, however its "ss" and "ß" were written: the index keeps what was typed."""
    spelt = [f'"{each}"{after}' for each in _spellings(word)]
    return f"({' OR '.join(spelt)})" if len(spelt) > 1 else spelt[0]


def _spellings(word: str) -> Iterator[str]:
    *parts, end = _SHARP_S.split(word, _SPELT_EITHER_WAY)
    for places in product(("ss", "ß"), repeat=len(parts)):
        yield "".join(chain(*zip(parts, places, strict=True))) + end
