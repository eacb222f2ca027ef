"""What listeners work with: the use cases, and the ways to answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.advice.advisor import Advisor
from bot.advice.knowledge import KnowledgeBase
from bot.consultations.model import Consultation
from bot.consultations.service import Act, Consultations
from bot.consultations.store import ConsultationStore
from bot.decisions.service import Decisions
from bot.slack.blocks.elements import Block
from bot.slack.blocks.help import told
from bot.slack.blocks.message import Message, Scene
from bot.slack.blocks.notice import notice
from bot.slack.directory import Directory
from bot.slack.drawing import closing_decision
from bot.slack.errands import Errands, Tell
from bot.slack.exporter import Exporter
from bot.slack.heard import Heard
from bot.slack.homes import Homes
from bot.slack.links import Links
from bot.slack.payloads import Click
from bot.slack.presenter import PresentingQueue
from bot.slack.reminders import Reminders
from bot.slack.replies import Place, Replies
from bot.threads.model import ThreadStore
from bot.workspaces.model import Viewer


@dataclass(frozen=True)
class Services:
    """Everything a listener may call."""

    consultations: Consultations
    decisions: Decisions
    consultation_store: ConsultationStore
    threads: ThreadStore
    advisor: Advisor
    queue: PresentingQueue
    errands: Errands
    openings: Errands
    """For modals: their triggers are good for three seconds."""
    replies: Replies
    heard: Heard
    directory: Directory
    links: Links
    reminders: Reminders
    exporter: Exporter
    homes: Homes
    client: WebClient
    clock: Callable[[], datetime]
    command: str

    @property
    def knowledge(self) -> KnowledgeBase:
        """The knowledge base."""
        return self.advisor.rulebook.knowledge

    def scene(self, consultation: Consultation) -> Scene:
        """What a consultation's messages and modals are drawn from."""
        return Scene(
            consultation=consultation,
            advice=self.advisor.advise(consultation.given),
            knowledge=self.knowledge,
            command=self.command,
            decision=closing_decision(self.decisions, consultation, _insider),
        )

    def tell_clicker(self, click: Click) -> Tell:
        """Say something to the one who clicked."""

        def tell(text: str) -> None:
            self.show_clicker(click, told(text))

        return tell

    def show_clicker(self, click: Click, message: Message) -> None:
        """Show something to the one who clicked, beside what they clicked on."""
        if click.surface == "message":
            place = Place(click.channel, click.user, click.thread_ts, click.response_url)
            self.replies.to_clicker(place, message)
        else:
            self.open_modal(click, notice(message))

    def show_in_place(self, click: Click, message: Message) -> None:
        """Put something in the place of what was clicked, where nobody else sees that."""
        if click.surface == "modal":
            self.client.views_update(view_id=click.view_id, view=notice(message))
        elif click.is_ephemeral:
            self.replies.by_url(click.response_url, message, replace=True)
        else:
            self.show_clicker(click, message)

    def open_modal(self, click: Click, view: Block) -> None:
        """Open a modal for the one who clicked, over the one that they clicked in; Slack piles up three."""
        if click.surface != "modal":
            self.client.views_open(trigger_id=click.trigger_id, view=view)
            return
        try:
            self.client.views_push(trigger_id=click.trigger_id, view=view)
        except SlackApiError as error:
            if error.response.get("error") != "push_limit_reached":
                raise
            self.client.views_update(view_id=click.view_id, view=view)

    def update_modal(self, click: Click, view: Block) -> None:
        """Show something else in the modal that was clicked in, unless it has been changed since."""
        try:
            self.client.views_update(view_id=click.view_id, hash=click.view_hash, view=view)
        except SlackApiError as error:
            if error.response.get("error") != "hash_conflict":
                raise

    def tell_by_url(self, response_url: str) -> Tell:
        """Say something to the one who typed a command."""
        return lambda text: self.replies.by_url(response_url, told(text))


def _insider(consultation: Consultation) -> Viewer:
    """Somebody who sees no more than what was decided in a consultation's conversation."""
    inside = frozenset({consultation.channel})
    return Viewer(consultation.workspace, consultation.started_by, inside, sees_public=False)


def act(click: Click) -> Act:
    """What a click on a consultation's button amounts to. A repetition has the same trigger."""
    return Act(click.workspace, click.ref.c or 0, click.user, f"trigger:{click.trigger_id}")
