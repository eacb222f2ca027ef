"""Where the atoms of phrases occur in a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.advice.reading.english import LIGHT
from bot.advice.reading.lists import NameList
from bot.advice.reading.numbers import amounts_in
from bot.advice.reading.phrases import Atom, Spelling
from bot.advice.reading.spelling import Speller
from bot.advice.reading.words import Word, stem_of

_APART = LIGHT | {"me", "us", "them", "him", "her", "last"}
"""Words that are no part of another one."""


@dataclass(frozen=True, slots=True)
class Occurrences:
    """For each atom, where it starts, and where each of these ends (exclusive), in words."""

    ends: Mapping[Atom, Mapping[int, int]]

    def of(self, atom: Atom) -> Mapping[int, int]:
        """Starts and ends of one atom, in the order of the text."""
        return self.ends.get(atom, {})

    def with_lists(self, lists: Sequence[NameList]) -> Occurrences:
        """The same, where an atom that is named in one of some lists also stands for the whole list."""
        listed = {atom: places for atom, places in self.ends.items() if atom.listed} if lists else {}
        return Occurrences(
            {**self.ends, **{atom: _in_lists(places, lists) for atom, places in listed.items()}}
        )


def _in_lists(places: Mapping[int, int], lists: Sequence[NameList]) -> Mapping[int, int]:
    named = {names[0][0]: names[-1][1] for names in lists if not places.items().isdisjoint(names)}
    return dict(sorted({**places, **named}.items()))


class Lexicon:
    """Every spelling of every atom, compiled once."""

    def __init__(self, atoms: Iterable[Atom]) -> None:
        """Take the atoms that are to be found."""
        known = set(atoms)
        spelled: dict[Spelling, list[Atom]] = defaultdict(list)
        for atom in known:
            for spelling in atom.spellings:
                spelled[spelling].append(atom)
        self._spelled: Mapping[Spelling, Sequence[Atom]] = spelled
        self._counting = tuple(atom for atom in known if atom.number)
        self._beginnings = frozenset(
            spelling[:length] for spelling in spelled for length in range(1, len(spelling) + 1)
        )
        self._stems = frozenset(stem for spelling in spelled for stem in spelling)
        self._speller = Speller(self._stems)

    def find(self, words: Sequence[Word]) -> Occurrences:
        """Where the atoms occur; the longest spelling at a place counts."""
        ends: dict[Atom, dict[int, int]] = defaultdict(dict)
        forms = [self._forms(word) for word in words]
        for start in range(len(words)):
            for atom, end in self._at(words, forms, start):
                ends[atom][start] = max(end, ends[atom].get(start, 0))
        for amount in amounts_in(words):
            for atom in self._counting:
                if atom.number and atom.number.low <= amount.value <= atom.number.high:
                    ends[atom][amount.start] = amount.end
        return Occurrences({atom: dict(sorted(places.items())) for atom, places in ends.items()})

    def _forms(self, word: Word) -> tuple[str, ...]:
        """What a word may be spelled as in a phrase: its stem, itself exactly, or what it was meant to be."""
        exact = "=" + word.text
        if word.stem in self._stems or exact in self._stems:
            return (word.stem, exact)
        meant = self._speller.meant(word)
        return (meant,) if meant else (word.stem,)

    def _may_be_one(self, words: Sequence[Word], start: int) -> bool:
        """Whether a word and the next may be one written apart: "work flow", but no "for me", no "a part"."""
        pair = words[start : start + 2]
        return len(pair) > 1 and pair[1].before == "none" and not any(word.text in _APART for word in pair)

    def _at(
        self, words: Sequence[Word], forms: Sequence[tuple[str, ...]], start: int
    ) -> Iterator[tuple[Atom, int]]:
        """The atoms that start at a place, with their ends."""
        if self._may_be_one(words, start):
            joined = stem_of(words[start].text + words[start + 1].text)
            yield from ((atom, start + 2) for atom in self._spelled.get((joined,), ()))
        begun: list[Spelling] = [()]
        place = start
        while begun and place < len(words) and (place == start or words[place].before == "none"):
            begun = [
                longer
                for spelling in begun
                for form in forms[place]
                if (longer := (*spelling, form)) in self._beginnings
            ]
            place += 1
            yield from ((atom, place) for spelling in begun for atom in self._spelled.get(spelling, ()))
