"""A whole message that answers one question: a number, a label, or yes or no."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from bot.advice.questions import Option, Question
from bot.advice.reading.words import normal

LONGEST_REPLY = 8
"""Words; what is longer is talk."""
_ALIKE = 88.0
"""From here on, of 100, a typed label is a misspelt one."""
_SHORTEST_LABEL = 5
"""Letters; shorter labels must be typed as they are."""
_NUMBER = re.compile(r"(?:option|answer|number|no|nr)?[\s.#]*([1-9])[.)]?", re.IGNORECASE)
_YES = frozenset({"yes", "yep", "yeah", "yup", "y", "sure", "yes please", "of course", "definitely"})
_NO = frozenset({"no", "nope", "nah", "n", "no thanks", "not at all", "definitely not"})
_MENTION = re.compile(r"<[@#!]|(?:^|\s)@\w")
_BETWEEN = re.compile(r"[,&+/]|\b(?:and|or|nor)\b", re.IGNORECASE)
_NOT_WORDS = re.compile(r"[^\w\s']+")


def is_reply(text: str) -> bool:
    """Whether a message is short enough to be an answer and addresses nobody."""
    return 0 < len(text.split()) <= LONGEST_REPLY and not _MENTION.search(text)


def named(question: Question, text: str) -> tuple[Option, ...]:
    """The options that a message names by number or label, or by a plain yes or no."""
    number = _NUMBER.fullmatch(text.strip())
    if number and int(number[1]) <= len(question.options):
        return (question.options[int(number[1]) - 1],)
    typed = _plain(text)
    exact = _called(question, typed)
    return exact or _yes_or_no(question, typed) or _misspelt(question, typed) or _several(question, text)


def _plain(text: str) -> str:
    return " ".join(_NOT_WORDS.sub(" ", normal(text)).split())


def _called(question: Question, typed: str) -> tuple[Option, ...]:
    return tuple(option for option in question.options if typed in {_plain(option.label), _plain(option.id)})


def _yes_or_no(question: Question, typed: str) -> tuple[Option, ...]:
    """The options whose label begins as the message says: "Yes, from the start"."""
    word = "yes" if typed in _YES else "no" if typed in _NO else None
    return tuple(option for option in question.options if word and _plain(option.label).split()[:1] == [word])


def _misspelt(question: Question, typed: str) -> tuple[Option, ...]:
    return tuple(
        option
        for option in question.options
        if len(typed) >= _SHORTEST_LABEL and fuzz.ratio(typed, _plain(option.label)) >= _ALIKE
    )


def _several(question: Question, text: str) -> tuple[Option, ...]:
    """What is volunteered may be several options, which are one answer: "Django and Flask"."""
    if not question.is_volunteered:
        return ()
    pieces = [_plain(piece) for piece in _BETWEEN.split(text) if piece.strip()]
    found = [_called(question, piece) or _misspelt(question, piece) for piece in pieces]
    together = question.together(option.id for options in found for option in options)
    return (together,) if together and all(len(options) == 1 for options in found) else ()
