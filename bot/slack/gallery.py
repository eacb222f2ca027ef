"""One of everything that the app can show, for checking it against Slack's own rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from bot.advice.advisor import Advisor
from bot.advice.compare import compare
from bot.advice.questions import NOT_SURE
from bot.consultations.model import Answer, Change, Consultation, SignOff, advanced
from bot.consultations.recording import Record, Recording, decision_of
from bot.decisions.model import Decision, DecisionEvent, DecisionPage, FrameworkCount, Similar
from bot.decisions.query import Query
from bot.decisions.replay import replay
from bot.slack.blocks import changing, decisions, exports, facts, modals, reviews
from bot.slack.blocks import help as help_blocks
from bot.slack.blocks.elements import Block
from bot.slack.blocks.filtering import filter_form
from bot.slack.blocks.history import history
from bot.slack.blocks.home import Shelf, home
from bot.slack.blocks.logbook import blank, log_form, log_or_build, logged, offer_log
from bot.slack.blocks.message import Message, Scene
from bot.slack.blocks.notice import given_back
from bot.slack.blocks.starting import start
from bot.slack.ids import Form
from bot.slack.picture import picture

Exhibit: TypeAlias = tuple[str, Message | Block]
"""A name, and a message or a view."""

_EVERYTHING = changing.Rights(change=True, redact=True, undo=True, review=True)
_BRIEF = "internal tool, staff edit records <!channel> *and* `more`"


@dataclass(frozen=True)
class Gallery:
    """Draws everything from a knowledge base, without a store or Slack."""

    advisor: Advisor
    command: str
    at: datetime
    user: str = "U00000000"

    def exhibits(self) -> Iterator[Exhibit]:
        """Draw them all."""
        yield from self._threads()
        yield from self._modals()
        yield from self._answers()
        yield from self._log()

    def _threads(self) -> Iterator[Exhibit]:
        for name, consultation in self._consultations():
            for post in picture(self._scene(consultation)):
                yield f"{name}: {post.slot}", post.message

    def _consultations(self) -> Iterator[tuple[str, Consultation]]:
        yield "new", self._consultation({})
        yield "half way", self._changed(self._consultation(self._given(3)))
        yield "finished", self._finished()
        yield "cancelled", self._finished().model_copy(update={"state": "cancelled"})
        yield "lapsed", self._finished().model_copy(update={"state": "lapsed"})
        yield "unsure", self._consultation(dict.fromkeys(self._given(None), NOT_SURE))
        yield "recorded", self._finished().model_copy(update={"state": "recorded", "decision": 12})

    def _given(self, how_many: int | None) -> dict[str, str]:
        questions = self.advisor.rulebook.knowledge.questions[:how_many]
        return {question.id: question.options[0].id for question in questions}

    def _consultation(self, given: dict[str, str]) -> Consultation:
        answers = {
            question: Answer(option=option, by=self.user, at=self.at, origin="person")
            for question, option in given.items()
        }
        consultation = Consultation(
            id=1,
            workspace="T00000000",
            channel="C00000000",
            started_by=self.user,
            started_at=self.at,
            touched_at=self.at,
            brief=_BRIEF,
            answers=answers,
            asked=tuple(given),
        )
        return advanced(consultation, self.advisor)

    def _changed(self, consultation: Consultation) -> Consultation:
        question, answer = next(iter(consultation.answers.items()))
        change = Change(question=question, before=NOT_SURE, after=answer.option, by=self.user, at=self.at)
        return consultation.model_copy(update={"changes": (change,), "revisiting": question})

    def _finished(self) -> Consultation:
        concern = SignOff(user=self.user, agrees=False, concern="Who runs it?", at=self.at)
        return self._consultation(self._given(None)).model_copy(update={"sign_offs": (concern,)})

    def _scene(self, consultation: Consultation) -> Scene:
        return Scene(
            consultation=consultation,
            advice=self.advisor.advise(consultation.given),
            knowledge=self.advisor.rulebook.knowledge,
            command=self.command,
            decision=self._decision() if consultation.decision else None,
            similar=self._similar(),
            today=self.at.date(),
        )

    def _similar(self) -> tuple[Similar, ...]:
        shared = tuple(question.name for question in self.advisor.rulebook.knowledge.questions)
        alike = [self._decision().model_copy(update={"number": number}) for number in (3, 7, 9)]
        return tuple(
            Similar(decision=each, shared=shared, same_choice=True, shares_part=True) for each in alike
        )

    def _modals(self) -> Iterator[Exhibit]:
        scene = self._scene(self._finished())
        another = scene.knowledge.candidate_ids[-1]
        yield "record", modals.record(scene, self.at.date())
        yield "record another", modals.record(scene, self.at.date(), chosen=another)
        yield "concern", modals.concern(scene)
        yield "correct", modals.correct(scene)
        yield "reasons", modals.reasons(scene)
        yield "start", start()
        draft = replace(blank(self.user, self.at.date()), chosen=another)
        yield "log", log_form(scene.knowledge, Form(ch="C00000000"), draft, self.at.date(), self._similar())

    def _answers(self) -> Iterator[Exhibit]:
        knowledge, scene = self.advisor.rulebook.knowledge, self._scene(self._consultation({}))
        everything = tuple(knowledge.framework_by_id)
        yield "help", help_blocks.help_text(self.command)
        yield "unknown", help_blocks.unknown(self.command, "decison", "decision 12")
        yield "in doubt", help_blocks.which_command(self.command, "help desk", "help")
        yield "to go on with", help_blocks.resume_list([scene.consultation])
        yield "compare", facts.compare(compare(knowledge, everything, everything=True), knowledge)
        for framework in knowledge.frameworks:
            yield f"about {framework.id}", facts.about(framework, knowledge)
        for question in knowledge.questions:
            yield f"why {question.id}", help_blocks.why_question(scene, question)
            yield f"which {question.id}", help_blocks.which_option(scene, question, question.options[:2])

    def _log(self) -> Iterator[Exhibit]:
        decision, today = self._decision(), self.at.date()
        event = DecisionEvent(at=self.at, by=self.user, what="recorded")
        ten = tuple(decision.model_copy(update={"number": number}) for number in range(3, 13))
        page = DecisionPage(decisions=ten, total=37, all_total=40, newer=1, older=1)
        yield "decisions", decisions.page(page, self._query(), self._frameworks(), today, self.command)
        nothing = page.model_copy(update={"decisions": ()})
        yield "no decisions", decisions.page(nothing, self._query(), self._frameworks(), today, self.command)
        yield "a filter that is none", decisions.unread("There is no status “x”.", self._query())
        yield "filter", filter_form(self._query(), self._frameworks(), Form(ch="C00000000"))
        linked = decision.model_copy(update={"supersedes": (3, 7), "superseded_by": 14})
        for name, each in (("decision", decision), ("superseded decision", linked)):
            yield name, decisions.detail(each, [event], _EVERYTHING, today)
        yield from self._changes(decision, event)
        yield "offer to log", offer_log("Django for the shop")
        yield "log or build", log_or_build("log viewer")
        yield "logged", logged(12, _BRIEF)
        counts = [FrameworkCount(chosen="django", chosen_name="Django", decisions=12)] * 9
        one = page.model_copy(update={"decisions": (decision,)})
        shelf = Shelf([self._consultation({})], one, one.model_copy(update={"decisions": ()}), counts)
        yield "home", home(shelf, today, self.command)
        yield from self._reviews(decision)
        yield from self._exports()

    def _changes(self, decision: Decision, event: DecisionEvent) -> Iterator[Exhibit]:
        form = Form(d=decision.number, ch="C00000000", back="https://hooks.slack.com/actions/T/1/x")
        edit = event.model_copy(update={"what": "rationale", "before": _BRIEF * 9, "after": _BRIEF * 20})
        yield "status", changing.status_form(decision, "deprecated", form)
        yield "edit", changing.edit_form(decision, form)
        yield "supersede", changing.supersede_form(decision, form)
        yield "redact", changing.redact_form(decision, form)
        yield "history", history(decision, [event, edit] * 200, self.command)
        yield "changed since", given_back("Somebody was faster.", [_BRIEF])
        yield "starts from", changing.starts_from(decision, "C00000000")

    def _reviews(self, decision: Decision) -> Iterator[Exhibit]:
        form = Form(d=decision.number, ch="C00000000", on=self.at.date().isoformat())
        event = DecisionEvent(at=self.at, by=self.user, what="review")
        yield "reminder", reviews.reminder(decision, replay(self.advisor.rulebook, decision))
        yield "reminder without a title", reviews.untitled(12, "C00000000")
        yield "reviewed", reviews.answered(decision, [event])
        yield "still right", reviews.still_right(decision, form, self.at.date())
        yield "deprecate", reviews.deprecate(decision, form)

    def _exports(self) -> Iterator[Exhibit]:
        yield "export", exports.on_its_way()
        yield "export again", exports.already_going_on()
        yield "export goes on", exports.progress(1500)
        yield "export done", exports.finished(1520)

    def _query(self) -> Query:
        return Query("celery", status="accepted", framework="django", person=self.user, overridden=True)

    def _frameworks(self) -> list[tuple[str, str]]:
        return [(each.id, each.name) for each in self.advisor.rulebook.knowledge.frameworks]

    def _decision(self) -> Decision:
        consultation, knowledge = self._finished(), self.advisor.rulebook.knowledge
        recording = Recording(
            title="Django for the ops tool",
            chosen=knowledge.candidate_ids[-1],
            why_not="We run it already.",
            rationale=_BRIEF,
            deciders=(self.user,),
            review_on=self.at.date(),
        )
        record = Record(number=12, by=self.user, at=self.at, kind="public")
        return decision_of(
            knowledge, consultation, self.advisor.advise(consultation.given), recording, record
        )
