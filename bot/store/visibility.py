"""The one rule of who sees what, as SQL: every read of decisions uses it."""

from __future__ import annotations

import json
from typing import Any

from bot.workspaces.model import Viewer

VISIBLE = """
    d.workspace = :workspace
    AND (
        d.channel IN (SELECT value FROM json_each(:conversations))
        OR (:sees_public AND 'public' = coalesce(
            (SELECT c.kind FROM conversations c WHERE c.workspace = d.workspace AND c.channel = d.channel),
            d.kind
        ))
    )
"""
"""Holds for the rows `d` of decisions that `seen_by` may see. What was learnt of a conversation since goes
before what was known when the decision was recorded."""


def seen_by(viewer: Viewer) -> dict[str, Any]:
    """The values that VISIBLE takes."""
    return {
        "workspace": viewer.workspace,
        "conversations": json.dumps(sorted(viewer.conversations)),
        "sees_public": viewer.sees_public,
    }
