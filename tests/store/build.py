"""Consultations and decisions for tests of stores."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any, Protocol

from bot.consultations.model import Consultation
from bot.consultations.store import ConsultationStore, Start
from bot.decisions.model import (
    AnsweredQuestion,
    Decision,
    KeptReason,
    KeptSignOff,
    KeptSource,
    RankedCandidate,
    Snapshot,
    Summary,
)
from bot.decisions.query import Query
from bot.decisions.store import DecisionStore, ReviewStore, Window
from bot.threads.model import ThreadStore
from bot.workspaces.model import Conversation, ConversationKind, Viewer

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
ANA = Viewer("T1", "U1")

_deliveries = count(1)


class Store(ConsultationStore, DecisionStore, ReviewStore, ThreadStore, Protocol):
    """Everything that a store can do."""

    def learn_conversation(self, conversation: Conversation, at: datetime) -> None: ...

    def doubt_conversations(self, before: datetime) -> None: ...

    def newest_kind_change(self) -> int: ...

    def forget_deliveries(self, before: datetime) -> None: ...


def delivery() -> str:
    return f"delivery {next(_deliveries)}"


def begin(
    store: ConsultationStore,
    channel: str = "C1",
    workspace: str = "T1",
    kind: ConversationKind = "public",
    **more: Any,
) -> Consultation:
    """Store a new consultation."""
    about = {"reply_url": None, "thread_ts": None} | {
        name: more.pop(name) for name in ("reply_url", "thread_ts") if name in more
    }
    start = Start(Conversation(workspace, channel, kind), "U1", delivery(), **about)
    fields = {"started_by": "U1", "started_at": NOON, "touched_at": NOON, **more}
    with store.consultations_unit() as unit:
        return unit.add_consultation(
            Consultation(id=0, workspace=workspace, channel=channel, **fields), start
        )


def snapshot(**more: Any) -> Snapshot:
    fields = {
        "brief": "internal tool",
        "answers": (
            AnsweredQuestion(
                question="admin",
                name="Admin",
                ask="Screens?",
                option="needed",
                label="Yes, from the start",
                by="U1",
                read_from="ops staff",
            ),
        ),
        "ranking": (RankedCandidate(candidate="django", name="Django", points=12, ruled_out=False),),
        "reasons": (
            KeptReason(
                rule="a", framework="django", points=12, because="Screens are generated.", sources=("guide",)
            ),
        ),
        "cautions": ("It is large.",),
        "sources": (KeptSource(id="guide", title="A guide", url="https://example.org/guide"),),
        "sign_offs": (KeptSignOff(user="U2", agrees=False, concern="Too large"),),
        "certainty": "Settled.",
        "path": "Stay.",
        "knowledge_version": "abc",
        **more,
    }
    return Snapshot(**fields)


def decision(number: int = 1, **more: Any) -> Decision:
    fields = {
        "workspace": "T1",
        "channel": "C1",
        "kind": "public",
        "title": f"Decision {number}",
        "chosen": "django",
        "chosen_name": "Django",
        "recommended": "django",
        "recommended_name": "Django",
        "rationale": "It fits.",
        "deciders": ("U1", "U2"),
        "review_on": date(2027, 5, 21),
        "recorded_by": "U1",
        "recorded_at": NOON,
        "snapshot": snapshot(),
        **more,
    }
    return Decision(number=number, **fields)


def summary_of(decided: Decision) -> Summary:
    """What a list shows of a decision."""
    return Summary(**{name: getattr(decided, name) for name in Summary.model_fields})


def record(store: ConsultationStore, **more: Any) -> Decision:
    """Store a decision under the next number of its workspace."""
    with store.consultations_unit() as unit:
        recorded = decision(unit.next_decision_number(more.get("workspace", "T1")), **more)
        unit.add_decision(recorded)
        return recorded


def listed(store: DecisionStore, viewer: Viewer = ANA, text: str = "", **more: Any) -> list[int]:
    """The numbers that a viewer is shown."""
    query = more.pop("query", Query(text))
    window = Window(**{"limit": 100, **more})
    return [found.decision.number for found in store.list_decisions(viewer, query, window)]
