"""Past decisions that are like what is being decided, in SQLite."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain

from bot.advice.knowledge import NOT_SURE
from bot.decisions.model import Choice, Similar
from bot.store.database import Database
from bot.store.decision_rows import LISTED, summary_in
from bot.store.visibility import VISIBLE, seen_by
from bot.workspaces.model import Viewer

_NEWEST = 100
"""How many decisions are looked at for each answer and framework: what a team runs is what it decided lately,
and a log of any length costs the same."""
_NEAREST = 20
"""How many of those are compared answer by answer."""

_WITH_ANSWER = f"""
    SELECT d.id FROM decision_answers a CROSS JOIN decisions d ON d.id = a.decision
    WHERE {VISIBLE} AND a.workspace = :workspace AND a.question = :question AND a.option = :option
        AND d.status IN ('proposed', 'accepted')
    ORDER BY a.decision DESC LIMIT :newest
"""
_WITH_FRAMEWORK = f"""
    SELECT d.id, d.chosen = :candidate AS same_choice
    FROM decision_frameworks w CROSS JOIN decisions d ON d.id = w.decision
    WHERE {VISIBLE} AND w.workspace = :workspace AND w.framework = :framework
        AND d.status IN ('proposed', 'accepted')
    ORDER BY w.decision DESC LIMIT :newest
"""
_COMPARED = f"""
    SELECT {LISTED}, (
        SELECT json_group_array(a.name) FROM json_each(:answers) g CROSS JOIN decision_answers a
        WHERE a.workspace = :workspace AND a.question = g.key AND a.option = g.value AND a.decision = d.id
    ) AS shared, EXISTS (
        SELECT 1 FROM json_each(:parts) p CROSS JOIN decision_frameworks w
        WHERE w.workspace = :workspace AND w.framework = p.value AND w.decision = d.id
    ) AS shares_part
    FROM json_each(:ids) i CROSS JOIN decisions d ON d.id = i.value WHERE {VISIBLE}
"""


def similar_decisions(
    database: Database, viewer: Viewer, answers: Mapping[str, str], choice: Choice | None, limit: int
) -> Sequence[Similar]:
    """List living decisions that share at least half of the answers, or a framework with the choice.

    Those with the most answers in common first, then those with the same choice, with a part of it, and the
    newest. *Not sure* is no answer to share.
    """
    given = {question: option for question, option in answers.items() if option != NOT_SURE}
    compared = {
        "answers": json.dumps(given),
        "parts": json.dumps(choice.parts if choice else ()),
        "ids": json.dumps(_nearest(database, viewer, given, choice)),
    }
    rows = database.rows(_COMPARED, {**seen_by(viewer), **compared})
    found = [
        Similar(
            decision=summary_in(row),
            shared=tuple(json.loads(row["shared"])),
            same_choice=choice is not None and row["chosen"] == choice.candidate,
            shares_part=bool(row["shares_part"]),
        )
        for row in rows
    ]
    alike = [one for one in found if one.same_choice or one.shares_part or 2 * len(one.shared) >= len(given)]
    return sorted(alike, key=_likeness)[:limit]


def _likeness(one: Similar) -> tuple[int, bool, bool, int]:
    return -len(one.shared), not one.same_choice, not one.shares_part, -one.decision.number


def _nearest(
    database: Database, viewer: Viewer, given: Mapping[str, str], choice: Choice | None
) -> list[int]:
    counts: Counter[int] = Counter()
    seen = {**seen_by(viewer), "newest": _NEWEST}
    for question, option in given.items():
        rows = database.rows(_WITH_ANSWER, {**seen, "question": question, "option": option})
        counts.update(row["id"] for row in rows)
    if choice:
        counts.update(_with_frameworks(database, seen, choice))
    ranked = sorted(counts.items(), key=lambda counted: (-counted[1], -counted[0]))
    return [row for row, _ in ranked[:_NEAREST]]


def _with_frameworks(database: Database, seen: Mapping[str, object], choice: Choice) -> dict[int, int]:
    """One for each decision that has a framework of the choice, two where all is the same."""
    rows = chain.from_iterable(
        database.rows(_WITH_FRAMEWORK, {**seen, "candidate": choice.candidate, "framework": framework})
        for framework in dict.fromkeys((choice.candidate, *choice.parts))
    )
    return {row["id"]: 1 + row["same_choice"] for row in rows}
