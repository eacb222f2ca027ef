"""Which files a knowledge base consists of, and what stands in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.advice.knowledge import Aspect, Case, Framework, Path, Rule, Source, Stack, Strength, WordClass
from bot.advice.questions import Question
from bot.advice.values import Frozen

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator

HOUSE = "house"
"""The source of what a team's own folder says without naming one."""


@dataclass(frozen=True)
class Collection:
    """Things of one kind, and the file or files in which they stand."""

    name: str
    one: str
    """What one of them is called in a message."""
    model: type[Frozen]
    pattern: str
    """A path, or a glob of one folder, relative to a knowledge folder."""
    required: bool = True
    """Whether the shipped folder must have it."""
    grows: bool = False
    """Whether a later folder may add to one of them."""

    @property
    def alone(self) -> bool:
        """Whether a file holds one of them rather than a list."""
        return self.name == "frameworks"

    def files(self, folder: pathlib.Path, *, demanded: bool) -> Iterator[pathlib.Path]:
        """The files of a folder, by name; where one is demanded, or a link names it, also a missing one."""
        if "*" in self.pattern:
            yield from sorted(folder.glob(self.pattern))
            return
        file = folder / self.pattern
        if demanded or file.exists() or file.is_symlink():
            yield file


COLLECTIONS = (
    Collection("sources", "source", Source, "sources.yaml"),
    Collection("aspects", "aspect", Aspect, "aspects.yaml"),
    Collection("strengths", "strength", Strength, "strengths.yaml"),
    Collection("words", "word class", WordClass, "words.yaml", required=False, grows=True),
    Collection("questions", "question", Question, "questions.yaml", grows=True),
    Collection("frameworks", "framework", Framework, "frameworks/*.yaml", grows=True),
    Collection("stacks", "stack", Stack, "stacks.yaml", required=False),
    Collection("rules", "rule", Rule, "rules/*.yaml"),
    Collection("paths", "path", Path, "paths.yaml", required=False),
    Collection("cases", "case", Case, "cases/*.yaml", required=False),
)


def strays(folder: pathlib.Path) -> Iterator[pathlib.Path]:
    """YAML files that stand where nothing reads them."""
    expected = {file for collection in COLLECTIONS for file in collection.files(folder, demanded=True)}
    found = {file for suffix in ("yaml", "yml") for file in folder.rglob(f"*.{suffix}")}
    yield from sorted(found - expected)
