"""The order in which Slack checks a call: token, method, scope, arguments, rate."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.sandbox.errors import ApiError
from bot.sandbox.methods.apps import APPS
from bot.sandbox.methods.chat import CHAT
from bot.sandbox.methods.conversations import CONVERSATIONS
from bot.sandbox.methods.files import FILES
from bot.sandbox.methods.method import Call, Method
from bot.sandbox.methods.reactions import REACTIONS
from bot.sandbox.methods.users import USERS
from bot.sandbox.methods.views import VIEWS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.sandbox.model import Json
    from bot.sandbox.slack import Slack

METHODS: Mapping[str, Method] = {
    method.name: method
    for family in (APPS, CHAT, CONVERSATIONS, FILES, REACTIONS, USERS, VIEWS)
    for method in family
}


@dataclass(frozen=True)
class Answer:
    """An HTTP answer with JSON in it."""

    body: Json
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def too_many(seconds: int) -> Answer:
    """Return what Slack answers when a rate limit is exceeded."""
    return Answer({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": str(seconds)})


def dispatch(slack: Slack, name: str, token: str, arguments: Mapping[str, Any]) -> Answer:
    """Make a call and return what Slack would answer."""
    method = METHODS.get(name)
    try:
        return _allowed(slack, _known(name), token, arguments)
    except ApiError as error:
        return Answer(error.body(), headers=_scope_headers(slack, method))


def _known(name: str) -> Method:
    if name not in METHODS:
        raise ApiError("unknown_method", req_method=name)
    return METHODS[name]


def _allowed(slack: Slack, method: Method, token: str, arguments: Mapping[str, Any]) -> Answer:
    call = Call(slack, arguments)
    if method.name != "api.test":
        _check_token(slack, method, token)
    if method.scopes:
        call.need_scope(*method.scopes)
    method.check_arguments(arguments)
    where = call.text("channel") if method.per_channel else ""
    wait = slack.limits.take(method.rate, method.name, where)
    if wait:
        return too_many(wait)
    return Answer({"ok": True, **method.handler(call)}, headers=_scope_headers(slack, method))


def _check_token(slack: Slack, method: Method, token: str) -> None:
    if not token:
        raise ApiError("not_authed")
    if token not in (slack.secrets.bot_token, slack.secrets.app_token):
        raise ApiError("invalid_auth")
    if (token == slack.secrets.app_token) != method.app_level:
        raise ApiError("not_allowed_token_type")


def _scope_headers(slack: Slack, method: Method | None) -> dict[str, str]:
    headers = {"x-oauth-scopes": ",".join(sorted(slack.granted))}
    if method is not None and method.scopes:
        headers["x-accepted-oauth-scopes"] = ",".join(method.scopes)
    return headers
