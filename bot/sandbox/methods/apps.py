from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.content import decoded
from bot.sandbox.errors import ApiError
from bot.sandbox.limits import TIER_1, UNLIMITED
from bot.sandbox.methods.method import Call, Method, names
from bot.sandbox.validation import Problem, home_problems, message_problems, modal_problems

if TYPE_CHECKING:
    from bot.sandbox.model import Json


def api_test(call: Call) -> Json:
    """api.test."""
    if call.text("error"):
        raise ApiError(call.text("error"), args=dict(call.arguments))
    return {"args": dict(call.arguments)}


def auth_test(call: Call) -> Json:
    """auth.test."""
    workspace = call.slack.workspace
    return {
        "url": f"https://{workspace.domain}.slack.com/",
        "team": workspace.team_name,
        "user": workspace.bot.name,
        "team_id": workspace.team_id,
        "user_id": workspace.bot.id,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


def connections_open(call: Call) -> Json:
    """apps.connections.open."""
    address = call.slack.url.replace("http://", "ws://", 1)
    return {"url": f"{address}/socket/{call.slack.tickets.socket()}"}


def validate_blocks(call: Call) -> Json:
    """blocks.validate."""
    given = [name for name in ("blocks", "message", "view") if call.text(name)]
    if len(given) != 1:
        raise ApiError(
            "invalid_arguments", messages=["[ERROR] provide exactly one of blocks, view or message"]
        )
    problems = _problems(call, given[0])
    if problems:
        raise ApiError(f"invalid_{given[0]}", errors=[_error(each) for each in problems])
    return {}


def _problems(call: Call, given: str) -> list[Problem]:
    if given == "blocks":
        return message_problems(decoded(call.arguments["blocks"], "invalid_blocks_format", list), "")
    value: Json = decoded(call.arguments[given], "invalid_arguments", dict)
    if given == "message":
        return message_problems(value.get("blocks", []), "/blocks")
    return home_problems(value, "") if value.get("type") == "home" else modal_problems(value, "")


def _error(problem: Problem) -> Json:
    return {"pointer": problem.pointer, "code": problem.code, "message": problem.message}


APPS = (
    Method("api.test", api_test, UNLIMITED, frozenset(), names("error foo")),
    Method("auth.test", auth_test, UNLIMITED),
    Method("apps.connections.open", connections_open, TIER_1, app_level=True),
    Method("blocks.validate", validate_blocks, UNLIMITED, frozenset(), names("blocks message view")),
)
