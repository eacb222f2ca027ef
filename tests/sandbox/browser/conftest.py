from __future__ import annotations

import pytest

from bot.sandbox.server import Sandbox
from tests.browser import browser, windows

__all__ = ["browser", "windows"]


@pytest.fixture
def sandbox_url(sandbox: Sandbox) -> str:
    return sandbox.url
