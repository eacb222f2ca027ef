"""Names and values of buttons. They live in Slack for years, so both carry a version."""

from __future__ import annotations

import re
from enum import StrEnum

from pydantic import ValidationError

from bot.advice.values import Frozen
from bot.mistakes import Mistake

VERSION = "v1"


class Verb(StrEnum):
    """What a button does."""

    ANSWER = "answer"
    WHY = "why"
    BACK = "back"
    CHANGE = "change"
    CORRECT = "correct"
    RESUME = "resume"
    NEW = "new"
    CANCEL = "cancel"
    RESTART = "restart"
    KEEP = "keep"
    RECORD = "record"
    AGREE = "agree"
    CONCERN = "concern"
    MORE = "more"
    CHOSEN = "chosen"
    DECISION = "decision"
    DECISIONS = "decisions"
    STATUS = "status"
    RUN = "run"
    FILTER = "filter"
    LOG = "log"
    LOG_CHOSEN = "log-chosen"
    EDIT = "edit"
    SUPERSEDE = "supersede"
    HISTORY = "history"
    UNDO = "undo"
    REDACT = "redact"
    START_FROM = "start-from"
    RECONSIDER = "reconsider"
    STILL_RIGHT = "still-right"
    DEPRECATE = "deprecate"


class Ref(Frozen):
    """What a button is about; short keys, since a value has at most 2,000 characters."""

    c: int | None = None
    """The consultation."""
    q: str | None = None
    """The question."""
    o: str | None = None
    """The option."""
    n: int = 0
    """How often the question had been answered when the button was drawn."""
    d: int | None = None
    """The decision's number."""
    below: int | None = None
    above: int | None = None
    t: str = ""
    """A text: what is searched for, or the command to run."""

    def encoded(self) -> str:
        """The value of a button."""
        return self.model_dump_json(exclude_defaults=True)


class Form(Frozen):
    """What a modal of the decision log carries along."""

    d: int = 0
    """The decision's number."""
    r: int = 0
    """Its revision when the modal was opened."""
    ch: str = ""
    """The conversation that the decision belongs to, or that the modal was opened from."""
    at: int = 0
    """When it was found out that the person may read there, in seconds since 1970."""
    via: str = ""
    """The conversation that a modal about a decision was opened from; empty for the Home."""
    on: str = ""
    """The day on which the review was due that is being answered."""
    th: str = ""
    """The thread that what was clicked stands in."""
    back: str = ""
    """Where the result is shown: the address of the click, or the id of the modal below."""

    def encoded(self) -> str:
        """The metadata of a modal."""
        return self.model_dump_json(exclude_defaults=True)


class UnknownButtonError(Mistake):
    """A button of a version that this one cannot read, or of another app's making."""

    def __init__(self) -> None:
        super().__init__(
            "I don't know that button any more. Go on with a newer message of mine, or from my Home tab."
        )


def decoded(value: str) -> Ref:
    """Read the value of a button of any version. Raises UnknownButtonError for a foreign one."""
    try:
        return Ref.model_validate_json(value or "{}")
    except ValidationError as error:
        raise UnknownButtonError from error


def carried(metadata: str) -> Form:
    """Read what a modal carries along. Raises UnknownButtonError for a foreign one."""
    try:
        return Form.model_validate_json(metadata or "{}")
    except ValidationError as error:
        raise UnknownButtonError from error


def action_id(verb: Verb, suffix: str = "") -> str:
    """The id of a button; the suffix tells buttons of one message apart."""
    return f"{VERSION}.{verb}.{suffix}" if suffix else f"{VERSION}.{verb}"


def pattern(verb: Verb) -> re.Pattern[str]:
    """What the ids of a verb's buttons look like, whatever their suffix."""
    return re.compile(rf"^v1\.{verb}(\..*)?$")


class View(StrEnum):
    """The callback ids of modals."""

    RECORD = "v1.view.record"
    CONCERN = "v1.view.concern"
    CORRECT = "v1.view.correct"
    REASONS = "v1.view.reasons"
    NOTICE = "v1.view.notice"
    START = "v1.view.start"
    LOG = "v1.view.log"
    STATUS = "v1.view.status"
    EDIT = "v1.view.edit"
    SUPERSEDE = "v1.view.supersede"
    HISTORY = "v1.view.history"
    REDACT = "v1.view.redact"
    STILL_RIGHT = "v1.view.still-right"
    DEPRECATE = "v1.view.deprecate"
    FILTER = "v1.view.filter"


SHORTCUT_ADVISE = "advise_on_this"
