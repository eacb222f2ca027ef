"""How well briefs are understood: first places of each batch, and precision and recall of each option.

A brief counts as right where every candidate in first place, from the brief alone, is one that the guides
recommend for it; as advised against where each of them is one that they advise against.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.measure import Row
from bot.advice.brief import understand
from bot.advice.knowledge import KnowledgeBase
from bot.advice.questions import NOT_SURE
from bot.advice.rulebook import Rulebook
from bot.knowledge_files.loader import load

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "tests" / "briefs"

COLD: Mapping[str, tuple[int, int]] = {
    "second-batch": (17, 3),
    "third-batch": (23, 2),
    "fourth-batch": (19, 0),
    "fifth-batch": (25, 0),
    "sixth-batch": (24, 2),
    "seventh-batch": (25, 1),
    "eighth-batch": (23, 0),
    "ninth-batch": (25, 0),
    "tenth-batch": (26, 1),
    "eleventh-batch": (50, 2),
    "twelfth-batch": (47, 5),
    "thirteenth-batch": (54, 3),
    "fourteenth-batch": (44, 4),
    "fifteenth-batch": (34, 2),
    "sixteenth-batch": (33, 0),
    "seventeenth-batch": (50, 3),
    "eighteenth-batch": (53, 4),
    "nineteenth-batch": (55, 2),
    "twentieth-batch": (71, 1),
    "twenty-first-batch": (53, 2),
    "twenty-second-batch": (56, 2),
    "twenty-third-batch": (53, 1),
    "twenty-fourth-batch": (54, 0),
    "twenty-fifth-batch": (76, 1),
    "twenty-sixth-batch": (84, 0),
    "twenty-seventh-batch": (64, 6),
    "twenty-eighth-batch": (67, 3),
    "twenty-ninth-batch": (58, 2),
    "thirtieth-batch": (24, 11),
    "thirty-first-batch": (32, 6),
    "thirty-second-batch": (26, 4),
    "thirty-third-batch": (25, 1),
    "thirty-fourth-batch": (54, 1),
    "thirty-fifth-batch": (49, 4),
    "thirty-sixth-batch": (46, 4),
    "thirty-seventh-batch": (72, 5),
    "thirty-eighth-batch": (65, 0),
    "thirty-ninth-batch": (20, 2),
    "fortieth-batch": (15, 0),
    "forty-first-batch": (56, 0),
    "forty-second-batch": (53, 2),
}
"""Right and advised against before any wording was changed for the batch. The first 155 briefs, in the files
without a number, had 99 and 4."""


@dataclass(frozen=True)
class Outcome:
    """What was to be read of a brief, what was read, and where that led."""

    said: Mapping[str, str]
    read: Mapping[str, str]
    right: bool
    advised_against: bool


def measure(folder: Path = FOLDER) -> Iterator[Row]:
    """Each batch, all of them, and each option that the briefs of the corpus name."""
    knowledge = load([ROOT / "knowledge"]).knowledge
    batches = {file.stem: list(outcomes(knowledge, file)) for file in sorted(folder.glob("*.yaml"))}
    every = [outcome for batch in batches.values() for outcome in batch]
    for name, batch in batches.items():
        yield _first(name, batch)
    yield _first("all", every)
    yield from _options(knowledge, every)


def outcomes(knowledge: KnowledgeBase, file: Path) -> Iterator[Outcome]:
    """The briefs of one file, read."""
    rulebook = Rulebook(knowledge)
    for row in yaml.load(file.read_text(), yaml.CSafeLoader):
        yield _outcome(knowledge, rulebook, row)


def _outcome(knowledge: KnowledgeBase, rulebook: Rulebook, row: Mapping[str, Any]) -> Outcome:
    read = {reading.question: reading.option for reading in understand(knowledge, row["brief"])}
    leaders = set(rulebook.leaders_for(read))
    return Outcome(
        said=row["reads"],
        read=read,
        right=bool(leaders) and leaders <= set(row["first"]),
        advised_against=bool(leaders) and leaders <= set(row["not"]),
    )


def _first(name: str, batch: Sequence[Outcome]) -> Row:
    right = sum(outcome.right for outcome in batch)
    against = sum(outcome.advised_against for outcome in batch)
    cold = f"; cold {100 * COLD[name][0] / len(batch):.0f} % and {COLD[name][1]}" if name in COLD else ""
    note = f"of {len(batch)}, {against} advised against{cold}"
    return Row(f"{name}: first place right", 100 * right / len(batch), "%", note=note)


def _options(knowledge: KnowledgeBase, every: Sequence[Outcome]) -> Iterator[Row]:
    for question in knowledge.questions:
        about = [outcome for outcome in every if question.id in outcome.said]
        for option in (*(option.id for option in question.options), NOT_SURE):
            said = [outcome for outcome in about if outcome.said[question.id] == option]
            if said:
                yield _option(question.id, option, about, len(said))


def _option(question: str, option: str, about: Sequence[Outcome], said: int) -> Row:
    """Recall as the figure; precision among the briefs that say something of the question."""
    read = [outcome for outcome in about if outcome.read.get(question, NOT_SURE) == option]
    hits = sum(outcome.said[question] == option for outcome in read)
    precision = f"{100 * hits / len(read):.0f} %" if read else "none read"
    return Row(
        f"{question}: {option}", 100 * hits / said, "%", note=f"recall of {said}; precision {precision}"
    )
