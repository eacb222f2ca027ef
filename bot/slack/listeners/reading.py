"""Who reads, where a modal may stand open for long."""

from __future__ import annotations

from dataclasses import replace

from bot.decisions.model import Decision
from bot.slack.directory import TRUSTED_SECONDS
from bot.slack.ids import Form, carried
from bot.slack.listeners.services import Services
from bot.slack.payloads import Click
from bot.workspaces.model import Viewer


def reader(services: Services, click: Click) -> Viewer:
    """Who reads by clicking: in a conversation, in a modal that shows a decision, or on their Home."""
    if click.channel:
        return services.directory.viewer(click.workspace, click.user, click.channel)
    return modal_reader(services, click.workspace, click.user, _below(click))


def modal_reader(services: Services, workspace: str, user: str, form: Form) -> Viewer:
    """Who reads in the conversation that a modal belongs to, or else on their Home.

    What was found out when it was opened is trusted for a while, then asked anew. Raises NotToldError.
    """
    directory = services.directory
    if not form.ch:
        return directory.viewer_at_home(workspace, user)
    inside = directory.viewer(workspace, user, form.ch)
    anywhere = replace(inside, conversations=frozenset())
    if _is_trusted(services, form) or anywhere.may_see(directory.conversation(workspace, form.ch)):
        return inside
    return replace(inside, conversations=directory.conversations_of(workspace, user) & {form.ch})


def opener(services: Services, workspace: str, user: str, form: Form) -> Viewer:
    """Who reads both where a decision was made and where the modal about it was opened.

    What is answered is for them alone. Raises NotToldError.
    """
    inside = modal_reader(services, workspace, user, form)
    if form.via == form.ch:
        return inside
    there = modal_reader(services, workspace, user, form.model_copy(update={"ch": form.via}))
    return replace(inside, conversations=inside.conversations | there.conversations)


def form_from(services: Services, channel: str, *, thread: str = "", back: str = "") -> Form:
    """What a modal carries along that somebody opens in a conversation, or on their Home."""
    return Form(ch=channel, at=int(services.clock().timestamp()), th=thread, back=back)


def form_about(services: Services, click: Click, decision: Decision, *, on: str = "", back: str = "") -> Form:
    """What a modal about a decision carries along, once it is known that who clicked may read it."""
    below, at, via = _below(click), int(services.clock().timestamp()), click.channel
    if _is_trusted(services, below):
        at, via = below.at, via or below.via
    return Form(d=decision.number, r=decision.revision, ch=decision.channel, at=at, via=via, on=on, back=back)


def _below(click: Click) -> Form:
    return carried(click.metadata) if click.surface == "modal" else Form()


def _is_trusted(services: Services, form: Form) -> bool:
    return bool(form.ch) and services.clock().timestamp() - form.at < TRUSTED_SECONDS
