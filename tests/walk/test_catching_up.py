"""A thread shows its consultation's state, whatever happens to Slack, to the connection or to the process."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from tests.sandbox.person import Person, Workspace, words
from tests.walk.running import Bot, until
from tests.walk.thread import Thread, answer, ask_of, start

pytestmark = pytest.mark.usefixtures("bot")

_FAULTS: tuple[dict[str, Any], ...] = (
    {"kind": "rate_limited", "retry_after": 2},
    {"kind": "server_error"},
    {"kind": "timeout", "seconds": 0.1},
    {"kind": "reset"},
)


@pytest.fixture(scope="module")
def rate_limits() -> bool:
    return True


@pytest.fixture
def expected_refusals() -> set[str]:
    return {"ratelimited", "internal_error", "message_not_found", "cant_update_message"}


def _questions(thread: Thread, ask: str) -> int:
    return sum(f"*{ask}*" in words(each) for each in thread.messages())


def _starts_a_while_later(bot: Bot) -> None:
    """Start when the lease of the process that died has run out."""
    bot.workspace.no_faults()
    with closing(sqlite3.connect(bot.database, isolation_level=None)) as database:
        database.execute("UPDATE threads SET lease_until = '2000' WHERE lease_until IS NOT NULL")
    bot.start()


def test_what_was_committed_before_a_kill_is_shown_once_after_the_next_start(
    bot: Bot, workspace: Workspace, ana: Person, channel: str
) -> None:
    thread = start(ana, channel)
    question = thread.question()
    workspace.fault("chat.update", "timeout", seconds=20)
    label = answer(ana, question)
    bot.kill()
    assert f"*{label}* ·" not in words(thread.messages())
    _starts_a_while_later(bot)
    thread.shows(f"*{label}* · <@{ana.id}>")
    following = thread.next_question(question)
    assert _questions(thread, ask_of(following)) == 1
    assert len(thread.messages()) == 2


def test_a_consultation_killed_before_its_first_message_is_posted_after_the_next_start(
    bot: Bot, workspace: Workspace, ana: Person, channel: str
) -> None:
    workspace.fault("chat.postMessage", "timeout", seconds=20)
    ana.command(channel, "/framework a shop for bicycles")
    bot.kill()
    assert "bicycles" not in words(ana.reads(channel))
    _starts_a_while_later(bot)
    ana.waits_for(channel, "a shop for bicycles")
    assert words(ana.reads(channel)).count("> “a shop for bicycles”") == 1


@pytest.mark.parametrize("fault", _FAULTS, ids=lambda fault: fault["kind"])
def test_a_thread_catches_up_by_itself_when_posting_fails(
    workspace: Workspace, ana: Person, channel: str, fault: dict[str, Any]
) -> None:
    workspace.fault("chat.postMessage", **fault)
    thread = start(ana, channel, "a shop for bicycles")
    thread.question()
    assert len(thread.messages()) == 1


@pytest.mark.parametrize("fault", _FAULTS, ids=lambda fault: fault["kind"])
def test_a_thread_catches_up_by_itself_when_updating_fails(
    workspace: Workspace, ana: Person, channel: str, fault: dict[str, Any]
) -> None:
    thread = start(ana, channel)
    question = thread.question()
    workspace.fault("chat.update", **fault)
    label = answer(ana, question)
    thread.shows(f"*{label}* · <@{ana.id}>")
    thread.next_question(question)
    assert len(thread.messages()) == 2


@pytest.mark.parametrize("method", ["conversations.info", "chat.getPermalink"])
@pytest.mark.parametrize("kind", ["server_error", "reset"])
def test_a_thread_is_shown_although_something_else_fails(
    workspace: Workspace, ana: Person, channel: str, method: str, kind: str
) -> None:
    workspace.fault(method, kind, times=3)
    thread = start(ana, channel, "a shop for bicycles")
    thread.question()


def test_a_limit_on_one_channel_does_not_hold_up_another(
    workspace: Workspace, ana: Person, bo: Person, channel: str
) -> None:
    workspace.fault("chat.postMessage", "rate_limited", retry_after=20)
    ana.command(channel, "/framework a shop for bicycles")
    until(lambda: bool(workspace.calls("chat.postMessage")), "the first post was refused")
    other = workspace.channel("backend")
    start(bo, other, "a shop for tricycles")
    assert "bicycles" not in words(ana.reads(channel))


def test_a_deleted_root_is_posted_anew_and_its_buttons_work(ana: Person, channel: str) -> None:
    thread = start(ana, channel, "a shop for bicycles")
    question = thread.question()
    ana.act("delete_message", channel=channel, ts=thread.ts)
    label = answer(ana, question)
    thread.shows(f"*{label}* · <@{ana.id}>")
    root = ana.waits_for(
        channel, lambda seen: "in the thread>" in words(seen) and seen["ts"] != thread.ts, timeout=20
    )
    assert root["ts"] != thread.ts
    ana.click(root, "Correct")
    assert ana.waits_for_modal("Change answers")
    ana.close()
    following = thread.next_question(question)
    second = answer(ana, following)
    thread.shows(f"*{second}* · <@{ana.id}>")


def test_a_deleted_question_is_posted_anew(ana: Person, channel: str) -> None:
    thread = start(ana, channel, "a shop for bicycles")
    question = thread.question()
    ana.act("delete_message", channel=channel, ts=question["ts"])
    thread.says("1")
    thread.shows(f"· <@{ana.id}>")
