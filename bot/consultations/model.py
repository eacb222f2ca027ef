"""One thread's questionnaire: a value, and the pure steps from one state to the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal, TypeAlias

from pydantic import Field

from bot.advice.advisor import Advisor
from bot.advice.interview import Assessment
from bot.advice.knowledge import KnowledgeBase
from bot.advice.rulebook import Rulebook
from bot.advice.values import Frozen

State: TypeAlias = Literal["open", "lapsed", "cancelled", "recorded"]
Origin: TypeAlias = Literal["brief", "person", "decision"]


class Answer(Frozen):
    """What was answered, by whom, when, and whether it was said or read."""

    option: str
    """An option's id, or "not-sure"."""
    by: str
    """Who answered; for an answer read from the brief, who wrote the brief."""
    at: datetime
    origin: Origin
    evidence: str = ""
    """The words of the brief that it was read from."""
    turn: int = 1
    """How often the question has been answered: a button of an earlier turn is stale."""


class Wording(Frozen):
    """A question and its answer in the words in which people read them."""

    name: str
    option: str = ""
    """The id of the option that was answered; empty where there is no answer."""
    label: str = ""


class Change(Frozen):
    """An answer that replaced another one."""

    question: str
    before: str
    after: str
    by: str
    at: datetime


class Correction(Frozen):
    """What somebody wants an answer to be who saw it in a list of several."""

    question: str
    option: str | None
    """None takes the answer back."""
    turn: int
    """How often the question had been answered when they saw it."""


class SignOff(Frozen):
    """What somebody thinks of the recommendation."""

    user: str
    agrees: bool
    concern: str = ""
    at: datetime
    about: str | None = None
    """What was recommended, empty where nothing came first; None where it was not noted yet."""


class Consultation(Frozen):
    """One questionnaire in one thread. Every step gives a new value with a higher revision."""

    id: int
    workspace: str
    channel: str
    started_by: str
    started_at: datetime
    touched_at: datetime
    brief: str = ""
    state: State = "open"
    answers: Mapping[str, Answer] = Field(default_factory=dict)
    turns: Mapping[str, int] = Field(default_factory=dict)
    """How often questions were answered whose answers were taken back."""
    asked: tuple[str, ...] = ()
    """The questions put in the thread, in order; at most one of them has no answer."""
    expected: int = 0
    """About how many questions it would take, as guessed when the first was put; 0 where nobody guessed."""
    revisiting: str | None = None
    """An answered question that is open again."""
    asks_the_rest: bool = False
    """Whether to go on asking although the outcome is likely enough."""
    changes: tuple[Change, ...] = ()
    sign_offs: tuple[SignOff, ...] = ()
    decision: int | None = None
    """The number of the decision that closed it."""
    follows: int | None = None
    """The number of the decision that is being reconsidered."""
    taken_from: int | None = None
    """The number of the decision whose answers it began with; empty where that was not noted yet."""
    lost: tuple[str, ...] = ()
    """Questions that waited for an answer when the knowledge lost them."""
    wordings: Mapping[str, Wording] = Field(default_factory=dict)
    """What was asked and answered, for when the knowledge has lost it."""
    knowledge: str = ""
    """The version of the knowledge it was advanced with; empty where that was not noted yet."""
    revision: int = 1

    @property
    def pending(self) -> str | None:
        """The question that waits for its first answer."""
        return next((question for question in self.asked if question not in self.answers), None)

    @property
    def current(self) -> str | None:
        """The question that a typed reply belongs to."""
        return self.revisiting or self.pending

    @property
    def given(self) -> dict[str, str]:
        """The answers as the engine takes them."""
        return {question: answer.option for question, answer in self.answers.items()}

    def turn(self, question: str) -> int:
        """How often a question has been answered; it only grows."""
        return self.answers[question].turn if question in self.answers else self.turns.get(question, 0)

    def signed(self, recommended: str | None) -> tuple[SignOff, ...]:
        """What people think of this recommendation, and not of one that other answers led to."""
        return tuple(each for each in self.sign_offs if each.about in (None, recommended or ""))

    def touched(self, at: datetime, **changed: object) -> Consultation:
        """The next revision."""
        return self.renewed().model_copy(update={**changed, "touched_at": at})

    def renewed(self) -> Consultation:
        """The next revision, by nobody's act."""
        return self.model_copy(update={"revision": self.revision + 1})


def with_answer(consultation: Consultation, question: str, answer: Answer) -> Consultation:
    """Give or replace an answer. Another answer than before is noted as a change."""
    before = consultation.answers.get(question)
    counted = answer.model_copy(update={"turn": consultation.turn(question) + 1})
    changes = consultation.changes
    if before and before.option != answer.option:
        changes = (
            *changes,
            Change(question=question, before=before.option, after=answer.option, by=answer.by, at=answer.at),
        )
    return consultation.touched(
        answer.at,
        answers={**consultation.answers, question: counted},
        changes=changes,
        revisiting=None if consultation.revisiting == question else consultation.revisiting,
    )


def without_answers(consultation: Consultation, questions: Iterable[str], at: datetime) -> Consultation:
    """Take answers back; their buttons stay stale."""
    taken = frozenset(questions)
    left = {name: answer for name, answer in consultation.answers.items() if name not in taken}
    turns = {name: consultation.turn(name) for name in consultation.answers if name in taken}
    return consultation.touched(at, answers=left, turns={**consultation.turns, **turns})


def advanced(consultation: Consultation, advisor: Advisor) -> Consultation:
    """Put the next question, or take back one that does not matter any more. Keeps the revision."""
    rulebook = advisor.rulebook
    assessment = advisor.assess(known_answers(consultation, rulebook))
    if consultation.revisiting not in rulebook.knowledge.question_by_id:
        consultation = consultation.model_copy(update={"revisiting": None})
    if consultation.pending and consultation.pending not in rulebook.knowledge.question_by_id:
        lost = (*consultation.lost, consultation.pending)
        consultation = consultation.model_copy(update={"lost": lost})
    following = _advance(consultation, rulebook, assessment)
    told = {"expected": _expected(consultation, assessment), "knowledge": rulebook.knowledge.version}
    after = consultation.model_copy(update={**following, **told})
    return after.model_copy(update={"wordings": _wordings(after, rulebook.knowledge)})


def _wordings(consultation: Consultation, knowledge: KnowledgeBase) -> dict[str, Wording]:
    """The words of today for what the knowledge has; those of the time for what it has lost."""
    wordings = dict(consultation.wordings)
    for name in (*consultation.asked, *consultation.answers):
        option = consultation.given.get(name, "")
        question = knowledge.question_by_id.get(name)
        if question and (not option or knowledge.offers(name, option)):
            answered = question.option(option)
            wordings[name] = Wording(
                name=question.name, option=option, label=answered.label if answered else ""
            )
    return wordings


def _expected(consultation: Consultation, assessment: Assessment) -> int:
    """A guess that stays, since one that grows while people answer would be no help to them."""
    if consultation.asked and consultation.expected:
        return consultation.expected
    answered = sum(question in consultation.answers for question in consultation.asked)
    return answered + assessment.questions_left if assessment.questions_left else 0


def _advance(
    consultation: Consultation, rulebook: Rulebook, assessment: Assessment
) -> dict[str, tuple[str, ...] | str]:
    pending, following = consultation.pending, assessment.next_question
    answered = tuple(question for question in consultation.asked if question in consultation.answers)
    if _is_over(consultation, assessment) or following is None:
        return {"asked": answered}
    if pending and pending in assessment.live and rulebook.is_asked(pending, consultation.given):
        return {"asked": (*answered, pending)}
    if following in consultation.answers:
        # The knowledge base has lost the option that was chosen.
        return {"asked": answered, "revisiting": consultation.revisiting or following}
    return {"asked": (*answered, following)}


def _is_over(consultation: Consultation, assessment: Assessment) -> bool:
    if consultation.asks_the_rest:
        return assessment.settled
    return assessment.is_over


def previous_question(consultation: Consultation) -> str | None:
    """What *Back* leads to: the answered question before the current one."""
    asked = consultation.asked
    current = consultation.current
    before = asked[: asked.index(current)] if current in asked else asked
    answered = [question for question in before if question in consultation.answers]
    return answered[-1] if answered else None


def known_answers(consultation: Consultation, rulebook: Rulebook) -> dict[str, str]:
    """The given answers whose question and option the knowledge base still has."""
    return rulebook.knowledge.offered(consultation.given)
