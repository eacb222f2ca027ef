"""The decision log: what a team chose, and everything that the choice rested on."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, TypeAlias, get_args

from bot.advice.knowledge import Frozen
from bot.workspaces.model import Conversation, ConversationKind, Person

Status: TypeAlias = Literal["proposed", "accepted", "rejected", "deprecated", "superseded"]

STATUSES: tuple[Status, ...] = get_args(Status)


def status_named(name: str) -> Status:
    """The status of that name. Raises ValueError for any other."""
    return STATUSES[STATUSES.index(name)]  # type: ignore[arg-type]  # index() answers for any text


class AnsweredQuestion(Frozen):
    """A question and its answer, in the words that people read at the time."""

    question: str
    name: str
    ask: str
    option: str
    label: str
    by: str
    read_from: str = ""
    """The words of the brief, when nobody answered in person."""


class RankedCandidate(Frozen):
    """A place in the ranking at the time."""

    candidate: str
    name: str
    points: int
    ruled_out: bool


class KeptReason(Frozen):
    """A reason for the recommendation at the time."""

    rule: str
    framework: str
    points: int
    because: str
    sources: tuple[str, ...]


class KeptSource(Frozen):
    """A source as it was cited."""

    id: str
    title: str
    url: str


class KeptSignOff(Frozen):
    """Somebody's word on the recommendation before it was recorded."""

    user: str
    agrees: bool
    concern: str = ""


class Snapshot(Frozen):
    """What a decision rested on, kept in words so that it is understood without today's knowledge."""

    brief: str
    answers: tuple[AnsweredQuestion, ...]
    ranking: tuple[RankedCandidate, ...]
    reasons: tuple[KeptReason, ...]
    cautions: tuple[str, ...]
    sources: tuple[KeptSource, ...]
    sign_offs: tuple[KeptSignOff, ...]
    certainty: str
    path: str
    knowledge_version: str


class Draft(Frozen):
    """A decision about to be recorded."""

    title: str
    chosen: str
    """A candidate's id."""
    chosen_name: str
    recommended: str | None
    recommended_name: str
    why_not: str = ""
    """Why the recommendation was not followed; required when it was not."""
    rationale: str
    deciders: tuple[str, ...]
    review_on: date | None
    snapshot: Snapshot

    @property
    def overrides(self) -> bool:
        """Whether another candidate than the recommended was chosen."""
        return self.recommended is not None and self.chosen != self.recommended


class Decision(Draft):
    """A decision in the log."""

    number: int
    """Counted from 1 in each workspace."""
    workspace: str
    channel: str
    kind: ConversationKind
    consultation: int | None = None
    permalink: str = ""
    recorded_by: str
    recorded_at: datetime
    status: Status = "accepted"
    supersedes: int | None = None
    superseded_by: int | None = None

    @property
    def conversation(self) -> Conversation:
        """Where it was made; decides who sees it."""
        return Conversation(self.workspace, self.channel, self.kind)

    def may_be_changed_by(self, person: Person) -> bool:
        """Who recorded it, its deciders, and admins of its workspace."""
        if person.workspace != self.workspace:
            return False
        return person.is_admin or person.user in {self.recorded_by, *self.deciders}

    def is_overdue(self, today: date) -> bool:
        """Whether its review is due."""
        living = self.status in ("proposed", "accepted")
        return living and self.review_on is not None and self.review_on <= today


class DecisionEvent(Frozen):
    """One change to a decision; nothing is overwritten."""

    at: datetime
    by: str
    what: str
    """Which field changed, or "recorded"."""
    before: str = ""
    after: str = ""
    why: str = ""


class DecisionPage(Frozen):
    """Ten decisions, newest first."""

    decisions: tuple[Decision, ...]
    total: int
    """How many match in all."""
    all_total: int
    """How many the viewer may see, whatever they look for."""
    newer: int | None = None
    """Show those with a higher number than this; None on the first page."""
    older: int | None = None
    """Show those with a lower number than this; None on the last page."""
