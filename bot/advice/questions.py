"""What may be asked, what may be answered, and when something holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from bot.advice.prose import listed
from bot.advice.values import Frozen, Id, Label, Prose

NOT_SURE = "not-sure"
"""The answer that is open to every question and that no option may be called."""
_MOST_ASKED = 9
AND = "-and-"
"""What joins the ids of several options to that of one which stands for them."""


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
