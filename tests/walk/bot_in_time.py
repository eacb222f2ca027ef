"""The bot with a clock that a test sets: a program of its own, run as `python bot_in_time.py socket`."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

from bot.app import now
from bot.serving import serve_socket
from bot.settings import SocketSettings, read_settings

AHEAD = "SECONDS_AHEAD"
"""The variable that names the file which says how far the clock is ahead."""


def clock() -> datetime:
    return now() + timedelta(seconds=float(Path(os.environ[AHEAD]).read_text()))


if __name__ == "__main__":
    serve_socket(read_settings(SocketSettings), clock)
