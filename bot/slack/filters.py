"""What the pickers chose that stood under lists of decisions before *Filter* took their place."""

from __future__ import annotations

from dataclasses import replace

from bot.decisions.model import status_named
from bot.decisions.query import Query


def chosen(query: Query, choice: str) -> Query:
    """The query after somebody chose `status:accepted`, say, or `status:` for any.

    Raises ValueError for a status that is none.
    """
    name, _, value = choice.partition(":")
    if name == "status":
        return replace(query, status=status_named(value) if value else None)
    return replace(query, framework=value or None)
