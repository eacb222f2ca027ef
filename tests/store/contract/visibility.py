"""Every way to read decisions, tried by every kind of viewer."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import TypeAlias

import pytest

from bot.advice.rulebook import Rulebook
from bot.decisions.archive import write_zip
from bot.decisions.errors import CannotSupersedeError, NoSuchDecisionError, NothingToUndoError
from bot.decisions.export import csv_lines, json_lines
from bot.decisions.madr import madr
from bot.decisions.model import Choice, Summary
from bot.decisions.query import Query
from bot.decisions.replay import replay
from bot.decisions.service import Decisions
from bot.workspaces.model import Conversation, ConversationKind, Person, Viewer
from tests.consultations.build import small_knowledge
from tests.store.build import NOON, Store, listed, record

TODAY = NOON.date()
CHANNELS = ("C1", "G1", "D1", "X1", "C5", "C6")

PUBLIC, PRIVATE, DIRECT, UNKNOWN, OPENED, CLOSED, FOREIGN = 1, 2, 3, 4, 5, 6, 1
"""Numbers of decisions by where they were made; the last one in another workspace."""

VIEWERS = {
    "a member of the workspace": (Viewer("T1", "U9"), {PUBLIC, OPENED}),
    "a member of the private channel": (Viewer("T1", "U9", frozenset({"G1"})), {PUBLIC, OPENED, PRIVATE}),
    "an outsider in another private channel": (Viewer("T1", "U9", frozenset({"G9"})), {PUBLIC, OPENED}),
    "a partner of the direct message": (Viewer("T1", "U9", frozenset({"D1"})), {PUBLIC, OPENED, DIRECT}),
    "somebody in the conversation of unknown kind": (
        Viewer("T1", "U9", frozenset({"X1"})),
        {PUBLIC, OPENED, UNKNOWN},
    ),
    "a member of a channel made private later": (
        Viewer("T1", "U9", frozenset({"C6"})),
        {PUBLIC, OPENED, CLOSED},
    ),
    "a guest of the public channel": (Viewer("T1", "U9", frozenset({"C1"}), sees_public=False), {PUBLIC}),
    "a guest of the private channel": (Viewer("T1", "U9", frozenset({"G1"}), sees_public=False), {PRIVATE}),
    "a guest of nothing": (Viewer("T1", "U9", sees_public=False), set[int]()),
    "somebody at home in all of them": (
        Viewer("T1", "U9", frozenset({"C1", "G1", "D1", "X1", "C5", "C6"})),
        {PUBLIC, PRIVATE, DIRECT, UNKNOWN, OPENED, CLOSED},
    ),
    "a member of another workspace": (Viewer("T2", "U9"), {FOREIGN}),
    "a member of another workspace with a like-named channel": (
        Viewer("T2", "U9", frozenset({"G1", "D1"})),
        {FOREIGN},
    ),
    "a stranger": (Viewer("T3", "U9", frozenset({"C1", "G1"})), set[int]()),
}


Read: TypeAlias = Callable[[Decisions, Viewer], Iterable[int]]
"""A read that tells which decisions it showed."""


def _numbers(found: Iterable[Summary]) -> Iterable[int]:
    return [decision.number for decision in found]


def _page(query: Query) -> Read:
    return lambda log, viewer: _numbers(log.page(viewer, query).decisions)


def _each(read: Callable[[Decisions, Viewer, int], object]) -> Read:
    """Reads one decision after the other; those that it refuses were not shown."""

    def shown(log: Decisions, viewer: Viewer) -> Iterable[int]:
        for number in range(1, 9):
            with suppress(NoSuchDecisionError):
                read(log, viewer, number)
                yield number

    return shown


def _exported(log: Decisions, viewer: Viewer) -> Iterable[int]:
    document = json.loads("".join(json_lines("T1", log.whole_log(viewer))))
    return [decision["number"] for decision in document["decisions"] if decision["history"]]


def _zipped(log: Decisions, viewer: Viewer) -> Iterable[int]:
    target = io.BytesIO()
    write_zip(target, "T1", lambda: log.whole_log(viewer))
    with zipfile.ZipFile(target) as archive:
        names = [name for name in archive.namelist() if name.endswith(".md")]
    return [int(name.removeprefix("decisions/")[:4]) for name in names]


def _tabled(log: Decisions, viewer: Viewer) -> Iterable[int]:
    return [int(row["number"]) for row in csv.DictReader(csv_lines(log.whole_log(viewer)))]


def _changed(act: Callable[[Decisions, Viewer, Person, int], object]) -> Read:
    """What an admin of the workspace may change from there: nothing that is not seen."""
    return _each(
        lambda log, viewer, number: act(log, viewer, Person(viewer.workspace, "U9", is_admin=True), number)
    )


READS: Mapping[str, Read] = {
    "list": _page(Query()),
    "search": _page(Query("decision")),
    "search beyond titles": _page(Query("fits")),
    "framework": _page(Query(framework="django")),
    "status": _page(Query(status="accepted")),
    "by": _page(Query(person="U1")),
    "since": _page(Query(since=TODAY)),
    "before": _page(Query(before=TODAY + timedelta(days=1))),
    "due": _page(Query(due_by=TODAY)),
    "overridden": _page(Query(overridden=True)),
    "everything at once": _page(
        Query("decision", "django", "accepted", "U1", None, TODAY, TODAY + timedelta(days=1), TODAY, True)  # noqa: FBT003 - a query
    ),
    "in": lambda log, viewer: [
        number for channel in CHANNELS for number in _page(Query(channel=channel))(log, viewer)
    ],
    "overdue": lambda log, viewer: _numbers(log.overdue(viewer).decisions),
    "detail": _each(lambda log, viewer, number: log.get(viewer, number)),
    "history": _each(lambda log, viewer, number: log.history(viewer, number)),
    "similar by answers": lambda log, viewer: _numbers(
        one.decision for one in log.similar(viewer, {"admin": "needed"}, limit=10)
    ),
    "similar by choice": lambda log, viewer: _numbers(
        one.decision for one in log.similar(viewer, {}, Choice(candidate="flask", parts=()), limit=10)
    ),
    "similar by a part": lambda log, viewer: _numbers(
        one.decision for one in log.similar(viewer, {}, Choice(candidate="x", parts=("flask",)), limit=10)
    ),
    "going through all": lambda log, viewer: _numbers(one.decision for one in log.whole_log(viewer)),
    "replay": lambda log, viewer: [
        found.number
        for one in log.whole_log(viewer)
        if (found := replay(Rulebook(small_knowledge()), one.decision))
    ],
    "export as JSON": _exported,
    "export as a table": _tabled,
    "export as a zip": _zipped,
    "may undo": _each(lambda log, viewer, number: log.may_undo(viewer, Person("T1", "U1"), number)),
    "change": _changed(lambda log, viewer, person, number: log.to_change(viewer, person, number)),
    "status change": _changed(
        lambda log, viewer, person, number: log.set_status(viewer, person, number, "rejected")
    ),
    "redaction": _changed(
        lambda log, viewer, person, number: log.redact(viewer, person, number, f"decision {number}")
    ),
}
"""Every way to read decisions, and to change them: who does not see one can do nothing with it."""


@pytest.mark.parametrize(("viewer", "sees"), VIEWERS.values(), ids=VIEWERS.keys())
class VisibilityContract:
    """Who sees what, at every read."""

    @pytest.fixture
    def log(self, store: Store) -> Decisions:
        _make(store, "C1", "public", "public")
        _make(store, "G1", "private", "private")
        _make(store, "D1", "direct", "direct")
        _make(store, "X1", "private", None)
        _make(store, "C5", "private", "public")
        _make(store, "C6", "public", "private")
        _make(store, "C1", "public", "public", workspace="T2")
        store.open_reviews(TODAY)
        return Decisions(store, lambda: NOON)

    def test_every_read_shows_what_may_be_seen_and_no_more(
        self, log: Decisions, viewer: Viewer, sees: set[int]
    ) -> None:
        shown = {name: sorted(read(log, viewer)) for name, read in READS.items()}
        assert shown == dict.fromkeys(READS, sorted(sees))

    def test_list_below_and_above(self, log: Decisions, viewer: Viewer, sees: set[int]) -> None:
        assert listed(log.store, viewer, after=4) == sorted((one for one in sees if one < 4), reverse=True)
        assert listed(log.store, viewer, before=2) == sorted((one for one in sees if one > 2), reverse=True)

    def test_counts(self, log: Decisions, viewer: Viewer, sees: set[int]) -> None:
        for query in (Query(), Query("decision"), Query(overridden=True), Query(due_by=TODAY)):
            page = log.page(viewer, query)
            assert (page.total, page.all_total) == (len(sees), len(sees))
        assert sum(each.decisions for each in log.frameworks(viewer)) == len(sees)

    def test_histories_of_many_hold_only_what_may_be_seen(
        self, log: Decisions, viewer: Viewer, sees: set[int]
    ) -> None:
        assert set(log.store.events_between(viewer, 1, 99)) == sees


class LinkContract:
    """A link tells of no decision that its reader may not see."""

    OUTSIDER = Viewer("T1", "U9")
    INSIDER = Viewer("T1", "U9", frozenset({"G1"}))
    RECORDER = Person("T1", "U1")

    @pytest.fixture(params=[("C1", "G1"), ("G1", "C1")], ids=["by a private one", "by a public one"])
    def log(self, store: Store, request: pytest.FixtureRequest) -> Decisions:
        """Decision 1 is superseded by decision 2; one of them is private."""
        for channel in request.param:
            kind: ConversationKind = "public" if channel == "C1" else "private"
            _make(store, channel, kind, kind)
        log = Decisions(store, lambda: NOON)
        log.supersede(self.INSIDER, Person("T1", "U1"), 1, 2, "No longer fits.")
        return log

    def test_in_no_export(self, log: Decisions) -> None:
        whole = "".join(json_lines("T1", log.whole_log(self.OUTSIDER)))
        (seen,) = json.loads(whole)["decisions"]
        assert (seen["supersedes"], seen["superseded_by"]) == ([], None)
        assert "No longer fits." not in whole
        assert {event["what"] for event in seen["history"]} <= {"recorded", "status"}
        (row,) = csv.DictReader(csv_lines(log.whole_log(self.OUTSIDER)))
        assert (row["supersedes"], row["superseded_by"]) == ("", "")

    def test_in_no_list(self, log: Decisions) -> None:
        (seen,) = log.page(self.OUTSIDER).decisions
        assert (seen.supersedes, seen.superseded_by) == ((), None)

    def test_in_no_history(self, log: Decisions) -> None:
        (seen,) = log.page(self.OUTSIDER).decisions
        told = [event.what for event in log.history(self.OUTSIDER, seen.number)]
        assert told == (["recorded", "status"] if seen.status == "superseded" else ["recorded"])

    def test_who_sees_both_sees_the_link(self, log: Decisions) -> None:
        old, new = (log.get(self.INSIDER, number) for number in (1, 2))
        assert (old.superseded_by, new.supersedes) == (2, (1,))
        listed_new, listed_old = log.page(self.INSIDER).decisions
        assert (listed_old.superseded_by, listed_new.supersedes) == (2, (1,))
        assert [event.what for event in log.history(self.INSIDER, 1)] == [
            "recorded",
            "status",
            "superseded by",
        ]
        assert [event.what for event in log.history(self.INSIDER, 2)] == ["recorded", "supersedes"]

    def test_an_earlier_change_is_not_offered_to_be_undone_instead_of_the_link(self, store: Store) -> None:
        log = self._linked_after_a_change(store)
        assert not log.may_undo(self.INSIDER, self.RECORDER, 2)
        with pytest.raises(NothingToUndoError):
            log.undo(self.INSIDER, self.RECORDER, 2)

    def test_who_does_not_see_the_link_is_offered_what_they_were_offered_before(self, store: Store) -> None:
        log = self._linked_after_a_change(store)
        assert log.may_undo(self.OUTSIDER, self.RECORDER, 2)
        log.undo(self.OUTSIDER, self.RECORDER, 2)
        after = log.get(self.INSIDER, 2)
        assert (after.status, after.supersedes) == ("accepted", (1,))

    def _linked_after_a_change(self, store: Store) -> Decisions:
        """Decision 2 is public, and replaces decision 1, which is not, since its status was changed."""
        _make(store, "G1", "private", "private")
        _make(store, "C1", "public", "public")
        log = Decisions(store, lambda: NOON)
        log.set_status(self.OUTSIDER, self.RECORDER, 2, "rejected")
        log.supersede(self.INSIDER, self.RECORDER, 1, 2)
        return log


class SeveralLinksContract:
    """Of several decisions that one replaces, each reader is told of those that they see."""

    OUTSIDER = Viewer("T1", "U9")
    INSIDER = Viewer("T1", "U9", frozenset({"G1"}))
    RECORDER = Person("T1", "U1")

    @pytest.fixture
    def log(self, store: Store) -> Decisions:
        """Decisions 1 and 4 are public, 2 and 3 are private."""
        for channel in ("C1", "G1", "G1", "C1"):
            kind: ConversationKind = "public" if channel == "C1" else "private"
            _make(store, channel, kind, kind)
        return Decisions(store, lambda: NOON)

    @pytest.mark.parametrize(("viewer", "sees"), [(OUTSIDER, (1,)), (INSIDER, (1, 2, 3))])
    def test_those_that_may_be_seen_are_shown_everywhere(
        self, log: Decisions, viewer: Viewer, sees: tuple[int, ...]
    ) -> None:
        for old in (3, 1, 2):
            log.supersede(self.INSIDER, self.RECORDER, old, 4)
        assert log.get(viewer, 4).supersedes == log.page(viewer).decisions[0].supersedes == sees
        told = [int(event.after) for event in log.history(viewer, 4) if event.what == "supersedes"]
        assert sorted(told) == [*sees]
        document = json.loads("".join(json_lines("T1", log.whole_log(viewer))))
        assert document["decisions"][-1]["supersedes"] == [*sees]
        *_, row = csv.DictReader(csv_lines(log.whole_log(viewer)))
        assert row["supersedes"] == ", ".join(map(str, sees))

    def test_what_replaces_hidden_ones_alone_reads_as_if_it_replaced_none(self, log: Decisions) -> None:
        before = self._read(log)
        for old in (2, 3):
            log.supersede(self.INSIDER, self.RECORDER, old, 4)
        assert self._read(log) == before

    def test_what_replaces_a_hidden_one_replaces_another_as_if_it_did_not(self, log: Decisions) -> None:
        log.supersede(self.INSIDER, self.RECORDER, 2, 4)
        log.supersede(self.OUTSIDER, self.RECORDER, 1, 4)
        assert log.get(self.INSIDER, 4).supersedes == (1, 2)

    @pytest.mark.parametrize("hidden_leads_on", [True, False])
    def test_nobody_is_told_where_a_hidden_successor_leads(
        self, log: Decisions, *, hidden_leads_on: bool
    ) -> None:
        log.supersede(self.INSIDER, self.RECORDER, 1, 2)
        if hidden_leads_on:
            log.supersede(self.INSIDER, self.RECORDER, 2, 4)
        with pytest.raises(CannotSupersedeError) as told:
            log.supersede(self.OUTSIDER, self.RECORDER, 4, 1)
        assert str(told.value) == "Decision 1 was itself superseded; name a newer one."

    def _read(self, log: Decisions) -> object:
        """Everything that an outsider reads of the log, to the letter."""
        whole = [*log.whole_log(self.OUTSIDER)]
        return (
            log.page(self.OUTSIDER),
            [*json_lines("T1", whole)],
            [*csv_lines(whole)],
            [madr(one.decision, one.history) for one in whole],
            [log.may_undo(self.OUTSIDER, self.RECORDER, one.decision.number) for one in whole],
        )


class HidingContract:
    """What is learnt of a conversation later."""

    def test_a_channel_that_is_made_private_hides_its_decisions_at_once(self, store: Store) -> None:
        _make(store, "C1", "public", "public")
        log, outsider = Decisions(store, lambda: NOON), Viewer("T1", "U9")
        assert log.page(outsider).total == 1
        store.learn_conversation(Conversation("T1", "C1", "private"), NOON)
        assert [list(read(log, outsider)) for read in READS.values()] == [[]] * len(READS)
        assert log.page(Viewer("T1", "U9", frozenset({"C1"}))).total == 1


def _make(
    store: Store, channel: str, kind: ConversationKind, learnt: ConversationKind | None, workspace: str = "T1"
) -> None:
    """A decision that every read would show, were it not for who may see it."""
    record(
        store,
        channel=channel,
        kind=kind,
        workspace=workspace,
        chosen="flask",
        chosen_name="Flask",
        parts=("django",),
        review_on=TODAY,
    )
    if learnt:
        store.learn_conversation(Conversation(workspace, channel, learnt), NOON)
