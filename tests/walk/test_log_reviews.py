"""A decision comes up for review: once, at an hour at which people read, and it is answered there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.sandbox.server import Sandbox
from bot.store.sqlite import SqliteStore
from tests.sandbox.person import Json, Person, Workspace, buttons, words
from tests.store.build import record, snapshot
from tests.walk.clock import Time
from tests.walk.running import Bot, until
from tests.walk.thread import QUICK, Thread, answer_until_recommended, start

RECORDED = datetime(2026, 11, 23, 10, tzinfo=UTC)
DUE_ON = date(2027, 5, 21)
"""A Friday."""
BEFORE_NINE = datetime(2027, 5, 21, 5, 30, tzinfo=UTC)
IN_THE_MORNING = datetime(2027, 5, 21, 8, tzinfo=UTC)


@pytest.fixture
def clock(tmp_path: Path) -> Time:
    time = Time(tmp_path / "ahead")
    time.set(RECORDED)
    return time


@pytest.fixture
def bot(sandbox: Sandbox, workspace: Workspace, clock: Time, tmp_path: Path) -> Iterator[Bot]:
    running = clock.bot(sandbox, workspace, tmp_path)
    yield running
    if running.process and running.process.poll() is None:
        running.stop()


def _records(ana: Person, channel: str) -> Thread:
    thread = start(ana, channel, QUICK)
    ana.click(answer_until_recommended(thread), "Record decision")
    ana.waits_for_modal("Record decision")
    ana.submit(values={"Title": "Wheels for all", "Review on": DUE_ON.isoformat()})
    thread.shows("📌 *Decision 1: Wheels for all*")
    return thread


def _is_put_off(bot: Bot) -> bool:
    with closing(sqlite3.connect(bot.database)) as database:
        rows = database.execute("SELECT not_before FROM decision_reviews").fetchall()
    return [row[0][:16] for row in rows] == ["2027-05-21T07:00"]


def _is_tried(workspace: Workspace, message: Json) -> bool:
    """Whether the app has called Slack to change a message."""
    return any(call["arguments"]["ts"] == message["ts"] for call in workspace.calls("chat.update"))


def test_a_review_comes_in_working_hours_and_still_right_sets_the_next_one(
    bot: Bot, clock: Time, ana: Person, bo: Person, channel: str
) -> None:
    bot.start()
    workspace = ana.workspace
    thread = _records(ana, channel)
    workspace.forget_traffic()
    clock.set(BEFORE_NINE)
    until(lambda: _is_put_off(bot), "the review waits for nine o'clock in Amsterdam")
    assert "due for review" not in words(thread.messages())
    clock.set(IN_THE_MORNING)
    reminder = thread.shows("is due for review")
    assert reminder["text"] == (
        "*Decision 1 is due for review:* Wheels for all. Today's knowledge would still recommend it."
    )
    assert buttons(reminder) == ["Still right", "Reconsider", "Deprecate", "Open"]
    bo.click(reminder, "Still right")
    assert thread.told("can be changed by", bo)["text"] == (
        f"Decision 1 can be changed by <@{ana.id}>, who recorded it, by its deciders and by workspace admins."
    )
    ana.click(reminder, "Still right")
    form = ana.waits_for_modal("Still right")
    assert words(form["blocks"]).startswith("Decision 1 stays as it is: Wheels for all.\nReview again on")
    refused = ana.try_to_submit(form, {"Review again on": "2027-05-21"})
    assert "Choose a review date after 21 May 2027, or none." in str(refused)
    workspace.fault("chat.update", "rate_limited", retry_after=1, times=9)
    ana.submit(values={"Review again on": "2028-05-22"})
    until(lambda: _is_tried(workspace, reminder), "the reminder could not be changed yet")
    ana.click(reminder, "Deprecate")
    assert thread.told("That review")["text"] == (
        "That review of decision 1 is done: the next one is on 22 May 2028."
    )
    workspace.no_faults()
    thread.shows(
        f"✓ *Decision 1 is still right*, says <@{ana.id}>: Wheels for all. The next review is on 22 May 2028."
    )


def test_reconsider_starts_a_consultation_with_the_old_answers_once_and_deprecate_ends_it(
    bot: Bot, clock: Time, ana: Person, channel: str
) -> None:
    bot.start()
    thread = _records(ana, channel)
    clock.set(IN_THE_MORNING)
    reminder = thread.shows("is due for review")
    ana.click(reminder, "Reconsider")
    told = f"A consultation with the answers of decision 1 starts in <#{channel}>."
    assert thread.told("starts in")["text"] == told
    root = ana.waits_for(channel, "From decision 1:")
    assert "What is delivered: *Web pages made on the server*" in words(root)
    ana.click(reminder, "Reconsider")
    assert "Decision 1 is being reconsidered already, in <http" in thread.told("already")["text"]
    ana.click(reminder, "Deprecate")
    ana.waits_for_modal("Deprecate")
    ana.submit(values={"Why?": "We left the web."})
    thread.shows(f"*Decision 1 is deprecated now*, says <@{ana.id}> (“We left the web.”): Wheels for all.")


def test_a_reminder_that_was_missed_is_answered_from_the_home(
    bot: Bot, clock: Time, ana: Person, channel: str
) -> None:
    bot.start()
    thread = _records(ana, channel)
    clock.set(IN_THE_MORNING)
    thread.shows("is due for review")
    ana.open_home()
    home = ana.waits_for_home("Due for review")
    assert "⚠ review is due today" in words(home)
    ana.click_home("Open")
    ana.waits_for_modal("Framework Advisor")
    ana.click_modal("Still right")
    ana.waits_for_modal("Still right")
    ana.submit(values={"Review again on": "2028-05-22"})
    thread.shows("✓ *Decision 1 is still right*")
    until(lambda: "review on 22 May 2028" in words(ana.modal()), "the decision shows its next review")
    ana.waits_for_home(lambda view: "Due for review" not in words(view))


def _due(bot: Bot, ana: Person, how_many: int) -> None:
    """Decisions without a thread: of their reviews the one who recorded them is told directly."""
    team = ana.workspace.overview()["team"]["id"]
    store = SqliteStore.open(bot.database)
    for _ in range(how_many):
        record(
            store,
            workspace=team,
            channel="C0GONE",
            deciders=(ana.id,),
            recorded_by=ana.id,
            review_on=DUE_ON,
            snapshot=snapshot(answers=()),
        )
    store.close()


def _told_of(ana: Person) -> list[Json]:
    direct = ana.workspace.direct_message(ana)
    return [each for each in ana.reads(direct) if "is due for review" in words(each)]


def test_two_processes_tell_of_each_review_once(bot: Bot, clock: Time, ana: Person) -> None:
    clock.set(IN_THE_MORNING)
    _due(bot, ana, 8)
    before = len(_told_of(ana))
    other = clock.bot(bot.sandbox, bot.workspace, bot.folder)
    bot.start()
    other.start()
    until(lambda: len(_told_of(ana)) >= before + 8, "every review is told of", timeout=45)
    assert other.process is not None
    other.process.terminate()
    other.process.wait(timeout=20)
    texts = [each["text"] for each in _told_of(ana)[before:]]
    assert sorted(texts) == [
        f"*Decision {number} is due for review:* Decision {number}." for number in range(1, 9)
    ]


def test_a_review_that_a_process_died_over_is_told_of_once_by_the_next(
    workspace: Workspace, bot: Bot, clock: Time, ana: Person
) -> None:
    clock.set(IN_THE_MORNING)
    _due(bot, ana, 1)
    before = len(_told_of(ana))
    workspace.fault("chat.postMessage", "timeout", seconds=20)
    bot.start()
    until(lambda: bool(_claims(bot)), "the review is claimed")
    bot.kill()
    workspace.no_faults()
    assert len(_told_of(ana)) == before
    clock.set(IN_THE_MORNING.replace(minute=10))
    bot.start()
    until(lambda: len(_told_of(ana)) == before + 1, "the next process tells of it")
    bot.restart()
    until(lambda: not _claims(bot), "nothing is claimed any more")
    assert len(_told_of(ana)) == before + 1


def _claims(bot: Bot) -> list[str]:
    with closing(sqlite3.connect(bot.database)) as database:
        rows = database.execute("SELECT lease_owner FROM decision_reviews WHERE lease_owner IS NOT NULL")
        return [row[0] for row in rows]
