"""Free text to answers, each with the words that it was read from.

How wordings are written is in `bot.advice.reading.phrases`. A wording that the text denies ("no need for an
admin") does not give its option; it gives the question's option that is marked `negates`, if there is one. A
wording in doubt ("not sure whether we need ...") gives nothing, and a framework that is only thought about
("should we use Flask?") neither.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import lru_cache

from bot.advice.knowledge import KnowledgeBase
from bot.advice.questions import Option, Question
from bot.advice.reading.english import CORRECTIONS
from bot.advice.reading.lexicon import Lexicon
from bot.advice.reading.matching import Match, Text, candidates
from bot.advice.reading.moods import length_of
from bot.advice.reading.phrases import ANY_FRAMEWORK, HAS, REFUSED, Atom, Phrase, classes_of, compile_phrase
from bot.advice.reading.replies import is_reply, named
from bot.advice.reading.words import Word, split


@dataclass(frozen=True, slots=True)
class Reading:
    """An answer that a text gives; `evidence` are its very words."""

    question: str
    option: str
    evidence: str


@dataclass(frozen=True, slots=True)
class _Finding:
    option: str
    match: Match
    more: tuple[Match, ...] = ()
    """Where several options are given at once, what the others were read from."""


class Reader:
    """The wordings of a knowledge base, compiled."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        """Compile; raises PhraseError where a wording cannot be read."""
        classes = classes_of(knowledge)
        self._questions = knowledge.questions
        self._phrases: Mapping[tuple[str, str], Sequence[Phrase]] = {
            (question.id, option.id): tuple(_wordings(question, option, classes))
            for question in knowledge.questions
            for option in question.options
        }
        self._idioms: Mapping[str, Sequence[Phrase]] = {
            question.id: tuple(
                compile_phrase(written, _classes_in(question, classes)) for written in question.idioms
            )
            for question in knowledge.questions
        }
        wordings = (*self._phrases.values(), *self._idioms.values())
        self._lexicon = Lexicon(atom for some in wordings for phrase in some for atom in phrase.atoms)

    @classmethod
    def of(cls, knowledge: KnowledgeBase) -> Reader:
        """The reader of a knowledge base, made once for each of its versions."""
        return _reader(_Edition(knowledge.version, knowledge))

    def read(self, text: str) -> tuple[Reading, ...]:
        """The answers that the text gives, in the order of the questions, at most one for each."""
        words = split(text)
        scanned = Text(words, self._lexicon)
        found = ((question, self._answer(question, scanned)) for question in self._questions)
        return tuple(
            Reading(question.id, finding.option, _quoted(text, words, finding))
            for question, finding in found
            if finding
        )

    def options_in(self, question: Question, text: str) -> tuple[Option, ...]:
        """Every option of one question that a wording gives; one that combines them stands for them."""
        scanned = Text(split(text), self._lexicon)
        given = {finding.option for finding in self._longest(question, scanned)}
        combined = _combination(question, given)
        return (combined,) if combined else tuple(option for option in question.options if option.id in given)

    def _answer(self, question: Question, text: Text) -> _Finding | None:
        findings = self._longest(question, text)
        # What is refused adds up, also after a "sorry".
        said = findings if question.is_volunteered else _after_corrections(findings, text.words)
        return _strongest(question, said)

    def _longest(self, question: Question, text: Text) -> Sequence[_Finding]:
        """The findings without those that stand inside a longer one or an idiom."""
        idioms = [
            match for phrase in candidates(self._idioms[question.id], text) for match in text.matches(phrase)
        ]
        findings = _longest(self._findings(question, text))
        return [finding for finding in findings if not any(_within(finding.match, idiom) for idiom in idioms)]

    def _findings(self, question: Question, text: Text) -> Iterator[_Finding]:
        denying = next((option.id for option in question.options if option.negates), None)
        for option in question.options:
            for phrase in candidates(self._phrases[question.id, option.id], text):
                for match in text.matches(phrase):
                    if match.stance == "affirmed":
                        yield _Finding(option.id, match)
                    elif match.stance == "denied" and denying and denying != option.id:
                        yield _Finding(denying, match)


def understand(knowledge: KnowledgeBase, text: str) -> tuple[Reading, ...]:
    """The answers that a free text gives, at most one for each question.

    Only the first 5,000 characters are read. Raises PhraseError where the knowledge base holds a wording that
    cannot be read.
    """
    return Reader.of(knowledge).read(text)


def match_reply(question: Question, text: str, knowledge: KnowledgeBase | None = None) -> tuple[Option, ...]:
    """The options that a whole message of at most eight words gives as an answer to one question.

    A number ("2"), a label (also slightly misspelt), yes or no where the labels say so; and with the
    knowledge base that the question is of, any of its wordings. Empty when the message is no answer; several
    when it fits several.
    """
    if not is_reply(text):
        return ()
    options = named(question, text)
    return options if options or knowledge is None else Reader.of(knowledge).options_in(question, text)


def volunteered(knowledge: KnowledgeBase, text: str) -> Reading | None:
    """What a whole message of at most eight words says that nobody is asked: "we don't want Django"."""
    readings = understand(knowledge, text) if is_reply(text) else ()
    return next((each for each in readings if knowledge.question_by_id[each.question].is_volunteered), None)


@dataclass(frozen=True, slots=True)
class _Edition:
    """A knowledge base that is compared by its version, because it cannot be hashed itself."""

    version: str
    knowledge: KnowledgeBase = field(compare=False)


@lru_cache(maxsize=8)
def _reader(edition: _Edition) -> Reader:
    return Reader(edition.knowledge)


def _wordings(question: Question, option: Option, classes: Mapping[str, Atom]) -> Iterator[Phrase]:
    """The wordings of an option, and those that every option has which names a framework."""
    yield from (compile_phrase(written, classes) for written in option.phrases)
    if option.has:
        with_name = {**classes, HAS: classes[option.has]}
        yield from (compile_phrase(written, with_name) for written in question.running)
    if len(option.refuses) == 1:
        # Its name alone and nothing said about the framework, so that what is refused need not run.
        name = Atom(classes[option.refuses[0]].spellings, listed=True)
        with_name = {**_classes_in(question, classes), REFUSED: name}
        yield from (compile_phrase(written, with_name) for written in question.refusing)


def _classes_in(question: Question, classes: Mapping[str, Atom]) -> Mapping[str, Atom]:
    """The classes; where frameworks are refused, which may be several at once, a list of them is one."""
    if not question.is_volunteered:
        return classes
    return {**classes, ANY_FRAMEWORK: replace(classes[ANY_FRAMEWORK], listed=True)}


def _longest(findings: Iterator[_Finding]) -> Sequence[_Finding]:
    """The findings without those that stand inside a longer one: "content site" hides "site"."""
    by_weight = sorted(findings, key=lambda finding: (-finding.match.weight, finding.match.start))
    kept: list[_Finding] = []
    for finding in by_weight:
        if not any(_inside(finding.match, other.match) for other in kept):
            kept.append(finding)
    return kept


def _inside(match: Match, other: Match) -> bool:
    return _within(match, other) and match.weight < other.weight


def _within(match: Match, other: Match) -> bool:
    return other.start <= match.start and match.end <= other.end


def _after_corrections(findings: Sequence[_Finding], words: Sequence[Word]) -> Sequence[_Finding]:
    """The findings after the last correction ("..., sorry, ..."), if there are any."""
    corrected = max((place for place in range(len(words)) if _corrects(words, place)), default=-1)
    return [finding for finding in findings if finding.match.start > corrected] or findings


def _corrects(words: Sequence[Word], place: int) -> bool:
    """Whether a clause begins here that takes back what was said; "from scratch" and "add, edit" do not."""
    word, following = words[place], words[place + 1 : place + 2]
    if word.before == "none" or not length_of(CORRECTIONS, words, place):
        return False
    return word.text != "edit" or any(after.before in {"colon", "clause"} for after in following)


def _strongest(question: Question, findings: Sequence[_Finding]) -> _Finding | None:
    """The best evidence of the option that the findings speak for; None when two options are as strong."""
    highest = max((finding.match.phrase.rank for finding in findings), default=0)
    findings = [finding for finding in findings if finding.match.phrase.rank == highest]
    findings = _without_parts(question, findings)
    strengths = _strengths(findings)
    combined = _combination(question, strengths.keys())
    if combined:
        best = [next(each for each in findings if each.option == part) for part in combined.combines]
        first, *others = (finding.match for finding in best)
        return _Finding(combined.id, first, tuple(others))
    ranked = sorted(strengths, key=lambda option: -strengths[option])
    if not ranked or (len(ranked) > 1 and strengths[ranked[0]] == strengths[ranked[1]]):
        return None
    return next(finding for finding in findings if finding.option == ranked[0])


def _without_parts(question: Question, findings: Sequence[_Finding]) -> Sequence[_Finding]:
    """The findings without the parts of an option that combines them and is found itself at least as well."""
    weights: dict[str, int] = defaultdict(int)
    for finding in findings:
        weights[finding.option] = max(weights[finding.option], finding.match.weight)
    covered = {
        part: weights[option.id]
        for option in question.options
        for part in option.combines
        if part != option.id and option.id in weights
    }
    return [finding for finding in findings if finding.match.weight > covered.get(finding.option, 0)]


def _combination(question: Question, given: AbstractSet[str]) -> Option | None:
    """The option that stands for several given ones; of what is volunteered, for whichever they are."""
    if question.is_volunteered:
        return question.together(given) if len(given) > 1 else None
    combining = (option for option in question.options if option.combines)
    return next((option for option in combining if given >= set(option.combines)), None)


def _strengths(findings: Sequence[_Finding]) -> Mapping[str, float]:
    """What speaks for each option: its best wording in full, its others by half."""
    strengths: dict[str, float] = defaultdict(float)
    counted: set[tuple[str, int, int]] = set()
    for finding in findings:
        place = (finding.option, finding.match.start, finding.match.end)
        if place not in counted:
            share = 0.5 if finding.option in strengths else 1.0
            strengths[finding.option] += share * finding.match.weight
            counted.add(place)
    return strengths


def _quoted(text: str, words: Sequence[Word], finding: _Finding) -> str:
    """The words that an answer was read from, with an ellipsis where others stand between them."""
    stretches: list[tuple[int, int]] = []
    for start, end in sorted((match.start, match.end) for match in (finding.match, *finding.more)):
        if stretches and start <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
        else:
            stretches.append((start, end))
    return " … ".join(text[words[start].start : words[end - 1].end] for start, end in stretches)
