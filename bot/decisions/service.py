"""What people do with the decision log."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from bot.decisions import changes
from bot.decisions.changes import Act, Changed, Edit
from bot.decisions.errors import (
    ChangedSinceError,
    NameTheSuccessorError,
    NoSuchDecisionError,
    NothingToRedactError,
    NothingToUndoError,
    NotYoursToChangeError,
    NotYoursToRedactError,
    ReviewedSinceError,
    TitleNeededError,
    TooShortToRedactError,
)
from bot.decisions.export import Exported
from bot.decisions.model import (
    Choice,
    Decision,
    DecisionEvent,
    DecisionPage,
    Draft,
    FrameworkCount,
    Similar,
    Status,
)
from bot.decisions.query import Query, parse_query
from bot.decisions.store import DecisionStore, DecisionUnit, Window
from bot.workspaces.model import Conversation, Person, Viewer

PAGE_SIZE = 10
SIMILAR = 3
FRAMEWORKS = 10
BATCH = 200
HIGHEST = 999_999_999
"""No decision has a higher number; a database may not take one."""
LEAST_REDACTED = 3
"""Characters: less would take other words apart."""


@dataclass(frozen=True)
class Decisions:
    """The use cases of the decision log. Every change is one transaction.

    Raises NoSuchDecisionError wherever the viewer may not see what they name.
    """

    store: DecisionStore
    clock: Callable[[], datetime]

    def query(self, text: str) -> Query:
        """Read what somebody typed. Raises QueryError."""
        return parse_query(text, self.clock().date())

    def page(
        self,
        viewer: Viewer,
        query: Query | str = "",
        *,
        below: int | None = None,
        above: int | None = None,
    ) -> DecisionPage:
        """List a page: after the place `below`, or before the place `above`; text is parsed first.

        It neither skips nor repeats while others record. Raises QueryError.
        """
        wanted = self.query(query) if isinstance(query, str) else query
        found = self.store.list_decisions(viewer, wanted, Window(PAGE_SIZE + 1, after=below, before=above))
        has_more = len(found) > PAGE_SIZE
        shown = found[1:] if has_more and above is not None else found[:PAGE_SIZE]
        first_page = below is None and (above is None or not has_more)
        last_page = not has_more if above is None else False
        total = self.store.count_decisions(viewer, wanted)
        return DecisionPage(
            decisions=tuple(listed.decision for listed in shown),
            total=total,
            all_total=total if wanted.is_empty else self.store.count_decisions(viewer, Query()),
            newer=shown[0].place if shown and not first_page else None,
            older=shown[-1].place if shown and not last_page else None,
        )

    def overdue(self, viewer: Viewer) -> DecisionPage:
        """List what is due for review, the longest overdue first."""
        today = self.clock().date()
        total = self.store.count_decisions(viewer, Query(due_by=today))
        found = self.store.longest_overdue(viewer, today, PAGE_SIZE)
        return DecisionPage(decisions=tuple(found), total=total, all_total=total)

    def get(self, viewer: Viewer, number: int) -> Decision:
        """Fetch one decision."""
        decision = self.store.find_decision(viewer, number) if number <= HIGHEST else None
        if decision is None:
            raise NoSuchDecisionError(number)
        return decision

    def history(self, viewer: Viewer, number: int) -> Sequence[DecisionEvent]:
        """Fetch what happened to a decision, oldest first."""
        self.get(viewer, number)
        return self.store.decision_events(viewer, number)

    def similar(
        self, viewer: Viewer, answers: Mapping[str, str], choice: Choice | None = None, limit: int = SIMILAR
    ) -> Sequence[Similar]:
        """List past decisions that share answers, or a framework with the choice."""
        return self.store.similar_decisions(viewer, answers, choice, limit)

    def frameworks(self, viewer: Viewer, limit: int = FRAMEWORKS) -> Sequence[FrameworkCount]:
        """Count living decisions by what they chose, the most frequent first."""
        return self.store.count_by_framework(viewer, limit)

    def whole_log(self, viewer: Viewer) -> Iterator[Exported]:
        """Go through everything that somebody may see, oldest first, with few in memory at a time."""
        last = 0
        while batch := self.store.decisions_after(viewer, last, BATCH):
            histories = self.store.events_between(viewer, batch[0].number, batch[-1].number)
            yield from (Exported(decision, histories.get(decision.number, ())) for decision in batch)
            last = batch[-1].number

    def log(self, draft: Draft, conversation: Conversation, person: Person, delivery: str) -> Decision | None:
        """Record a decision that was made elsewhere. None when Slack delivers the same request again.

        Raises TitleNeededError.
        """
        if not draft.title.strip():
            raise TitleNeededError
        with self.store.decisions_unit() as unit:
            if not unit.is_new(delivery, self.clock()):
                return None
            decision = self._logged(unit, draft, conversation, person)
            unit.add_decision(decision)
            return decision

    def to_change(self, viewer: Viewer, person: Person, number: int) -> Decision:
        """Fetch a decision that somebody is about to change. Raises NotYoursToChangeError."""
        decision = self.get(viewer, number)
        if not decision.may_be_changed_by(person):
            raise NotYoursToChangeError(decision)
        return decision

    def set_status(
        self, viewer: Viewer, person: Person, number: int, status: Status, why: str = ""
    ) -> Decision:
        """Change the status. Raises NotYoursToChangeError, or NameTheSuccessorError for superseded."""
        with self._changing(viewer, person, number) as (unit, decision):
            if status == decision.status:
                return decision
            if status == "superseded":
                raise NameTheSuccessorError(number)
            act = self._act(person, why)
            self._unlink(unit, decision, act)
            return _saved(unit, changes.with_status(decision, status, act))

    def supersede(self, viewer: Viewer, person: Person, old: int, new: int, why: str = "") -> Decision:
        """Say that a decision replaces another one, and link both. Gives the replaced one.

        Raises NotYoursToChangeError or CannotSupersedeError.
        """
        self.get(viewer, new)
        with self._changing(viewer, person, old) as (unit, replaced):
            replacing = _found(unit, viewer.workspace, new)
            changes.require_may_supersede(replaced, replacing, self._successors(viewer, new))
            act = self._act(person, why)
            linked = _saved(unit, changes.superseded(replaced, new, act))
            if linked != replaced:
                unit.save_decision(replacing, changes.superseding(replacing, act, after=old))
            return linked

    def edit(
        self, viewer: Viewer, person: Person, number: int, edit: Edit, seen: int | None = None
    ) -> Decision:
        """Change what the form shows. `seen` is the revision that it was opened at.

        Raises NotYoursToChangeError, TitleNeededError, ReviewDateError for another date that is past, or
        ChangedSinceError when somebody was faster.
        """
        if not edit.title.strip():
            raise TitleNeededError
        with self._changing(viewer, person, number) as (unit, decision):
            if seen is not None and seen != decision.revision:
                history = unit.decision_events(viewer.workspace, number)
                raise ChangedSinceError(decision, changes.own_changes(history)[-1])
            if edit.review_on != decision.review_on:
                changes.require_later_review(edit.review_on, self.clock().date())
            return _saved(unit, changes.edited(decision, edit, self._act(person)))

    def still_right(
        self, viewer: Viewer, person: Person, number: int, due_on: date, next_on: date | None
    ) -> Decision:
        """Answer the review of a date: nothing changes but the date of the next one.

        Raises NotYoursToChangeError, ReviewDateError, or ReviewedSinceError when that review is over.
        """
        changes.require_later_review(next_on, self.clock().date())
        with self._changing(viewer, person, number) as (unit, decision):
            _require_open_review(decision, due_on)
            return _saved(unit, changes.reviewed(decision, next_on, self._act(person)))

    def deprecate(self, viewer: Viewer, person: Person, number: int, due_on: date, why: str = "") -> Decision:
        """Answer the review of a date: the decision holds no more.

        Raises NotYoursToChangeError, or ReviewedSinceError when that review is over.
        """
        with self._changing(viewer, person, number) as (unit, decision):
            _require_open_review(decision, due_on)
            return _saved(unit, changes.with_status(decision, "deprecated", self._act(person, why)))

    def may_undo(self, viewer: Viewer, person: Person, number: int) -> bool:
        """Whether somebody could take the last change back now."""
        decision, history = self.get(viewer, number), self.store.decision_events(viewer, number)
        shows_the_last = bool(history) and history[-1].revision == decision.revision
        return shows_the_last and changes.can_undo(history, person.user, self.clock())

    def undo(self, viewer: Viewer, person: Person, number: int) -> Decision:
        """Take the last change back. Raises NotYoursToChangeError or NothingToUndoError."""
        with self._changing(viewer, person, number) as (unit, decision):
            if not self.may_undo(viewer, person, number):
                raise NothingToUndoError(number)
            act = self._act(person)
            history = changes.own_changes(unit.decision_events(viewer.workspace, number))
            back = changes.undone(decision, history, act)
            self._relink(unit, decision, back.decision, act)
            return _saved(unit, back)

    def redact(self, viewer: Viewer, person: Person, number: int, text: str) -> Decision:
        """Remove a text that should not be there, for good; the history says that, and not what.

        Raises NotYoursToRedactError, TooShortToRedactError or NothingToRedactError.
        """
        wanted = text.strip()
        decision = self.get(viewer, number)
        if not decision.may_be_redacted_by(person):
            raise NotYoursToRedactError(decision)
        if len(wanted) < LEAST_REDACTED:
            raise TooShortToRedactError(LEAST_REDACTED)
        with self.store.decisions_unit() as unit:
            decision = _found(unit, viewer.workspace, number)
            if not unit.redact(decision, wanted):
                raise NothingToRedactError(number)
            return self._redacted(unit, person, number)

    def _redacted(self, unit: DecisionUnit, person: Person, number: int) -> Decision:
        decision = _found(unit, person.workspace, number)
        after = decision.model_copy(update={"revision": decision.revision + 1})
        event = DecisionEvent(at=self.clock(), by=person.user, what="redacted", revision=after.revision)
        unit.save_decision(after, event)
        return after

    def _logged(
        self, unit: DecisionUnit, draft: Draft, conversation: Conversation, person: Person
    ) -> Decision:
        workspace, channel = conversation.workspace, conversation.channel
        return Decision(
            **{**draft.model_dump(), "title": draft.title.strip()},
            number=unit.next_decision_number(workspace),
            workspace=workspace,
            channel=channel,
            kind=unit.conversation_kind(workspace, channel),
            recommended=None,
            recommended_name="",
            recorded_by=person.user,
            recorded_at=self.clock(),
        )

    @contextmanager
    def _changing(
        self, viewer: Viewer, person: Person, number: int
    ) -> Iterator[tuple[DecisionUnit, Decision]]:
        """Begin to change a decision that the viewer sees and the person may change."""
        self.get(viewer, number)
        with self.store.decisions_unit() as unit:
            decision = _found(unit, viewer.workspace, number)
            if not decision.may_be_changed_by(person):
                raise NotYoursToChangeError(decision)
            yield unit, decision

    def _act(self, person: Person, why: str = "") -> Act:
        return Act(person.user, self.clock(), why.strip())

    def _unlink(self, unit: DecisionUnit, decision: Decision, act: Act) -> None:
        """Have what superseded a decision do so no more."""
        if decision.superseded_by is not None:
            successor = _found(unit, decision.workspace, decision.superseded_by)
            told = changes.superseding(successor, act, before=decision.number, is_undo=True)
            unit.save_decision(successor, told)

    def _relink(self, unit: DecisionUnit, before: Decision, after: Decision, act: Act) -> None:
        """Bring the other end of a link in step with an undone change."""
        if before.superseded_by == after.superseded_by:
            return
        self._unlink(unit, before, act)
        if after.superseded_by is not None:
            successor = _found(unit, after.workspace, after.superseded_by)
            if _leads_to(unit, successor, after.number):
                raise NothingToUndoError(after.number)
            unit.save_decision(
                successor, changes.superseding(successor, act, after=after.number, is_undo=True)
            )

    def _successors(self, viewer: Viewer, number: int) -> list[Decision]:
        """What superseded a decision, and what superseded that, and so on, as far as the viewer sees it."""
        chain = [self.get(viewer, number)]
        while (following := chain[-1].superseded_by) and all(each.number != following for each in chain):
            chain.append(self.get(viewer, following))
        return chain[1:]


def _found(unit: DecisionUnit, workspace: str, number: int) -> Decision:
    decision = unit.decision(workspace, number)
    if decision is None:
        raise NoSuchDecisionError(number)
    return decision


def _require_open_review(decision: Decision, due_on: date) -> None:
    if decision.review_on != due_on or not decision.is_living:
        raise ReviewedSinceError(decision)


def _saved(unit: DecisionUnit, changed: Changed) -> Decision:
    if changed.events:
        unit.save_decision(changed.decision, *changed.events)
    return changed.decision


def _leads_to(unit: DecisionUnit, decision: Decision, number: int) -> bool:
    """Whether a decision was superseded by another one, or by what superseded that, and so on."""
    passed: set[int] = set()
    while decision.superseded_by and decision.superseded_by not in passed:
        if decision.superseded_by == number:
            return True
        passed.add(decision.superseded_by)
        decision = _found(unit, decision.workspace, decision.superseded_by)
    return False
