"""Lists of names, of which each counts as all of them: "Django, Flask or FastAPI"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from bot.advice.reading.english import SINGULAR
from bot.advice.reading.words import Word

NameList: TypeAlias = tuple[tuple[int, int], ...]
"""Start and end of each name, in words."""

_JOINING = frozenset({"and", "or", "nor"})


def lists_in(words: Sequence[Word], names: Mapping[int, int]) -> Iterator[NameList]:
    """The lists of a text, given where its names start and end."""
    done = 0
    for start in sorted(names):
        found = _list_at(words, names, start) if start >= done else ()
        if found:
            done = found[-1][1]
            yield found


def _list_at(words: Sequence[Word], names: Mapping[int, int], start: int) -> NameList:
    """The list that begins at a name: up to the last one that an "and" or "or" leads to."""
    members = [(start, names[start])]
    closed = 0
    while following := _next_name(words, names, members[-1][1]):
        joins = words[following - 1].text in _JOINING
        if joins and _begins_anew(words, following, names[following], len(members)):
            break
        members.append((following, names[following]))
        closed = len(members) if joins else closed
    return tuple(members[:closed])


def _next_name(words: Sequence[Word], names: Mapping[int, int], place: int) -> int:
    """Where the next name of a list stands; 0 for nowhere."""
    if place in names and words[place].before == "comma":
        return place
    joins = place < len(words) and words[place].text in _JOINING and words[place].before in {"none", "comma"}
    return place + 1 if joins and place + 1 in names and words[place + 1].before == "none" else 0


def _begins_anew(words: Sequence[Word], start: int, end: int, members: int) -> bool:
    """Whether a name after an "and" begins a clause of its own rather than ends the list."""
    joint, following = words[start - 1], words[end : end + 1]
    if joint.text != "and":
        return False
    alone = joint.before == "comma" and members == 1
    return alone or any(word.text in SINGULAR and word.before == "none" for word in following)
