"""What a knowledge base is: frozen models, and nothing about where they are read from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, model_validator

from bot.advice.questions import NOT_SURE, Condition, Question
from bot.advice.values import AsOf, Frozen, Id, Label, Prose

PathKind: TypeAlias = Literal["stay", "add-beside", "staged", "port", "rewrite", "new"]


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
