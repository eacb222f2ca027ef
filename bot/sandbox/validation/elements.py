"""Block elements (docs.slack.dev/reference/block-kit/block-elements)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.validation.checks import (
    Check,
    anything,
    boolean,
    exactly_one,
    many,
    matching,
    number,
    one_of,
    record,
    text,
)
from bot.sandbox.validation.objects import (
    CONFIRM,
    DISPATCH_CONFIG,
    FILTER,
    ID,
    IMAGE_SOURCE,
    MAX_SELECTED,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    PLAIN_OPTION,
    TEXT_OPTION,
    URL,
    WORKFLOW,
    distinct_options,
    initial_among_options,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_STYLE = one_of("primary", "danger")
_DATE = matching(r"\d{4}-\d{2}-\d{2}", "a date such as 2026-11-21")
_TIME = matching(r"([01]\d|2[0-3]):[0-5]\d", "a time such as 23:59")
_FOCUS: dict[str, Check] = {"focus_on_load": boolean}
_ASKS: dict[str, Check] = {"action_id": ID, "confirm": CONFIRM, **_FOCUS}
_SELECTS: dict[str, Check] = {**_ASKS, "placeholder": plain(150)}
_TYPES: dict[str, Check] = {
    "action_id": ID,
    "placeholder": plain(150),
    "dispatch_action_config": DISPATCH_CONFIG,
    **_FOCUS,
}
_CHOICES: dict[str, Check] = {
    "options": many(PLAIN_OPTION, 100),
    "option_groups": many(OPTION_GROUP, 100),
}


def _element(
    kind: str, required: Mapping[str, Check], optional: Mapping[str, Check], *rules: Check
) -> dict[str, Check]:
    return {kind: record({"type": one_of(kind), **required}, optional, *rules)}


def _select(kind: str, **optional: Check) -> dict[str, Check]:
    return _element(kind, {}, {**_SELECTS, **optional})


def _multi(kind: str, **optional: Check) -> dict[str, Check]:
    return _select(kind, max_selected_items=MAX_SELECTED, **optional)


_OPTION_RULES = (exactly_one("options", "option_groups"), distinct_options, initial_among_options)

BUTTON = _element(
    "button",
    {"text": plain(75)},
    {
        "action_id": ID,
        "url": URL,
        "value": text(2000, minimum=0),
        "style": _STYLE,
        "confirm": CONFIRM,
        "accessibility_label": text(75),
    },
)
IMAGE = _element(
    "image", {"alt_text": text(2000, minimum=0)}, IMAGE_SOURCE, exactly_one("image_url", "slack_file")
)
OVERFLOW = _element(
    "overflow",
    {"options": many(OVERFLOW_OPTION, 5)},
    {"action_id": ID, "confirm": CONFIRM},
    distinct_options,
)
WORKFLOW_BUTTON = _element(
    "workflow_button",
    {"text": plain(75), "workflow": WORKFLOW, "action_id": ID},
    {"style": _STYLE, "accessibility_label": text(75)},
)
CHOOSERS = {
    **_element(
        "checkboxes",
        {"options": many(TEXT_OPTION, 10)},
        {**_ASKS, "initial_options": many(TEXT_OPTION, 10)},
        distinct_options,
        initial_among_options,
    ),
    **_element(
        "radio_buttons",
        {"options": many(TEXT_OPTION, 10)},
        {**_ASKS, "initial_option": TEXT_OPTION},
        distinct_options,
        initial_among_options,
    ),
}
PICKERS = {
    **_select("datepicker", initial_date=_DATE),
    **_select("timepicker", initial_time=_TIME, timezone=text()),
}
DATETIME = _element("datetimepicker", {}, {**_ASKS, "initial_date_time": number(10**9, 10**10 - 1)})
SELECTS = {
    **_element("static_select", {}, {**_SELECTS, **_CHOICES, "initial_option": PLAIN_OPTION}, *_OPTION_RULES),
    **_select("external_select", initial_option=PLAIN_OPTION, min_query_length=number(0, 1000)),
    **_select("users_select", initial_user=text()),
    **_select(
        "conversations_select",
        initial_conversation=text(),
        default_to_current_conversation=boolean,
        response_url_enabled=boolean,
        filter=FILTER,
    ),
    **_select("channels_select", initial_channel=text(), response_url_enabled=boolean),
}
MULTI_SELECTS = {
    **_element(
        "multi_static_select",
        {},
        {
            **_SELECTS,
            **_CHOICES,
            "initial_options": many(PLAIN_OPTION, 100),
            "max_selected_items": MAX_SELECTED,
        },
        *_OPTION_RULES,
    ),
    **_multi(
        "multi_external_select",
        initial_options=many(PLAIN_OPTION, 100),
        min_query_length=number(0, 1000),
    ),
    **_multi("multi_users_select", initial_users=many(text(), None, 0)),
    **_multi(
        "multi_conversations_select",
        initial_conversations=many(text(), None, 0),
        default_to_current_conversation=boolean,
        filter=FILTER,
    ),
    **_multi("multi_channels_select", initial_channels=many(text(), None, 0)),
}
INPUTS = {
    **_element(
        "plain_text_input",
        {},
        {
            **_TYPES,
            "initial_value": text(3000, minimum=0),
            "multiline": boolean,
            "min_length": number(0, 3000),
            "max_length": number(1, 3000),
        },
    ),
    **_element("email_text_input", {}, {**_TYPES, "initial_value": text()}),
    **_element("url_text_input", {}, {**_TYPES, "initial_value": text()}),
    **_element(
        "number_input",
        {"is_decimal_allowed": boolean},
        {**_TYPES, "initial_value": text(), "min_value": text(), "max_value": text()},
    ),
    **_element(
        "file_input",
        {},
        {"action_id": ID, "filetypes": many(text(), None), "max_files": number(1, 10)},
    ),
}
RICH_TEXT_INPUT = _element("rich_text_input", {}, {**_TYPES, "initial_value": anything})

_FEEDBACK = record({"text": plain(75), "value": text(2000)}, {"accessibility_label": text(75)})
FEEDBACK = {
    **_element(
        "feedback_buttons",
        {"positive_button": _FEEDBACK, "negative_button": _FEEDBACK},
        {"action_id": ID},
    ),
    **_element(
        "icon_button",
        {"icon": one_of("trash"), "text": plain(75)},
        {
            "action_id": ID,
            "value": text(2000, minimum=0),
            "confirm": CONFIRM,
            "accessibility_label": text(75),
            "visible_to_user_ids": many(text(), None),
        },
    ),
}

_COMMON = {**CHOOSERS, **PICKERS, **SELECTS, **MULTI_SELECTS}
ACCESSORIES = {**_COMMON, **BUTTON, **IMAGE, **OVERFLOW, **WORKFLOW_BUTTON}
ACTIONS = {**_COMMON, **BUTTON, **DATETIME, **OVERFLOW, **WORKFLOW_BUTTON, **RICH_TEXT_INPUT}
INPUT_ELEMENTS = {**_COMMON, **DATETIME, **INPUTS, **RICH_TEXT_INPUT}
