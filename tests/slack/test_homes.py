from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot.decisions.service import Decisions
from bot.slack.directory import Directory
from bot.slack.homes import Homes
from bot.store.sqlite import SqliteStore
from tests.sandbox.person import Person, Workspace, words
from tests.store.build import record


@dataclass
class House:
    """Homes over a store, at a time of their own."""

    store: SqliteStore
    client: WebClient
    workspace: Workspace
    now: datetime = field(default_factory=lambda: datetime(2026, 11, 23, 10, tzinfo=UTC))

    def clock(self) -> datetime:
        return self.now

    @property
    def team(self) -> str:
        return str(self.workspace.overview()["team"]["id"])

    def homes(self) -> Homes:
        """Those of one process."""
        directory = Directory(self.client, self.store, self.clock)
        log = Decisions(self.store, self.clock)
        return Homes(self.store, log, self.store, directory, self.client, self.clock, "/framework")

    def decides(self, title: str, **more: object) -> None:
        record(self.store, **{"workspace": self.team, "title": title, "review_on": None, **more})

    def published(self) -> int:
        return len(self.workspace.calls("views.publish"))


@pytest.fixture
def house(client: WebClient, workspace: Workspace, tmp_path: Path) -> Iterator[House]:
    store = SqliteStore.open(tmp_path / "advisor.db")
    yield House(store, client, workspace)
    store.close()


def test_an_open_home_shows_what_others_decide(house: House, ana: Person) -> None:
    homes = house.homes()
    homes.opened(house.team, ana.id)
    assert "Choose a Python web framework" in words(ana.home())
    house.decides("Wheels")
    homes.refresh()
    assert "*1 · Wheels*" in words(ana.home())


def test_a_home_that_looks_as_before_is_not_published_again(house: House, ana: Person) -> None:
    homes = house.homes()
    homes.opened(house.team, ana.id)
    homes.refresh()
    house.decides("Hidden", channel="C0HIDDEN", kind="private")
    homes.refresh()
    assert house.published() == 1


def test_a_home_shows_that_a_review_has_come_due(house: House, ana: Person) -> None:
    homes = house.homes()
    house.decides("Wheels", review_on=house.now.date() + timedelta(days=1))
    homes.opened(house.team, ana.id)
    assert "Due for review" not in words(ana.home())
    house.now += timedelta(minutes=14 * 60 + 1)
    homes.opened(house.team, ana.id)
    assert "*Due for review*" in words(ana.home())


def test_a_home_that_was_opened_long_ago_is_left_alone(house: House, ana: Person) -> None:
    homes = house.homes()
    homes.opened(house.team, ana.id)
    house.now += timedelta(minutes=31)
    house.decides("Wheels")
    homes.refresh()
    assert house.published() == 1


def test_a_later_state_of_another_process_is_not_overwritten(house: House, ana: Person) -> None:
    first, second = house.homes(), house.homes()
    first.opened(house.team, ana.id)
    house.decides("Wheels")
    second.opened(house.team, ana.id)
    house.decides("Spokes")
    first.refresh()
    assert "Spokes" not in words(ana.home())
    second.refresh()
    assert "Spokes" in words(ana.home())
    house.workspace.forget_traffic()
    house.decides("Bells")
    first.refresh()
    assert house.published() == 0


def test_while_slack_is_busy_a_home_waits(house: House, ana: Person) -> None:
    homes = house.homes()
    homes.opened(house.team, ana.id)
    house.decides("Wheels")
    house.workspace.fault("views.publish", "rate_limited")
    homes.refresh()
    assert "Wheels" not in words(ana.home())
    homes.refresh()
    assert "Wheels" in words(ana.home())


def test_when_the_budget_is_spent_a_home_waits(house: House, ana: Person) -> None:
    homes = house.homes()
    homes.opened(house.team, ana.id)
    for number in range(70):
        house.decides(f"Wheel {number}")
        homes.refresh()
    assert house.published() == 61
    assert "Wheel 59" in words(ana.home())
    assert "Wheel 60" not in words(ana.home())


def test_what_somebody_is_in_is_asked_again_after_ten_minutes(house: House, ana: Person) -> None:
    homes = house.homes()
    homes.opened(house.team, ana.id)
    private = house.workspace.put_channel(
        name="wheel-makers",
        kind="private",
        members=[ana.id, house.workspace.overview()["app"]["bot_user_id"]],
    )
    house.decides("Secret", channel=private["id"], kind="private")
    homes.refresh()
    assert "Secret" not in words(ana.home())
    house.now += timedelta(minutes=10)
    homes.refresh()
    assert "Secret" in words(ana.home())
