"""A modal that stands open for long does not show or take what its reader may no longer see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.sandbox.server import Sandbox
from tests.sandbox.person import Json, Person, Workspace, words
from tests.walk.clock import Time
from tests.walk.conftest import new_channel
from tests.walk.log import Logged, chooses, logged
from tests.walk.running import Bot, until

BEGINNING = datetime(2026, 11, 23, 10, tzinfo=UTC)
LATER = BEGINNING + timedelta(minutes=11)
SUCCESSOR = {"Number of the decision that supersedes it": "1"}


@pytest.fixture
def clock(tmp_path: Path) -> Time:
    time = Time(tmp_path / "ahead")
    time.set(BEGINNING)
    return time


@pytest.fixture(autouse=True)
def bot(sandbox: Sandbox, workspace: Workspace, clock: Time, tmp_path: Path) -> Iterator[Bot]:
    running = clock.bot(sandbox, workspace, tmp_path)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def secret(workspace: Workspace, ana: Person) -> Logged:
    """A private channel in which Ana has opened decision 1 to edit it."""
    channel = new_channel(workspace, "private")
    number = logged(ana, channel, "Secret wheels", "Django")
    shown = Logged(ana, channel)
    ana.click(shown.opens(number), "Edit")
    ana.waits_for_modal("Edit decision")
    return shown


def test_who_left_the_channel_gets_back_what_they_typed(
    secret: Logged, workspace: Workspace, ana: Person, bo: Person, clock: Time
) -> None:
    workspace.put_channel(id=secret.channel, members=[bo.id])
    clock.set(LATER)
    ana.try_to_submit(values={"Title": "Changed from outside"})
    assert words(ana.modal()["blocks"]).startswith(
        "There is no decision 1 that you can see here.\n*What you typed*\nChanged from outside\n"
    )
    assert "Secret wheels" in words(Logged(bo, secret.channel).opens(1))


def test_who_is_still_there_goes_on(secret: Logged, ana: Person, clock: Time) -> None:
    clock.set(LATER)
    ana.submit(values={"Title": "Better wheels"})
    secret.shows(1, "Decision 1: Better wheels")


def test_who_left_the_channel_is_not_shown_what_was_decided_there(
    secret: Logged, workspace: Workspace, ana: Person, bo: Person, clock: Time
) -> None:
    ana.close()
    form = _logs(ana, secret.channel)
    workspace.put_channel(id=secret.channel, members=[bo.id])
    clock.set(LATER)
    logged(bo, new_channel(workspace), "Open wheels", "Django")
    chooses(ana, form, "Django")
    until(lambda: "Open wheels" in words(ana.modal()), "the modal shows who chose the same")
    assert "Secret wheels" not in words(ana.modal())


def test_who_is_still_there_is_shown_what_was_decided_there(secret: Logged, ana: Person, clock: Time) -> None:
    ana.close()
    form = _logs(ana, secret.channel)
    clock.set(LATER)
    chooses(ana, form, "Django")
    until(lambda: "Secret wheels" in words(ana.modal()), "the modal shows who chose the same")


def test_who_left_the_channel_names_nothing_of_it_any_more(
    secret: Logged, workspace: Workspace, ana: Person, bo: Person, clock: Time
) -> None:
    _supersedes_an_open_one(ana, secret)
    workspace.put_channel(id=secret.channel, members=[bo.id])
    clock.set(LATER)
    assert ana.try_to_submit(values=SUCCESSOR)["text"] == "There is no decision 1 that you can see here."


def test_who_is_still_there_names_what_was_decided_there(secret: Logged, ana: Person, clock: Time) -> None:
    number = _supersedes_an_open_one(ana, secret)
    clock.set(LATER)
    ana.submit(values=SUCCESSOR)
    secret.shows(number, "superseded by decision 1")


def _supersedes_an_open_one(person: Person, secret: Logged) -> int:
    """Begin to say, from the private channel, what superseded a decision that everybody sees."""
    person.close()
    number = logged(person, new_channel(person.workspace), "Open wheels", "Django")
    person.click(secret.opens(number), "Supersede")
    person.waits_for_modal("Supersede")
    return number


def _logs(person: Person, channel: str) -> Json:
    person.command(channel, "/framework log")
    return person.waits_for_modal("Log a decision")


def test_where_slack_does_not_say_who_is_there_the_text_comes_back_with_the_reason(
    secret: Logged, workspace: Workspace, ana: Person, clock: Time, expected_refusals: set[str]
) -> None:
    expected_refusals.add("internal_error")
    workspace.fault("users.conversations", "server_error", times=9)
    clock.set(LATER)
    ana.try_to_submit(values={"Title": "Changed late"})
    assert words(ana.modal()["blocks"]).startswith(
        "I can't find out whether you are still in that conversation; open this again there.\n"
        "*What you typed*\nChanged late\n"
    )
    workspace.no_faults()
    assert "Secret wheels" in words(secret.opens(1))
