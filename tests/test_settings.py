from __future__ import annotations

import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.mistakes import Mistake
from bot.settings import (
    HOW_TO_SET,
    SHIPPED,
    HttpSettings,
    KnowledgeSettings,
    SettingsError,
    SocketSettings,
    StoreSettings,
    read_settings,
)

BOT = "xoxb-1-abc"
APP = "xapp-1-abc"
SECRET = "0123456789abcdef0123456789abcdef"


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for variable in HOW_TO_SET:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.chdir(tmp_path)


def problems(kind: type[KnowledgeSettings]) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as error:
        read_settings(kind)
    assert str(error.value) == "\n".join(error.value.problems)
    return error.value.problems


def test_http_needs_a_token_and_a_secret_and_defaults_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", BOT)
    monkeypatch.setenv("SLACK_SIGNING_SECRET", SECRET)

    settings = read_settings(HttpSettings)

    assert settings.slack_bot_token.get_secret_value() == BOT
    assert settings.slack_signing_secret.get_secret_value() == SECRET
    assert settings.model_dump(exclude={"slack_bot_token", "slack_signing_secret"}) == {
        "knowledge": (SHIPPED,),
        "log_level": "INFO",
        "database_url": "sqlite:///data/advisor.db",
        "slack_api_url": "https://slack.com/api/",
        "command": "/framework",
        "lapse_days": 14,
        "port": 3000,
        "host": "0.0.0.0",  # noqa: S104 - what a container listens on
    }


def test_every_problem_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxp-1")
    monkeypatch.setenv("PORT", "70000")
    monkeypatch.setenv("COMMAND", "framework")
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/advisor")

    assert (
        "\n".join(problems(HttpSettings))
        == """\
DATABASE_URL is ill-formed; set it to an address such as sqlite:///data/advisor.db; only SQLite is known.
SLACK_BOT_TOKEN is ill-formed; set it to the bot token of your Slack app, which starts with xoxb-.
COMMAND is ill-formed; set it to a slash and up to 31 lower-case letters, digits, - or _, such as /framework.
SLACK_SIGNING_SECRET is missing; set it to your Slack app's signing secret, at least 16 characters.
PORT is ill-formed; set it to a number from 1 to 65535."""
    )


def test_an_empty_variable_counts_as_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "")
    monkeypatch.setenv("SLACK_APP_TOKEN", APP)

    assert problems(SocketSettings) == (
        "SLACK_BOT_TOKEN is missing; set it to the bot token of your Slack app, which starts with xoxb-.",
    )


def test_an_empty_variable_leaves_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "")

    assert read_settings(KnowledgeSettings).log_level == "INFO"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SLACK_BOT_TOKEN", "xoxb-"),
        ("SLACK_BOT_TOKEN", "xoxb-a b"),
        ("SLACK_APP_TOKEN", "xoxb-1"),
        ("SLACK_API_URL", "slack.com/api"),
        ("SLACK_API_URL", "ftp://slack.com"),
        ("COMMAND", "/Framework"),
        ("COMMAND", "/frame work"),
        ("COMMAND", "/" + "x" * 32),
        ("DATABASE_URL", "sqlite:///"),
        ("KNOWLEDGE", ":"),
        ("LOG_LEVEL", "LOUD"),
        ("LAPSE_DAYS", "0"),
        ("LAPSE_DAYS", "soon"),
    ],
)
def test_an_ill_formed_value_names_its_variable(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", BOT)
    monkeypatch.setenv("SLACK_APP_TOKEN", APP)
    monkeypatch.setenv(variable, value)

    assert problems(SocketSettings) == (f"{variable} is ill-formed; set it to {HOW_TO_SET[variable]}.",)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SLACK_SIGNING_SECRET", "short"),
        ("SLACK_SIGNING_SECRET", "ü" * 32),
        ("PORT", "0"),
        ("PORT", "-1"),
        ("PORT", "80.5"),
        ("HOST", "local host"),
    ],
)
def test_an_ill_formed_value_of_http_names_its_variable(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", BOT)
    monkeypatch.setenv("SLACK_SIGNING_SECRET", SECRET)
    monkeypatch.setenv(variable, value)

    assert problems(HttpSettings) == (f"{variable} is ill-formed; set it to {HOW_TO_SET[variable]}.",)


def test_stray_spaces_and_case_are_forgiven(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", f" {BOT}\n")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", SECRET)
    monkeypatch.setenv("PORT", " 8080 ")
    monkeypatch.setenv("LOG_LEVEL", "debug")
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:3000/api")

    settings = read_settings(HttpSettings)

    assert settings.slack_bot_token.get_secret_value() == BOT
    assert (settings.port, settings.log_level) == (8080, "DEBUG")
    assert settings.slack_api_url == "http://127.0.0.1:3000/api/"


def test_the_file_is_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("LAPSE_DAYS=7\nLOG_LEVEL=ERROR\nOTHER=1\n", encoding="utf-8")
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    monkeypatch.setenv("SLACK_BOT_TOKEN", BOT)
    monkeypatch.setenv("SLACK_APP_TOKEN", APP)

    settings = read_settings(SocketSettings)

    assert (settings.lapse_days, settings.log_level) == (7, "DEBUG")


def test_a_file_that_is_not_utf_8_is_told_in_one_sentence() -> None:
    Path(".env").write_bytes(b"HOST=\xff\xfe\n")

    assert problems(KnowledgeSettings) == (".env is not UTF-8; save it as UTF-8 text.",)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_told_in_one_sentence() -> None:
    Path(".env").write_text("PORT=1", encoding="utf-8")
    Path(".env").chmod(0)

    assert problems(KnowledgeSettings) == (".env cannot be read: Permission denied.",)


def test_folders_are_joined_by_a_colon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KNOWLEDGE", "knowledge: /etc/advisor/house")

    assert read_settings(KnowledgeSettings).knowledge == (Path("knowledge"), Path("/etc/advisor/house"))


@pytest.mark.parametrize(
    ("url", "path"), [("sqlite:///data/a.db", "data/a.db"), ("sqlite:////var/lib/a.db", "/var/lib/a.db")]
)
def test_the_database_is_a_file(monkeypatch: pytest.MonkeyPatch, url: str, path: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)

    assert read_settings(StoreSettings).database == Path(path)


def test_secrets_show_neither_in_settings_nor_in_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-very secret")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", SECRET)

    assert "secret" not in " ".join(problems(HttpSettings)).replace("signing secret", "")
    monkeypatch.setenv("SLACK_BOT_TOKEN", BOT)
    settings = read_settings(HttpSettings)
    assert BOT not in repr(settings) + str(settings)
    assert SECRET not in repr(settings) + str(settings)


def test_settings_never_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "ERROR")
    settings = read_settings(KnowledgeSettings)

    with pytest.raises(ValidationError):
        settings.log_level = "INFO"  # type: ignore[misc]  # that it is refused is the point


def test_bad_settings_are_a_mistake_of_the_operator() -> None:
    assert issubclass(SettingsError, Mistake)


def test_every_variable_says_how_to_set_it() -> None:
    def kinds(kind: type[KnowledgeSettings]) -> list[type[KnowledgeSettings]]:
        return [kind, *(found for child in kind.__subclasses__() for found in kinds(child))]

    read = {name.upper() for kind in kinds(KnowledgeSettings) for name in kind.model_fields}
    assert read == set(HOW_TO_SET)
