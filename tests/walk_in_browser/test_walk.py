"""What a person does first: start the sandbox, and go from the command to a recorded decision."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import Windows, browser
from tests.walk.running import free_port

__all__ = ["browser"]

BRIEF = "internal tool, ops staff must edit records, plus a typed API for our mobile app"


@dataclass
class Advisor:
    """The process behind `make run`."""

    folder: Path
    port: int
    process: subprocess.Popen[str] | None = None

    def start(self) -> str:
        environment = {
            "PATH": os.environ["PATH"],
            "PORT": str(self.port),
            "DATABASE_URL": f"sqlite:///{self.folder}/advisor.db",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", "sandbox"], env=environment, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def stop(self) -> int:
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=20)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


@pytest.fixture
def advisor(tmp_path: Path) -> Iterator[Advisor]:
    running = Advisor(tmp_path, free_port())
    yield running
    if running.process and running.process.poll() is None:
        running.stop()


def thread_of(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Thread")


def open_thread(page: Page) -> Locator:
    page.get_by_role("button", name=re.compile(r"\d+ repl")).last.click()
    thread = thread_of(page)
    expect(thread).to_be_visible()
    return thread


def ask(page: Page, text: str) -> None:
    composer = page.get_by_label("Message #backend")
    composer.fill(text)
    composer.press("Enter")


def current_question(thread: Locator) -> Locator:
    return thread.locator("[data-ts]").filter(has=thread.page.get_by_role("button", name="Not sure")).last


def change_first_answer(thread: Locator) -> None:
    folded = thread.locator("[data-ts]").filter(
        has=thread.page.get_by_role("button", name="Change the answer")
    )
    message = thread.locator(f'[data-ts="{folded.first.get_attribute("data-ts")}"]')
    message.get_by_role("button", name="Change the answer").click()
    message.get_by_role("button", name="Not sure").click()


def answer_the_rest(thread: Locator) -> None:
    """Answer with *Not sure* until the recommendation stands in the thread."""
    record = thread.get_by_role("button", name="Record decision")
    not_sure = thread.get_by_role("button", name="Not sure")
    for _ in range(14):
        expect(record.or_(not_sure).first).to_be_visible()
        if record.is_visible():
            return
        ts = current_question(thread).get_attribute("data-ts")
        not_sure.last.click()
        expect(thread.locator(f'[data-ts="{ts}"]').get_by_role("button", name="Not sure")).to_have_count(0)
    raise AssertionError("the interview did not end")


@pytest.mark.browser
def test_a_team_goes_from_the_command_to_a_recorded_decision(browser: Browser, advisor: Advisor) -> None:
    said = advisor.start()
    assert (
        said == f"Framework Advisor runs in a sandbox at http://127.0.0.1:{advisor.port} (Ctrl+C ends it)\n"
    )
    windows = Windows(browser, f"http://127.0.0.1:{advisor.port}")
    ana, bo = windows.open("Ana"), windows.open("Bo")

    ask(ana, f"/framework {BRIEF}")
    thread = open_thread(ana)
    expect(bo.get_by_text("Which Python web framework?").first).to_be_visible()

    first = current_question(thread)
    expect(first).to_be_visible()
    thread.get_by_label("Reply in thread").fill("1")
    thread.get_by_label("Reply in thread").press("Enter")
    expect(thread.get_by_role("button", name="Change the answer").first).to_be_visible()

    his = open_thread(bo)
    his_question = current_question(his)
    expect(his_question).to_be_visible()
    his_question.get_by_role("button", name="Not sure").click()
    expect(thread.get_by_text("@Bo").first).to_be_visible()

    assert advisor.stop() == 0
    advisor.start()
    expect(ana.get_by_text("Framework Advisor is connected")).to_be_visible()

    change_first_answer(thread)
    expect(thread.get_by_text("changed").first).to_be_visible()

    answer_the_rest(thread)
    record_another(ana, thread)
    expect(ana.get_by_text("Decision 1: Flask all the same").first).to_be_visible()
    expect(bo.get_by_text("Decision 1: Flask all the same").first).to_be_visible()

    ask(ana, "/framework decisions")
    listed = ana.locator("[data-ts]").filter(has_text="Only visible to you").last
    expect(listed.get_by_text("Flask all the same")).to_be_visible()
    expect(listed.get_by_text("accepted, against the advice")).to_be_visible()
    ask(ana, "/framework decision 1")
    detail = ana.locator("[data-ts]").filter(has_text="We run Flask already.").last
    expect(detail).to_be_visible()

    # While the process was down the page could not connect; nothing else may have gone wrong.
    assert [problem for problem in windows.problems if "ERR_CONNECTION" not in problem] == []
    windows.close()


def record_another(page: Page, thread: Locator) -> None:
    """Record Flask, whatever is recommended, and say why."""
    thread.get_by_role("button", name="Record decision").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Title").fill("Flask all the same")
    choose(page, dialog, "Flask")
    why_not = dialog.get_by_label("Why not")
    expect(why_not).to_be_visible()
    expect(dialog.get_by_label("Title")).to_have_value("Flask all the same")
    dialog.get_by_role("button", name="Record").click()
    expect(dialog.get_by_text("Please complete this required field.").first).to_be_visible()
    why_not.fill("We run Flask already.")
    dialog.get_by_label("Why Flask?").fill("The team knows it well.")
    dialog.get_by_role("button", name="Record").click()
    expect(dialog).to_have_count(0)


def choose(page: Page, dialog: Locator, name: str) -> None:
    dialog.get_by_role("button", name="Chosen").click()
    page.get_by_role("option", name=name, exact=True).click()
