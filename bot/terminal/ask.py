"""`framework-advisor ask`: the consultation in a terminal."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

import click

from bot.advice.advisor import Advice, Advisor
from bot.advice.brief import match_reply, understand
from bot.advice.explain import still_decides
from bot.advice.interview import Assessment
from bot.advice.knowledge import KnowledgeBase
from bot.advice.prose import listed, stopped
from bot.advice.questions import NOT_SURE, Question
from bot.terminal.opening import open_advisor, typed_text
from bot.terminal.plain import NOTHING_READ, plain, readings_in_words, screen_width, wrapped

UNSURE = frozenset({"not sure", "not-sure", "unsure", "skip"})


class _QuitError(Exception):
    """The person wants to see what stands, and no further question."""


def run(brief: str, knowledge: str | None) -> None:
    """Ask until the outcome is settled or likely, then print the report; the end of the input ends it too.

    Raises Mistake for bad settings or knowledge.
    """
    talk = _Talk(open_advisor(knowledge))
    talk.read(brief)
    try:
        talk.ask_while(lambda assessment: assessment.asking)
    except (_QuitError, click.Abort):
        talk.show_report()
        return
    talk.show_report()
    if talk.advice.assessment.next_question and _wants_the_rest():
        _finish(talk)


def _wants_the_rest() -> bool:
    try:
        return click.confirm("Ask the rest?")
    except click.Abort:
        return False


def _finish(talk: _Talk) -> None:
    with suppress(_QuitError, click.Abort):
        talk.ask_while(lambda assessment: assessment.next_question)
    talk.show_report()


@dataclass
class _Talk:
    """One person's consultation. Answers stand in the order in which they were given."""

    advisor: Advisor
    answers: dict[str, str] = field(default_factory=dict)
    again: str | None = None
    """The question that *back* led to."""

    @property
    def advice(self) -> Advice:
        return self.advisor.advise(self.answers)

    @property
    def _knowledge(self) -> KnowledgeBase:
        return self.advisor.rulebook.knowledge

    def read(self, brief: str) -> None:
        """Take the answers that the brief gives, and say so."""
        text = typed_text(brief)
        readings = understand(self._knowledge, text)
        self.answers.update({reading.question: reading.option for reading in readings})
        if text.strip():
            click.echo(readings_in_words(self._knowledge, readings) or NOTHING_READ)

    def ask_while(self, wanted: Callable[[Assessment], str | None]) -> None:
        """Put one question after the other. Raises _QuitError, and click.Abort where the input ends."""
        while question_id := self.again or wanted(self.advice.assessment):
            self.again = None
            question = self._knowledge.question_by_id[question_id]
            click.echo(_asked(question))
            if answer := self._reply(question):
                self.answers[question_id] = answer
                click.echo(f"✓ {question.name}: {_label(question, answer)}")

    def _reply(self, question: Question) -> str | None:
        """An answer, or None after a step back."""
        steers = {"why": lambda: self._explain(question), "summary": self._summary}
        while True:
            text = click.prompt("Your answer (or why, back, summary, quit)", type=str).strip()
            word = text.lower()
            if word == "quit":
                raise _QuitError
            if word == "back" and self._step_back():
                return None
            if word in steers:
                steers[word]()
            elif word != "back" and (answer := self._answer(question, text)):
                return answer

    def _answer(self, question: Question, text: str) -> str | None:
        """The answer that a reply gives; says so where it gives none."""
        if text.lower() in UNSURE or text == str(len(question.options) + 1):
            return NOT_SURE
        fitting = match_reply(question, text, self._knowledge)
        if len(fitting) == 1:
            return fitting[0].id
        if fitting:
            click.echo(f"That fits {listed([f'“{option.label}”' for option in fitting])}. Which one?")
        else:
            click.echo("That is none of the answers. Type a number or a word of one of them.")
        return None

    def _step_back(self) -> bool:
        if not self.answers:
            click.echo("This is the first question.")
            return False
        self.again, _ = self.answers.popitem()
        return True

    def _explain(self, question: Question) -> None:
        candidates = still_decides(self.advisor.rulebook, self.answers, question.id)
        names = [self._knowledge.candidate_name(candidate) for candidate in candidates]
        between = f" It still decides between {listed(names)}." if len(names) > 1 else ""
        click.echo(wrapped(stopped(question.why) + between, screen_width()))

    def _summary(self) -> None:
        questions = self._knowledge.question_by_id
        for question, answer in self.answers.items():
            click.echo(f"- {questions[question].name}: {_label(questions[question], answer)}")
        report = self.advice.report
        click.echo(wrapped(f"{stopped(report.headline)} {report.certainty}", screen_width()))

    def show_report(self) -> None:
        """Print what stands."""
        click.echo(f"\n{plain(self.advice.report)}\n")


def _asked(question: Question) -> str:
    labels = [*(option.label for option in question.options), "Not sure"]
    numbered = [f"  {number}  {label}" for number, label in enumerate(labels, start=1)]
    return "\n".join(["", wrapped(question.ask, screen_width()), *numbered])


def _label(question: Question, answer: str) -> str:
    option = question.option(answer)
    return option.label if option else "Not sure"
