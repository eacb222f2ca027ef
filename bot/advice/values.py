"""What the models of the advice are made of."""

from __future__ import annotations

import re
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints


def _dated(text: str) -> str:
    if text and not _DATE.fullmatch(text):
        raise ValueError(f"“{text}” is no date; write it like 2026, 2026-05 or 2026-05-31")
    return text


_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
AsOf: TypeAlias = Annotated[str, AfterValidator(_dated)]
"""Since when something holds: a year, a month or a day; empty where that is not known."""
Id: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Prose: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=600, strip_whitespace=True)]
Label: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=70, strip_whitespace=True)]


class Frozen(BaseModel):
    """A value that never changes and accepts no key that it does not know."""

    # What does not validate may be what people wrote, which no log is to hold.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)
