"""How far a "no", a "maybe" or a "should we" reaches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.advice.reading.english import (
    ADDITIONS,
    AFTERWARDS,
    ASKING,
    AUXILIARIES,
    BELIEFS,
    CURT,
    DOERS,
    EXCEPTING,
    HEADED,
    LACKING,
    NEEDS,
    NEW_CLAUSE,
    PAST,
    PAST_BELIEFS,
    PREPOSED,
    PRONOUNS,
    REBUILDS,
    RUNNING,
    SEQUELS,
    SOFTENERS,
    STOPPERS,
    TARGETS,
    THINGS_THAT_RUN,
    TRAILING,
    TURNS,
)
from bot.advice.reading.moods import THOUGHT_ABOUT, Mood, cues_at, cues_behind, length_of
from bot.advice.reading.words import Break, Word

NEW_THOUGHT: frozenset[Break] = frozenset({"sentence", "clause", "colon", "aside"})
"""Breaks that no cue reaches over."""
REACH = 6
"""Words of meaning that a cue governs."""
_FAREWELL_REACH = 3
"""What is given up is named at once: "replace the old Access database that our back office uses"."""
_FARTHEST = 18
"""Words that a cue governs at most, however long the list after it."""
_TARGET_REACH = 2
"""Words of meaning after the "to" of a rebuild that name what it is to become."""
_TARGET_WITHIN = 10
"""Words after a rebuild within which its target is named."""
_MEMORY = 14
"""Words before a turn within which somebody says or thinks what it takes back."""
_ASKED = 3
"""Words of a question that is asked and answered at once: "Apps? No apps."."""
_PATIENCE = 4
"""Words after a comma within which an "or" shows that a list goes on."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The words from `start` to before `end` that a cue governs."""

    mood: Mood
    cue: range
    start: int
    end: int


def scopes_in(words: Sequence[Word]) -> tuple[Scope, ...]:
    """Every scope of a text, in the order of the cues."""
    return tuple(scope for place in range(len(words)) for scope in _scopes_at(words, place))


def _scopes_at(words: Sequence[Word], place: int) -> Iterator[Scope]:
    if words[place].quoted:
        yield Scope("doubted", range(0), place, place + 1)
    for mood, length in cues_behind(words, place):
        yield Scope(mood, range(place, place + length), _back(words, place), place)
    if _asks(words, place):
        cue = range(place, place + 1)
        yield Scope("considered", cue, cue.stop, _reach(words, cue, "considered"))
    for mood, length in cues_at(words, place):
        cue = range(place, place + length)
        yield Scope(mood, cue, cue.stop, _reach(words, cue, mood))
        if _turns_back(words, cue, mood):
            yield Scope(mood, cue, _back(words, place), place)
    yield from _taken_back(words, place)
    if words[place].text in REBUILDS and not _is_over(words, place):
        yield from _targets(words, place)


def _taken_back(words: Sequence[Word], place: int) -> Iterator[Scope]:
    """What somebody said or thought before a turn: "they told us X, in truth ..."."""
    turn, sequel = length_of(TURNS, words, place), length_of(SEQUELS, words, place)
    ahead = words[place + sequel : place + sequel + _PATIENCE]
    adds = turn == 0 and any(word.text in ADDITIONS for word in ahead)
    opens = words[place].before != "none" or words[place].text == "but"
    if (turn or sequel) and opens and not adds:
        beliefs = BELIEFS if turn else PAST_BELIEFS
        believed = (at for at in range(max(0, place - _MEMORY), place) if words[at].text in beliefs)
        said = max(believed, default=place)
        if sum(word.before == "sentence" for word in words[said + 1 : place + 1]) <= 1:
            yield Scope("retracted", range(place, place + (turn or sequel)), said + 1, place)


def _asks(words: Sequence[Word], place: int) -> bool:
    """Whether a question begins here: "Is Flask enough", "Does Django make sense"."""
    begins = place == 0 or words[place].before in NEW_THOUGHT
    return begins and words[place].text in ASKING


def _is_over(words: Sequence[Word], rebuild: int) -> bool:
    """Whether somebody has rebuilt already: "we moved to FastAPI", but not "to be moved to FastAPI"."""
    return words[rebuild].text in PAST and rebuild > 0 and words[rebuild - 1].text in DOERS


def _targets(words: Sequence[Word], rebuild: int) -> Iterator[Scope]:
    """What something is to be rebuilt as: "rewrite our Django product on FastAPI"."""
    for place in range(rebuild + 1, min(len(words), rebuild + _TARGET_WITHIN)):
        if words[place].before in NEW_THOUGHT or words[place].text in STOPPERS:
            return
        if words[place].text in TARGETS:
            end = _reach(words, range(place, place + 1), "considered", _TARGET_REACH)
            yield Scope("considered", range(rebuild, rebuild + 1), place + 1, end)


def _reach(words: Sequence[Word], cue: range, mood: Mood, reach: int = REACH) -> int:
    """Where the scope that starts after a cue ends."""
    listed = _list_after(words, cue, mood)
    if listed is not None:
        return _end_of_sentence(words, listed)
    room = _FAREWELL_REACH if mood == "left" else reach
    for place in range(cue.stop, min(len(words), cue.stop + _FARTHEST)):
        if room == 0 or _breaks(words, place, mood) or _stops(words, place, cue, mood):
            return place
        room = REACH if words[place].text in {"or", "nor"} else room - (not words[place].light)
    return min(len(words), cue.stop + _FARTHEST)


def _list_after(words: Sequence[Word], cue: range, mood: Mood) -> int | None:
    """Where a list begins that a cue heads: "Options considered: Flask, FastAPI", "Not needed: logins"."""
    if mood in THOUGHT_ABOUT:
        return cue.stop if _breaks_before(words, cue.stop, {"clause", "colon"}) else None
    if mood != "denied":
        return None
    place = cue.stop
    while place < len(words) and words[place].text in HEADED and words[place].before == "none":
        place += 1
    return place if _breaks_before(words, place, {"colon"}) else None


def _breaks_before(words: Sequence[Word], place: int, breaks: AbstractSet[Break]) -> bool:
    return place < len(words) and words[place].before in breaks


def _end_of_sentence(words: Sequence[Word], start: int) -> int:
    end = min(len(words), start + _FARTHEST)
    return next((place for place in range(start + 1, end) if words[place].before == "sentence"), end)


def _breaks(words: Sequence[Word], place: int, mood: Mood) -> bool:
    """Whether something new begins here."""
    word = words[place]
    if word.before in NEW_THOUGHT or (word.text in STOPPERS and not _passes(word, mood)):
        return True
    if word.before == "comma" and not _list_goes_on(words, place):
        return True
    following = words[place + 1] if word.text == "and" and place + 1 < len(words) else None
    return following is not None and (following.text in NEW_CLAUSE or following.value is not None)


def _passes(word: Word, mood: Mood) -> bool:
    """Whether a word that ends other moods goes on with this one: "told me to just use Flask"."""
    return mood in THOUGHT_ABOUT and word.text in SOFTENERS


def _stops(words: Sequence[Word], place: int, cue: range, mood: Mood) -> bool:
    """Whether a scope of this mood ends here."""
    text = words[place].text
    if mood in THOUGHT_ABOUT:
        return text in RUNNING or (text == "the" and _runs(words, place + 1))
    if mood != "denied" or place == cue.stop:
        return False
    denial = words[cue.start].text
    if (denial in PREPOSED and text in PRONOUNS) or (denial in LACKING and text in AUXILIARIES):
        return True
    if denial in EXCEPTING and text == "for":
        return True
    return text != "without" and any(other == "denied" for other, _ in cues_at(words, place))


def _runs(words: Sequence[Word], named: int) -> bool:
    """Whether a name is followed by what there is of it: "the Flask app"."""
    return any(word.text in THINGS_THAT_RUN for word in words[named + 1 : named + 3])


def _list_goes_on(words: Sequence[Word], comma: int) -> bool:
    """Whether an "or" follows the comma closely: "no X, Y or Z"."""
    for place in range(comma, min(len(words), comma + _PATIENCE + 1)):
        word = words[place]
        if word.text in NEW_CLAUSE or word.text in STOPPERS or word.before in NEW_THOUGHT:
            return False
        if word.text in {"or", "nor"}:
            return words[place - 1].value is None
    return False


def _turns_back(words: Sequence[Word], cue: range, mood: Mood) -> bool:
    """Whether the cue governs what stands before it as well."""
    return (mood == "denied" and _points_back(words, cue)) or (mood == "doubted" and _comes_after(words, cue))


def _points_back(words: Sequence[Word], cue: range) -> bool:
    """Whether the cue denies what stood before it: "X is not needed", "X: no", but not "X, no Y needed"."""
    ahead = words[cue.stop : cue.stop + 6]
    if words[cue.stop - 1].text in CURT and (_ends(ahead) or _answers(words, cue)):
        return True
    farthest = 1 if words[cue.stop - 1].text in PREPOSED else 3
    for offset, word in enumerate(ahead[:farthest]):
        if word.text in NEEDS and (offset == 0 or word.before == "none"):
            return _only_trailing(ahead[offset + 1 :])
    return False


def _ends(ahead: Sequence[Word]) -> bool:
    return not ahead or ahead[0].before != "none"


def _answers(words: Sequence[Word], cue: range) -> bool:
    """Whether a word of the question before is said again: "An API? No API."; "No API. No API." asks none."""
    if words[cue.start].before not in NEW_THOUGHT:
        return False
    first = max(0, cue.start - _ASKED)
    asked = {word.stem for word in words[first : cue.start] if not word.light}
    denied = any(word.text in CURT for word in words[max(0, first - 1) : cue.start])
    return not denied and any(word.stem in asked for word in words[cue.stop : cue.stop + 1])


def _only_trailing(words: Sequence[Word]) -> bool:
    """Whether nothing but "for now", "at all" stands before the clause ends."""
    for word in words:
        if word.before != "none" or word.text in STOPPERS:
            return True
        if word.text not in TRAILING:
            return False
    return True


def _comes_after(words: Sequence[Word], cue: range) -> bool:
    """Whether a doubt closes its clause: "admin screens maybe one day"."""
    if cue.start == 0 or words[cue.start].before != "none":
        return False
    for place in range(cue.start, len(words)):
        if place >= cue.stop and words[place].before != "none":
            return True
        if words[place].text not in AFTERWARDS:
            return False
    return True


def _back(words: Sequence[Word], place: int) -> int:
    """Where a scope that ends before this place starts."""
    room, start = REACH, place
    curt = words[place].text in CURT
    while start > 0 and room > 0:
        if words[start].before != "none" and not (curt and start == place):
            break
        if words[start - 1].text in STOPPERS:
            break
        start -= 1
        room -= not words[start].light
    return start
