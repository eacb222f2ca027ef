"""Amounts in a text, in digits and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.advice.reading.english import NUMBERS, ROUND_NUMBERS, SCALES
from bot.advice.reading.words import Word

_TIES = frozenset({"of", "a"})
_BETWEEN = frozenset({"to", "or"})


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and the words that it takes up: `end` is exclusive."""

    start: int
    end: int
    value: float


def amounts_in(words: Sequence[Word]) -> tuple[Amount, ...]:
    """The amounts of a text in order; "3-5" and "three or four" are their upper end, "Python 3" is none."""
    found: list[Amount] = []
    place = 0
    while place < len(words):
        amount = _amount_at(words, place)
        if amount is None:
            place += 1
            continue
        found.append(amount)
        place = amount.end
    return tuple(_joined(words, found))


def _amount_at(words: Sequence[Word], start: int) -> Amount | None:
    base = words[start].value if words[start].value is not None else NUMBERS.get(words[start].text)
    many = ROUND_NUMBERS.get(words[start].text)
    scale = SCALES.get(words[start].text)
    if base is not None:
        return _scaled(words, start, base)
    if many is not None:
        return _scaled(words, start, many)
    if scale is not None and words[start].text != "k":
        return _scaled(words, start, 1.0, start)
    return None


def _scaled(words: Sequence[Word], start: int, value: float, end: int | None = None) -> Amount:
    """The amount that starts with a value: "two" hundred, "tens" of thousands, "half" a million."""
    place = start + 1 if end is None else end
    while place < len(words) and words[place].before == "none":
        text = words[place].text
        following = words[place + 1].text if place + 1 < len(words) else ""
        if text in SCALES:
            value *= SCALES[text]
        elif text in ROUND_NUMBERS:
            value *= SCALES[text[:-1]]
        elif not (text in _TIES and (following in SCALES or following in ROUND_NUMBERS)):
            break
        place += 1
    return Amount(start, max(place, start + 1), value)


def _joined(words: Sequence[Word], amounts: Sequence[Amount]) -> list[Amount]:
    """Two amounts that are the ends of a range, as one."""
    joined: list[Amount] = []
    for amount in amounts:
        last = joined[-1] if joined else None
        if last and _is_range(words, last, amount):
            scale = 1000.0 if last.value >= 1000 > amount.value else 1.0  # noqa: PLR2004, "2k-5" is not written
            joined[-1] = Amount(last.start, amount.end, amount.value * scale)
        else:
            joined.append(amount)
    return joined


def _is_range(words: Sequence[Word], low: Amount, high: Amount) -> bool:
    between = words[low.end : high.start]
    if low.value >= high.value or words[high.start].before not in {"none", "clause"}:
        return False
    adjacent = not between and words[high.start].start - words[high.start - 1].end <= 3  # noqa: PLR2004, " - "
    return adjacent or (len(between) == 1 and between[0].text in _BETWEEN and between[0].before == "none")
