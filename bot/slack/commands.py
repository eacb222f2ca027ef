"""What stands after `/framework`: a subcommand, a brief, or something between the two."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from bot.advice.knowledge import KnowledgeBase
from bot.advice.names import names_of, plain

_LONGEST_NUMBER = 300
"""Digits: Python reads some more."""
_LOG_WITH_COLON = re.compile(r"\s*log\s*:", re.IGNORECASE)
_NEAR_MISS_WORDS = 3
"""A misspelt subcommand is looked for only in texts this short: longer ones are briefs."""
_SHORTEST_NEAR_MISS = 3
"""Letters: a shorter word is like too many others. So is "log" but for words alone that begin as it does."""


@dataclass(frozen=True)
class Begin:
    """Start a consultation; with an empty brief, offer those that are open."""

    brief: str


@dataclass(frozen=True)
class ListDecisions:
    """List decisions that mention a text."""

    text: str


@dataclass(frozen=True)
class ShowDecision:
    """Show one decision."""

    number: int


@dataclass(frozen=True)
class Compare:
    """Put frameworks side by side."""

    frameworks: tuple[str, ...]
    everything: bool = False


@dataclass(frozen=True)
class About:
    """Show what is known of a framework."""

    framework: str


@dataclass(frozen=True)
class LogDecision:
    """Record a decision that was made elsewhere."""

    title: str = ""


@dataclass(frozen=True)
class Export:
    """Send the log as files."""


@dataclass(frozen=True)
class Help:
    """Show the commands."""


@dataclass(frozen=True)
class UnknownFramework:
    """A comparison or question about something that is not known."""

    typed: str
    nearest: str | None
    """The name of the nearest known one."""


@dataclass(frozen=True)
class Incomplete:
    """A subcommand that lacks what it is about, and an example of it whole."""

    example: str


@dataclass(frozen=True)
class NearMiss:
    """Something like a subcommand: what was typed, and what may have been meant."""

    typed: str
    meant: str


@dataclass(frozen=True)
class InDoubt:
    """A text that may be a command or a brief: two buttons ask."""

    text: str
    meant: str


Parsed: TypeAlias = (
    Begin
    | ListDecisions
    | ShowDecision
    | LogDecision
    | Export
    | Compare
    | About
    | Help
    | UnknownFramework
    | Incomplete
    | NearMiss
    | InDoubt
)


def parse(text: str, knowledge: KnowledgeBase) -> Parsed:
    """Read what was typed. A first word is a subcommand only if the rest parses as its arguments.

    Only "log" always is one: a decision's title is no brief, and a consultation starts before everybody.
    """
    with_colon = _LOG_WITH_COLON.match(text)
    words = ["log", *text[with_colon.end() :].split()] if with_colon else text.split()
    if not words:
        return Begin("")
    subcommand = _SUBCOMMANDS.get(words[0].lower())
    parsed = subcommand(words[1:], knowledge) if subcommand else None
    if parsed is not None:
        return parsed
    return _near_miss(words, knowledge) or Begin(text.strip())


def _decisions(rest: list[str], _: KnowledgeBase) -> Parsed:
    return ListDecisions(" ".join(rest))


def _decision(rest: list[str], _: KnowledgeBase) -> Parsed | None:
    if not rest:
        return ListDecisions("")
    number = re.fullmatch(rf"#?(\d{{1,{_LONGEST_NUMBER}}})", rest[0])
    return ShowDecision(int(number[1])) if number and len(rest) == 1 else None


def _help(rest: list[str], _: KnowledgeBase) -> Parsed | None:
    return None if rest else Help()


def _log(rest: list[str], knowledge: KnowledgeBase) -> Parsed:
    """Frameworks, and what for, are a title; whatever else is said, a brief or a title, is in doubt."""
    title = " ".join(rest)
    chosen, *_ = title.split(" for ")
    names = _names(chosen.split(), knowledge)
    if not title or (names and all(framework_named(name, knowledge) for name in names)):
        return LogDecision(title)
    return InDoubt(f"log {title}", "log")


def _export(rest: list[str], _: KnowledgeBase) -> Parsed | None:
    return None if rest else Export()


def _compare(rest: list[str], knowledge: KnowledgeBase) -> Parsed | None:
    everything = rest[-1:] == ["all"]
    typed = _names(rest[:-1] if everything else rest, knowledge)
    found = tuple(framework_named(name, knowledge) for name in typed)
    known = tuple(dict.fromkeys(part for name in found if name for part in _compared(name, knowledge)))
    if len(typed) > _MOST_COMPARED:
        return None
    if all(found):
        return Compare(known, everything) if len(known) > 1 else Incomplete("compare django fastapi")
    if known or len(typed) <= _NEAR_MISS_WORDS:
        unknown = next((name for name, match in zip(typed, found, strict=True) if match is None), "")
        return UnknownFramework(unknown, nearest_name(unknown, knowledge))
    return None


_MOST_COMPARED = 9


def _about(rest: list[str], knowledge: KnowledgeBase) -> Parsed | None:
    typed = " ".join(rest)
    if not typed:
        return Incomplete("about django")
    found = framework_named(typed, knowledge)
    if found:
        return About(found) if found in knowledge.framework_by_id else Compare(_compared(found, knowledge))
    nearest = nearest_name(typed, knowledge)
    if nearest or len(rest) <= 1:
        return UnknownFramework(typed, nearest)
    return None


def _compared(candidate: str, knowledge: KnowledgeBase) -> tuple[str, ...]:
    """Frameworks themselves; of a stack, its parts."""
    stack = knowledge.stack_by_id.get(candidate)
    return stack.parts if stack else (candidate,)


def _names(words: list[str], knowledge: KnowledgeBase) -> list[str]:
    """Names between spaces, commas, "and", "vs"; those of several words are joined where they are known."""
    left = [word for word in re.split(r"[\s,]+", " ".join(words)) if word]
    names = []
    while left:
        length = _known_length(left, knowledge)
        if length > 1 or left[0].lower() not in _JOINING:
            names.append(" ".join(left[:length]))
        left = left[length:]
    return names


_JOINING = frozenset({"and", "vs", "vs.", "with", "to", "or", "+"})


def _known_length(words: list[str], knowledge: KnowledgeBase) -> int:
    """How many of the first words are the longest name that is known, or else one."""
    lengths = range(min(len(words), _LONGEST_NAME), 1, -1)
    return next((n for n in lengths if framework_named(" ".join(words[:n]), knowledge)), 1)


_LONGEST_NAME = 6
"""Words."""


_SUBCOMMANDS: Mapping[str, Callable[[list[str], KnowledgeBase], Parsed | None]] = {
    "decisions": _decisions,
    "decision": _decision,
    "log": _log,
    "export": _export,
    "compare": _compare,
    "about": _about,
    "help": _help,
}


_MEANT = {"decision": "decisions", "about": "help", "compare": "help"}
"""What a subcommand amounts to when its arguments are no arguments."""


def _near_miss(words: list[str], knowledge: KnowledgeBase) -> Parsed | None:
    if len(words) > _NEAR_MISS_WORDS:
        return None
    first = words[0].lower()
    if first in _SUBCOMMANDS:
        return InDoubt(" ".join(words), _MEANT.get(first, first))
    likely = [name for name in _SUBCOMMANDS if len(name) > _SHORTEST_NEAR_MISS or _is_alone_like(name, words)]
    close = process.extractOne(
        first, likely, scorer=DamerauLevenshtein.distance, score_cutoff=_typos_in(first)
    )
    if close is None or len(first) < _SHORTEST_NEAR_MISS:
        return None
    meant = _SUBCOMMANDS[close[0]](words[1:], knowledge)
    return NearMiss(first, " ".join((close[0], *words[1:]))) if meant is not None else None


def _is_alone_like(name: str, words: list[str]) -> bool:
    return len(words) == 1 and words[0].lower().startswith(name[0])


def _typos_in(word: str) -> int:
    """How many letters may be off: a short word has no room for two."""
    return 2 if len(word) > len("about") else 1


def framework_named(typed: str, knowledge: KnowledgeBase) -> str | None:
    """The framework or stack that a name, an id or an alias stands for."""
    return names_of(knowledge).get(plain(typed))


def nearest_name(typed: str, knowledge: KnowledgeBase) -> str | None:
    """The name of the framework or stack nearest to what was typed, six letters in ten the same."""
    if not typed:
        return None
    names = names_of(knowledge)
    close = process.extractOne(
        plain(typed), list(names), scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=0.6
    )
    return knowledge.candidate_name(names[close[0]]) if close else None
