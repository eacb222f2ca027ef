"""Composition objects (docs.slack.dev/reference/block-kit/composition-objects)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox.validation.checks import (
    Check,
    Problem,
    anything,
    at_least_one,
    boolean,
    exactly_one,
    many,
    number,
    one_of,
    record,
    text,
    typed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

URL = text(3000)
ID = text(255)


def plain(maximum: int | None) -> Check:
    """A text object that must be plain text."""
    shape = record({"type": one_of("plain_text"), "text": text(maximum)}, {"emoji": boolean})
    return typed({"plain_text": shape}, "plain text object")


def mrkdwn(maximum: int | None) -> Check:
    """A text object that must be Slack's markup."""
    shape = record({"type": one_of("mrkdwn"), "text": text(maximum)}, {"verbatim": boolean})
    return typed({"mrkdwn": shape}, "mrkdwn object")


def any_text(maximum: int | None) -> Check:
    """A text object of either kind."""
    checks = {"plain_text": plain(maximum), "mrkdwn": mrkdwn(maximum)}
    return typed(checks, "text object")


CONFIRM = record(
    {"title": plain(100), "text": any_text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)

DISPATCH_CONFIG = record(
    {}, {"trigger_actions_on": many(one_of("on_enter_pressed", "on_character_entered"), 2)}
)

FILTER = record(
    {},
    {
        "include": many(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
    at_least_one("include", "exclude_external_shared_channels", "exclude_bot_users"),
)

SLACK_FILE = record({}, {"id": text(), "url": URL}, exactly_one("id", "url"))

IMAGE_SOURCE: dict[str, Check] = {"image_url": URL, "slack_file": SLACK_FILE}


def option(label: Check, *, url: bool = False) -> Check:
    """One choice; only in an overflow menu may it carry a link."""
    more: dict[str, Check] = {"url": URL} if url else {}
    return record({"text": label, "value": text(150)}, {"description": any_text(75), **more})


PLAIN_OPTION = option(plain(75))
TEXT_OPTION = option(any_text(75))
OVERFLOW_OPTION = option(plain(75), url=True)
OPTION_GROUP = record({"label": plain(75), "options": many(PLAIN_OPTION, 100)})

WORKFLOW = record({"trigger": record({"url": URL}, {"customizable_input_parameters": many(anything, None)})})

COLUMN = record({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})
MAX_SELECTED = number(1, 10_000)


def distinct_options(value: Any, at: str) -> Iterator[Problem]:
    """Check that no two options have the same value."""
    seen: set[str] = set()
    for index, each in enumerate(_options(value)):
        if each in seen:
            yield Problem(f"{at}/options/{index}", "duplicate_value", f"option value {each} is not unique")
        seen.add(each)


def initial_among_options(value: Any, at: str) -> Iterator[Problem]:
    """Check that what is chosen at first is one of the options, to the letter."""
    offered = [*_list(value, "options"), *_grouped(value)]
    chosen = [
        *_list(value, "initial_options"),
        *([value["initial_option"]] if "initial_option" in value else []),
    ]
    if any(each not in offered for each in chosen):
        yield Problem(at, "failed_constraint", "initial option must exactly match one of the options")


def _options(value: Any) -> list[str]:
    offered = [*_list(value, "options"), *_grouped(value)]
    return [str(each.get("value")) for each in offered if isinstance(each, dict)]


def _grouped(value: Any) -> list[Any]:
    groups = [group for group in _list(value, "option_groups") if isinstance(group, dict)]
    return [each for group in groups for each in _list(group, "options")]


def _list(value: Any, key: str) -> list[Any]:
    found = value.get(key)
    return found if isinstance(found, list) else []
