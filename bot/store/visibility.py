"""The one rule of who sees what, as SQL: every read of decisions uses it."""

from __future__ import annotations

import json
from typing import Any

from bot.workspaces.model import Viewer


def visible(row: str) -> str:
    """Holds for those rows of decisions that `seen_by` may see.

    What was learnt of a conversation since goes before what was known when the decision was recorded.
    """
    return f"""
        {row}.workspace = :workspace
        AND (
            {row}.channel IN (SELECT value FROM json_each(:conversations))
            OR (:sees_public AND 'public' = coalesce(
                (
                    SELECT c.kind FROM conversations c
                    WHERE c.workspace = {row}.workspace AND c.channel = {row}.channel
                ),
                {row}.kind
            ))
        )
    """


VISIBLE = visible("d")
LINKED = f"""(SELECT o.number FROM decisions o WHERE {visible("o")} AND o.number = {{}})"""
"""The decision of that number, where it may be seen as well: a link must not tell of one that may not."""


def seen_by(viewer: Viewer) -> dict[str, Any]:
    """The values that VISIBLE takes."""
    return {
        "workspace": viewer.workspace,
        "conversations": json.dumps(sorted(viewer.conversations)),
        "sees_public": viewer.sees_public,
    }
