from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from bot.sandbox.errors import Refused
from bot.sandbox.people.click import Choice, Click, ModalClick, click, click_home, click_modal
from bot.sandbox.people.open import OpenHome, UseShortcut, open_home, use_shortcut
from bot.sandbox.people.say import (
    Edit,
    Invite,
    Leave,
    Pick,
    Say,
    delete,
    edit,
    invite,
    join,
    leave,
    say,
)
from bot.sandbox.people.submit import Close, Submit, close, submit

if TYPE_CHECKING:
    from bot.sandbox.model import Json, Person
    from bot.sandbox.slack import Slack

_Do = Callable[["Slack", "Person", Any], Awaitable["Json"]]

ACTS: Mapping[str, tuple[type[BaseModel], _Do]] = {
    "say": (Say, say),
    "edit_message": (Edit, edit),
    "delete_message": (Pick, delete),
    "click": (Click, click),
    "home_click": (Choice, click_home),
    "modal_click": (ModalClick, click_modal),
    "open_home": (OpenHome, open_home),
    "submit": (Submit, submit),
    "close": (Close, close),
    "shortcut": (UseShortcut, use_shortcut),
    "invite": (Invite, invite),
    "leave": (Leave, leave),
    "join": (Leave, join),
}


async def act(slack: Slack, body: Json) -> Json:
    """Do what a page or a test asks in somebody's name, and return what came of it."""
    person = slack.workspace.people.get(str(body.get("user")))
    if person is None:
        return {"ok": False, "error": "user_not_found", "text": "There is no such person."}
    known = ACTS.get(str(body.get("action")))
    if known is None:
        return {"ok": False, "error": "unknown_action", "text": "There is no such action."}
    shape, do = known
    try:
        return {"ok": True, **await do(slack, person, shape.model_validate(body))}
    except Refused as refused:
        return {"ok": False, "error": refused.error, "text": refused.text, "failure": refused.text}
    except ValidationError as error:
        return {"ok": False, "error": "invalid_action", "text": str(error)}
