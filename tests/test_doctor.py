from __future__ import annotations

from pathlib import Path

from pydantic import SecretStr

from bot.doctor import examine
from bot.settings import DoctorSettings

NOBODY = "http://127.0.0.1:9/api/"


def test_that_the_database_is_migrated_while_it_is_examined_is_said(tmp_path: Path) -> None:
    path = tmp_path / "advisor.db"
    settings = DoctorSettings(
        slack_bot_token=SecretStr("xoxb-1"), slack_api_url=NOBODY, database_url=f"sqlite:///{path}"
    )
    said = [str(finding) for finding in examine(settings)]
    assert f"ok    DATABASE_URL: {path} opens; its schema is up to date, migrated where it was older." in said
