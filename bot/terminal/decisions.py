"""`framework-advisor decisions`: the log of a workspace, for whoever runs the database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.advice.prose import counted, listed
from bot.advice.rulebook import Rulebook
from bot.decisions.madr import madr
from bot.decisions.model import Summary
from bot.decisions.query import Query, QueryError, misread, naming_framework, unsearched
from bot.decisions.replay import Difference, Replay, replay
from bot.decisions.service import Decisions
from bot.decisions.store import Window
from bot.knowledge_files.loader import load
from bot.mistakes import Mistake
from bot.settings import StoreSettings, read_settings
from bot.store.opening import DatabaseError
from bot.store.sqlite import SqliteStore
from bot.terminal.opening import knowledge_folders
from bot.workspaces.model import Viewer

_BATCH = 200


@dataclass(frozen=True)
class OpenLog:
    """The log of one workspace, and its operator, who sees all of it."""

    store: SqliteStore
    decisions: Decisions
    operator: Viewer

    @property
    def today(self) -> date:
        """The day in UTC."""
        return self.decisions.clock().date()


def open_log(workspace: str | None) -> OpenLog:
    """Open the database of the settings. Raises Mistake where there is none, or no such workspace in it."""
    path = read_settings(StoreSettings).database
    if not path.is_file():
        raise DatabaseError(f"There is no database at {path}; set DATABASE_URL to the one to read.")
    store = SqliteStore.open(path)
    operator = store.operator(_workspace(store.workspaces(), workspace))
    return OpenLog(store, Decisions(store, lambda: datetime.now(UTC)), operator)


def _workspace(known: Sequence[str], wanted: str | None) -> str:
    if wanted is None and len(known) > 1:
        raise Mistake(f"The database has several workspaces; name one with --workspace: {', '.join(known)}.")
    if wanted is not None and wanted not in known:
        have = f"it has {', '.join(known)}" if known else "it has no decisions yet"
        raise Mistake(f"The database has no decisions of the workspace {wanted}; {have}.")
    return wanted or next(iter(known), "")


def migrate() -> str:
    """Bring the database of the settings up to date. Raises Mistake."""
    path = read_settings(StoreSettings).database
    SqliteStore.open(path).close()
    return f"The database {path} is up to date."


def lines(words: Sequence[str], workspace: str | None) -> Iterator[str]:
    """A line for each decision that matches, and how many there are. Raises Mistake."""
    log = open_log(workspace)
    query = _resolved(log.decisions.query(" ".join(words)))
    number = 0
    for each in _matching(log, query):
        number += 1
        yield _line(each, log.today)
    found = f"{counted(number, 'decision')}." if number else "No decisions."
    yield " ".join(filter(None, (found, unsearched(query), "" if number else misread(query))))


def _resolved(query: Query) -> Query:
    for typed, name, example in ((query.person, "by", "U012ABCDE"), (query.channel, "in", "C012ABCDE")):
        if typed and typed[0] in "@#":
            raise QueryError(
                f"Only Slack knows who or what {typed} is; write an id, such as {name}:{example}."
            )
    return naming_framework(query, load(knowledge_folders(None)).knowledge) if query.framework else query


def _matching(log: OpenLog, query: Query) -> Iterator[Summary]:
    place = None
    while found := log.store.list_decisions(log.operator, query, Window(_BATCH, after=place)):
        yield from (listed.decision for listed in found)
        place = found[-1].place


def _line(decision: Summary, today: date) -> str:
    marks = [
        f"superseded by {decision.superseded_by}" if decision.superseded_by else decision.status,
        f"supersedes {listed([*map(str, decision.supersedes)])}" if decision.supersedes else "",
        "against the advice" if decision.overrides else "",
        f"review was due {decision.review_on}" if decision.is_overdue(today) else "",
    ]
    state = ", ".join(filter(None, marks))
    day = decision.recorded_at.date().isoformat()
    return f"{decision.number:>5}  {day}  {decision.chosen_name}: {decision.title} ({state})"


def show(number: int, workspace: str | None) -> str:
    """One decision with everything that is known of it. Raises Mistake."""
    log = open_log(workspace)
    decision = log.decisions.get(log.operator, number)
    return madr(decision, log.decisions.history(log.operator, number)).rstrip("\n")


def replayed(workspace: str | None, knowledge: str | None) -> Iterator[str]:
    """The decisions that would come out differently today, and why. Raises Mistake."""
    log = open_log(workspace)
    rulebook = Rulebook(load(knowledge_folders(knowledge)).knowledge)
    looked_at = differing = 0
    for exported in log.decisions.whole_log(log.operator):
        found = replay(rulebook, exported.decision)
        looked_at += found is not None
        if found and found.differs:
            differing += 1
            yield from _replay(found)
    yield f"{differing} of {counted(looked_at, 'decision')} with answers would come out differently today."


def _replay(found: Replay) -> Iterator[str]:
    then, now = found.then_name or "nothing", found.now_name or "nothing"
    chosen = f" (the team chose {found.chosen_name})" if found.chosen != found.then else ""
    yield f"Decision {found.number}, {found.title}: {then} then, {now} today{chosen}."
    yield from (f"  - {_difference(each)}" for each in found.differences)
    if found.lost:
        yield f"  - Answers that no longer count: {', '.join(found.lost)}."


def _difference(each: Difference) -> str:
    if each.rules_out:
        return f"{each.rule} rules it out: {each.because}"
    moved = ", ".join(
        f"{name} {each.then.get(name, 0):+} then, {each.now.get(name, 0):+} today"
        for name in {**each.then, **each.now}
    )
    return f"{each.rule}: {each.because} ({moved})"
