from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import build
from bot.mistakes import Mistake
from bot.settings import SocketSettings


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    root, ours = logging.getLogger(), logging.getLogger("bot")
    levels = root.level, ours.level
    yield
    root.setLevel(levels[0])
    ours.setLevel(levels[1])


def _settings(folder: Path, **more: str) -> SocketSettings:
    environment = {
        "slack_bot_token": "xoxb-1",
        "slack_app_token": "xapp-1",
        "slack_api_url": "http://127.0.0.1:9/api/",
        "database_url": f"sqlite:///{folder}/advisor.db",
    }
    return SocketSettings.model_validate(environment | more)


def test_putting_the_app_together_needs_no_slack(tmp_path: Path) -> None:
    build(_settings(tmp_path)).close()
    assert (tmp_path / "advisor.db").exists()


def test_a_broken_database_is_a_mistake_of_the_operator(tmp_path: Path) -> None:
    (tmp_path / "advisor.db").write_bytes(b"this is no database " * 100)
    with pytest.raises(Mistake):
        build(_settings(tmp_path))


def test_missing_knowledge_is_a_mistake_of_the_operator(tmp_path: Path) -> None:
    with pytest.raises(Mistake):
        build(_settings(tmp_path, knowledge=str(tmp_path / "nowhere")))


def test_what_runs_is_finished_before_the_app_is_closed(tmp_path: Path) -> None:
    running = build(_settings(tmp_path))
    done: list[str] = []
    running.errands.run(lambda: done.append("errand"), done.append)
    running.openings.run(lambda: done.append("opening"), done.append)
    running.close()
    assert sorted(done) == ["errand", "opening"]
