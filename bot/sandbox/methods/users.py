from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.sandbox.errors import ApiError
from bot.sandbox.limits import TIER_2, TIER_3, TIER_4
from bot.sandbox.methods.method import Call, Method, names
from bot.sandbox.methods.paging import page

if TYPE_CHECKING:
    from bot.sandbox.model import Json, Person


def user_object(call: Call, person: Person) -> Json:
    """Return Slack's user object (docs.slack.dev/reference/objects/user-object)."""
    zone = ZoneInfo(person.tz)
    now = dt.datetime.fromtimestamp(call.slack.clock.now(), zone)
    offset = now.utcoffset() or dt.timedelta()
    profile: Json = {
        "real_name": person.real_name,
        "display_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name_normalized": person.real_name,
        "team": person.team_id,
    }
    shown: Json = {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.name,
        "deleted": False,
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": now.tzname(),
        "tz_offset": int(offset.total_seconds()),
        "profile": profile | ({"bot_id": call.slack.workspace.bot_id} if person.is_bot else {}),
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": 0,
    }
    return shown | _rights(person)


def info(call: Call) -> Json:
    """users.info."""
    person = call.slack.workspace.person(call.text("user"))
    if person is None:
        raise ApiError("user_not_found")
    return {"user": user_object(call, person)}


def list_all(call: Call) -> Json:
    """users.list."""
    workspace = call.slack.workspace
    own = [each for each in workspace.people.values() if each.team_id == workspace.team_id]
    found, cursor = page(call, [*own, workspace.bot])
    members = [user_object(call, person) for person in found]
    return {"members": members, "response_metadata": {"next_cursor": cursor}}


def bot_info(call: Call) -> Json:
    """bots.info."""
    workspace = call.slack.workspace
    if call.text("bot", workspace.bot_id) != workspace.bot_id:
        raise ApiError("bot_not_found")
    bot = {
        "id": workspace.bot_id,
        "deleted": False,
        "name": workspace.bot.real_name,
        "app_id": workspace.app_id,
        "user_id": workspace.bot.id,
    }
    return {"bot": bot}


def team_info(call: Call) -> Json:
    """team.info."""
    workspace = call.slack.workspace
    if call.text("team", workspace.team_id) != workspace.team_id:
        raise ApiError("team_not_found")
    team = {"id": workspace.team_id, "name": workspace.team_name, "domain": workspace.domain}
    return {"team": team | {"url": f"https://{workspace.domain}.slack.com/"}}


def _rights(person: Person) -> Json:
    return {
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_guest,
        "is_ultra_restricted": False,
    }


_READ = ("users:read",)

USERS = (
    Method("users.info", info, TIER_4, names("user"), names("include_locale"), _READ),
    Method("users.list", list_all, TIER_2, frozenset(), names("cursor limit include_locale team_id"), _READ),
    Method("bots.info", bot_info, TIER_3, frozenset(), names("bot team_id"), _READ),
    Method("team.info", team_info, TIER_3, frozenset(), names("team domain"), ("team:read",)),
)
