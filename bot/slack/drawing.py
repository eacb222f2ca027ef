"""What a consultation's thread should show now, from the store's state."""

from __future__ import annotations

from dataclasses import dataclass

from bot.advice.advisor import Advisor
from bot.consultations.model import Consultation
from bot.consultations.store import ConsultationStore
from bot.decisions.model import Decision
from bot.decisions.service import Decisions
from bot.slack.blocks.message import Scene
from bot.slack.directory import Directory
from bot.slack.messenger import Messenger
from bot.slack.picture import picture
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
    messenger: Messenger
    command: str

    def __call__(self, thread: Thread) -> Drawing:
        """Draw a consultation, and find out what kind of conversation it is in. Raises NotNowError."""
        consultation = self.consultations.consultation(thread.workspace, thread.consultation)
        if consultation is None:
            return Drawing(0, ())
        self.directory.conversation(thread.workspace, thread.channel)
        scene = Scene(
            consultation=consultation,
            advice=self.advisor.advise(consultation.given),
            knowledge=self.advisor.rulebook.knowledge,
            command=self.command,
            root_link=self._thread_link(thread),
            decision=closing_decision(self.decisions, consultation),
        )
        return Drawing(consultation.revision, picture(scene))

    def _thread_link(self, thread: Thread) -> str:
        """Where the thread is, for a root message that replaces a deleted one."""
        root = thread.shown.get(ROOT)
        if thread.thread_ts is None or (root and root.ts == thread.thread_ts):
            return ""
        # A deleted message may have no address any more; what stands in its thread has.
        standing = [shown.ts for slot, shown in thread.shown.items() if slot != ROOT]
        links = (self.messenger.permalink(thread.channel, ts) for ts in (thread.thread_ts, *standing))
        return next((link for link in links if link), "")


def closing_decision(decisions: Decisions, consultation: Consultation) -> Decision | None:
    """The decision that a consultation ended with, as those in its conversation see it."""
    if consultation.decision is None:
        return None
    viewer = Viewer(consultation.workspace, consultation.started_by, frozenset({consultation.channel}))
    return decisions.get(viewer, consultation.decision)
