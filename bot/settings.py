"""Environment and `.env` to frozen settings, one class for each way of running."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.mistakes import Mistake

SHIPPED = Path(__file__).parent.parent / "knowledge"
"""The knowledge that comes with the app."""

HOW_TO_SET = {
    "SLACK_BOT_TOKEN": "the bot token of your Slack app, which starts with xoxb-",
    "SLACK_APP_TOKEN": "an app-level token with connections:write, which starts with xapp-",
    "SLACK_SIGNING_SECRET": "your Slack app's signing secret, at least 16 characters",
    "SLACK_API_URL": "an address that starts with http:// or https://",
    "PORT": "a number from 1 to 65535",
    "HOST": "a host name or an address such as 0.0.0.0, without spaces",
    "COMMAND": "a slash and up to 31 lower-case letters, digits, - or _, such as /framework",
    "DATABASE_URL": "an address such as sqlite:///data/advisor.db; only SQLite is known",
    "KNOWLEDGE": "folders joined by a colon, such as knowledge:/etc/advisor/house",
    "LOG_LEVEL": "one of DEBUG, INFO, WARNING, ERROR and CRITICAL",
    "LAPSE_DAYS": "a number of days from 1 to 365",
}
"""Every variable, and what it must be."""


class SettingsError(Mistake):
    """What is missing or ill-formed in the settings; its text is one sentence for each, one a line."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


def _matching(pattern: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError("ill-formed")
        return value

    return check


def _secret(pattern: str) -> Callable[[SecretStr], SecretStr]:
    check = _matching(pattern)
    return lambda value: SecretStr(check(value.get_secret_value().strip()))


def _if_given(check: Callable[[SecretStr], SecretStr]) -> Callable[[SecretStr | None], SecretStr | None]:
    return lambda value: None if value is None else check(value)


def _number(lowest: int, highest: int) -> Callable[[str | int], int]:
    def check(value: str | int) -> int:
        number = int(str(value)) if str(value).strip().isdecimal() else lowest - 1
        if not lowest <= number <= highest:
            raise ValueError("out of range")
        return number

    return check


def folders_of(text: str) -> tuple[Path, ...]:
    """Folders joined by a colon; none where nothing stands between the colons."""
    return tuple(Path(part.strip()) for part in text.split(":") if part.strip())


def _some_folders(value: str | tuple[Path, ...]) -> tuple[Path, ...]:
    if not (found := folders_of(value) if isinstance(value, str) else value):
        raise ValueError("no folder")
    return found


_COMMAND = r"/[a-z0-9_-]{1,31}"


class KnowledgeSettings(BaseSettings):
    """What `recommend`, `ask` and `check` need."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="ignore",
        env_ignore_empty=True,
        env_file_encoding="utf-8",
        hide_input_in_errors=True,
        validate_default=False,
        str_strip_whitespace=True,
    )

    knowledge: Annotated[tuple[Path, ...], NoDecode, BeforeValidator(_some_folders)] = (SHIPPED,)
    """The shipped folder, then the team's own, each over the ones before it."""
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"],
        BeforeValidator(lambda value: value.strip().upper()),
    ] = "INFO"


class StoreSettings(KnowledgeSettings):
    """What `decisions` needs."""

    database_url: Annotated[str, AfterValidator(_matching(r"sqlite:///\S.*"))] = "sqlite:///data/advisor.db"

    @property
    def database(self) -> Path:
        """Where the SQLite file is."""
        return Path(self.database_url.removeprefix("sqlite:///"))


class SandboxSettings(StoreSettings):
    """What `sandbox` needs."""

    port: Annotated[int, BeforeValidator(_number(1, 65535))] = 3000
    """Where the page is first looked for; the next free port is taken when this one is in use."""
    command: Annotated[str, AfterValidator(_matching(_COMMAND))] = "/framework"


class SlackSettings(StoreSettings):
    """What every way of serving Slack needs."""

    slack_bot_token: Annotated[SecretStr, AfterValidator(_secret(r"xoxb-\S+"))]
    slack_api_url: Annotated[
        str,
        AfterValidator(_matching(r"https?://[^\s/]+(/\S*)?")),
        AfterValidator(lambda url: url.rstrip("/") + "/"),
    ] = "https://slack.com/api/"
    command: Annotated[str, AfterValidator(_matching(_COMMAND))] = "/framework"
    lapse_days: Annotated[int, BeforeValidator(_number(1, 365))] = 14
    """After how many days without a touch a consultation lapses."""


class DoctorSettings(SlackSettings):
    """What `doctor` looks at; one of the last two is needed to serve."""

    slack_app_token: Annotated[SecretStr | None, AfterValidator(_if_given(_secret(r"xapp-\S+")))] = None
    slack_signing_secret: Annotated[SecretStr | None, AfterValidator(_if_given(_secret(r"\S{16,}")))] = None


class SocketSettings(SlackSettings):
    """What `socket` needs."""

    slack_app_token: Annotated[SecretStr, AfterValidator(_secret(r"xapp-\S+"))]


class HttpSettings(SlackSettings):
    """What `http` needs."""

    slack_signing_secret: Annotated[SecretStr, AfterValidator(_secret(r"[!-~]{16,}"))]
    port: Annotated[int, BeforeValidator(_number(1, 65535))] = 3000
    host: Annotated[str, AfterValidator(_matching(r"\S+"))] = "0.0.0.0"  # noqa: S104 - containers need it


S = TypeVar("S", bound=KnowledgeSettings)


def read_settings(kind: type[S], env_file: Path | None = Path(".env")) -> S:
    """Read the environment over the file; an empty variable counts as missing.

    Raises SettingsError with everything that is missing or ill-formed.
    """
    try:
        return kind(_env_file=env_file)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        problems = (_problem(str(problem["loc"][0]).upper(), problem["type"]) for problem in found)
        raise SettingsError(tuple(problems)) from None
    except UnicodeDecodeError:
        raise SettingsError((f"{env_file} is not UTF-8; save it as UTF-8 text.",)) from None
    except OSError as error:
        raise SettingsError((f"{env_file} cannot be read: {error.strerror}.",)) from None


def _problem(variable: str, kind: str) -> str:
    state = "is missing" if kind == "missing" else "is ill-formed"
    return f"{variable} {state}; set it to {HOW_TO_SET[variable]}."
