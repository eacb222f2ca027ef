"""The process itself: how it ends, what it logs, how it refuses to start, and what it lets through."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import psutil
import pytest

from bot.settings import SHIPPED
from tests.sandbox.person import Person, Workspace, words
from tests.walk.running import Bot, Mode
from tests.walk.thread import QUICK, answer, answer_until_recommended, start

MOST_SECONDS_TO_END = 5


@pytest.fixture(scope="module", params=["socket", "http"])
def mode(request: pytest.FixtureRequest) -> Mode:
    return cast("Mode", request.param)


@pytest.fixture(autouse=True)
def _runs_again(bot: Bot) -> Iterator[None]:
    """A test may end the process; the next one finds it running."""
    yield
    if bot.process is None or bot.process.poll() is not None:
        bot.start()


def test_it_ends_within_seconds_when_it_is_told_to(bot: Bot, ana: Person, channel: str) -> None:
    start(ana, channel, QUICK).question()
    began = time.monotonic()
    assert bot.stop() == 0
    assert time.monotonic() - began < MOST_SECONDS_TO_END
    assert "Traceback" not in bot.log


def test_what_runs_when_it_is_told_to_end_is_finished(
    bot: Bot, workspace: Workspace, ana: Person, channel: str
) -> None:
    thread = start(ana, channel, QUICK)
    question = thread.question()
    workspace.fault("chat.update", "delay", seconds=1.5)
    before = len(workspace.calls("chat.update"))
    label = answer(ana, question)
    assert bot.stop() == 0
    assert len(workspace.calls("chat.update")) > before
    bot.start()
    thread.shows(f"*{label}* · <@{ana.id}>")
    thread.shows("Record decision")
    assert sum(f"*{label}*" in words(each) for each in thread.messages()) == 1


def test_the_log_holds_no_token_and_nothing_that_people_wrote(
    bot: Bot, workspace: Workspace, ana: Person, channel: str
) -> None:
    workspace.fault("chat.postMessage", "server_error")
    thread = start(ana, channel, f"{QUICK}, for zebras")
    ana.say(channel, "zebras are striped", thread=thread.ts)
    ana.say(channel, "@Framework Advisor zebras")
    ana.command(channel, "/framework decisions zebras")
    ana.waits_for(channel, "zebras", timeout=5)
    result = answer_until_recommended(thread)
    ana.click(result, "Record decision")
    ana.waits_for_modal("Record decision")
    ana.submit(values={"Title": "Zebras it is", "Why": "Zebras said so."})
    thread.root_shows("Zebras it is")
    log = bot.log.lower()
    assert "serving" in log or bot.mode == "http"
    assert "zebra" not in log
    for secret in (bot.sandbox.bot_token, bot.sandbox.app_token, bot.sandbox.signing_secret):
        assert secret.lower() not in log


@pytest.fixture
def expected_refusals() -> set[str]:
    return {"ratelimited", "internal_error"}


def test_connections_to_slack_are_kept_alive(
    bot: Bot, workspace: Workspace, ana: Person, channel: str
) -> None:
    thread = start(ana, channel, QUICK)
    answer_until_recommended(thread)
    made = _connections(bot)
    calls = len(workspace.calls())
    thread.says("summary")
    thread.told("Recommended")
    ana.click(thread.shows("Record decision"), "Agree")
    thread.shows("agrees")
    assert len(workspace.calls()) > calls
    assert _connections(bot) & made


def _connections(bot: Bot) -> set[int]:
    """The bot's own ports of its connections to Slack."""
    assert bot.process
    port = int(bot.sandbox.url.rsplit(":", 1)[1])
    family = [psutil.Process(bot.process.pid), *psutil.Process(bot.process.pid).children(recursive=True)]
    every = [each for process in family for each in process.net_connections("tcp")]
    return {each.laddr.port for each in every if each.raddr[1:] == (port,)}


def _run(bot: Bot, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "bot", bot.mode],
        env=bot.environment() | settings,
        cwd=bot.folder,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_a_database_that_cannot_be_opened_is_told_in_one_sentence(bot: Bot, tmp_path: Path) -> None:
    (tmp_path / "torn.db").write_bytes(b"this is no database " * 100)
    ended = _run(bot, DATABASE_URL=f"sqlite:///{tmp_path}/torn.db")
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1
    assert "torn.db" in ended.stderr


def test_broken_knowledge_is_told_with_all_its_problems(bot: Bot, tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "odd.yaml").write_text(
        "- id: one\n  when: {nothing: here}\n  gives: {fastpai: strong}\n  because: It is so.\n"
        "  sources: [calloway]\n"
    )
    ended = _run(bot, KNOWLEDGE=f"{SHIPPED}:{tmp_path}")
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
    assert re.search(r"odd\.yaml:\d+: .*did you mean fastapi", ended.stderr)
    assert "nothing" in ended.stderr


def test_missing_settings_are_told_all_at_once(bot: Bot) -> None:
    ended = _run(bot, SLACK_BOT_TOKEN="", SLACK_APP_TOKEN="", SLACK_SIGNING_SECRET="", LAPSE_DAYS="soon")
    assert ended.returncode == 2
    told = ended.stderr.strip().splitlines()
    assert len(told) == 3
    assert all("set it to" in line for line in told)
