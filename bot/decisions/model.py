"""The decision log: what a team chose, and everything that the choice rested on."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, TypeAlias, get_args

from bot.advice.values import Frozen
from bot.workspaces.model import Conversation, ConversationKind, Person

Status: TypeAlias = Literal["proposed", "accepted", "rejected", "deprecated", "superseded"]

STATUSES: tuple[Status, ...] = get_args(Status)
LIVING: tuple[Status, ...] = ("proposed", "accepted")
"""What the team goes by; the others are history."""
COUNTED = 1000
"""Counting stops here: a higher count is shown as "1,000+"."""


def status_named(name: str) -> Status:
    """The status of that name. Raises ValueError for any other."""
    return STATUSES[STATUSES.index(name)]


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
    """What a decision rested on, kept in words so that it is understood without today's knowledge.

    Empty for a decision that was made elsewhere.
    """

    brief: str = ""
    answers: tuple[AnsweredQuestion, ...] = ()
    ranking: tuple[RankedCandidate, ...] = ()
    parts: tuple[str, ...] = ()
    """The frameworks that the recommended candidate consists of, whatever was chosen."""
    reasons: tuple[KeptReason, ...] = ()
    cautions: tuple[str, ...] = ()
    sources: tuple[KeptSource, ...] = ()
    sign_offs: tuple[KeptSignOff, ...] = ()
    certainty: str = ""
    path: str = ""
    knowledge_version: str = ""


class Draft(Frozen):
    """A decision that was made elsewhere, about to be logged."""

    title: str
    chosen: str
    """A candidate's id."""
    chosen_name: str
    parts: tuple[str, ...] = ()
    """The frameworks that the candidate consists of: what `framework:` finds it by."""
    rationale: str = ""
    consequences: str = ""
    deciders: tuple[str, ...] = ()
    review_on: date | None = None
    permalink: str = ""


class Summary(Frozen):
    """What a list shows of a decision."""

    number: int
    """Counted from 1 in each workspace."""
    workspace: str
    title: str
    status: Status = "accepted"
    chosen: str
    """A candidate's id."""
    chosen_name: str
    recommended: str | None
    recommended_name: str
    deciders: tuple[str, ...]
    review_on: date | None
    channel: str
    permalink: str = ""
    recorded_by: str
    recorded_at: datetime
    superseded_by: int | None = None
    supersedes: tuple[int, ...] = ()
    """The numbers of those that it replaces, in order: each of them says so itself."""

    @property
    def overrides(self) -> bool:
        """Whether another candidate than the recommended was chosen."""
        return self.recommended is not None and self.chosen != self.recommended

    @property
    def is_living(self) -> bool:
        """Whether the team goes by it."""
        return self.status in LIVING

    def is_overdue(self, today: date) -> bool:
        """Whether its review is due."""
        return self.is_living and self.review_on is not None and self.review_on <= today


class Decision(Summary):
    """A decision in the log."""

    kind: ConversationKind
    parts: tuple[str, ...] = ()
    """The frameworks that the candidate consists of."""
    consultation: int | None = None
    why_not: str = ""
    """Why the recommendation was not followed; required when it was not."""
    rationale: str
    consequences: str = ""
    snapshot: Snapshot = Snapshot()
    revision: int = 1
    """Counts its changes: an edit of an earlier revision is stale."""

    @property
    def conversation(self) -> Conversation:
        """Where it was made; decides who sees it."""
        return Conversation(self.workspace, self.channel, self.kind)

    @property
    def given(self) -> dict[str, str]:
        """The answers that it rested on, as the engine takes them."""
        return {answer.question: answer.option for answer in self.snapshot.answers}

    def may_be_changed_by(self, person: Person) -> bool:
        """Who recorded it, its deciders, and admins of its workspace."""
        if person.workspace != self.workspace:
            return False
        return person.is_admin or person.user in {self.recorded_by, *self.deciders}

    def may_be_redacted_by(self, person: Person) -> bool:
        """Who recorded it, and admins of its workspace."""
        if person.workspace != self.workspace:
            return False
        return person.is_admin or person.user == self.recorded_by


class DecisionEvent(Frozen):
    """One change to a decision; nothing is overwritten."""

    at: datetime
    by: str
    what: str
    """Which field changed, or "recorded", "review" or "redacted"."""
    before: str = ""
    after: str = ""
    why: str = ""
    revision: int = 1
    """The revision that it led to; events of one change share it. A link from another decision leads to none
    and bears the one that stood."""
    is_undo: bool = False


class DecisionPage(Frozen):
    """Ten decisions: newest first, or those that name the words in title or choice before the others.

    Of what is due for review, the longest overdue first.
    """

    decisions: tuple[Summary, ...]
    total: int
    """How many match in all; more than COUNTED stands for any number above it."""
    all_total: int
    """How many the viewer may see, whatever they look for; likewise."""
    newer: int | None = None
    """A place: show what stands before it; None on the first page."""
    older: int | None = None
    """A place: show what stands after it; None on the last page."""

    @property
    def total_text(self) -> str:
        """The total as people read it."""
        return counted(self.total)

    @property
    def all_total_text(self) -> str:
        """The total of all as people read it."""
        return counted(self.all_total)


def left_over(total: int, shown: int) -> str:
    """How many a list has that are not shown, of a total that was counted up to COUNTED; empty for none."""
    if total <= shown:
        return ""
    return f"over {COUNTED - shown:,} more" if total > COUNTED else f"{total - shown:,} more"


def counted(number: int) -> str:
    """A number that was counted up to COUNTED: "37", "1,000+"."""
    return f"{COUNTED:,}+" if number > COUNTED else f"{number:,}"


class Choice(Frozen):
    """What may be chosen now."""

    candidate: str
    parts: tuple[str, ...]
    """The frameworks that it consists of."""


class Similar(Frozen):
    """A past decision that is like what is being decided."""

    decision: Summary
    shared: tuple[str, ...]
    """The short names of the questions that were answered alike."""
    same_choice: bool
    """The same candidate was chosen."""
    shares_part: bool
    """A framework that the choice consists of is the same."""


class FrameworkCount(Frozen):
    """How many living decisions chose a candidate."""

    chosen: str
    chosen_name: str
    decisions: int
