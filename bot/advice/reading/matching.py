"""Which phrases a text holds, and whether it affirms or denies them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, TypeAlias

from bot.advice.reading.english import CURT, POSSESSIVES, SPEAKERS
from bot.advice.reading.lexicon import Lexicon, Occurrences
from bot.advice.reading.lists import lists_in
from bot.advice.reading.moods import THOUGHT_ABOUT, Mood
from bot.advice.reading.phrases import Atom, Phrase
from bot.advice.reading.scope import NEW_THOUGHT, Scope, scopes_in
from bot.advice.reading.words import Word

Stance: TypeAlias = Literal["affirmed", "denied", "open"]
Span: TypeAlias = tuple[tuple[int, int], ...]
"""Starts and ends of the atoms of a phrase, in words, in the order of the text."""

_GAP = 1
"""Words of meaning that may stand between two atoms of a part."""
_GAP_AT_MOST = 4
"""Words of any kind that may."""
_WINDOW = 10
"""Words from the first to the last of the parts that stand in any order."""
_MOST = 12
"""Occurrences of one phrase that are looked at."""
_DENYING: frozenset[Mood] = frozenset({"denied", "left"})
_NO_GAP = frozenset(
    {
        "to",
        "or",
        "vs",
        "versus",
        "but",
        "not",
        "no",
        "never",
        "than",
        "nor",
        "from",
        "in",
        "into",
        "and",
        "because",
    }
    | {"s", "ms", "sec", "secs", "min", "mins", "h", "kb", "mb", "gb"}
)
"""Words over which nothing reaches; a number that has its unit counts nothing else."""
_CHOOSING = frozenset({"or", "vs", "versus"})
"""Between two frameworks, these make neither of them one that runs: "Flask or FastAPI for ..."."""
_NEW = frozenset({"a", "an", "some", "new"})
"""After a "for", these begin what is wanted: "Flask for a shop" is no shop that runs on Flask."""


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase in a text: the words from `start` to before `end` are the evidence."""

    phrase: Phrase
    start: int
    end: int
    weight: int
    stance: Stance


class Text:
    """A text with what the phrases need to know of it."""

    def __init__(self, words: Sequence[Word], lexicon: Lexicon) -> None:
        """Take the words of the text and the lexicon to find atoms with."""
        self.words = words
        self.occurrences: Occurrences = lexicon.find(words)
        self.present = frozenset(self.occurrences.ends)
        """The atoms that occur."""
        frameworks = self._frameworks()
        self._scopes = scopes_in(words)
        self._sentence = tuple(accumulate(word.before == "sentence" for word in words))
        self._covering = _covering(len(words), self._scopes)
        self._choices = tuple(self._choices_in(frameworks))
        self.occurrences = self.occurrences.with_lists([*lists_in(words, frameworks)])

    def matches(self, phrase: Phrase) -> Iterator[Match]:
        """Where the phrase stands, at most twelve times."""
        spans = (span for span in self._spans(phrase) if not phrase.closing or self._closes(span))
        for _, span in zip(range(_MOST), spans, strict=False):
            yield self._match(phrase, span)

    def _closes(self, span: Span) -> bool:
        """Whether no other words of meaning stand within, and a break or the end of the text follows."""
        covered = {place for start, end in span for place in range(start, end)}
        first, end = span[0][0], span[-1][1]
        tight = all(self.words[place].light for place in range(first, end) if place not in covered)
        return tight and (end == len(self.words) or self.words[end].before != "none")

    def _spans(self, phrase: Phrase) -> Iterator[Span]:
        if len(phrase.parts) == 1:
            return self._in_order(phrase.parts[0])
        return self._one_after_another(phrase.parts) if phrase.ordered else self._any_order(phrase.parts)

    def _match(self, phrase: Phrase, span: Span) -> Match:
        covered = {place for start, end in span for place in range(start, end)}
        about = phrase.about_framework
        scopes = {place: self._outer_scopes(place, covered, about_framework=about) for place in covered}
        if phrase.guarded and self._only_talked_about(phrase, scopes):
            stance: Stance = "open"
        else:
            stance = _stance([[scope.mood for scope in at_place] for at_place in scopes.values()], phrase)
        if stance == "denied":
            denying = {scope for at_place in scopes.values() for scope in at_place if scope.mood in _DENYING}
            covered = covered.union(*(scope.cue for scope in denying))
        start, end = min(covered), max(covered) + 1
        weight = sum(not self.words[place].light for place in covered) or 1
        return Match(phrase, start, end, weight, stance)

    def _only_talked_about(self, phrase: Phrase, scopes: Mapping[int, Sequence[Scope]]) -> bool:
        """Whether the framework, or what stands for one, is only considered."""
        named = {
            place
            for atom in phrase.atoms
            if atom.about_framework
            for start, end in self.occurrences.of(atom).items()
            for place in range(start, end)
        }
        if any(choice & named & scopes.keys() and not choice <= scopes.keys() for choice in self._choices):
            return True
        places = (named & scopes.keys()) or scopes.keys()
        thought_about = THOUGHT_ABOUT if phrase.about_framework else {"considered"}
        return any(scope.mood in thought_about for place in places for scope in scopes[place])

    def _frameworks(self) -> Mapping[int, int]:
        """Where a framework is named: starts and ends."""
        atoms = (atom for atom in self.present if atom.about_framework)
        ends = sorted((start, end) for atom in atoms for start, end in self.occurrences.of(atom).items())
        return dict(ends)

    def _choices_in(self, ends: Mapping[int, int]) -> Iterator[AbstractSet[int]]:
        """The places of two frameworks of which one is to be chosen."""
        for start, end in ends.items():
            following = end + 1
            if following in ends and self.words[end].text in _CHOOSING:
                yield frozenset({*range(start, end), *range(following, ends[following])})

    def _outer_scopes(self, place: int, covered: set[int], *, about_framework: bool) -> list[Scope]:
        """The scopes around a word whose cue is not part of the phrase itself."""
        outer = [
            scope for scope in self._covering[place] if not scope.cue or not covered.issuperset(scope.cue)
        ]
        return [scope for scope in outer if not (about_framework and self._is_ours(scope, place))]

    def _is_ours(self, scope: Scope, place: int) -> bool:
        """Whether a denial is of what is said about something that we have: "no complaints about our app"."""
        between = self.words[scope.start : place + 1]
        return scope.mood == "denied" and any(word.text in POSSESSIVES for word in between)

    def _in_order(self, part: Sequence[Atom]) -> Iterator[Span]:
        for start, end in self.occurrences.of(part[0]).items():
            span = self._onwards(((start, end),), part[1:])
            if span:
                yield span

    def _onwards(self, span: Span, atoms: Sequence[Atom]) -> Span | None:
        """The span with the following atoms, each the nearest that its gap allows."""
        for atom in atoms:
            places = self.occurrences.of(atom)
            reachable = self._reachable(span[-1][1], aside=atom.about_framework)
            start = next((place for place in reachable if place in places), None)
            if start is None:
                return None
            span = (*span, (start, places[start]))
        return span

    def _reachable(self, place: int, *, aside: bool) -> Iterator[int]:
        """The places at which the next atom may start; a framework may stand in brackets: "our API (DRF)".

        A "no" may follow a colon: "Django: no".
        """
        gap = 0
        for at in range(place, min(len(self.words), place + _GAP_AT_MOST + 1)):
            word = self.words[at]
            answers = at == place and word.before == "colon" and word.text in CURT
            if not answers and word.before not in {"none", "aside" if aside else "none"}:
                return
            yield at
            gap += not word.light
            if gap > _GAP or word.text in _NO_GAP or word.value is not None or self._begins_anew(at):
                return

    def _begins_anew(self, place: int) -> bool:
        """Whether a "for" leads to what is wanted: as in "for a", or in a sentence that a name begins."""
        if self.words[place].text != "for" or place == 0:
            return False
        opens = place == 1 or self.words[place - 1].before in NEW_THOUGHT
        return opens or any(word.text in _NEW for word in self.words[place + 1 : place + 2])

    def _one_after_another(self, parts: Sequence[Sequence[Atom]]) -> Iterator[Span]:
        first, *others = ([*self._in_order(part)][:_MOST] for part in parts)
        for span in first:
            whole: Span | None = span
            for following in others:
                later = (other for other in following if whole and self._leads_to(whole[-1][1], other[0][0]))
                nearest = next((other for other in later if self._near(span, other)), None)
                whole = (*whole, *nearest) if whole and nearest else None
            if whole:
                yield whole

    def _leads_to(self, end: int, start: int) -> bool:
        """Whether what starts there follows what ends here, and nobody else begins to speak of themselves."""
        return end <= start and not any(word.text in SPEAKERS for word in self.words[end:start])

    def _any_order(self, parts: Sequence[Sequence[Atom]]) -> Iterator[Span]:
        found = [list(self._in_order(part)) for part in parts]
        if not all(found):
            return
        rarest = min(range(len(found)), key=lambda index: len(found[index]))
        others = [spans for index, spans in enumerate(found) if index != rarest]
        for span in found[rarest][:_MOST]:
            together = self._together(span, others)
            if together:
                yield together

    def _together(self, span: Span, others: Sequence[Sequence[Span]]) -> Span | None:
        """The span with one of each other part's, near it, in its sentence and apart from each other."""
        for spans in others:
            near = [other for other in spans if self._near(span, other)]
            if not near:
                return None
            first = span[0][0]
            span = tuple(sorted((*span, *min(near, key=lambda other: abs(other[0][0] - first)))))
        return span

    def _near(self, span: Span, other: Span) -> bool:
        low, high = min(span[0][0], other[0][0]), max(span[-1][1], other[-1][1])
        apart = all(end <= begun or finish <= start for start, end in span for begun, finish in other)
        return apart and high - low <= _WINDOW and self._sentence[low] == self._sentence[high - 1]


def candidates(phrases: Iterable[Phrase], text: Text) -> Iterator[Phrase]:
    """The phrases of which every atom occurs in the text."""
    return (phrase for phrase in phrases if phrase.atoms <= text.present)


def _covering(length: int, scopes: Sequence[Scope]) -> Mapping[int, Sequence[Scope]]:
    covering: dict[int, list[Scope]] = {place: [] for place in range(length)}
    for scope in scopes:
        for place in range(scope.start, scope.end):
            covering[place].append(scope)
    return covering


def _stance(moods: Sequence[Sequence[Mood]], phrase: Phrase) -> Stance:
    """What the scopes around the words of a phrase make of it; a word that is denied twice is affirmed."""
    seen = {mood for at_place in moods for mood in at_place}
    if "retracted" in seen:
        return "open"
    denied = [bool(_denials(at_place, phrase) % 2) for at_place in moods]
    if any(denied):
        # "Ops must not see the prices" is not said of the whole: it denies no screens for ops.
        return "denied" if all(denied) or len(phrase.parts) == 1 else "open"
    return "open" if "doubted" in seen and not phrase.counts else "affirmed"


def _denials(moods: Sequence[Mood], phrase: Phrase) -> int:
    """How often a word is denied; a framework that is being left is there for now."""
    return moods.count("denied") + (0 if phrase.about_framework else moods.count("left"))
