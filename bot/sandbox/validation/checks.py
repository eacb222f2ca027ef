"""Small checks that are put together to describe each block."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Check = Callable[[Any, str], "Iterable[Problem]"]
"""Takes a value and the JSON pointer to it."""


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where; `code` is for machines."""

    pointer: str
    code: str
    message: str

    def __str__(self) -> str:
        return f"[ERROR] {self.message} [json-pointer:{self.pointer}]"


def text(maximum: int | None = None, minimum: int = 1) -> Check:
    """A string of so many characters."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield Problem(at, "invalid_type", "must be a string")
        elif len(value) < minimum:
            yield Problem(at, "too_short", f"must be at least {minimum} characters, has {len(value)}")
        elif maximum is not None and len(value) > maximum:
            yield Problem(at, "too_long", f"must be at most {maximum} characters, has {len(value)}")

    return check


def matching(pattern: str, meaning: str) -> Check:
    """A string of a certain form."""
    compiled = re.compile(pattern)

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            yield Problem(at, "invalid_format", f"must be {meaning}")

    return check


def boolean(value: Any, at: str) -> Iterator[Problem]:
    """Check for true or false."""
    if not isinstance(value, bool):
        yield Problem(at, "invalid_type", "must be a boolean")


def number(minimum: float, maximum: float) -> Check:
    """A whole number within bounds."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if isinstance(value, bool) or not isinstance(value, int):
            yield Problem(at, "invalid_type", "must be an integer")
        elif not minimum <= value <= maximum:
            yield Problem(at, "out_of_range", f"must be between {minimum} and {maximum}")

    return check


def one_of(*allowed: str) -> Check:
    """One of a few words."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if value not in allowed:
            yield Problem(at, "invalid_value", f"must be one of {', '.join(allowed)}")

    return check


def many(each: Check, maximum: int | None, minimum: int = 1) -> Check:
    """An array of so many things."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield Problem(at, "invalid_type", "must be an array")
            return
        if len(value) < minimum:
            yield Problem(at, "too_few", f"must have at least {minimum} items, has {len(value)}")
        if maximum is not None and len(value) > maximum:
            yield Problem(at, "too_many", f"must have at most {maximum} items, has {len(value)}")
        for index, item in enumerate(value):
            yield from each(item, f"{at}/{index}")

    return check


def record(
    required: Mapping[str, Check], optional: Mapping[str, Check] | None = None, *rules: Check
) -> Check:
    """An object with these keys and no others; `rules` look at the object as a whole."""
    known = {**required, **(optional or {})}

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(at, "invalid_type", "must be an object")
            return
        for key in required:
            if key not in value:
                yield Problem(at, "missing_field", f"missing required field: {key}")
        for key, item in value.items():
            yield from _field(known, key, item, at)
        for rule in rules:
            yield from rule(value, at)

    return check


def _field(known: Mapping[str, Check], key: str, item: Any, at: str) -> Iterable[Problem]:
    if key not in known:
        return [Problem(f"{at}/{key}", "unknown_field", f"unknown field: {key}")]
    return known[key](item, f"{at}/{key}")


def typed(checks: Mapping[str, Check], meaning: str) -> Check:
    """An object whose `type` says which check applies."""

    def check(value: Any, at: str) -> Iterable[Problem]:
        if not isinstance(value, dict):
            return [Problem(at, "invalid_type", "must be an object")]
        found = checks.get(str(value.get("type")))
        if found is None:
            return [Problem(f"{at}/type", "unsupported_type", f"{value.get('type')} is no type of {meaning}")]
        return found(value, at)

    return check


def exactly_one(*keys: str) -> Check:
    """Check an object for precisely one of these keys."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if sum(key in value for key in keys) != 1:
            yield Problem(at, "failed_constraint", f"must have exactly one of {', '.join(keys)}")

    return check


def at_least_one(*keys: str) -> Check:
    """Check an object for any of these keys."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not any(key in value for key in keys):
            yield Problem(at, "failed_constraint", f"must have one of {', '.join(keys)}")

    return check


def anything(_value: Any, _at: str) -> Iterable[Problem]:
    """Check nothing."""
    return ()
