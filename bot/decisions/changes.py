"""The pure steps from one state of a decision to the next, each with the events that tell of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.decisions.errors import CannotSupersedeError, NothingToUndoError, ReviewDateError
from bot.decisions.model import Decision, DecisionEvent, Status, status_named

UNDO_FOR = timedelta(minutes=10)
STILL_RIGHT = "still right"
SUPERSEDES = "supersedes"
"""What the history calls it when another decision says that this one replaces it."""


@dataclass(frozen=True)
class Act:
    """Who changes something, when, and why."""

    by: str
    at: datetime
    why: str = ""


@dataclass(frozen=True)
class Edit:
    """What the form for editing says; all fields, changed or not."""

    title: str
    rationale: str
    consequences: str
    deciders: tuple[str, ...]
    review_on: date | None


@dataclass(frozen=True)
class Changed:
    """A decision after a change, and the events that tell of it; none when nothing changed."""

    decision: Decision
    events: tuple[DecisionEvent, ...]


@dataclass(frozen=True)
class _Field:
    """How a field is written in the history, and read from it again."""

    name: str
    written: Callable[[Decision], str]
    read: Callable[[str], object]


def _number(text: str) -> int | None:
    return int(text) if text else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _users(text: str) -> tuple[str, ...]:
    return tuple(text.split(", ")) if text else ()


_FIELDS: Mapping[str, _Field] = {
    "title": _Field("title", lambda one: one.title, str),
    "rationale": _Field("rationale", lambda one: one.rationale, str),
    "consequences": _Field("consequences", lambda one: one.consequences, str),
    "deciders": _Field("deciders", lambda one: ", ".join(one.deciders), _users),
    "review date": _Field("review_on", lambda one: one.review_on.isoformat() if one.review_on else "", _day),
    "status": _Field("status", lambda one: one.status, status_named),
    "superseded by": _Field("superseded_by", lambda one: str(one.superseded_by or ""), _number),
}
"""By the name that the history gives a field."""
_UNDOABLE = frozenset({*_FIELDS, "review"})
"""A link is a change of the decision that was replaced, and is undone there."""


def _changed(before: Decision, act: Act, *, is_undo: bool = False, **values: object) -> Changed:
    """Set fields; those that stay as they are make no event."""
    after = before.model_copy(update={**values, "revision": before.revision + 1})
    events = tuple(
        DecisionEvent(
            at=act.at,
            by=act.by,
            what=what,
            before=field.written(before),
            after=field.written(after),
            why=act.why,
            revision=after.revision,
            is_undo=is_undo,
        )
        for what, field in _FIELDS.items()
        if field.written(before) != field.written(after)
    )
    return Changed(after, events) if events else Changed(before, ())


def with_status(decision: Decision, status: Status, act: Act) -> Changed:
    """Set a status other than superseded; what superseded the decision does so no more."""
    return _changed(decision, act, status=status, superseded_by=None)


def edited(decision: Decision, edit: Edit, act: Act) -> Changed:
    """Set what the form says."""
    return _changed(
        decision,
        act,
        title=edit.title.strip(),
        rationale=edit.rationale.strip(),
        consequences=edit.consequences.strip(),
        deciders=tuple(dict.fromkeys(edit.deciders)),
        review_on=edit.review_on,
    )


def require_later_review(review_on: date | None, today: date) -> None:
    """A review that is planned lies ahead. Raises ReviewDateError."""
    if review_on is not None and review_on <= today:
        raise ReviewDateError(today)


def superseded(old: Decision, by: int, act: Act) -> Changed:
    """Link a decision to the one that replaces it.

    Why may tell of that one, so it stands with the link, which only those read who may see both.
    """
    linked = _changed(old, act, status="superseded", superseded_by=by)
    return replace(linked, events=tuple(_without_why(event) for event in linked.events))


def _without_why(event: DecisionEvent) -> DecisionEvent:
    return event if event.what == "superseded by" else event.model_copy(update={"why": ""})


def superseding(
    new: Decision, act: Act, *, before: int | None = None, after: int | None = None, is_undo: bool = False
) -> DecisionEvent:
    """Tell of a decision which one it replaces from now on, or no more.

    It is no change of its own, so that its revision tells nothing to those who may not see the other one.
    Why stays with the one that was replaced: others may read this one.
    """
    return DecisionEvent(
        at=act.at,
        by=act.by,
        what=SUPERSEDES,
        before=str(before or ""),
        after=str(after or ""),
        revision=new.revision,
        is_undo=is_undo,
    )


def require_may_supersede(old: Decision, new: Decision, successors: Sequence[Decision]) -> None:
    """The old one has to be free, and nothing supersedes itself. Raises CannotSupersedeError.

    `successors` are what superseded the new decision, and that in turn, as far as it may be seen: where that
    ends at a superseded one, nobody is told whether the rest leads back to the old one.
    """
    if old.number == new.number:
        raise CannotSupersedeError(f"Decision {old.number} cannot supersede itself; name another one.")
    if old.superseded_by not in (None, new.number):
        raise CannotSupersedeError(
            f"Decision {old.number} is superseded by another one already; change its status first."
        )
    if old.number in {each.number for each in successors}:
        raise CannotSupersedeError(
            f"Decision {new.number} was itself superseded by decision {old.number}; name a newer one."
        )
    if [new, *successors][-1].status == "superseded":
        raise CannotSupersedeError(f"Decision {new.number} was itself superseded; name a newer one.")


def reviewed(decision: Decision, next_on: date | None, act: Act) -> Changed:
    """Note that a review found the decision still right, and when the next one is."""
    moved = _changed(decision, act, review_on=next_on)
    revision = decision.revision + 1
    kept = DecisionEvent(
        at=act.at, by=act.by, what="review", after=STILL_RIGHT, why=act.why, revision=revision
    )
    after = moved.decision.model_copy(update={"revision": revision})
    return Changed(after, (kept, *moved.events))


def own_changes(history: Sequence[DecisionEvent]) -> list[DecisionEvent]:
    """The events but for what others said of the decision: that it replaces them."""
    return [event for event in history if event.what != SUPERSEDES]


def last_change(history: Sequence[DecisionEvent]) -> tuple[DecisionEvent, ...]:
    """The events of the newest change."""
    newest = history[-1].revision if history else 0
    return tuple(event for event in history if event.revision == newest)


def can_undo(history: Sequence[DecisionEvent], user: str, now: datetime) -> bool:
    """Whether somebody may take the newest change back: their own, for ten minutes, and no undo of one."""
    last = last_change(history)
    return bool(last) and all(
        event.what in _UNDOABLE and event.by == user and not event.is_undo and now - event.at < UNDO_FOR
        for event in last
    )


def undone(decision: Decision, history: Sequence[DecisionEvent], act: Act) -> Changed:
    """Take the newest change back; that is a change of its own. Raises NothingToUndoError."""
    if not can_undo(history, act.by, act.at):
        raise NothingToUndoError(decision.number)
    last = last_change(history)
    before = {
        field.name: field.read(event.before)
        for event in last
        if (field := _FIELDS.get(event.what)) is not None
    }
    back = _changed(decision, act, is_undo=True, **before)
    if all(event.what != "review" for event in last):
        return back
    revision = decision.revision + 1
    unsaid = DecisionEvent(
        at=act.at, by=act.by, what="review", before=STILL_RIGHT, revision=revision, is_undo=True
    )
    after = back.decision.model_copy(update={"revision": revision})
    return Changed(after, (unsaid, *back.events))
