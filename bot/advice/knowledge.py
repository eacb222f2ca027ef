"""What a knowledge base is: frozen models, and nothing about where they are read from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from bot.advice.prose import listed

NOT_SURE = "not-sure"
"""The answer that is open to every question and that no option may be called."""
_MOST_ASKED = 9
AND = "-and-"
"""What joins the ids of several options to that of one which stands for them."""


def _dated(text: str) -> str:
    if text and not _DATE.fullmatch(text):
        raise ValueError(f"“{text}” is no date; write it like 2026, 2026-05 or 2026-05-31")
    return text


_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
AsOf: TypeAlias = Annotated[str, AfterValidator(_dated)]
"""Since when something holds: a year, a month or a day; empty where that is not known."""
Id: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Prose: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=600, strip_whitespace=True)]
Label: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=70, strip_whitespace=True)]
PathKind: TypeAlias = Literal["stay", "add-beside", "staged", "port", "rewrite", "new"]


class Frozen(BaseModel):
    """A value that never changes and accepts no key that it does not know."""

    # What does not validate may be what people wrote, which no log is to hold.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Source(Frozen):
    """A published text that claims and rules rest on."""

    id: Id
    title: Prose
    url: str = ""
    updated: str = ""
    """As far as it is known: a year, year-month or date; empty where the text bears none."""


class Aspect(Frozen):
    """A row of the comparison."""

    id: Id
    name: Label
    about: Prose


class Strength(Frozen):
    """What a rule's word is worth in points."""

    id: Id
    points: Annotated[int, Field(ge=1, le=100)]


class WordClass(Frozen):
    """Words that are interchangeable inside phrases, written there as {id}."""

    id: Id
    words: tuple[str, ...] = Field(min_length=1)


class Condition(Frozen):
    """When a rule holds: every named question has one of its options, and every nested condition holds."""

    options: Mapping[Id, tuple[Id, ...]] = Field(default_factory=dict)
    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] | None = None
    negated: Condition | None = Field(default=None, alias="not")

    @model_validator(mode="before")
    @classmethod
    def _from_mapping(cls, data: object) -> object:
        """Read the form that people write: `{admin: needed, any: [...], not: {...}}`."""
        if not isinstance(data, Mapping) or "options" in data:
            return data
        operators = {key: data[key] for key in ("all", "any", "not") if key in data}
        options = {
            key: (value,) if isinstance(value, str) else value
            for key, value in data.items()
            if key not in operators
        }
        return {"options": options, **operators}

    def questions(self) -> frozenset[str]:
        """Every question that the condition mentions."""
        nested = (*self.all, *(self.any or ()), *((self.negated,) if self.negated else ()))
        return frozenset(self.options).union(*(condition.questions() for condition in nested))


class Option(Frozen):
    """One possible answer to a question."""

    id: Id
    label: Label
    phrases: tuple[str, ...] = ()
    """Wordings in free text that give this answer."""
    has: Id | None = None
    """The framework that already runs when this answer is given: where a path starts."""
    refuses: tuple[Id, ...] = ()
    """The frameworks that are out of the running when this answer is given."""
    negates: bool = False
    """The answer where a text denies a wording of another option: "no need for an admin"."""
    combines: tuple[Id, ...] = ()
    """The answer where a text gives all of these options of the question: pages, and an API elsewhere."""


def _joined(options: Sequence[Option]) -> Option | None:
    """One option that stands for several; None for none."""
    if len(options) <= 1:
        return options[0] if options else None
    # A copy, because what stands for many may have a longer id and label than people may write.
    return options[0].model_copy(
        update={
            "id": AND.join(option.id for option in options),
            "label": listed([option.label for option in options]),
            "phrases": (),
            "refuses": tuple(dict.fromkeys(each for option in options for each in option.refuses)),
            "combines": tuple(option.id for option in options),
        }
    )


class Question(Frozen):
    """Something the advisor may ask."""

    id: Id
    name: Label
    """The question in two or three words, for the line that an answered question folds into."""
    ask: Annotated[str, StringConstraints(min_length=1, max_length=150)]
    why: Prose
    options: tuple[Option, ...] = Field(min_length=2, max_length=100)
    """At most as many as a picker holds, and of a question that is asked at most nine."""
    when: Condition | None = None
    """A niche question is asked only where this holds."""
    running: tuple[str, ...] = ()
    """Wordings that give each option with a `has`, whose framework stands for {has} in them."""
    refusing: tuple[str, ...] = ()
    """Wordings that give each option that refuses one framework, which stands for {refused} in them.

    A list of frameworks stands there for each that it names: "no Django, Flask or FastAPI".
    """
    idioms: tuple[str, ...] = ()
    """Wordings that give nothing and hide those that stand within them: "read a blog" is no blog."""

    @model_validator(mode="after")
    def _can_be_typed(self) -> Question:
        if len(self.options) > _MOST_ASKED and not self.is_volunteered:
            raise ValueError(f"at most {_MOST_ASKED} options fit, since people type their numbers")
        return self

    @property
    def wordings(self) -> tuple[str, ...]:
        """Those that it has itself, beside the phrases of its options."""
        return (*self.running, *self.refusing, *self.idioms)

    @property
    def is_volunteered(self) -> bool:
        """Whether it is read from what people write and never asked: nobody is asked what they refuse."""
        return any(option.refuses for option in self.options)

    def option(self, option_id: str) -> Option | None:
        """The option of that id, or None; of what is volunteered also several as one: django-and-flask."""
        return self.together([option_id])

    def parts(self, answer: str) -> tuple[Option, ...]:
        """The options that an answer consists of: one, of what is volunteered several; none of no answer."""
        single = next((option for option in self.options if option.id == answer), None)
        if single or not self.is_volunteered:
            return (single,) if single else ()
        for option in self.options:
            first, found, rest = answer.partition(f"{option.id}{AND}")
            others = self.parts(rest) if found and not first else ()
            if others:
                return (option, *others)
        return ()

    def together(self, option_ids: Iterable[str]) -> Option | None:
        """Several options of what is volunteered as one, in the order of the question; None of none."""
        given = {part.id for option_id in option_ids for part in self.parts(option_id)}
        return _joined([option for option in self.options if option.id in given])


class Side(Frozen):
    """What one source holds in a disagreement."""

    framework: Id
    says: Prose
    source: Id


class Rule(Frozen):
    """What follows from some answers, and where that is written."""

    id: Id
    when: Condition
    gives: Mapping[Id, Id] = Field(default_factory=dict)
    costs: Mapping[Id, Id] = Field(default_factory=dict)
    rules_out: tuple[Id, ...] = ()
    caution: Prose | None = None
    verdict: Literal["any"] | None = None
    disagreement: tuple[Side, ...] = ()
    about: tuple[Id, ...] = ()
    """Aspects that it speaks of. Where sources differ on one, the recommendation shows who says what."""
    because: Prose
    sources: tuple[Id, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _does_something(self) -> Rule:
        if not (
            self.gives or self.costs or self.rules_out or self.caution or self.verdict or self.disagreement
        ):
            raise ValueError("a rule needs one of gives, costs, rules_out, caution, verdict or disagreement")
        return self


class Claim(Frozen):
    """One source's value for one aspect of one framework."""

    says: Prose
    source: Id
    as_of: AsOf = ""


class Pitfall(Frozen):
    """A known way to get hurt with a framework, and the way around it."""

    says: Prose
    remedy: Prose | None = None
    source: Id
    when: Condition | None = None
    """Where it matters; always, when absent."""
    about: tuple[Id, ...] = ()
    """Aspects that it speaks of, as in a rule."""


class Companion(Frozen):
    """A library that goes with a framework."""

    name: Label
    purpose: Label
    source: Id
    when: Condition | None = None


class Framework(Frozen):
    """A framework, or an add-on to one."""

    id: Id
    name: Label
    extends: Id | None = None
    summary: Prose
    aliases: tuple[str, ...] = ()
    """Other names that people type, such as "drf"."""
    aspects: Mapping[Id, tuple[Claim, ...]] = Field(default_factory=dict)
    pitfalls: tuple[Pitfall, ...] = ()
    companions: tuple[Companion, ...] = ()


class Stack(Frozen):
    """Frameworks that run side by side, and what that costs however the questions are answered."""

    id: Id
    name: Label
    parts: tuple[Id, ...] = Field(min_length=2)
    costs: Id
    because: Prose
    sources: tuple[Id, ...] = Field(min_length=1)
    aliases: tuple[str, ...] = ()


class Path(Frozen):
    """How to get from the framework that runs to the candidate that is recommended."""

    origin: Id = Field(alias="from")
    to: Id
    path: PathKind
    effort: Prose | None = None
    because: Prose
    sources: tuple[Id, ...] = Field(min_length=1)


class Case(Frozen):
    """A situation whose outcome a source states: a test that a non-programmer can read."""

    id: Id | None = None
    """Needed only where another case names it in `disputed_by`."""
    name: Prose
    source: Prose
    answers: Mapping[Id, Id]
    expect: Id | None = None
    among: tuple[Id, ...] = ()
    excludes: tuple[Id, ...] = Field(default=(), alias="not")
    path: PathKind | None = None
    verdict: Literal["one", "tie", "any", "none"] | None = None
    disputed_by: Id | None = None
    """The case in which another source says otherwise."""


class KnowledgeBase(Frozen):
    """Everything the advisor knows. Ids are unique within each collection and every reference resolves."""

    sources: tuple[Source, ...]
    aspects: tuple[Aspect, ...]
    strengths: tuple[Strength, ...]
    words: tuple[WordClass, ...] = ()
    questions: tuple[Question, ...]
    frameworks: tuple[Framework, ...]
    stacks: tuple[Stack, ...] = ()
    rules: tuple[Rule, ...]
    paths: tuple[Path, ...] = ()

    @cached_property
    def version(self) -> str:
        """The first 12 hexadecimal digits of a hash of the canonical content."""
        return hashlib.sha256(self.model_dump_json(by_alias=True).encode()).hexdigest()[:12]

    @cached_property
    def question_by_id(self) -> Mapping[str, Question]:
        """The questions by id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def framework_by_id(self) -> Mapping[str, Framework]:
        """The frameworks and add-ons by id."""
        return {framework.id: framework for framework in self.frameworks}

    @cached_property
    def stack_by_id(self) -> Mapping[str, Stack]:
        """The stacks by id."""
        return {stack.id: stack for stack in self.stacks}

    @cached_property
    def source_by_id(self) -> Mapping[str, Source]:
        """The sources by id."""
        return {source.id: source for source in self.sources}

    @cached_property
    def points_of(self) -> Mapping[str, int]:
        """Points by strength."""
        return {strength.id: strength.points for strength in self.strengths}

    @cached_property
    def candidate_ids(self) -> tuple[str, ...]:
        """What is ranked: every framework and add-on in file order, then every stack."""
        return (*self.framework_by_id, *self.stack_by_id)

    def offers(self, question: str, option: str) -> bool:
        """Whether that is an answer to that question."""
        asked = self.question_by_id.get(question)
        return asked is not None and (option == NOT_SURE or asked.option(option) is not None)

    def offered(self, answers: Mapping[str, str]) -> dict[str, str]:
        """The answers whose question and option there are."""
        return {question: option for question, option in answers.items() if self.offers(question, option)}

    def candidate_name(self, candidate: str) -> str:
        """The name that people read: "Django + Django REST Framework" for an add-on.

        Raises KeyError for an id that is no candidate.
        """
        if candidate in self.stack_by_id:
            return self.stack_by_id[candidate].name
        return " + ".join(self.framework_by_id[part].name for part in self.parts(candidate))

    def parts(self, candidate: str) -> tuple[str, ...]:
        """The frameworks that a candidate consists of, what is extended before what extends it.

        Raises KeyError for an id that is no candidate.
        """
        if candidate in self.stack_by_id:
            return self.stack_by_id[candidate].parts
        framework = self.framework_by_id[candidate]
        return (*self.parts(framework.extends), candidate) if framework.extends else (candidate,)

    def family(self, candidate: str) -> str:
        """The framework at the root of what a candidate extends; a stack is a family of its own."""
        return candidate if candidate in self.stack_by_id else self.parts(candidate)[0]

    def is_other_way(self, candidate: str, first: str) -> bool:
        """Whether a candidate is of another family than the first, and no stack that adds to that."""
        family = self.family(first)
        return self.family(candidate) != family and family not in self.parts(candidate)
