"""Free text cut into words, with their places, so that every reading can quote what it was read from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, TypeAlias

import snowballstemmer

from bot.advice.reading.english import LIGHT, NUMBERED

LONGEST_TEXT = 5000
"""Characters that are read; the rest of a longer text is ignored."""

_LONGEST_QUOTE = 3
"""Words; a longer quotation may be an example of what people ask for."""

Break: TypeAlias = Literal["none", "comma", "aside", "colon", "clause", "sentence"]
"""What stands between two words; an aside is an opening bracket and nothing else, a colon likewise."""

_SKIPPED = re.compile(
    r"```.*?(?:```|\Z)"  # code, also when its end is missing
    r"|<[@#!][^<>\s]{0,200}(?:\|[^<>]{0,200})?>"  # mentions
    r"|<(?:https?|mailto):[^<>|\s]*\|"  # a link's address; its label is text
    r"|<?(?:https?|mailto):[^<>|\s]*>?"
    r"|:[a-z0-9_+-]{1,40}:(?!\w)"  # emoji
    r"|&(?:amp|lt|gt);",
    re.DOTALL | re.IGNORECASE,
)
_WORD = re.compile(
    r"(?P<number>\d+(?:[ ,]\d{3}(?!\d))*(?:\.\d+)?)(?!(?:st|nd|rd|th|d|g|fa)\b)(?P<letters>[^\W\d_]*)"
    r"|[^\W_]+(?:['’][^\W\d_]+)*",  # noqa: RUF001, both apostrophes are typed
)
_SENTENCE_END = re.compile(r"[.!?…;](?=\s|$)|[.!?;]{2}|\n\s*(?:\n|[-*•\d])|[。！？]")  # noqa: RUF001, read as typed
_CLAUSE_END = re.compile(r"[:()\[\]{}\"“”—–=]|\s-+\s|->|→|[!?]|\.(?![a-z0-9])")  # noqa: RUF001, likewise
_ASIDE = re.compile(r"\s*\(\w?")
_COLON = re.compile(r"\s*:\s+\w?")
_QUOTED = re.compile(
    r"(?<!\w)['\"‘“]((?:[^'\"‘’“”\n]|(?<=\w)['’](?=\w)){1,60})['\"’”](?!\w)"  # noqa: RUF001, as typed
)
_COMMA = re.compile(r"[,،，、]|\n(?=\s*[A-Z])")  # noqa: RUF001, likewise


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed, where it stands (character offsets, the end exclusive), and what is known of it."""

    text: str
    """Lower case, straight apostrophes, without a possessive ending."""
    start: int
    end: int
    stem: str
    value: float | None
    """The number that it is, if written in digits."""
    before: Break
    """The strongest break between the word before and this one."""
    light: bool
    """A word that carries little meaning: it does not count as a gap."""
    quoted: bool = False
    """Whether it stands in quotation marks, with at most two words beside it: somebody else's word."""


def split(text: str) -> tuple[Word, ...]:
    """The words of a text, code blocks, mentions, addresses and emoji left out."""
    readable = _SKIPPED.sub(_blank, text[:LONGEST_TEXT])
    words: list[Word] = []
    end = 0
    for found in _WORD.finditer(readable):
        gap = readable[end : found.start() + 1] if words else ""
        before = _break_in(gap)
        named = bool(words) and words[-1].text in NUMBERED and before == "none"
        version = named and found["number"] is not None
        words.extend([_version(found)] if version else _words_of(found, before))
        end = found.end()
    return tuple(_with_quotes(words, readable))


def _with_quotes(words: Sequence[Word], readable: str) -> Iterator[Word]:
    """The words, those marked that stand in short quotations."""
    short = [found.span(1) for found in _QUOTED.finditer(readable) if len(found[1].split()) <= _LONGEST_QUOTE]
    for word in words:
        inside = any(start <= word.start < end for start, end in short)
        yield replace(word, quoted=True) if inside else word


@lru_cache(maxsize=20_000)
def stem_of(word: str) -> str:
    """The English stem of a lower-case word."""
    # A stemmer keeps its state between calls, so that threads must not share one; making it costs nothing.
    return str(snowballstemmer.stemmer("english").stemWord(word))


def normal(word: str) -> str:
    """A word in the form that comparisons use: lower case, straight apostrophes, no possessive ending."""
    lower = word.lower().replace("’", "'")  # noqa: RUF001, the typographic apostrophe is meant
    return lower[:-2] if lower.endswith("'s") and lower not in {"it's", "that's", "let's"} else lower


def _blank(skipped: re.Match[str]) -> str:
    """As many blanks as the match is long, so that places stay; code ends a sentence."""
    width = len(skipped.group())
    return ("." + " " * (width - 1)) if skipped.group().startswith("```") else " " * width


def _break_in(gap: str) -> Break:
    """The strongest break in what stands between two words, the first letter of the second included."""
    if _SENTENCE_END.search(gap):
        return "sentence"
    if _ASIDE.fullmatch(gap):
        return "aside"
    if _COLON.fullmatch(gap):
        return "colon"
    if _CLAUSE_END.search(gap):
        return "clause"
    return "comma" if _COMMA.search(gap) else "none"


def _words_of(found: re.Match[str], before: Break) -> list[Word]:
    """One word, or a number and the unit that is written onto it: "3k", "50rps"."""
    if found["number"] is None:
        return [_word(found.group(), found.start(), None, before)]
    scale, unit = _scaled(found["letters"])
    value = float(found["number"].replace(",", "").replace(" ", "")) * scale
    number = _word(found.group()[: len(found.group()) - len(unit)], found.start(), value, before)
    return [number, _word(unit, found.end() - len(unit), None, "none")] if unit else [number]


def _version(found: re.Match[str]) -> Word:
    """A number that belongs to the name before it and counts nothing: "Django 4.2"."""
    return replace(_word(found.group(), found.start(), None, "none"), light=True)


def _scaled(letters: str) -> tuple[float, str]:
    """What a number is multiplied by, and the letters that remain: "k" -> 1000, "krps" -> 1000 and "rps"."""
    lower = letters.lower()
    if lower.startswith("k") and lower[1:] in {"", "rps", "qps", "users", "req"}:
        return 1e3, letters[1:]
    if lower in {"m", "mm", "mio"}:
        return 1e6, ""
    return 1.0, letters


def _word(typed: str, start: int, value: float | None, before: Break) -> Word:
    text = normal(typed)
    return Word(
        text=text,
        start=start,
        end=start + len(typed),
        stem=stem_of(text),
        value=value,
        before=before,
        light=text in LIGHT,
    )
