"""What the decision log needs of a store. Reads never return more than the viewer may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.decisions.model import Choice, Decision, DecisionEvent, FrameworkCount, Similar, Summary
from bot.decisions.query import Query
from bot.workspaces.model import ConversationKind, Viewer


@dataclass(frozen=True)
class Window:
    """Which part of a list: so many after one place, or so many right before another."""

    limit: int
    after: int | None = None
    before: int | None = None


@dataclass(frozen=True)
class Listed:
    """A decision and its place in the list it was found in."""

    decision: Summary
    place: int
    """Stays the same while others record; the number of the decision where no words were looked for."""


@dataclass(frozen=True)
class DueReview:
    """A review that has come due and that nobody was told of yet."""

    workspace: str
    number: int
    due_on: date
    channel: str
    """Where the decision was made."""
    recorded_by: str

    @property
    def viewer(self) -> Viewer:
        """Who recorded it, where it was made: what they see may be posted there."""
        return Viewer(self.workspace, self.recorded_by, frozenset({self.channel}))


@dataclass(frozen=True)
class Reminder:
    """A message that told of a review."""

    channel: str
    ts: str
    due_on: date
    """The day on which that review was due."""


@dataclass(frozen=True)
class Told:
    """A decision of whose review somebody was told."""

    workspace: str
    number: int
    channel: str
    """Where the decision was made."""

    @property
    def viewer(self) -> Viewer:
        """Somebody who reads where it was made."""
        return Viewer(self.workspace, "", frozenset({self.channel}))


class DecisionUnit(Protocol):
    """What can be done to decisions inside one transaction."""

    def is_new(self, delivery: str, at: datetime) -> bool:
        """Remember a delivery of Slack's; False when it came before."""
        ...

    def decision(self, workspace: str, number: int) -> Decision | None:
        """Fetch a decision."""
        ...

    def next_decision_number(self, workspace: str) -> int:
        """The number that the next decision of a workspace gets."""
        ...

    def conversation_kind(self, workspace: str, channel: str) -> ConversationKind:
        """Say what kind a conversation is; private when that is not known."""
        ...

    def add_decision(self, decision: Decision) -> None:
        """Store a decision, with an event that says who recorded it."""
        ...

    def save_decision(self, decision: Decision, *events: DecisionEvent) -> None:
        """Replace a decision and add the events that changed it; threads that show it are presented again."""
        ...

    def decision_events(self, workspace: str, number: int) -> Sequence[DecisionEvent]:
        """Fetch a decision's history, oldest first."""
        ...

    def redact(self, decision: Decision, text: str) -> int:
        """Remove a text from everything that was typed about a decision, its history and its consultation.

        Says in how many places it stood. Case does not matter.
        """
        ...


class DecisionStore(Protocol):
    """What the use cases of the decision log need."""

    def decisions_unit(self) -> AbstractContextManager[DecisionUnit]:
        """Begin a transaction; it commits at the end unless something is raised."""
        ...

    def find_decision(self, viewer: Viewer, number: int) -> Decision | None:
        """Fetch one decision."""
        ...

    def list_decisions(self, viewer: Viewer, query: Query, window: Window) -> Sequence[Listed]:
        """List decisions, newest first; with words, by where those stand, title and choice first."""
        ...

    def longest_overdue(self, viewer: Viewer, today: date, limit: int) -> Sequence[Summary]:
        """List living decisions whose review has come due by a day, the longest ago first."""
        ...

    def count_decisions(self, viewer: Viewer, query: Query) -> int:
        """Count what the viewer may see of them, up to one more than COUNTED."""
        ...

    def decision_events(self, viewer: Viewer, number: int) -> Sequence[DecisionEvent]:
        """Fetch a decision's history, oldest first."""
        ...

    def similar_decisions(
        self, viewer: Viewer, answers: Mapping[str, str], choice: Choice | None, limit: int
    ) -> Sequence[Similar]:
        """List living decisions that share answers or a framework, the most alike first, then the newest."""
        ...

    def count_by_framework(self, viewer: Viewer, limit: int) -> Sequence[FrameworkCount]:
        """Count living decisions by what they chose, the most frequent first."""
        ...

    def decisions_after(self, viewer: Viewer, number: int, limit: int) -> Sequence[Decision]:
        """Fetch whole decisions with higher numbers than one, oldest first: for going through all of them."""
        ...

    def events_between(self, viewer: Viewer, first: int, last: int) -> Mapping[int, Sequence[DecisionEvent]]:
        """Fetch the histories of the decisions with such numbers, by number."""
        ...


class ReviewStore(Protocol):
    """What reminding of reviews needs. It serves the timer, which sees every workspace."""

    def open_reviews(self, today: date) -> int:
        """Open the reviews that have come due on that day or earlier, each once; says how many."""
        ...

    def reviews_to_post(self, now: datetime, limit: int) -> Sequence[DueReview]:
        """List open reviews that nobody was told of, whose time has come and that no process has claimed."""
        ...

    def postpone_review(self, review: DueReview, until: datetime) -> None:
        """Leave a review alone until then."""
        ...

    def claim_review(self, review: DueReview, owner: str, now: datetime, until: datetime) -> bool:
        """Reserve a review for one process; False when another has it, or it was posted or answered since."""
        ...

    def set_review_posted(self, review: DueReview, channel: str, ts: str, at: datetime) -> None:
        """Remember the message that tells of a review, which is thereby counted."""
        ...

    def review_message(self, workspace: str, number: int) -> Reminder | None:
        """The message that told of a decision's latest review; None without one."""
        ...

    def newest_event(self) -> int:
        """The number of the latest change to any decision; it only grows."""
        ...

    def told_and_changed(self, after: int) -> Sequence[Told]:
        """List the decisions that changed after that event and whose reviews people were told of."""
        ...
