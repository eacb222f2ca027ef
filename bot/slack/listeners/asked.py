"""Who asked for something, from where, and the parts of the log that they are shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.decisions.model import Decision
from bot.decisions.query import Query, QueryError, naming_framework, written
from bot.slack.blocks import decisions as decision_blocks
from bot.slack.blocks.filtering import Frameworks
from bot.slack.blocks.help import told
from bot.slack.blocks.message import Message
from bot.slack.ids import Ref
from bot.slack.listeners.services import Services
from bot.slack.listeners.showing import detail_for
from bot.slack.names import naming_people_and_channels
from bot.slack.payloads import Click
from bot.workspaces.model import Person, Viewer


@dataclass(frozen=True)
class Asked:
    """A command, however it reached the bot: typed with its slash, said to the bot, or behind a button."""

    workspace: str
    user: str
    channel: str
    text: str
    delivery: str
    answer: Callable[[Message], None]
    """Shows something to the one who asked, later."""
    reply_url: str | None = None
    trigger_id: str = ""
    """With which a modal may be opened; empty for what was said."""

    def tell(self, text: str) -> None:
        """Say a sentence to the one who asked."""
        self.answer(told(text))


def asked_by(services: Services, click: Click) -> Asked:
    """The command that a button stands for."""
    return Asked(
        workspace=click.workspace,
        user=click.user,
        channel=click.channel,
        text=click.ref.t,
        delivery=f"trigger:{click.trigger_id}",
        answer=lambda message: services.show_in_place(click, message),
        reply_url=click.response_url or None,
        trigger_id=click.trigger_id,
    )


def viewer(services: Services, asked: Asked) -> Viewer:
    """Who reads, and from where: a conversation, or else their Home."""
    if asked.channel:
        return services.directory.viewer(asked.workspace, asked.user, asked.channel)
    return services.directory.viewer_at_home(asked.workspace, asked.user)


def decisions_page(services: Services, asked: Asked, ref: Ref) -> Message:
    """Draw a page of the log for somebody; of what cannot be read, what is wrong and how to go on."""
    try:
        query = query_in(services, asked, ref.t)
    except QueryError as error:
        return decision_blocks.unread(str(error), _understood(services, asked, error.rest))
    return decisions_found(services, viewer(services, asked), query, ref)


def _understood(services: Services, asked: Asked, rest: Query) -> Query:
    """What is left of a query when everything is left out that cannot be read."""
    try:
        return query_in(services, asked, written(rest))
    except QueryError as error:
        return _understood(services, asked, error.rest)


def query_in(services: Services, asked: Asked, text: str) -> Query:
    """Read what somebody looks for, in ids. Raises QueryError."""
    query = naming_framework(services.decisions.query(text), services.knowledge)
    return naming_people_and_channels(query, services.directory, asked.workspace, asked.user)


def decisions_found(services: Services, viewer: Viewer, query: Query, ref: Ref | None = None) -> Message:
    """Draw what a query finds: the first page, or the one that a button leads to."""
    at = ref or Ref()
    page = services.decisions.page(viewer, query, below=at.below, above=at.above)
    today = services.clock().date()
    return decision_blocks.page(page, query, frameworks(services), today, services.command)


def frameworks(services: Services) -> Frameworks:
    """What decisions can be filtered by: every framework and stack."""
    knowledge = services.knowledge
    ids = [*(each.id for each in knowledge.frameworks), *(each.id for each in knowledge.stacks)]
    return [(each, knowledge.candidate_name(each)) for each in ids]


def decision_detail(services: Services, asked: Asked, number: int) -> Message:
    """Draw one decision for somebody. Raises NoSuchDecisionError."""
    return detail_for(services, viewer(services, asked), number)


def acting(services: Services, viewer: Viewer, decision: Decision) -> Person:
    """Who changes a decision; Slack is asked for admins only, who need neither have made it nor decided."""
    return _person(services, viewer, decision.may_be_changed_by)


def redacting(services: Services, viewer: Viewer, decision: Decision) -> Person:
    """Who removes a text from a decision; likewise."""
    return _person(services, viewer, decision.may_be_redacted_by)


def _person(services: Services, viewer: Viewer, may: Callable[[Person], bool]) -> Person:
    person = Person(viewer.workspace, viewer.user)
    return person if may(person) else services.directory.person(viewer.workspace, viewer.user)
