from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError
from slack_sdk import WebClient

from bot.advice.rulebook import Rulebook
from bot.decisions.model import Decision
from bot.decisions.reviewing import Reviews
from bot.decisions.service import Decisions
from bot.slack.directory import Directory
from bot.slack.messenger import SlackMessenger
from bot.slack.reminders import Reminders
from bot.store.sqlite import SqliteStore
from bot.threads.model import ROOT, Shown
from bot.workspaces.model import Person as Member
from bot.workspaces.model import Viewer
from tests.sandbox.person import Json, Person, Workspace, buttons, words
from tests.slack.blocks.scenes import small_knowledge
from tests.store.build import begin, record, snapshot

DUE_ON = date(2027, 5, 21)
FRIDAY_MORNING = datetime(2027, 5, 21, 8, tzinfo=UTC)


@dataclass
class Log:
    """A decision log with its reminders, at a time of its own."""

    store: SqliteStore
    client: WebClient
    now: datetime = FRIDAY_MORNING

    def clock(self) -> datetime:
        return self.now

    @property
    def decisions(self) -> Decisions:
        return Decisions(self.store, self.clock)

    def reminders(self) -> Reminders:
        """Those of a process that has just started."""
        directory = Directory(self.client, self.store, self.clock)
        messenger = SlackMessenger.over(self.client, self.clock)
        reviews = Reviews(self.store, self.clock, "process")
        rulebook = Rulebook(small_knowledge())
        return Reminders(self.decisions, reviews, self.store, messenger, directory, rulebook)


@pytest.fixture
def log(client: WebClient, tmp_path: Path) -> Iterator[Log]:
    store = SqliteStore.open(tmp_path / "advisor.db")
    yield Log(store, client)
    store.close()


def _due(log: Log, person: Person, channel: str, **more: object) -> Decision:
    fields = {
        "workspace": _team(person.workspace),
        "channel": channel,
        "recorded_by": person.id,
        "deciders": (person.id,),
        "review_on": DUE_ON,
        "snapshot": snapshot(answers=()),
        **more,
    }
    return record(log.store, **fields)


def _team(workspace: Workspace) -> str:
    return str(workspace.overview()["team"]["id"])


def _in_a_thread(log: Log, person: Person, channel: str) -> tuple[Decision, str]:
    """A decision, and the message that its thread hangs on."""
    root = str(log.client.chat_postMessage(channel=channel, text="Which framework?")["ts"])
    started = begin(log.store, channel, _team(person.workspace))
    log.store.set_thread_ts(started.id, root)
    log.store.set_shown(started.id, ROOT, Shown(root, "d"))
    return _due(log, person, channel, consultation=started.id), root


def _told_directly(person: Person) -> list[Json]:
    return [
        each
        for each in person.reads(person.workspace.direct_message(person))
        if "due for review" in words(each)
    ]


def test_the_reminder_stands_in_the_thread_and_comes_once(log: Log, ana: Person, backend: str) -> None:
    _, root = _in_a_thread(log, ana, backend)
    before = len(_told_directly(ana))
    for _ in range(2):
        log.reminders().remind()
    replies = ana.reads(backend, root)[1:]
    assert [each["text"] for each in replies] == ["*Decision 1 is due for review:* Decision 1."]
    assert len(_told_directly(ana)) == before


def test_when_the_thread_is_gone_who_recorded_it_is_told(log: Log, ana: Person, backend: str) -> None:
    _, root = _in_a_thread(log, ana, backend)
    log.client.chat_delete(channel=backend, ts=root)
    before = len(_told_directly(ana))
    log.reminders().remind()
    told = _told_directly(ana)[before:]
    assert [each["text"] for each in told] == ["*Decision 1 is due for review:* Decision 1."]
    assert buttons(told[0]) == ["Still right", "Reconsider", "Deprecate", "Open"]
    assert "due for review" not in words([each for each in ana.reads(backend) if each["ts"] > root])


def test_a_private_decision_is_not_shown_to_who_has_left_its_channel(log: Log, ana: Person) -> None:
    _due(log, ana, "C0PRIVATE", kind="private", title="Secret")
    log.reminders().remind()
    told = _told_directly(ana)[-1]
    assert told["text"] == (
        "Decision 1, which you recorded in <#C0PRIVATE>, is due for review. "
        "Only that conversation can show it."
    )
    assert buttons(told) == []


def test_while_slack_is_busy_the_review_waits(log: Log, workspace: Workspace, ana: Person) -> None:
    _due(log, ana, "C0GONE")
    before = len(_told_directly(ana))
    workspace.fault("chat.postMessage", "rate_limited", retry_after=30)
    reminders = log.reminders()
    reminders.remind()
    reminders.remind()
    assert len(_told_directly(ana)) == before
    log.now += timedelta(seconds=31)
    reminders.remind()
    assert len(_told_directly(ana)) == before + 1


def test_when_nobody_can_be_told_the_review_is_tried_a_day_later(
    log: Log, workspace: Workspace, ana: Person
) -> None:
    decision = _due(log, ana, "C0GONE", recorded_by="U0UNKNOWN")
    reminders = log.reminders()
    reminders.remind()
    log.now += timedelta(hours=23)
    workspace.forget_traffic()
    reminders.remind()
    assert workspace.calls("chat.postMessage") == []
    assert decision.is_overdue(log.now.date())


def test_a_reminder_follows_what_is_changed_elsewhere_also_while_no_process_ran(
    log: Log, ana: Person, backend: str
) -> None:
    decision, root = _in_a_thread(log, ana, backend)
    log.reminders().remind()
    viewer = Viewer(decision.workspace, ana.id, frozenset({backend}))
    log.decisions.set_status(viewer, Member(decision.workspace, ana.id), 1, "rejected", "Too slow")
    later = log.reminders()
    later.remind()
    text = f"*Decision 1 is rejected now*, says <@{ana.id}> (“Too slow”): Decision 1."
    assert [each["text"] for each in ana.reads(backend, root)[1:]] == [text]
    log.decisions.undo(viewer, Member(decision.workspace, ana.id), 1)
    later.remind()
    assert [each["text"] for each in ana.reads(backend, root)[1:]] == [
        "*Decision 1 is due for review:* Decision 1."
    ]


def test_a_reminder_that_shows_its_decision_is_left_alone(
    log: Log, workspace: Workspace, ana: Person, backend: str
) -> None:
    decision, _ = _in_a_thread(log, ana, backend)
    reminders = log.reminders()
    reminders.remind()
    reminders.refresh(decision)
    workspace.forget_traffic()
    reminders.refresh(decision)
    reminders.remind()
    assert workspace.calls("chat.update") == []


def test_a_change_that_slack_does_not_take_is_shown_later(
    log: Log, workspace: Workspace, ana: Person, backend: str
) -> None:
    decision, root = _in_a_thread(log, ana, backend)
    reminders = log.reminders()
    reminders.remind()
    viewer = Viewer(decision.workspace, ana.id, frozenset({backend}))
    log.decisions.still_right(viewer, Member(decision.workspace, ana.id), 1, DUE_ON, None)
    workspace.fault("chat.update", "rate_limited")
    reminders.refresh(decision)
    assert "due for review" in words(ana.reads(backend, root)[1])
    reminders.remind()
    assert words(ana.reads(backend, root)[1]).startswith("✓ *Decision 1 is still right*")


def _break(log: Log, number: int) -> None:
    """Have a decision be one that cannot be read."""
    with log.store.database.transaction() as connection:
        connection.execute("UPDATE decisions SET snapshot = '[]' WHERE number = ?", (number,))


def test_a_review_that_fails_does_not_hold_up_the_next(log: Log, ana: Person) -> None:
    for _ in range(2):
        _due(log, ana, "C0GONE")
    _break(log, 1)
    before = len(_told_directly(ana))
    reminders = log.reminders()
    with pytest.raises(ValidationError):
        reminders.remind()
    reminders.remind()
    told = [each["text"] for each in _told_directly(ana)[before:]]
    assert told == ["*Decision 2 is due for review:* Decision 2."]


def test_a_reminder_that_cannot_be_drawn_holds_up_neither_others_nor_what_is_due(
    log: Log, ana: Person, backend: str
) -> None:
    (first, _), (second, root) = _in_a_thread(log, ana, backend), _in_a_thread(log, ana, backend)
    reminders = log.reminders()
    reminders.remind()
    viewer = Viewer(first.workspace, ana.id, frozenset({backend}))
    for number in (first.number, second.number):
        log.decisions.set_status(viewer, Member(first.workspace, ana.id), number, "rejected")
    _break(log, first.number)
    _, due = _in_a_thread(log, ana, backend)
    for _ in range(2):
        with pytest.raises(ValidationError):
            reminders.remind()
    assert "is rejected now" in words(ana.reads(backend, root)[1])
    assert "is due for review" in words(ana.reads(backend, due)[1])


def test_an_answered_reminder_stays_answered_when_the_next_review_is_due(
    log: Log, ana: Person, backend: str
) -> None:
    decision, root = _in_a_thread(log, ana, backend)
    log.reminders().remind()
    inside, member = (
        Viewer(decision.workspace, ana.id, frozenset({backend})),
        Member(decision.workspace, ana.id),
    )
    log.decisions.still_right(inside, member, 1, DUE_ON, date(2028, 2, 1))
    log.now = datetime(2028, 2, 1, 1, tzinfo=UTC)
    log.reminders().remind()
    (told,) = ana.reads(backend, root)[1:]
    assert told["text"].startswith("✓ *Decision 1 is still right*")
    log.now = datetime(2028, 2, 1, 19, tzinfo=UTC)
    log.reminders().remind()
    assert ana.reads(backend, root)[1]["text"].startswith("✓ *Decision 1 is still right*")
