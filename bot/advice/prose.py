"""How sentences are put together, so that every part says the same thing in the same way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

_BETWEEN_SENTENCES = re.compile(r"(?<=[.?…])\s+(?=[A-Z])")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def listed(words: Sequence[str], joint: str = "and") -> str:
    """Words as a sentence lists them: "a", "a and b", "a, b and c"."""
    *head, last = words
    return f"{', '.join(head)} {joint} {last}" if head else last


def counted(number: int, thing: str) -> str:
    """A number and its noun: "1 point", "6 points"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def day(when: date, today: date | None = None) -> str:
    """A day such as 21 Nov 2026, without the year when it is the year of `today`."""
    short = f"{when.day} {_MONTHS[when.month - 1]}"
    return short if today and today.year == when.year else f"{short} {when.year}"


def numbered(thing: str, numbers: Sequence[int], most: int | None = None) -> str:
    """A noun and numbers, of many the first: "decision 7", "decisions 7 and 12", "decisions 7 and 9 more"."""
    named = [str(number) for number in numbers[:most]]
    more = [f"{len(numbers) - len(named)} more"] if len(named) < len(numbers) else []
    return f"{thing if len(numbers) == 1 else f'{thing}s'} {listed([*named, *more])}"


def first_sentence(text: str) -> str:
    """What stands before the second sentence."""
    return _BETWEEN_SENTENCES.split(text, maxsplit=1)[0]


def stopped(text: str) -> str:
    """A text with the full stop that its writer may have left out."""
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."
