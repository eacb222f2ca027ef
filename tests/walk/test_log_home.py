"""The Home shows what there is to do and what was decided, and keeps up with it while it is looked at."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.store.sqlite import SqliteStore
from tests.sandbox.person import Person, Workspace, words
from tests.store.build import record
from tests.walk.log import logged
from tests.walk.running import Bot
from tests.walk.thread import start

pytestmark = pytest.mark.usefixtures("bot")


def _team(person: Person) -> str:
    return str(person.workspace.overview()["team"]["id"])


def test_the_home_follows_what_others_decide_and_what_one_starts(
    ana: Person, bo: Person, channel: str
) -> None:
    ana.open_home()
    ana.waits_for_home("Choose a Python web framework together")
    logged(bo, channel, "Wheels for Bo", "Flask")
    home = ana.waits_for_home("Wheels for Bo")
    assert "*Latest decisions*" in words(home)
    start(ana, channel, "a shop for bicycles")
    home = ana.waits_for_home("“a shop for bicycles”")
    assert words(home["blocks"]).startswith(
        "Framework Advisor\nChoose a Python web framework together, and remember why.\n"
        "Start\nPast decisions\nHelp\n*Open consultations*\n“a shop for bicycles”\nstarted by"
    )


def test_help_is_behind_a_button(ana: Person) -> None:
    ana.open_home()
    ana.waits_for_home("Help")
    ana.click_home("Help")
    assert "*What you can type*" in words(ana.waits_for_modal("Framework Advisor"))
    ana.close()


def test_what_another_process_writes_shows_and_what_others_may_not_see_does_not(
    bot: Bot, workspace: Workspace, ana: Person, chi: Person, channel: str
) -> None:
    private = workspace.put_channel(name="secrets", kind="private", members=[ana.id, _bot_user(workspace)])
    for person in (ana, chi):
        person.open_home()
        person.waits_for_home("Choose a Python web framework together")
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    store = SqliteStore.open(bot.database)
    people = {"recorded_by": ana.id, "deciders": (ana.id,), "workspace": _team(ana)}
    record(store, channel=private["id"], kind="private", title="Secret wheels", review_on=None, **people)
    record(store, channel=channel, title="Old wheels", review_on=yesterday, **people)
    store.close()
    home = ana.waits_for_home("Old wheels")
    assert "Secret wheels" in words(home)
    assert "*Due for review*" in words(home)
    hers = words(chi.waits_for_home("Old wheels"))
    assert "Secret wheels" not in hers
    assert words(home).count("Django") > hers.count("Django")


def test_nothing_is_published_while_nothing_changes(workspace: Workspace, ana: Person) -> None:
    ana.open_home()
    ana.waits_for_home("Choose a Python web framework together")
    workspace.forget_traffic()
    ana.click_home("Help")
    ana.waits_for_modal("Framework Advisor")
    ana.close()
    assert workspace.calls("views.publish") == []


def _bot_user(workspace: Workspace) -> str:
    return str(workspace.overview()["app"]["bot_user_id"])
