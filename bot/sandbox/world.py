"""The workspace that a new sandbox starts with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.model import Channel, Kind, Person
from bot.sandbox.workspace import Workspace

if TYPE_CHECKING:
    from bot.sandbox.manifest import App

TEAM = "T0SANDBOX0"
BOT_USER = "U0ADVISOR0"
ANA, BO, CHI = "U00000ANA0", "U000000BO0", "U00000CHI0"


def new_workspace(app: App) -> Workspace:
    """Return a workspace with three people, three channels and the app installed by Ana, an admin."""
    workspace = empty_workspace(app)
    for user, name in ((ANA, "Ana"), (BO, "Bo"), (CHI, "Chi")):
        workspace.put_person(
            Person(id=user, name=name.lower(), real_name=name, is_admin=user == ANA, team_id=TEAM)
        )
    _add(workspace, "C0BACKEND0", "backend", "public", (ANA, BO, CHI, BOT_USER))
    _add(workspace, "C00QUIET00", "quiet", "public", (ANA, BO, CHI))
    _add(workspace, "C0PLATFORM", "platform-leads", "private", (ANA, BO))
    for user in (ANA, BO, CHI):
        open_direct_message(workspace, user)
    return workspace


def empty_workspace(app: App) -> Workspace:
    """Return a workspace with nobody in it but the app."""
    name = app.bot_name.lower().replace(" ", "_")
    bot = Person(id=BOT_USER, name=name, real_name=app.bot_name, is_bot=True, team_id=TEAM)
    return Workspace(
        team_id=TEAM, team_name="Sandbox", domain="sandbox", bot=bot, app_id="A0ADVISOR0", bot_id="B0ADVISOR0"
    )


def open_direct_message(workspace: Workspace, user: str) -> Channel:
    """Return the direct message between a person and the app; a new one if there is none."""
    found = workspace.direct_message(user)
    if found is not None:
        return found
    return _add(workspace, "D" + user[1:], "directmessage", "im", (user, workspace.bot.id))


def _add(workspace: Workspace, channel: str, name: str, kind: Kind, members: tuple[str, ...]) -> Channel:
    team = next((p.team_id for p in (workspace.person(m) for m in members) if p and not p.is_bot), TEAM)
    made = Channel(id=channel, name=name, kind=kind, members=members, team_id=team)
    workspace.put_channel(made)
    return made
