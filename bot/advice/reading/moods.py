"""The words that set a mood for what stands around them: a "no", a "maybe", a "should we"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Literal, TypeAlias

from bot.advice.reading.english import (
    CONSIDERATIONS,
    DENIALS,
    DENIED_BEHIND,
    DOUBTED_BEHIND,
    DOUBTS,
    FAREWELLS,
    SET_PHRASES,
    WISHES,
)
from bot.advice.reading.words import Word

Mood: TypeAlias = Literal["denied", "left", "doubted", "considered", "wished", "retracted"]
"""denied: it is not so. left: it runs today and is given up. doubted: nobody knows yet. considered: it is
only thought about. wished: it is wanted, which for a framework is no more than that. retracted: it was said
or thought, and is taken back."""
THOUGHT_ABOUT: frozenset[Mood] = frozenset({"considered", "wished"})
"""What a framework is that does not run."""

Cues: TypeAlias = frozenset[tuple[str, ...]]
"""Each as the words that it is made of."""

_CUES: Mapping[Mood, Cues] = {
    "doubted": DOUBTS,
    "denied": DENIALS,
    "left": FAREWELLS,
    "considered": CONSIDERATIONS,
    "wished": WISHES,
}
_CUES_BEHIND: Mapping[Mood, Cues] = {
    "denied": DENIED_BEHIND,
    "doubted": DOUBTED_BEHIND,
}


def cues_at(words: Sequence[Word], place: int) -> Iterator[tuple[Mood, int]]:
    """The moods that a cue at this place sets, with its length in words: the longest cue of each mood."""
    text = words[place].text
    if _pair(words, place) in SET_PHRASES or (place and _pair(words, place - 1) in SET_PHRASES):
        return
    if text.endswith("n't"):
        yield "denied", 1
    seen: set[Mood] = set()
    for pieces, mood in _AHEAD.get(text, ()):
        fits = mood not in seen and _continues(words, place, pieces)
        if fits and not (mood == "denied" and "doubted" in seen):
            seen.add(mood)
            yield mood, len(pieces)


def cues_behind(words: Sequence[Word], place: int) -> Iterator[tuple[Mood, int]]:
    """What is denied or doubted by the words that follow it, with their number."""
    for pieces, mood in _BEHIND.get(words[place].text, ()):
        if _continues(words, place, pieces):
            yield mood, len(pieces)


def length_of(sayings: Cues, words: Sequence[Word], place: int) -> int:
    """How many words the longest of some sayings has that begins at this place; 0 for none."""
    begun = _begun(sayings).get(words[place].text, ())
    return max((len(pieces) for pieces in begun if _continues(words, place, pieces)), default=0)


@cache
def _begun(sayings: Cues) -> Mapping[str, Sequence[tuple[str, ...]]]:
    """Sayings by their first words, since most words begin none."""
    begun: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for pieces in sayings:
        begun[pieces[0]].append(pieces)
    return begun


def _continues(words: Sequence[Word], place: int, pieces: tuple[str, ...]) -> bool:
    following = words[place : place + len(pieces)]
    return tuple(word.text for word in following) == pieces and all(
        word.before == "none" for word in following[1:]
    )


def _pair(words: Sequence[Word], place: int) -> tuple[str, ...]:
    return tuple(word.text for word in words[place : place + 2])


def _by_first_word(cues_of: Mapping[Mood, Cues]) -> Mapping[str, Sequence[tuple[tuple[str, ...], Mood]]]:
    table: dict[str, list[tuple[tuple[str, ...], Mood]]] = defaultdict(list)
    for mood, cues in cues_of.items():
        for pieces in sorted(cues):
            table[pieces[0]].append((pieces, mood))
    return {first: tuple(sorted(cues, key=lambda cue: -len(cue[0]))) for first, cues in table.items()}


_AHEAD = _by_first_word(_CUES)
_BEHIND = _by_first_word(_CUES_BEHIND)
