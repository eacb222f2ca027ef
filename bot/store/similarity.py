"""Past decisions that are like what is being decided, in SQLite."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from itertools import islice
from operator import or_

from bot.advice.questions import NOT_SURE
from bot.decisions.model import Choice, Similar
from bot.store.database import Database
from bot.store.decision_rows import LISTED, summary_in
from bot.store.marks import answer_mark, channel_mark, choice_mark, framework_mark, marked
from bot.store.visibility import VISIBLE, seen_by
from bot.workspaces.model import Viewer

_AT_FIRST, _AT_MOST = 32, 2048
"""How many of the nearest are looked at, twice as many each time, until enough of them are in force and may
be seen. Where thousands of the nearest are neither, no more are found."""

_IN_FORCE = f"""
    SELECT d.number FROM json_each(:numbers) n CROSS JOIN decisions d ON d.number = n.value
    WHERE {VISIBLE} AND d.status IN ('proposed', 'accepted') ORDER BY n.key
"""
_COMPARED = f"""
    SELECT {LISTED}, (
        SELECT json_group_array(a.name) FROM json_each(:answers) g CROSS JOIN decision_answers a
        WHERE a.workspace = :workspace AND a.question = g.key AND a.option = g.value AND a.decision = d.id
    ) AS shared, EXISTS (
        SELECT 1 FROM json_each(:parts) p CROSS JOIN decision_frameworks w
        WHERE w.workspace = :workspace AND w.framework = p.value AND w.decision = d.id
    ) AS shares_part
    FROM json_each(:numbers) n CROSS JOIN decisions d ON d.number = n.value WHERE {VISIBLE} ORDER BY n.key
"""


def similar_decisions(
    database: Database, viewer: Viewer, answers: Mapping[str, str], choice: Choice | None, limit: int
) -> Sequence[Similar]:
    """List living decisions that share at least half of the answers, or a framework with the choice.

    Those with the most answers in common first, then those with the same choice, with a part of it, and the
    newest. *Not sure* is no answer to share.
    """
    given = {question: option for question, option in answers.items() if option != NOT_SURE}
    nearest = _numbers(_nearest(database, viewer, given, choice))
    compared = {
        "answers": json.dumps(given),
        "parts": json.dumps(choice.parts if choice else ()),
        "numbers": json.dumps(_in_force(database, viewer, nearest, limit)),
    }
    return [
        Similar(
            decision=summary_in(row),
            shared=tuple(json.loads(row["shared"])),
            same_choice=choice is not None and row["chosen"] == choice.candidate,
            shares_part=bool(row["shares_part"]),
        )
        for row in database.rows(_COMPARED, {**seen_by(viewer), **compared})
    ]


def _in_force(database: Database, viewer: Viewer, nearest: Iterator[int], limit: int) -> list[int]:
    """The first that the team goes by and the viewer may see."""
    found: list[int] = []
    size = _AT_FIRST
    while len(found) < limit and size <= _AT_MOST and (some := [*islice(nearest, size)]):
        rows = database.rows(_IN_FORCE, {**seen_by(viewer), "numbers": json.dumps(some)})
        found += [row["number"] for row in rows]
        size *= 2
    return found[:limit]


def _numbers(sets: Iterator[int]) -> Iterator[int]:
    """The numbers in each of some sets, the highest first."""
    for bits in sets:
        left = bits
        while left:
            number = left.bit_length() - 1
            left ^= 1 << number
            yield number


def _nearest(
    database: Database, viewer: Viewer, given: Mapping[str, str], choice: Choice | None
) -> Iterator[int]:
    """Sets of decisions that are alike, whoever may see them: each set more alike than the next."""
    answers = [answer_mark(question, option) for question, option in given.items()]
    parts = [framework_mark(part) for part in choice.parts] if choice else []
    same = choice_mark(choice.candidate) if choice else ""
    places = [] if viewer.sees_public else [channel_mark(each) for each in viewer.conversations]
    bits = marked(database, viewer.workspace, [*answers, *parts, same, *places])
    within = -1 if viewer.sees_public else _joined(bits[place] for place in places)
    same_choice, shares_part = bits[same], _joined(bits[part] for part in parts)
    for shared, level in _by_shared(within, [bits[answer] for answer in answers]):
        alike = level if shared and 2 * shared >= len(given) else level & (same_choice | shares_part)
        for chosen in (alike & same_choice, alike & ~same_choice):
            yield chosen & shares_part
            yield chosen & ~shares_part


def _joined(sets: Iterator[int]) -> int:
    return reduce(or_, sets, 0)


def _by_shared(within: int, sets: Sequence[int]) -> Iterator[tuple[int, int]]:
    """From the most to none: a number, and what is in exactly so many of the sets."""
    at_least = [within, *[0] * (len(sets) + 1)]
    for done, bits in enumerate(sets):
        for number in range(done, -1, -1):
            at_least[number + 1] |= at_least[number] & bits
    for number in range(len(sets), -1, -1):
        yield number, at_least[number] & ~at_least[number + 1]
