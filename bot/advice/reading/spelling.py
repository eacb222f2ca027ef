"""Small misspellings: which word of the knowledge base a typed word was meant to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA
from spellchecker import SpellChecker

from bot.advice.reading.words import Word

SHORTEST = 5
"""Letters; shorter words are never corrected: too many of them differ by one letter."""
_LONG = 11
"""From so many letters on, two slips are forgiven."""


class Speller:
    """The words of a knowledge base, ready to be compared with what people type."""

    def __init__(self, stems: Iterable[str]) -> None:
        """Take the stems that phrases are made of."""
        by_initial: dict[str, list[str]] = defaultdict(list)
        for stem in sorted({stem for stem in stems if len(stem) >= SHORTEST - 1 and stem.isalpha()}):
            by_initial[stem[0]].append(stem)
        self._by_initial: Mapping[str, list[str]] = by_initial

    def meant(self, word: Word) -> str | None:
        """The stem that an unknown word was meant to have, or None."""
        if len(word.text) < SHORTEST or not word.text.isalpha():
            return None
        slips = 2 if len(word.text) >= _LONG else 1
        best = process.extractOne(
            word.stem,
            self._by_initial.get(word.stem[0], []),
            scorer=OSA.distance,
            score_cutoff=slips,
        )
        return best[0] if best and _is_slip(word.stem, best[0]) and word.text not in _english() else None


@cache
def _english() -> SpellChecker:
    """The words of English, which are meant as they are: "contact" is no misspelt "contract".

    Made when it is first needed, since it takes a quarter of a second.
    """
    return SpellChecker(distance=1)


def _is_slip(typed: str, meant: str) -> bool:
    """Whether it looks like a slip of the fingers: in a short word, a replaced letter makes another word."""
    return len(typed) > SHORTEST + 1 or len(typed) != len(meant) or sorted(typed) == sorted(meant)
