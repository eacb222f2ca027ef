"""What people do with a consultation. Each use case is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.advice.advisor import Advisor
from bot.advice.brief import understand
from bot.consultations.errors import (
    NoSuchConsultationError,
    NothingBeforeError,
    NotOfferedError,
    NotOpenError,
    ReasonNeededError,
    RecordedMeanwhileError,
    StaleAnswerError,
    TakenBackError,
)
from bot.consultations.model import (
    Answer,
    Consultation,
    Correction,
    SignOff,
    advanced,
    known_answers,
    previous_question,
    with_answer,
    without_answers,
)
from bot.consultations.recording import Record, Recording, decision_of, option_label
from bot.consultations.store import ConsultationStore, ConsultationUnit, Start
from bot.decisions.changes import Act as ChangeOfDecision
from bot.decisions.changes import superseded
from bot.decisions.model import Decision


@dataclass(frozen=True)
class Act:
    """Somebody does something with a consultation."""

    workspace: str
    consultation: int
    by: str
    delivery: str
    """What Slack calls this one delivery, so that its repetition changes nothing."""


_Step = Callable[[Consultation], Consultation]


@dataclass(frozen=True)
class Consultations:
    """The use cases of a consultation."""

    store: ConsultationStore
    advisor: Advisor
    clock: Callable[[], datetime]

    def start(self, start: Start) -> Consultation | None:
        """Begin, with the answers that the brief gives. None when Slack delivers the same request again.

        Where the decision that it follows is being reconsidered already, that is gone on with.
        """
        now = self.clock()
        fresh = Consultation(
            id=0,
            workspace=start.conversation.workspace,
            channel=start.conversation.channel,
            started_by=start.user,
            started_at=now,
            touched_at=now,
            brief=start.brief,
            answers=self._first_answers(start, now),
            follows=start.follows,
            taken_from=start.taken_from,
        )
        # Looking ahead takes longer than writing, and nobody should wait for it to write.
        first = advanced(fresh, self.advisor)
        with self.store.consultations_unit() as unit:
            if not unit.is_new(start.delivery, now):
                return None
            going_on = _going_on(unit, start)
            return going_on or unit.add_consultation(first, start)

    def answer(self, act: Act, question: str, option: str, *, turn: int) -> Consultation:
        """Answer a question. `turn` is how often it had been answered when the person saw it.

        Raises NotOpenError, StaleAnswerError when somebody answered it since, TakenBackError when such an
        answer was taken back, or NotOfferedError for a question or option that there is not.
        """

        def step(now: Consultation) -> Consultation:
            _require_open(now)
            self._require_turn(now, question, turn)
            if not self.advisor.rulebook.knowledge.offers(question, option):
                raise NotOfferedError
            return with_answer(now, question, self._answer(option, act.by))

        return self._take(step, act)

    def revisit(self, act: Act, question: str) -> Consultation:
        """Open an answered question again; its answer stands until it is replaced. Raises NotOpenError."""

        def step(now: Consultation) -> Consultation:
            _require_open(now)
            known = question in now.answers
            return now.touched(self.clock(), revisiting=question if known else None)

        return self._take(step, act)

    def back(self, act: Act) -> Consultation:
        """Open the question before the current one. Raises NotOpenError or NothingBeforeError."""

        def step(now: Consultation) -> Consultation:
            _require_open(now)
            previous = previous_question(now)
            if previous is None:
                raise NothingBeforeError
            return now.touched(self.clock(), revisiting=previous)

        return self._take(step, act)

    def correct(self, act: Act, corrections: Iterable[Correction]) -> Consultation:
        """Replace several answers at once, or none of them.

        Raises NotOpenError, or as `answer` does where somebody answered one of them since.
        """

        def step(now: Consultation) -> Consultation:
            _require_open(now)
            for each in corrections:
                self._require_turn(now, each.question, each.turn)
                if each.option is None:
                    now = without_answers(now, [each.question], self.clock())
                elif now.given.get(each.question) != (option := self._in_order(each.question, each.option)):
                    now = with_answer(now, each.question, self._answer(option, act.by))
            return now

        return self._take(step, act)

    def ask_the_rest(self, act: Act) -> Consultation:
        """Go on asking although the outcome is likely enough. Raises NotOpenError."""

        def step(now: Consultation) -> Consultation:
            _require_open(now)
            return now.touched(self.clock(), asks_the_rest=True)

        return self._take(step, act)

    def sign_off(self, act: Act, *, agrees: bool, concern: str = "") -> Consultation:
        """Say what one thinks of the recommendation; a later word replaces an earlier one.

        Raises NotOpenError.
        """

        def step(now: Consultation) -> Consultation:
            _require_open(now)
            others = (sign_off for sign_off in now.sign_offs if sign_off.user != act.by)
            advice = self.advisor.advise(known_answers(now, self.advisor.rulebook))
            about = advice.recommendation.first or ""
            mine = SignOff(user=act.by, agrees=agrees, concern=concern, at=self.clock(), about=about)
            return now.touched(self.clock(), sign_offs=(*others, mine))

        return self._take(step, act)

    def restart(self, act: Act) -> Consultation:
        """Forget all answers but those read from the brief. Raises NotOpenError."""

        def step(now: Consultation) -> Consultation:
            _require_open(now)
            said = [name for name, answer in now.answers.items() if answer.origin == "person"]
            cleared = {"asked": (), "revisiting": None, "asks_the_rest": False, "sign_offs": ()}
            return without_answers(now, said, self.clock()).model_copy(update=cleared)

        return self._take(step, act)

    def cancel(self, act: Act) -> Consultation:
        """Stop without a decision; *Resume* brings it back. Raises NotOpenError."""

        def step(now: Consultation) -> Consultation:
            _require_open(now)
            return now.touched(self.clock(), state="cancelled")

        return self._take(step, act)

    def resume(self, act: Act) -> Consultation:
        """Go on with what lapsed or was cancelled. Raises NotOpenError where a decision closed it."""

        def step(now: Consultation) -> Consultation:
            if now.state == "recorded":
                raise NotOpenError(now)
            return now.touched(self.clock(), state="open")

        return self._take(step, act)

    def record(self, act: Act, recording: Recording) -> Decision | None:
        """Record the decision and close the consultation. None when Slack delivers the same request again.

        Raises RecordedMeanwhileError or NotOpenError when it is closed already, ReasonNeededError when
        another candidate than the recommended was chosen without a reason.
        """
        with self.store.consultations_unit() as unit:
            if not unit.is_new(act.delivery, self.clock()):
                return None
            now = _found(unit.consultation(act.workspace, act.consultation))
            _require_unrecorded(unit, now, act.by)
            _require_open(now)
            replaced = _replaced(unit, now)
            decision = self._decision(unit, now, recording, act.by)
            unit.add_decision(decision)
            if replaced:
                after = superseded(replaced, decision.number, ChangeOfDecision(act.by, self.clock()))
                unit.save_decision(after.decision, *after.events)
            unit.save_consultation(now.touched(self.clock(), state="recorded", decision=decision.number))
            return decision

    def get(self, workspace: str, consultation: int) -> Consultation:
        """Fetch a consultation. Raises NoSuchConsultationError."""
        return _found(self.store.consultation(workspace, consultation))

    def _take(self, step: _Step, act: Act) -> Consultation:
        with self.store.consultations_unit() as unit:
            is_new = unit.is_new(act.delivery, self.clock())
            now = _found(unit.consultation(act.workspace, act.consultation))
            if not is_new:
                return now
            after = advanced(step(now), self.advisor)
            unit.save_consultation(after)
            return after

    def _first_answers(self, start: Start, now: datetime) -> dict[str, Answer]:
        readings = understand(self.advisor.rulebook.knowledge, start.brief) if start.brief else ()
        read = {
            reading.question: Answer(
                option=reading.option, by=start.user, at=now, origin="brief", evidence=reading.evidence
            )
            for reading in readings
        }
        taken_over = {
            question: Answer(option=option, by=start.user, at=now, origin="decision")
            for question, option in (start.answers or {}).items()
        }
        return {**taken_over, **read}

    def _answer(self, option: str, by: str) -> Answer:
        return Answer(option=option, by=by, at=self.clock(), origin="person")

    def _in_order(self, question: str, option: str) -> str:
        """An answer as the knowledge writes it, which of several options has an order."""
        found = self.advisor.rulebook.knowledge.question_by_id.get(question)
        known = found.option(option) if found else None
        return known.id if known else option

    def _require_turn(self, consultation: Consultation, question: str, turn: int) -> None:
        if consultation.turn(question) == turn:
            return
        answered = consultation.answers.get(question)
        if answered is None:
            raise TakenBackError
        raise StaleAnswerError(answered, self._label(question, answered.option))

    def _label(self, question: str, option: str) -> str:
        return option_label(self.advisor.rulebook.knowledge, question, option)

    def _decision(
        self,
        unit: ConsultationUnit,
        now: Consultation,
        recording: Recording,
        by: str,
    ) -> Decision:
        record = Record(
            number=unit.next_decision_number(now.workspace),
            by=by,
            at=self.clock(),
            kind=unit.conversation_kind(now.workspace, now.channel),
        )
        advice = self.advisor.advise(known_answers(now, self.advisor.rulebook))
        decision = decision_of(self.advisor.rulebook.knowledge, now, advice, recording, record)
        if decision.overrides and not recording.why_not.strip():
            raise ReasonNeededError(decision.recommended_name)
        return decision


def _found(consultation: Consultation | None) -> Consultation:
    if consultation is None:
        raise NoSuchConsultationError
    return consultation


def _going_on(unit: ConsultationUnit, start: Start) -> Consultation | None:
    """The consultation in which the same decision is being reconsidered."""
    return None if start.follows is None else unit.reconsidering(start.conversation, start.follows)


def _replaced(unit: ConsultationUnit, consultation: Consultation) -> Decision | None:
    """The decision that is being reconsidered, unless another one has superseded it meanwhile."""
    if consultation.follows is None:
        return None
    followed = unit.decision(consultation.workspace, consultation.follows)
    return followed if followed and followed.superseded_by is None else None


def _require_open(consultation: Consultation) -> None:
    if consultation.state != "open":
        raise NotOpenError(consultation)


def _require_unrecorded(unit: ConsultationUnit, consultation: Consultation, by: str) -> None:
    if consultation.decision is None:
        return
    decision = unit.decision(consultation.workspace, consultation.decision)
    if decision:
        raise RecordedMeanwhileError(consultation, decision.recorded_by, by)
