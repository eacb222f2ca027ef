"""What is wrong with the files, told so that whoever edits them finds the place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.mistakes import Mistake

LIKENESS = 60
"""How alike, from 0 to 100, a known word must be to be proposed instead of an unknown one."""

FEW = 6
"""Up to so many known words are listed when none of them is alike."""


LONGEST_KEY = 100
LONGEST_MESSAGE = 800
"""How much a line shows of a key, which may be any text, and of a message, which may repeat some."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: the file, the line, the keys that lead there, and one plain sentence."""

    file: str
    line: int
    """Counted from 1; 0 where it is a folder that is meant."""
    keys: tuple[str, ...]
    message: str

    def __str__(self) -> str:
        keys = " > ".join(_cut(key, LONGEST_KEY) for key in self.keys)
        parts = (
            f"{self.file}:{self.line}" if self.line else self.file,
            keys,
            _cut(self.message, LONGEST_MESSAGE),
        )
        return _on_one_line(": ".join(part for part in parts if part))


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]}…"


def _on_one_line(text: str) -> str:
    """A text with what no terminal shows as it stands, such as a line break, written as an escape."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text
    )


@dataclass(frozen=True)
class Finding:
    """What a proof objects to: the keys that lead there, and one plain sentence."""

    keys: tuple[str, ...]
    message: str


class KnowledgeError(Mistake):
    """The files are no knowledge base; its text is every problem, one a line, sorted."""

    def __init__(self, problems: Iterable[Problem], *, readable: bool = True) -> None:
        self.problems = tuple(sorted(set(problems)))
        self.readable = readable
        """Whether every file could at least be read as YAML."""
        super().__init__("\n".join(str(problem) for problem in self.problems))


def hint(word: str, known: Sequence[str]) -> str:
    """What may have been meant: "; did you mean fastapi?", a short list of what there is, or nothing."""
    likely = meant(word, known)
    if not likely and known and len(known) <= FEW:
        return f"; there {'is' if len(known) == 1 else 'are'} {listed(known)}"
    return likely


def meant(word: str, known: Sequence[str]) -> str:
    """The known word that is most alike, as the end of a sentence: "; did you mean fastapi?", or nothing."""
    nearest = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=LIKENESS)
    return f"; did you mean {nearest[0]}?" if nearest else ""


def listed(words: Sequence[str], joint: str = "and") -> str:
    """Words as prose lists them: "a", "a and b", "a, b and c"."""
    *head, last = words
    return f"{', '.join(head)} {joint} {last}" if head else last
