"""The wordings of `phrases:` in a knowledge base, and how they are written.

- `admin panel`: these words in this order, compared by their stems; one other word may stand between two of
  them, and words that carry little meaning ("the", "our", "very").
- `admin panel|screen|area`: one of these words in this place. `=news`: this word alone, not its stem.
- `{staff}`: one of the words of that class (words.yaml), or a name of that framework: `{have} {flask}`.
  Members of a class may be several words: "back office".
- `{framework}`: a name of any framework.
- `{staff} + {edit} + {records}`: these in any order within one sentence, at most ten words apart.
- `{staff} > {edit} > {records}`: the same, but in this order.
- `{1000..} users`, `team of {..2}`, `{3..5} devs`: a number in that range, both ends included; it may be
  written `3k`, `10,000`, "a dozen", "two hundred", "3-5" (which counts as its upper end).
- `from scratch!`: outweighs every wording of the question without the mark.
- `forms~`: counts only where no other wording of the question is found.
- `async?`: not read where it is only talked about ("a colleague says we need async"); wordings that name a
  framework never are.
- `not {flask}.`: counts only where a comma or the end follows, and no other word of meaning stands within.
- `real-time` also reads "realtime" and "real time", and so does `realtime`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import inf
from typing import TypeAlias

from bot.advice.knowledge import KnowledgeBase
from bot.advice.reading.words import normal, stem_of

HAS = "has"
"""The class that stands for the framework of an option, in wordings that its question has for all of them."""

REFUSED = "refused"
"""The class that stands for the framework that an option refuses, likewise."""
ANY_FRAMEWORK = "framework"
"""The class that stands for every framework and add-on."""

Spelling: TypeAlias = tuple[str, ...]
"""One or more stems that follow each other; an exact word is written with a leading "="."""

_CLASS = re.compile(r"\{([a-z0-9]+(?:-[a-z0-9]+)*)\}")
_RANGE = re.compile(r"\{(\d+)?\.\.(\d+)?\}")
_MARKS = ("!", "~", "?", ".")
_ARTICLES = frozenset({"a", "an", "the"})


class PhraseError(ValueError):
    """A phrase that cannot be read; its text says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Range:
    """A number from `low` to `high`, both included."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Atom:
    """One place of a phrase: any of some spellings, or a number."""

    spellings: frozenset[Spelling] = frozenset()
    number: Range | None = None
    about_framework: bool = False
    listed: bool = False
    """Whether a list of frameworks that it is named in counts as a whole."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Parts that stand in any order, unless it is fixed; the atoms of a part stand in theirs."""

    written: str
    parts: tuple[tuple[Atom, ...], ...]
    ordered: bool = False
    """Whether the parts stand in their order."""
    rank: int = 0
    """A wording outweighs all others of the question that have a lower rank."""
    hearsay: bool = False
    """Whether it says nothing where it is only talked about."""
    closing: bool = False
    """Whether it counts only without other words of meaning, and where nothing follows it at once."""
    atoms: frozenset[Atom] = field(init=False, repr=False, compare=False)
    """The atoms of all parts."""

    def __post_init__(self) -> None:
        # Once, since every text is compared with every phrase.
        object.__setattr__(self, "atoms", frozenset(atom for part in self.parts for atom in part))

    @property
    def about_framework(self) -> bool:
        """Whether it names a framework."""
        return any(atom.about_framework for atom in self.atoms)

    @property
    def guarded(self) -> bool:
        """Whether it is not read where it is only talked about."""
        return self.hearsay or self.about_framework

    @property
    def counts(self) -> bool:
        """Whether it holds a number."""
        return any(atom.number for atom in self.atoms)


def classes_of(knowledge: KnowledgeBase) -> Mapping[str, Atom]:
    """What stands for `{id}`: the word classes, and the names of every framework and add-on."""
    words = {group.id: Atom(spellings=frozenset(spellings(group.words))) for group in knowledge.words}
    names = {
        framework.id: Atom(
            spellings=frozenset(spellings((framework.id, framework.name, *framework.aliases))),
            about_framework=True,
        )
        for framework in knowledge.frameworks
    }
    every = frozenset().union(*(atom.spellings for atom in names.values()))
    return {**names, ANY_FRAMEWORK: Atom(every, about_framework=True), **words}


def compile_phrase(written: str, classes: Mapping[str, Atom]) -> Phrase:
    """What a phrase matches.

    Raises PhraseError for an unknown class, an empty part or a range that holds nothing.
    """
    words = written.rstrip("".join(_MARKS))
    marks = written[len(words) :]
    ordered = ">" in words
    parts = tuple(_part(part, written, classes) for part in words.split(">" if ordered else "+"))
    rank = marks.count("!") - marks.count("~")
    return Phrase(written, parts, ordered, rank, hearsay="?" in marks, closing="." in marks)


def spellings(written: Iterable[str]) -> Iterator[Spelling]:
    """The stems of words and names as they are written in the knowledge base."""
    for text in written:
        pieces = tuple(_stem(piece) for piece in text.split())
        if pieces:
            yield tuple(stem for piece in pieces for stem in piece)


def _part(part: str, written: str, classes: Mapping[str, Atom]) -> tuple[Atom, ...]:
    pieces = [piece for piece in part.split() if piece.lower() not in _ARTICLES] or part.split()
    if not pieces:
        raise PhraseError(f"“{written}” has nothing on one side of a “+” or “>”")
    atoms = tuple(atom for piece in pieces for atom in _atoms(piece, classes))
    if not atoms:
        raise PhraseError(f"“{written}” holds no word")
    return atoms


def _atoms(piece: str, classes: Mapping[str, Atom]) -> tuple[Atom, ...]:
    """The atoms of one blank-separated piece; a hyphenated word of three parts is three."""
    if "{" in piece or "}" in piece:
        return (_braced(piece, classes),)
    alternatives = piece.split("|")
    if len(alternatives) > 1:
        return (Atom(spellings=frozenset(stems for word in alternatives if (stems := _stem(word)))),)
    return tuple(Atom(spellings=frozenset({(stem,)})) for stem in _stem(piece))


def _braced(piece: str, classes: Mapping[str, Atom]) -> Atom:
    bounds = _RANGE.fullmatch(piece)
    if bounds:
        return _numbers(piece, bounds)
    named = _CLASS.fullmatch(piece)
    if not named or named[1] not in classes:
        raise PhraseError(f"“{piece}” is no word class, framework or range of numbers")
    return classes[named[1]]


def _numbers(piece: str, bounds: re.Match[str]) -> Atom:
    low, high = float(bounds[1] or 0), float(bounds[2] or inf)
    if low > high:
        raise PhraseError(f"“{piece}” holds no number")
    return Atom(number=Range(low, high))


def _stem(word: str) -> Spelling:
    """The stems of one written word: "=news" exact, "real-time" joined, "scale-to-zero" as three."""
    if word.startswith("="):
        return ("=" + normal(word[1:]),)
    pieces = [normal(piece) for piece in re.split(r"[^\w']|_", word) if piece]
    joined = ["".join(pieces)] if len(pieces) == 2 else pieces  # noqa: PLR2004, a pair is one word written apart
    return tuple(stem_of(piece) for piece in joined)
