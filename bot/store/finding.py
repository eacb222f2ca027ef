"""From a query to SQL that reads decisions in the order of the list, and no more of them than are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, Literal

from bot.decisions.query import Query
from bot.store.visibility import VISIBLE

_SKEW = timedelta(days=1)
"""How far the clocks of machines may differ. Numbers are given in the order of time, but for that."""

_MOST = 2**63 - 1
_SELECT = "SELECT {} FROM decisions WHERE workspace = :workspace AND {} ORDER BY {} {} LIMIT 1"


@dataclass(frozen=True)
class Route:
    """Where a list is read from, in its order."""

    source: str
    """What stands after FROM; decisions are `d`."""
    order: str = "d.number"
    """The column that is read in order."""
    key: Literal["number", "id"] = "number"
    """What that column holds. Ids are given in the order of the numbers."""
    conditions: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    floors: tuple[str, ...] = ()
    """What the column is above."""
    ceilings: tuple[str, ...] = ()
    """What it is below."""

    def where(self, *conditions: str, **values: Any) -> Route:
        """The same with more conditions."""
        return replace(self, conditions=(*self.conditions, *conditions), values={**self.values, **values})

    def sql(self, select: str, rest: str = "") -> str:
        """A statement over what the viewer may see of it; takes `values` and those of `seen_by`."""
        # One bound on each side: of several, SQLite seeks by one and reads its way to the others.
        bounds = [f"{self.order} > {_one('max', self.floors)}"] if self.floors else []
        bounds += [f"{self.order} < {_one('min', self.ceilings)}"] if self.ceilings else []
        conditions = " AND ".join((VISIBLE, *bounds, *self.conditions))
        return f"SELECT {select} FROM {self.source} WHERE {conditions} {rest}"

    def between(self, floor: str | None = None, ceiling: str | None = None, **values: Any) -> Route:
        """The part above one value of the column and below another one."""
        return replace(
            self.where(**values),
            floors=(*self.floors, floor) if floor else self.floors,
            ceilings=(*self.ceilings, ceiling) if ceiling else self.ceilings,
        )

    def after(self, number: int) -> Route:
        """What stands below a decision in the list."""
        here = ":after" if self.key == "number" else _first(self.key, "number >= :after", "number")
        return self.between(ceiling=here, after=number)

    def before(self, number: int) -> Route:
        """What stands above a decision in the list."""
        here = ":before" if self.key == "number" else _last(self.key, "number <= :before", "number")
        return self.between(floor=here, before=number)


def _one(choose: str, bounds: tuple[str, ...]) -> str:
    return f"{choose}({', '.join(bounds)})" if len(bounds) > 1 else bounds[0]


def _first(key: str, condition: str, order: str) -> str:
    """The number or id of the first decision of which something holds; above all when there is none."""
    return f"coalesce(({_SELECT.format(key, condition, order, 'ASC')}), {_MOST})"


def _last(key: str, condition: str, order: str) -> str:
    """The number or id of the last decision of which something holds; below all when there is none."""
    return f"coalesce(({_SELECT.format(key, condition, order, 'DESC')}), 0)"


_ALL = Route("decisions d")
_WORDS = Route(
    "decisions_fts f CROSS JOIN decisions d ON d.id = f.rowid",
    "f.rowid",
    "id",
    ("f.decisions_fts MATCH :match",),
)
_DUE = Route("decisions d INDEXED BY decisions_due", conditions=("d.is_due = 1",))
_OVERRIDDEN = Route("decisions d INDEXED BY decisions_overridden")
_CHANNEL = Route("decisions d INDEXED BY decisions_channel")
_PERSON = Route(
    "decision_people p CROSS JOIN decisions d ON d.id = p.decision",
    "p.decision",
    "id",
    ("p.workspace = :workspace AND p.user = :person",),
)
_FRAMEWORK = Route(
    "decision_frameworks w CROSS JOIN decisions d ON d.id = w.decision",
    "w.decision",
    "id",
    ("w.workspace = :workspace AND w.framework = :framework",),
)
_STATUS = Route("decisions d INDEXED BY decisions_status")


def route(query: Query, match: str | None, *, due_is_marked: bool) -> Route:
    """The route for a query; `match` asks for its words.

    `due_is_marked` says that every decision of the workspace that is due bears its mark.
    """
    chosen = _narrowest(query, match, due_is_marked=due_is_marked)
    return _within_days(query, _with_filters(query, chosen)).where(match=match)


def _narrowest(query: Query, match: str | None, *, due_is_marked: bool) -> Route:
    wanted: tuple[tuple[object, Route], ...] = (
        (match, _WORDS),
        (query.due_by and due_is_marked, _DUE),
        (query.overridden, _OVERRIDDEN),
        (query.channel, _CHANNEL),
        (query.person, _PERSON),
        (query.framework, _FRAMEWORK),
        (query.status, _STATUS),
    )
    return next((each for is_asked, each in wanted if is_asked), _ALL)


def _with_filters(query: Query, chosen: Route) -> Route:
    if query.due_by:
        chosen = chosen.where(
            "d.review_on <= :due_by", "d.status IN ('proposed', 'accepted')", due_by=query.due_by.isoformat()
        )
    if query.overridden:
        chosen = chosen.where("d.overridden = 1")
    if query.channel:
        chosen = chosen.where("d.channel = :channel", channel=query.channel)
    if query.status:
        chosen = chosen.where("d.status = :status", status=query.status)
    if query.person:
        chosen = chosen.where(*_unless(chosen, _PERSON, _is_person()), person=query.person)
    if query.framework:
        chosen = chosen.where(*_unless(chosen, _FRAMEWORK, _has_framework()), framework=query.framework)
    return chosen


def _unless(chosen: Route, driver: Route, condition: str) -> tuple[str, ...]:
    return () if chosen.source == driver.source else (condition,)


def _is_person() -> str:
    return """EXISTS (SELECT 1 FROM decision_people p
        WHERE p.workspace = :workspace AND p.user = :person AND p.decision = d.id)"""


def _has_framework() -> str:
    return """EXISTS (SELECT 1 FROM decision_frameworks w
        WHERE w.workspace = :workspace AND w.framework = :framework AND w.decision = d.id)"""


def _within_days(query: Query, chosen: Route) -> Route:
    """Bound the numbers, then check the days themselves."""
    if query.since:
        chosen = chosen.where("d.recorded_at >= :since", since=query.since.isoformat()).between(
            floor=_last(chosen.key, "recorded_at < :since_about", "recorded_at"),
            since_about=(query.since - _SKEW).isoformat(),
        )
    if query.before:
        chosen = chosen.where("d.recorded_at < :before_day", before_day=query.before.isoformat()).between(
            ceiling=_first(chosen.key, "recorded_at >= :before_about", "recorded_at"),
            before_about=(query.before + _SKEW).isoformat(),
        )
    return chosen
