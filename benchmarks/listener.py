"""The floor: an empty Bolt app on the bot's own server, with and without one durable commit."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_bolt.authorization import AuthorizeResult

from benchmarks.load import HOST
from bot.http import EVENTS_PATH
from bot.serving import serve_wsgi
from bot.store.database import Database, connect

EMPTY = "help"
"""The text of a command that commits nothing."""


def wsgi() -> SlackRequestHandler:
    """Make the application of the worker."""
    commit = _committer(Path(os.environ["FLOOR_DATABASE"]))
    bolt = App(
        signing_secret=os.environ["SLACK_SIGNING_SECRET"],
        authorize=_authorize,
        process_before_response=True,
    )

    @bolt.command("/framework")
    def on_command(ack: Ack, body: dict[str, Any]) -> None:
        if body["text"] == EMPTY:
            ack("ok")
            return
        commit()
        ack()

    @bolt.action(re.compile("."))
    def on_click(ack: Ack) -> None:
        commit()
        ack()

    return SlackRequestHandler(bolt, path=EVENTS_PATH)


def _authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token="xoxb-floor")  # noqa: S106 - of no Slack


def _committer(path: Path) -> Callable[[], None]:
    with connect(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE IF NOT EXISTS seen (id INTEGER PRIMARY KEY) STRICT")
    database, numbers = Database(path), count(1)

    def commit() -> None:
        with database.transaction() as connection:
            connection.execute("INSERT INTO seen VALUES (?)", (next(numbers),))

    return commit


if __name__ == "__main__":
    serve_wsgi("benchmarks.listener:wsgi", HOST, int(os.environ["PORT"]))
