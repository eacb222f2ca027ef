"""When a rule holds: conditions compiled to bit masks.

An option is a bit. A condition becomes a list of conjunctions, each with one mask a question; it is true when
all masks of one of them meet the bits of the given answers. Negation is pushed down to the options, so an
open or unsure question, which has no bit, makes a condition neither true nor its negation true.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TypeAlias

from bot.advice.questions import Condition, Question

Answers: TypeAlias = Mapping[str, str]
"""Question id to option id, or to "not-sure". A question that is absent is open."""

Conjunction: TypeAlias = Mapping[str, int]
"""Question id to the mask of the options that satisfy it."""

Alternatives: TypeAlias = tuple[Conjunction, ...]

ALWAYS: Alternatives = ({},)
NEVER: Alternatives = ()


@dataclass(frozen=True)
class Bits:
    """Which bit stands for which option."""

    by_option: Mapping[tuple[str, str], int]
    all_of: Mapping[str, int]
    volunteered: Mapping[str, Question]
    """The questions of which several options may be given at once."""

    @classmethod
    def of(cls, questions: Sequence[Question]) -> Bits:
        """Number the options of all questions."""
        volunteered = {question.id: question for question in questions if question.is_volunteered}
        pairs = [(question.id, option.id) for question in questions for option in question.options]
        by_option = {pair: 1 << position for position, pair in enumerate(pairs)}
        all_of: dict[str, int] = {}
        for (question, _), bit in by_option.items():
            all_of[question] = all_of.get(question, 0) | bit
        return cls(by_option, all_of, volunteered)

    def state(self, answers: Answers) -> int:
        """The bits of the given answers; what is unsure or unknown has none."""
        state = 0
        for pair in answers.items():
            bit = self.by_option.get(pair, 0)
            state |= bit if bit or pair[0] not in self.volunteered else self._several(*pair)
        return state

    def _several(self, question: str, answer: str) -> int:
        return self.mask(question, (option.id for option in self.volunteered[question].parts(answer)))

    def mask(self, question: str, options: Iterable[str]) -> int:
        """The bits of some options of one question. Raises KeyError for one that does not exist."""
        mask = 0
        for option in options:
            mask |= self.by_option[question, option]
        return mask


def alternatives(condition: Condition, bits: Bits) -> Alternatives:
    """Compile a condition. Raises KeyError where it names an option that does not exist."""
    own: Alternatives = ({question: bits.mask(question, ids) for question, ids in condition.options.items()},)
    parts = [own, *(alternatives(nested, bits) for nested in condition.all)]
    if condition.any is not None:
        parts.append(either(alternatives(nested, bits) for nested in condition.any))
    if condition.negated is not None:
        parts.append(_negation(condition.negated, bits))
    return both(parts)


def _negation(condition: Condition, bits: Bits) -> Alternatives:
    parts: list[Alternatives] = [
        ({question: bits.all_of[question] & ~bits.mask(question, ids)},)
        for question, ids in condition.options.items()
    ]
    parts += [_negation(nested, bits) for nested in condition.all]
    if condition.any is not None:
        parts.append(both([_negation(nested, bits) for nested in condition.any]))
    if condition.negated is not None:
        parts.append(alternatives(condition.negated, bits))
    return either(parts)


def breadth(condition: Condition) -> int:
    """How many alternatives a condition compiles to at most, told without compiling it."""
    parts = [breadth(nested) for nested in condition.all]
    if condition.any is not None:
        parts.append(max(1, sum(map(breadth, condition.any))))
    if condition.negated is not None:
        parts.append(_breadth_of_negation(condition.negated))
    return prod(parts)


def _breadth_of_negation(condition: Condition) -> int:
    parts = [len(condition.options), *map(_breadth_of_negation, condition.all)]
    if condition.any is not None:
        parts.append(prod(map(_breadth_of_negation, condition.any)))
    if condition.negated is not None:
        parts.append(breadth(condition.negated))
    return max(1, sum(parts))


def either(parts: Iterable[Alternatives]) -> Alternatives:
    """What holds where at least one part holds."""
    return tuple(conjunction for part in parts for conjunction in part if all(conjunction.values()))


def both(parts: Iterable[Alternatives]) -> Alternatives:
    """What holds where every part holds."""
    # Part by part, since what cannot hold and what is said twice would multiply otherwise.
    held: Alternatives = ({},)
    for part in parts:
        merged = (_merge(pair) for pair in product(held, part))
        possible = (conjunction for conjunction in merged if all(conjunction.values()))
        held = tuple({frozenset(conjunction.items()): conjunction for conjunction in possible}.values())
    return held


def _merge(conjunctions: Iterable[Conjunction]) -> Conjunction:
    merged: dict[str, int] = {}
    for conjunction in conjunctions:
        for question, mask in conjunction.items():
            merged[question] = merged.get(question, mask) & mask
    return merged


def holds(compiled: Alternatives, state: int) -> bool:
    """Whether a compiled condition is true of the given answers."""
    # Plain loops: this runs for every rule and every way that is looked at; generators take twice as long.
    for conjunction in compiled:
        for mask in conjunction.values():
            if not state & mask:
                break
        else:
            return True
    return False
