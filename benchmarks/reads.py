"""What people read of the decision log, and the statements that a person would write for it by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from benchmarks import log
from benchmarks.spread import Aim
from bot.decisions.query import Query
from bot.decisions.service import PAGE_SIZE, Decisions
from bot.store.sqlite import SqliteStore
from bot.workspaces.model import Viewer

VIEWER = Viewer(log.WORKSPACE, "U1", frozenset({log.PUBLIC[0]}))
WORDS = "celery gateway"
PAGE_AIM, GROWTH_AIM = Aim(1.5), 3.0
_HERE = {"workspace": VIEWER.workspace, "channel": log.PUBLIC[0]}
_SHOWN = """
    d.number, d.title, d.status, d.chosen_name, d.recommended, d.chosen, d.recorded_by, d.recorded_at,
    d.review_on, d.permalink
"""
_SEEN = """
    d.workspace = :workspace AND (d.channel = :channel OR 'public' = coalesce(
        (SELECT kind FROM conversations WHERE workspace = d.workspace AND channel = d.channel), d.kind))
"""
_ALL = f"FROM decisions d WHERE {_SEEN}"
_TOTAL = f"SELECT count(*) FROM (SELECT 1 {_ALL} LIMIT :total)"
_NEWEST = f"ORDER BY d.number DESC LIMIT {PAGE_SIZE + 1}"


@dataclass(frozen=True)
class Read:
    """Something that people read, and the statements for the same result."""

    name: str
    product: Callable[[], object]
    statements: Sequence[str]
    values: Mapping[str, object]
    aim: Aim | None = PAGE_AIM
    growth_aim: float | None = GROWTH_AIM


@dataclass(frozen=True)
class Wanted:
    """A filter, and where its decisions are by hand."""

    name: str
    query: Query
    matching: str
    values: Mapping[str, object] = field(default_factory=dict)
    order: str = "d.number"


def quick_reads(store: SqliteStore, size: int) -> Iterator[Read]:
    """The first page and a search, also of logs for which the others take long."""
    decisions = _decisions(store, size)
    yield _first_page(decisions)
    yield _filtered(decisions, _two_words())


def all_reads(store: SqliteStore, size: int) -> Iterator[Read]:
    """Pages, filters, the counts, the Home and the detail."""
    decisions = _decisions(store, size)
    yield _first_page(decisions)
    yield _tenth_page(decisions, size)
    yield _filtered(decisions, _two_words())
    yield from (_filtered(decisions, each) for each in _filters(decisions, size))
    yield _count(decisions)
    due, counts, unfinished = _overdue(decisions), _frameworks(decisions), _unfinished(store)
    yield due
    yield counts
    yield unfinished
    yield _home((_first_page(decisions), due, counts, unfinished))
    yield _detail(decisions, size)


def _decisions(store: SqliteStore, size: int) -> Decisions:
    return Decisions(store, lambda: log.today(size))


def _first_page(decisions: Decisions) -> Read:
    page = f"SELECT {_SHOWN} {_ALL} {_NEWEST}"
    values = {**_HERE, "total": decisions.page(VIEWER).total}
    return Read("first page and counts", lambda: decisions.page(VIEWER), (page, _TOTAL), values)


def _tenth_page(decisions: Decisions, size: int) -> Read:
    below = size - 9 * PAGE_SIZE
    return Read(
        "tenth page and counts",
        lambda: decisions.page(VIEWER, below=below),
        (f"SELECT {_SHOWN} {_ALL} AND d.number < :below {_NEWEST}", _TOTAL),
        {**_HERE, "total": decisions.page(VIEWER).total, "below": below},
    )


def _filtered(decisions: Decisions, wanted: Wanted) -> Read:
    """A first page of what a filter finds, and both counts beside it."""
    page = decisions.page(VIEWER, wanted.query)
    newest = f"ORDER BY {wanted.order} DESC LIMIT {PAGE_SIZE + 1}"
    return Read(
        f"{wanted.name} and counts",
        lambda: decisions.page(VIEWER, wanted.query),
        (
            f"SELECT {_SHOWN} {wanted.matching} {newest}",
            f"SELECT count(*) FROM (SELECT 1 {wanted.matching} LIMIT :found)",
            _TOTAL,
        ),
        {**_HERE, **wanted.values, "found": page.total, "total": page.all_total},
    )


def _two_words() -> Wanted:
    """Two words, the second perhaps unfinished, in one workspace."""
    *whole, last = WORDS.split()
    match = " AND ".join(
        [f'workspace : "{VIEWER.workspace}"', *(f'"{word}"' for word in whole), f'"{last}" *']
    )
    source = "decisions_fts f CROSS JOIN decisions d ON d.id = f.rowid"
    return Wanted(
        "two words",
        Query(words=WORDS),
        f"FROM {source} WHERE {_SEEN} AND f.decisions_fts MATCH :match",
        {"match": match},
        "f.rowid",
    )


def _filters(decisions: Decisions, size: int) -> Iterator[Wanted]:
    middle = (log.START + timedelta(minutes=15 * size)).date()
    yield _joined("framework:", Query(framework="flask"), "decision_frameworks", "framework", "flask")
    yield Wanted("status:", Query(status="deprecated"), f"{_ALL} AND d.status = 'deprecated'")
    yield _joined("by:", Query(person="U3"), "decision_people", "user", "U3")
    public = {"place": log.PUBLIC[1]}
    yield Wanted("in:", Query(channel=log.PUBLIC[1]), f"{_ALL} AND d.channel = :place", public)
    day = {"day": middle.isoformat()}
    yield Wanted("since:", Query(since=middle), f"{_ALL} AND d.recorded_at >= :day", day)
    yield Wanted("before:", Query(before=middle), f"{_ALL} AND d.recorded_at < :day", day)
    yield Wanted("due", Query(due_by=decisions.clock().date()), f"{_ALL} AND d.is_due = 1")
    yield Wanted("overridden", Query(overridden=True), f"{_ALL} AND d.overridden = 1")


def _joined(name: str, query: Query, table: str, column: str, value: str) -> Wanted:
    """A filter by a table that stands in the order of the list."""
    source = f"{table} t CROSS JOIN decisions d ON d.id = t.decision"
    matching = f"FROM {source} WHERE {_SEEN} AND t.workspace = :workspace AND t.{column} = :wanted"
    return Wanted(name, query, matching, {"wanted": value}, "t.decision")


def _count(decisions: Decisions) -> Read:
    total = decisions.page(VIEWER).total
    return Read(
        "a count, capped",
        lambda: decisions.store.count_decisions(VIEWER, Query()),
        (_TOTAL,),
        {**_HERE, "total": total},
    )


def _overdue(decisions: Decisions) -> Read:
    """Those that wait longest for their review, and how many wait: a small part of what the Home reads."""
    waiting = f"{_ALL} AND d.review_on <= :today AND d.status IN ('proposed', 'accepted')"
    return Read(
        "longest overdue and their count",
        lambda: decisions.overdue(VIEWER),
        (
            f"SELECT {_SHOWN} {waiting} ORDER BY d.review_on, d.number LIMIT {PAGE_SIZE}",
            f"SELECT count(*) FROM (SELECT 1 {_ALL} AND d.is_due = 1 LIMIT :waiting)",
        ),
        {
            **_HERE,
            "today": decisions.clock().date().isoformat(),
            "waiting": decisions.overdue(VIEWER).total,
        },
        aim=None,
        growth_aim=None,
    )


def _frameworks(decisions: Decisions) -> Read:
    """Every decision in force is counted, so that this grows with the log."""
    statement = f"""
        SELECT d.chosen, d.chosen_name, count(*) {_ALL} AND d.status IN ('proposed', 'accepted')
        GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 10
    """
    return Read(
        "counts by framework", lambda: decisions.frameworks(VIEWER), (statement,), _HERE, growth_aim=None
    )


def _unfinished(store: SqliteStore) -> Read:
    """Each is validated, for which a statement has no counterpart."""
    statement = """
        SELECT document FROM consultations
        WHERE workspace = :workspace AND state IN ('open', 'lapsed') AND started_by = :user ORDER BY id DESC
    """
    return Read(
        f"{log.OPEN} open consultations, validated",
        lambda: store.open_consultations(VIEWER.workspace, user=VIEWER.user),
        (statement,),
        {**_HERE, "user": VIEWER.user},
        aim=None,
    )


def _home(parts: Sequence[Read]) -> Read:
    values = {name: value for part in parts for name, value in part.values.items()}
    statements = tuple(statement for part in parts for statement in part.statements)
    whole = replace(parts[0], statements=statements, values=values, growth_aim=None)
    return replace(whole, name="all the Home reads", product=lambda: [part.product() for part in parts])


def _detail(decisions: Decisions, size: int) -> Read:
    """A decision in the middle that the viewer sees."""
    number = size // 2
    while decisions.store.find_decision(VIEWER, number) is None:
        number += 1
    deciders = f"""
        SELECT user FROM decision_deciders JOIN decisions d ON d.id = decision
        WHERE {_SEEN} AND d.number = :number ORDER BY position
    """
    return Read(
        "one decision, its snapshot validated",
        lambda: decisions.get(VIEWER, number),
        (f"SELECT d.* {_ALL} AND d.number = :number", deciders),
        {**_HERE, "number": number},
        aim=None,
    )
