"""What consultations need of a store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.consultations.model import Consultation
from bot.decisions.store import DecisionUnit
from bot.workspaces.model import Conversation


@dataclass(frozen=True)
class Start:
    """Somebody asks for advice."""

    conversation: Conversation
    user: str
    delivery: str
    """What Slack calls this one delivery, so that its repetition starts nothing."""
    brief: str = ""
    reply_url: str | None = None
    follows: int | None = None
    answers: Mapping[str, str] | None = None
    """Answers taken over from an earlier decision."""
    taken_from: int | None = None
    """The number of that decision."""
    thread_ts: str | None = None
    """An existing message to answer under."""


class ConsultationUnit(DecisionUnit, Protocol):
    """What can be done inside one transaction, also to the decision that closes a consultation."""

    def add_consultation(self, consultation: Consultation, start: Start) -> Consultation:
        """Store a new consultation, learn an unknown conversation, and give it its id."""
        ...

    def consultation(self, workspace: str, consultation: int) -> Consultation | None:
        """Fetch a consultation of a workspace."""
        ...

    def reconsidering(self, conversation: Conversation, decision: int) -> Consultation | None:
        """Fetch the open or lapsed consultation of a conversation that follows a decision."""
        ...

    def save_consultation(self, consultation: Consultation) -> None:
        """Replace a consultation."""
        ...


class ConsultationStore(Protocol):
    """What consultations need of a store."""

    def consultations_unit(self) -> AbstractContextManager[ConsultationUnit]:
        """Begin a transaction; it commits at the end unless something is raised."""
        ...

    def consultation(self, workspace: str, consultation: int) -> Consultation | None:
        """Fetch a consultation of a workspace."""
        ...

    def open_consultations(
        self, workspace: str, *, channel: str | None = None, user: str | None = None
    ) -> Sequence[Consultation]:
        """List what can be gone on with (open or lapsed), newest first: of a channel, or of a person.

        No more than one above COUNTED, which stands for any number above it.
        """
        ...

    def idle_consultations(self, before: datetime) -> Sequence[Consultation]:
        """List open consultations that nobody has touched since."""
        ...

    def conversation(self, workspace: str, channel: str) -> Conversation:
        """Say what is known of a conversation; private when nothing is."""
        ...
