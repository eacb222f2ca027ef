"""What Slack is slow with holds up nobody who need not wait for it."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import urllib3

from tests.sandbox.person import Person, Workspace, words
from tests.walk.log import Logged, logged
from tests.walk.running import Bot, Mode
from tests.walk.thread import QUICK, answer_until_recommended, start

SLOW_SECONDS = 2.5
SOON_SECONDS = 1.0


@pytest.fixture(scope="module")
def mode() -> Mode:
    return "http"


def test_while_somebody_is_looked_up_others_are_answered(
    bot: Bot, workspace: Workspace, ana: Person, bo: Person, channel: str
) -> None:
    number = logged(ana, channel, "Django for the shop", "Django")
    shown = Logged(ana, channel).opens(number)
    bot.restart()
    workspace.fault("users.info", "delay", seconds=SLOW_SECONDS)
    with ThreadPoolExecutor(1) as pool:
        clicked = pool.submit(ana.click, shown, f"Start from decision {number}")
        time.sleep(SOON_SECONDS / 5)
        began = time.monotonic()
        bo.command(channel, "/framework help")
        assert urllib3.request("GET", f"{bot.url}/healthz", retries=False).status == 200
        assert time.monotonic() - began < SOON_SECONDS
        assert not clicked.done()
        clicked.result()


def test_the_modal_for_a_record_opens_however_slowly_slack_tells_the_thread_s_address(
    bot: Bot, workspace: Workspace, ana: Person, channel: str
) -> None:
    thread = start(ana, channel, QUICK)
    result = answer_until_recommended(thread)
    bot.restart()
    workspace.fault("chat.getPermalink", "delay", seconds=4)
    ana.click(result, "Record decision")
    ana.waits_for_modal("Record decision", timeout=3)
    ana.submit(values={"Title": "Skates on Django", "Why": "We know it."})
    thread.root_shows("Skates on Django")
    ana.command(channel, "/framework decisions skates")
    assert thread.root()["permalink"] in words(ana.waits_for(channel, "*Decisions that mention"))
