"""Decisions in SQLite: what is read. Every read is bounded by what the viewer may see."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date

from bot.decisions.model import COUNTED, Choice, Decision, DecisionEvent, FrameworkCount, Similar, Summary
from bot.decisions.query import Query
from bot.decisions.store import Listed, Window
from bot.store.database import Database
from bot.store.decision_rows import LISTED, SEEN, decision_in, event_in, summary_in
from bot.store.decision_writing import SqliteDecisionUnit
from bot.store.finding import Route, route
from bot.store.search import match_expression, match_tiers
from bot.store.similarity import similar_decisions
from bot.store.visibility import LINKED, VISIBLE, seen_by
from bot.workspaces.model import Viewer

_TIER = 1_000_000_000
"""A place is a number plus this for each tier before it; numbers have at most nine digits."""
_OTHER_END = "CAST(coalesce(nullif(e.value_after, ''), e.value_before) AS INTEGER)"
_TELLABLE = f"""
    (e.what NOT IN ('supersedes', 'superseded by') OR {LINKED.format(_OTHER_END)} IS NOT NULL)
"""
"""Holds for events that tell of no decision but what the viewer may see."""
_MATCHING = "SELECT 1 FROM decisions_fts WHERE decisions_fts MATCH :match LIMIT 1"
_UNMARKED = """
    SELECT 1 FROM decisions INDEXED BY decisions_coming_due
    WHERE is_due = 0 AND review_on <= :due_by AND status IN ('proposed', 'accepted')
        AND workspace = :workspace LIMIT 1
"""


class SqliteDecisions:
    """Implements DecisionStore."""

    database: Database

    @contextmanager
    def decisions_unit(self) -> Iterator[SqliteDecisionUnit]:
        """Begin a transaction; it commits at the end unless something is raised."""
        with self.database.transaction() as connection:
            unit = SqliteDecisionUnit(connection)
            yield unit
        if unit.has_redacted:
            self.database.forget_log()

    def find_decision(self, viewer: Viewer, number: int) -> Decision | None:
        """Fetch one decision."""
        found = self.database.row(
            f"SELECT {SEEN} FROM decisions d WHERE {VISIBLE} AND d.number = :number",
            {**seen_by(viewer), "number": number},
        )
        return decision_in(found) if found else None

    def list_decisions(self, viewer: Viewer, query: Query, window: Window) -> Sequence[Listed]:
        """List decisions, newest first; with words, by where those stand, title and choice first."""
        tiers = self._tiers(viewer, query)
        upwards = window.before is not None
        found: list[Listed] = []
        for tier, each in reversed([*tiers]) if upwards else tiers:
            part = _part(each, tier, window)
            if part is not None:
                found += self._listed(viewer, part, tier, window.limit - len(found), upwards=upwards)
            if len(found) == window.limit:
                break
        return found[::-1] if upwards else found

    def longest_overdue(self, viewer: Viewer, today: date, limit: int) -> Sequence[Summary]:
        """List living decisions whose review has come due by a day, the longest ago first."""
        rows = self.database.rows(
            f"""
            SELECT {LISTED} FROM decisions d INDEXED BY decisions_overdue
            WHERE {VISIBLE} AND d.review_on <= :today AND d.status IN ('proposed', 'accepted')
            ORDER BY d.review_on, d.number LIMIT :limit
            """,
            {**seen_by(viewer), "today": today.isoformat(), "limit": limit},
        )
        return [summary_in(row) for row in rows]

    def count_decisions(self, viewer: Viewer, query: Query) -> int:
        """Count what the viewer may see of them, up to one more than COUNTED."""
        match = match_expression(viewer.workspace, query.words)
        if query.words.strip() and match is None:
            return 0
        wanted = self._route(viewer, query, match)
        rows = self.database.rows(
            f"SELECT count(*) FROM ({wanted.sql('1', 'LIMIT :most')})",
            {**seen_by(viewer), **wanted.values, "most": COUNTED + 1},
        )
        number: int = rows[0][0]
        return number

    def decision_events(self, viewer: Viewer, number: int) -> Sequence[DecisionEvent]:
        """Fetch a decision's history, oldest first."""
        return self.events_between(viewer, number, number).get(number, [])

    def events_between(self, viewer: Viewer, first: int, last: int) -> Mapping[int, Sequence[DecisionEvent]]:
        """Fetch the histories of the decisions with such numbers, by number."""
        rows = self.database.rows(
            f"""
            SELECT d.number, e.* FROM decisions d CROSS JOIN decision_events e ON e.decision = d.id
            WHERE {VISIBLE} AND d.number BETWEEN :first AND :last AND {_TELLABLE} ORDER BY d.number, e.id
            """,
            {**seen_by(viewer), "first": first, "last": last},
        )
        histories: dict[int, list[DecisionEvent]] = {}
        for row in rows:
            histories.setdefault(row["number"], []).append(event_in(row))
        return histories

    def decisions_after(self, viewer: Viewer, number: int, limit: int) -> Sequence[Decision]:
        """Fetch whole decisions with higher numbers than one, oldest first."""
        rows = self.database.rows(
            f"""
            SELECT {SEEN} FROM decisions d
            WHERE {VISIBLE} AND d.number > :number ORDER BY d.number LIMIT :limit
            """,
            {**seen_by(viewer), "number": number, "limit": limit},
        )
        return [decision_in(row) for row in rows]

    def similar_decisions(
        self, viewer: Viewer, answers: Mapping[str, str], choice: Choice | None, limit: int
    ) -> Sequence[Similar]:
        """List living decisions that share answers or a framework, the most alike first, then the newest."""
        return similar_decisions(self.database, viewer, answers, choice, limit)

    def count_by_framework(self, viewer: Viewer, limit: int) -> Sequence[FrameworkCount]:
        """Count living decisions by what they chose, the most frequent first."""
        # Who sees what depends on the conversation alone: it is asked once for each of them.
        rows = self.database.rows(
            f"""
            SELECT d.chosen, max(d.chosen_name) AS chosen_name, sum(d.decisions) AS decisions FROM (
                SELECT workspace, chosen, chosen_name, channel, kind, count(*) AS decisions
                FROM decisions INDEXED BY decisions_chosen
                WHERE workspace = :workspace AND status IN ('proposed', 'accepted')
                GROUP BY chosen, chosen_name, channel, kind
            ) d WHERE {VISIBLE} GROUP BY d.chosen ORDER BY 3 DESC, 2 LIMIT :limit
            """,
            {**seen_by(viewer), "limit": limit},
        )
        return [FrameworkCount(**row) for row in rows]

    def newest_event(self) -> int:
        """The number of the latest change to any decision; it only grows."""
        found = self.database.row("SELECT max(id) AS newest FROM decision_events", {})
        return (found["newest"] if found else None) or 0

    def workspaces(self) -> Sequence[str]:
        """The workspaces that have decisions; for the operator."""
        rows = self.database.rows("SELECT DISTINCT workspace FROM decisions ORDER BY workspace", {})
        return [row["workspace"] for row in rows]

    def operator(self, workspace: str) -> Viewer:
        """Who runs the database and sees every decision of a workspace."""
        rows = self.database.rows(
            "SELECT DISTINCT channel FROM decisions WHERE workspace = :workspace", {"workspace": workspace}
        )
        return Viewer(workspace, "", frozenset(row["channel"] for row in rows))

    def _tiers(self, viewer: Viewer, query: Query) -> Iterator[tuple[int, Route]]:
        if not query.words.strip():
            yield 0, self._route(viewer, query, None)
        for tier, match in match_tiers(viewer.workspace, query.words, self._is_found):
            yield tier, self._route(viewer, query, match)

    def _is_found(self, match: str) -> bool:
        return self.database.row(_MATCHING, {"match": match}) is not None

    def _route(self, viewer: Viewer, query: Query, match: str | None) -> Route:
        return route(query, match, due_is_marked=self._due_is_marked(viewer, query))

    def _due_is_marked(self, viewer: Viewer, query: Query) -> bool:
        if query.due_by is None:
            return False
        values = {"due_by": query.due_by.isoformat(), "workspace": viewer.workspace}
        return self.database.row(_UNMARKED, values) is None

    def _listed(self, viewer: Viewer, part: Route, tier: int, limit: int, *, upwards: bool) -> list[Listed]:
        rows = self.database.rows(
            part.sql(LISTED, f"ORDER BY {part.order} {'ASC' if upwards else 'DESC'} LIMIT :limit"),
            {**seen_by(viewer), **part.values, "limit": limit},
        )
        return [_listed(row, tier) for row in rows]


def _listed(row: sqlite3.Row, tier: int) -> Listed:
    return Listed(summary_in(row), tier * _TIER + row["number"])


def _part(whole: Route, tier: int, window: Window) -> Route | None:
    """What a window shows of a tier; None for nothing."""
    for place, beyond in ((window.after, Route.after), (window.before, Route.before)):
        if place is None:
            continue
        of_place, number = divmod(place, _TIER)
        if of_place == tier:
            whole = beyond(whole, number)
        elif (beyond is Route.after) == (of_place > tier):
            return None
    return whole
