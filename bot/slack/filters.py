"""Queries of the decision log as text: what the list's buttons carry, and what its controls change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.decisions.model import status_named
from bot.decisions.query import FILTERS, Query

STATUS, FRAMEWORK = "status", "framework"
"""What the pickers of the list choose; an option's value is `status:accepted`, or `status:` for any."""


def written(query: Query) -> str:
    """The text that is read as this query again: filters first, since long texts lose their end."""
    values = {
        FRAMEWORK: query.framework,
        STATUS: query.status,
        "by": query.person,
        "in": query.channel,
        "since": query.since,
        "before": query.before,
    }
    filters = [f"{name}:{_quoted(str(value))}" for name, value in values.items() if value]
    flags = [name for name, is_set in (("due", query.due_by), ("overridden", query.overridden)) if is_set]
    return " ".join([*filters, *flags, *map(_word, query.words.split())])


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value


def _word(word: str) -> str:
    """What would be read as a filter is words in quotes."""
    return f'"{word}"' if ":" in word or word.lower() in FILTERS else word


def chosen(query: Query, choice: str) -> Query:
    """The query after somebody chose an option of a picker. Raises ValueError for a status that is none."""
    name, _, value = choice.partition(":")
    if name == STATUS:
        return replace(query, status=status_named(value) if value else None)
    return replace(query, framework=value or None)


def due_toggled(query: Query, today: date) -> Query:
    """Only what is due for review, or no longer only that."""
    return replace(query, due_by=None if query.due_by else today)


def overridden_toggled(query: Query) -> Query:
    """Only what was decided against the advice, or no longer only that."""
    return replace(query, overridden=not query.overridden)
