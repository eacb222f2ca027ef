"""What the answers given so far leave open: the rules reduced to the open questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.advice.conditions import ALWAYS, Alternatives, Answers, Conjunction, both, either
from bot.advice.rulebook import Leaders, Points, Rulebook


@dataclass(frozen=True)
class Joint:
    """A rule that still depends on several open questions together."""

    when: Alternatives
    points: Points

    def depends_on(self, question: str) -> bool:
        """Whether the answer to a question can make a difference to it."""
        return any(question in conjunction for conjunction in self.when)


@dataclass(frozen=True)
class Board:
    """The game as it stands. `live` are the open questions that some rule still depends on."""

    rulebook: Rulebook
    state: int
    base: int
    """Points of all candidates, packed, from the rules that hold whatever is answered now."""
    live: tuple[str, ...]
    points: tuple[Mapping[int, Points], ...]
    """For each live question: the bit of an option to what it adds, by candidate."""
    joint: tuple[Joint, ...]

    @classmethod
    def of(cls, rulebook: Rulebook, answers: Answers) -> Board:
        """Reduce the rules by the answers."""
        return _reduce(rulebook, answers)

    def options(self, question: str) -> tuple[int, ...]:
        """The bits of a question's options, and 0 for not sure."""
        known = self.rulebook.knowledge.question_by_id[question].options
        return (*(self.rulebook.bits.by_option[question, option.id] for option in known), 0)

    def ways(self) -> int:
        """An upper bound of the number of completions; niche questions are counted as if always asked."""
        ways = 1
        for question in self.live:
            ways *= len(self.options(question))
        return ways

    def leaders_now(self) -> Leaders:
        """Who is first under the given answers alone."""
        return self.rulebook.leaders(self.base)


def _reduce(rulebook: Rulebook, answers: Answers) -> Board:
    state = rulebook.bits.state(answers)
    base = rulebook.total(())
    single: dict[tuple[str, int], list[Points]] = {}
    joint = []
    for compiled in rulebook.rules:
        when = reduced(rulebook, compiled.when, answers, state)
        if any(not conjunction for conjunction in when):
            base += compiled.packed
        elif (alone := _single(when)) is not None:
            single.setdefault(alone, []).append(compiled.points)
        elif when:
            joint.append(Joint(when, compiled.points))
    live = _live(rulebook, single, joint)
    points = tuple(_by_option(question, single) for question in live)
    return Board(rulebook, state, base, live, points, tuple(joint))


def reduced(rulebook: Rulebook, when: Alternatives, answers: Answers, state: int) -> Alternatives:
    """What an interview can still make of a condition: nothing where it cannot hold, {} where it holds."""
    left = []
    for conjunction in when:
        if all(state & mask for question, mask in conjunction.items() if question in answers):
            open_part = {question: mask for question, mask in conjunction.items() if question not in answers}
            left.append(_guarded(rulebook, open_part, answers, state))
    return either(left)


def _guarded(rulebook: Rulebook, open_part: Conjunction, answers: Answers, state: int) -> Alternatives:
    """Add to a conjunction what has to hold for its niche questions to be asked."""
    guards = [
        reduced(rulebook, rulebook.asked_when[question], answers, state)
        for question in open_part
        if rulebook.asked_when[question] is not ALWAYS
    ]
    return both([(open_part,), *guards])


def _single(when: Alternatives) -> tuple[str, int] | None:
    """The one question and mask that a condition depends on, if it is one."""
    questions = {question for conjunction in when for question in conjunction}
    if len(questions) != 1:
        return None
    question = questions.pop()
    mask = 0
    for conjunction in when:
        mask |= conjunction[question]
    return question, mask


def _live(
    rulebook: Rulebook, single: Mapping[tuple[str, int], object], joint: Sequence[Joint]
) -> tuple[str, ...]:
    mentioned = {question for question, _ in single}
    for rule in joint:
        mentioned.update(question for conjunction in rule.when for question in conjunction)
    return tuple(question.id for question in rulebook.knowledge.questions if question.id in mentioned)


def _by_option(question: str, single: Mapping[tuple[str, int], Sequence[Points]]) -> Mapping[int, Points]:
    table: dict[int, Points] = {}
    for (name, mask), effects in single.items():
        if name == question:
            for bit in _bits(mask):
                rows = [*effects, table[bit]] if bit in table else list(effects)
                table[bit] = tuple(map(sum, zip(*rows, strict=True)))
    return table


def _bits(mask: int) -> Iterator[int]:
    while mask:
        bit = mask & -mask
        yield bit
        mask ^= bit
