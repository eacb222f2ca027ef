"""A headless Chromium for tests, and windows in it that look at the sandbox as somebody."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
_TIMEOUT_MS = 10_000
DESKTOP = (1280, 800)
PHONE = (360, 720)


def find_chromium() -> str | None:
    """Return the path of an installed Chromium."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


@contextmanager
def launched() -> Iterator[Browser]:
    """Run a Chromium; skips the test where none is installed."""
    path = find_chromium()
    if path is None:
        refuse = pytest.fail if os.environ.get("REQUIRE_BROWSER") else pytest.skip
        refuse("no Chromium found; install the package chromium to run the browser tests")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium for the tests of one module.

    Playwright keeps an event loop running in the thread, so it must not outlive the tests that need it.
    """
    with launched() as running:
        yield running


class Windows:
    """Opens windows on one sandbox, each with its own storage, and remembers what went wrong in them."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser = browser
        self._url = url
        self.problems: list[str] = []

    def open(
        self,
        user: str,
        channel: str = "backend",
        *,
        thread: str | None = None,
        size: tuple[int, int] = DESKTOP,
        scheme: Literal["light", "dark"] = "light",
    ) -> Page:
        """Open a window as somebody, and return it once it is drawn."""
        width, height = size
        page = self._browser.new_page(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
        )
        page.set_default_timeout(_TIMEOUT_MS)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", self._note)
        query = f"?user={user}&channel={channel}" + (f"&thread={thread}" if thread else "")
        page.goto(f"{self._url}/{query}")
        page.locator("#page[aria-busy=false]").wait_for()
        return page

    def close(self) -> None:
        """Close every window."""
        for context in self._browser.contexts:
            context.close()

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.problems.append(message.text)


@pytest.fixture
def windows(browser: Browser, sandbox_url: str) -> Iterator[Windows]:
    """Windows on the sandbox at `sandbox_url`; an error in any page fails the test."""
    opened = Windows(browser, sandbox_url)
    yield opened
    opened.close()
    assert opened.problems == []
