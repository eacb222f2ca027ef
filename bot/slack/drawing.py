"""What a consultation's thread should show now, from the store's state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.advice.advisor import Advice, Advisor
from bot.advice.knowledge import KnowledgeBase
from bot.consultations.model import Consultation
from bot.consultations.store import ConsultationStore
from bot.decisions.model import Choice, Decision, Similar
from bot.decisions.service import SIMILAR, Decisions
from bot.slack.audience import Audience
from bot.slack.blocks.message import Scene
from bot.slack.directory import Directory
from bot.slack.messenger import Messenger
from bot.slack.picture import picture, shows_result
from bot.slack.presenter import Drawing
from bot.threads.model import ROOT, Thread
from bot.workspaces.model import Viewer


@dataclass(frozen=True)
class Drawer:
    """Draws the state that the store holds now."""

    consultations: ConsultationStore
    decisions: Decisions
    advisor: Advisor
    directory: Directory
    audience: Audience
    messenger: Messenger
    command: str

    def __call__(self, thread: Thread) -> Drawing:
        """Draw a consultation, and find out what kind of conversation it is in. Raises NotNowError."""
        consultation = self.consultations.consultation(thread.workspace, thread.consultation)
        if consultation is None:
            return Drawing(0, ())
        self.directory.conversation(thread.workspace, thread.channel)
        advice = self.advisor.advise(consultation.given)
        scene = Scene(
            consultation=consultation,
            advice=advice,
            knowledge=self.advisor.rulebook.knowledge,
            command=self.command,
            root_link=self._thread_link(thread),
            decision=closing_decision(self.decisions, consultation, self._reader),
            similar=self._similar(consultation, advice),
            today=self.decisions.clock().date(),
        )
        return Drawing(consultation.revision, picture(scene), _mentions(scene))

    def _similar(self, consultation: Consultation, advice: Advice) -> tuple[Similar, ...]:
        """What a message may show that everybody in the conversation reads."""
        if not shows_result(consultation):
            return ()
        choice = choice_of(self.advisor.rulebook.knowledge, advice.recommendation.first)
        return past_decisions(self.decisions, self._reader(consultation), consultation, choice)

    def _reader(self, consultation: Consultation) -> Viewer:
        """Who stands for everybody that reads in a consultation's conversation."""
        workspace, channel = consultation.workspace, consultation.channel
        has_no_guests = self.audience.has_no_guests(workspace, channel)
        return Viewer(workspace, consultation.started_by, frozenset({channel}), sees_public=has_no_guests)

    def _thread_link(self, thread: Thread) -> str:
        """Where the thread is, for a root message that replaces a deleted one."""
        root = thread.shown.get(ROOT)
        if thread.thread_ts is None or (root and root.ts == thread.thread_ts):
            return ""
        # A deleted message may have no address any more; what stands in its thread has.
        standing = [shown.ts for slot, shown in thread.shown.items() if slot != ROOT]
        links = (self.messenger.permalink(thread.channel, ts) for ts in (thread.thread_ts, *standing))
        return next((link for link in links if link), "")


def _mentions(scene: Scene) -> frozenset[int]:
    similar = (each.decision.number for each in scene.similar)
    decided = scene.decision
    linked = (*decided.supersedes, decided.superseded_by) if decided else ()
    return frozenset(number for number in (*similar, *linked) if number)


def closing_decision(
    decisions: Decisions, consultation: Consultation, reader: Callable[[Consultation], Viewer]
) -> Decision | None:
    """The decision that a consultation ended with, as a reader sees it who is asked for only then."""
    number = consultation.decision
    return None if number is None else decisions.get(reader(consultation), number)


def choice_of(knowledge: KnowledgeBase, candidate: str | None) -> Choice | None:
    """A candidate with its parts; None where there is none."""
    return Choice(candidate=candidate, parts=knowledge.parts(candidate)) if candidate else None


def past_decisions(
    decisions: Decisions, viewer: Viewer, consultation: Consultation, choice: Choice | None
) -> tuple[Similar, ...]:
    """Decisions that are like what is being decided, without the one that is reconsidered.

    Once it is decided, those that were made before.
    """
    own = consultation.decision
    found = decisions.similar(viewer, consultation.given, choice, limit=3 * SIMILAR)
    others = (
        each
        for each in found
        if each.decision.number != consultation.follows and (own is None or each.decision.number < own)
    )
    return tuple(others)[:SIMILAR]
