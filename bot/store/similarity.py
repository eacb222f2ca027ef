"""Past decisions that are like what is being decided, in SQLite."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence

from bot.advice.knowledge import NOT_SURE
from bot.decisions.model import Similar
from bot.store.database import Database
from bot.store.decision_rows import LISTED, summary_in
from bot.store.visibility import VISIBLE, seen_by
from bot.workspaces.model import Viewer

_NEWEST = 100
"""How many decisions are looked at for each answer: what a team runs is what it decided lately, and a log of
any length costs the same."""
_NEAREST = 20
"""How many of those are compared answer by answer."""

_WITH_ANSWER = f"""
    SELECT d.id FROM decision_answers a CROSS JOIN decisions d ON d.id = a.decision
    WHERE {VISIBLE} AND a.workspace = :workspace AND a.question = :question AND a.option = :option
        AND d.status IN ('proposed', 'accepted')
    ORDER BY a.decision DESC LIMIT :newest
"""
_WITH_CHOICE = f"""
    SELECT d.id FROM decision_frameworks w CROSS JOIN decisions d ON d.id = w.decision
    WHERE {VISIBLE} AND w.workspace = :workspace AND w.framework = :chosen AND d.chosen = :chosen
        AND d.status IN ('proposed', 'accepted')
    ORDER BY w.decision DESC LIMIT :newest
"""
_COMPARED = f"""
    SELECT {LISTED}, (
        SELECT json_group_array(a.name) FROM json_each(:answers) g CROSS JOIN decision_answers a
        WHERE a.workspace = :workspace AND a.question = g.key AND a.option = g.value AND a.decision = d.id
    ) AS shared
    FROM decisions d WHERE {VISIBLE} AND d.id IN (SELECT value FROM json_each(:ids))
"""


def similar_decisions(
    database: Database, viewer: Viewer, answers: Mapping[str, str], chosen: str | None, limit: int
) -> Sequence[Similar]:
    """List living decisions that share at least half of the answers, or the choice.

    The most alike first, then those with the same choice, then the newest. *Not sure* is no answer to share.
    """
    given = {question: option for question, option in answers.items() if option != NOT_SURE}
    nearest = _nearest(database, viewer, given, chosen)
    rows = database.rows(
        _COMPARED, {**seen_by(viewer), "answers": json.dumps(given), "ids": json.dumps(nearest)}
    )
    found = [
        Similar(
            decision=summary_in(row),
            shared=tuple(json.loads(row["shared"])),
            same_choice=row["chosen"] == chosen,
        )
        for row in rows
    ]
    alike = [one for one in found if one.same_choice or 2 * len(one.shared) >= len(given)]
    return sorted(alike, key=_likeness)[:limit]


def _likeness(one: Similar) -> tuple[int, bool, int]:
    return -len(one.shared), not one.same_choice, -one.decision.number


def _nearest(database: Database, viewer: Viewer, given: Mapping[str, str], chosen: str | None) -> list[int]:
    counts: Counter[int] = Counter()
    seen = {**seen_by(viewer), "newest": _NEWEST}
    for question, option in given.items():
        rows = database.rows(_WITH_ANSWER, {**seen, "question": question, "option": option})
        counts.update(row["id"] for row in rows)
    if chosen:
        counts.update(row["id"] for row in database.rows(_WITH_CHOICE, {**seen, "chosen": chosen}))
    ranked = sorted(counts.items(), key=lambda counted: (-counted[1], -counted[0]))
    return [row for row, _ in ranked[:_NEAREST]]
