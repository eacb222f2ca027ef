from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.validation import home_problems, message_problems, modal_problems
from tests.sandbox.examples import (
    actions,
    button,
    home,
    modal,
    mrkdwn,
    option,
    plain,
    rich,
    section,
    select,
    table,
    text_input,
)

Json = dict[str, Any]
PIXEL = {"image_url": "https://example.com/x.png", "alt_text": "A pixel"}
TEXT = {"type": "text", "text": "x", "style": {"bold": True}}
CONFIRM = {"title": plain("Sure?"), "text": mrkdwn("Really"), "confirm": plain("Yes"), "deny": plain("No")}
GOOD_BLOCKS: list[Json] = [
    section(),
    {"type": "section", "fields": [mrkdwn("a"), plain("b")]},
    {**section(), "accessory": button()},
    {**section(), "accessory": {"type": "image", **PIXEL}, "expand": True},
    {**section(), "accessory": {"type": "overflow", "action_id": "o", "options": [option("a", "a")]}},
    {"type": "header", "text": plain("Header")},
    {"type": "divider"},
    {"type": "context", "elements": [mrkdwn("a"), {"type": "image", **PIXEL}, plain("b")]},
    actions(
        button(style="primary", value="v", confirm=CONFIRM), button("Open", "u", url="https://example.com")
    ),
    actions(select(initial_option=option("Few", "few"), placeholder=plain("Choose"))),
    actions(
        {
            "type": "static_select",
            "action_id": "g",
            "option_groups": [{"label": plain("G"), "options": [option("a", "a")]}],
        }
    ),
    actions(
        {
            "type": "radio_buttons",
            "action_id": "r",
            "options": [{**option("a", "a"), "description": mrkdwn("d")}],
        }
    ),
    actions({"type": "checkboxes", "action_id": "c", "options": [option("a", "a")]}),
    actions({"type": "datepicker", "action_id": "d", "initial_date": "2026-11-21"}),
    actions({"type": "timepicker", "action_id": "t", "initial_time": "23:59"}),
    actions({"type": "datetimepicker", "action_id": "dt", "initial_date_time": 1_790_000_000}),
    actions({"type": "users_select", "action_id": "u"}, {"type": "multi_users_select", "action_id": "m"}),
    actions({"type": "conversations_select", "action_id": "c", "filter": {"include": ["public"]}}),
    text_input(),
    {"type": "image", **PIXEL, "title": plain("Title")},
    rich(TEXT, {"type": "link", "url": "https://example.com"}, {"type": "user", "user_id": "U1"}),
    {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [{"type": "rich_text_section", "elements": [TEXT]}],
            }
        ],
    },
    table(100, 20),
    {**table(), "column_settings": [{"align": "right"}, {"is_wrapped": True}]},
    {"type": "table", "rows": [[rich(TEXT), {"type": "raw_number", "value": 3}]]},
    {"type": "markdown", "text": "**bold**"},
    {
        "type": "context_actions",
        "elements": [{"type": "icon_button", "icon": "trash", "text": plain("Delete"), "action_id": "x"}],
    },
    {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "f",
                "positive_button": {"text": plain("Good"), "value": "g"},
                "negative_button": {"text": plain("Bad"), "value": "b"},
            }
        ],
    },
    {"type": "card", "title": mrkdwn("Card"), "actions": [button()]},
    {"type": "carousel", "elements": [{"type": "card", "body": mrkdwn("Card")}]},
    {
        "type": "plan",
        "title": "Plan",
        "tasks": [{"type": "task_card", "task_id": "1", "title": "T", "status": "complete"}],
    },
]


@pytest.mark.parametrize("block", GOOD_BLOCKS, ids=lambda block: str(block["type"]))
def test_what_slack_documents_for_messages_is_accepted(block: Json) -> None:
    assert message_problems([block]) == []


BAD_BLOCKS: list[tuple[Json, str, str]] = [
    ({"type": "banner"}, "banner is no type of block", "/blocks/0/type"),
    ({"type": "section"}, "must have one of text, fields", "/blocks/0"),
    (section(""), "must be at least 1 characters, has 0", "/blocks/0/text/text"),
    (section("x" * 3001), "must be at most 3000 characters, has 3001", "/blocks/0/text/text"),
    ({**section(), "colour": "red"}, "unknown field: colour", "/blocks/0/colour"),
    (
        {"type": "section", "fields": [mrkdwn("x")] * 11},
        "must have at most 10 items, has 11",
        "/blocks/0/fields",
    ),
    (
        {"type": "section", "fields": [mrkdwn("x" * 2001)]},
        "must be at most 2000 characters, has 2001",
        "/blocks/0/fields/0/text",
    ),
    (
        {"type": "header", "text": mrkdwn("x")},
        "mrkdwn is no type of plain text object",
        "/blocks/0/text/type",
    ),
    (
        {"type": "header", "text": plain("x" * 151)},
        "must be at most 150 characters, has 151",
        "/blocks/0/text/text",
    ),
    (
        {"type": "context", "elements": [mrkdwn("x")] * 11},
        "must have at most 10 items, has 11",
        "/blocks/0/elements",
    ),
    (
        {"type": "context", "elements": [button()]},
        "button is no type of context element",
        "/blocks/0/elements/0/type",
    ),
    (actions(), "must have at least 1 items, has 0", "/blocks/0/elements"),
    (
        actions(*(button(action_id=str(n)) for n in range(26))),
        "must have at most 25 items, has 26",
        "/blocks/0/elements",
    ),
    (
        actions(button("x" * 76)),
        "must be at most 75 characters, has 76",
        "/blocks/0/elements/0/text/text",
    ),
    (
        actions({**button(), "text": mrkdwn("x")}),
        "mrkdwn is no type of plain text object",
        "/blocks/0/elements/0/text/type",
    ),
    (
        actions(button(value="x" * 2001)),
        "must be at most 2000 characters, has 2001",
        "/blocks/0/elements/0/value",
    ),
    (
        actions(button(style="default")),
        "must be one of primary, danger",
        "/blocks/0/elements/0/style",
    ),
    (
        actions(button(action_id="x" * 256)),
        "must be at most 255 characters, has 256",
        "/blocks/0/elements/0/action_id",
    ),
    (
        actions(button(), button()),
        "action_id go is not unique in its block",
        "/blocks/0/elements/1/action_id",
    ),
    (
        actions({"type": "plain_text_input", "action_id": "x"}),
        "plain_text_input is no type of action element",
        "/blocks/0/elements/0/type",
    ),
    (
        actions(select(options=[option(str(n), str(n)) for n in range(101)])),
        "must have at most 100 items, has 101",
        "/blocks/0/elements/0/options",
    ),
    (
        actions(select(options=[option("x" * 76, "x")])),
        "must be at most 75 characters, has 76",
        "/blocks/0/elements/0/options/0/text/text",
    ),
    (
        actions(select(options=[option("x", "x" * 151)])),
        "must be at most 150 characters, has 151",
        "/blocks/0/elements/0/options/0/value",
    ),
    (
        actions(select(options=[option("a", "x"), option("b", "x")])),
        "option value x is not unique",
        "/blocks/0/elements/0/options/1",
    ),
    (
        actions(select(initial_option=option("None", "none"))),
        "initial option must exactly match one of the options",
        "/blocks/0/elements/0",
    ),
    (
        actions(select(placeholder=plain("x" * 151))),
        "must be at most 150 characters, has 151",
        "/blocks/0/elements/0/placeholder/text",
    ),
    (
        actions({"type": "static_select", "action_id": "x"}),
        "must have exactly one of options, option_groups",
        "/blocks/0/elements/0",
    ),
    (
        actions(
            {
                "type": "radio_buttons",
                "action_id": "x",
                "options": [option(str(n), str(n)) for n in range(11)],
            }
        ),
        "must have at most 10 items, has 11",
        "/blocks/0/elements/0/options",
    ),
    (
        actions(
            {"type": "overflow", "action_id": "x", "options": [option(str(n), str(n)) for n in range(6)]}
        ),
        "must have at most 5 items, has 6",
        "/blocks/0/elements/0/options",
    ),
    (
        actions({"type": "datepicker", "action_id": "x", "initial_date": "21 Nov"}),
        "must be a date such as 2026-11-21",
        "/blocks/0/elements/0/initial_date",
    ),
    (
        {**section(), "block_id": "x" * 256},
        "must be at most 255 characters, has 256",
        "/blocks/0/block_id",
    ),
    (table(101), "must have at most 100 items, has 101", "/blocks/0/rows"),
    (table(1, 21), "must have at most 20 items, has 21", "/blocks/0/rows/0"),
    (
        {"type": "table", "rows": [[{"type": "raw_text", "text": ""}]]},
        "must be at least 1 characters, has 0",
        "/blocks/0/rows/0/0/text",
    ),
    (
        {"type": "table", "rows": [[{"type": "raw_text", "text": "x" * 10_001}]]},
        "a table must have at most 10000 characters in all cells, has 10001",
        "/blocks",
    ),
    (
        {"type": "markdown", "text": "x" * 12_001},
        "must be at most 12000 characters, has 12001",
        "/blocks/0/text",
    ),
    (
        {"type": "image", "image_url": "https://example.com"},
        "missing required field: alt_text",
        "/blocks/0",
    ),
    (
        {"type": "alert", "text": plain("x")},
        "alert blocks are not allowed in messages",
        "/blocks/0/type",
    ),
    (
        rich({"type": "shout", "text": "x"}),
        "shout is no type of rich text",
        "/blocks/0/elements/0/elements/0/type",
    ),
]


@pytest.mark.parametrize(
    ("block", "problem", "place"), BAD_BLOCKS, ids=[f"{problem} {place}" for _, problem, place in BAD_BLOCKS]
)
def test_what_slack_refuses_is_named_with_its_place(block: Json, problem: str, place: str) -> None:
    found = [str(each) for each in message_problems([block])]
    assert f"[ERROR] {problem} [json-pointer:{place}]" in found


def test_all_problems_are_reported_at_once() -> None:
    blocks = [section(""), {"type": "header", "text": plain("x" * 200)}, {"type": "banner"}]
    assert len(message_problems(blocks)) == 3


def test_a_message_has_at_most_50_blocks() -> None:
    assert message_problems([{"type": "divider"}] * 50) == []
    assert "must have at most 50 items, has 51" in str(message_problems([{"type": "divider"}] * 51)[0])


def test_a_message_has_at_most_one_table() -> None:
    assert [each.code for each in message_problems([table(), table()])] == ["only_one_table_allowed"]


def test_two_blocks_cannot_share_an_id() -> None:
    same = {"type": "divider", "block_id": "same"}
    assert [each.message for each in message_problems([same, same])] == ["block_id same is not unique"]


def test_the_same_action_id_may_stand_in_two_blocks() -> None:
    assert message_problems([actions(button(), block_id="a"), actions(button(), block_id="b")]) == []


def test_only_one_element_has_the_focus() -> None:
    focused = [text_input(block_id=name, element={"focus_on_load": True}) for name in ("a", "b")]
    assert [each.message for each in modal_problems(modal(*focused))] == [
        "only one element can have the focus"
    ]


def test_a_modal_with_an_input_needs_a_submit_button() -> None:
    view = modal(text_input())
    del view["submit"]
    assert [each.message for each in modal_problems(view)] == [
        "submit is required when a modal has input blocks"
    ]


def test_a_modal_s_title_has_at_most_24_characters() -> None:
    problems = modal_problems(modal(section(), title="x" * 25))
    assert [str(each) for each in problems] == [
        "[ERROR] must be at most 24 characters, has 25 [json-pointer:/view/title/text]"
    ]


def test_private_metadata_has_at_most_3000_characters() -> None:
    problems = modal_problems(modal(section(), private_metadata="x" * 3001))
    assert [each.pointer for each in problems] == ["/view/private_metadata"]


def test_a_modal_has_at_most_100_blocks() -> None:
    assert modal_problems(modal(*[{"type": "divider"}] * 100)) == []
    assert len(modal_problems(modal(*[{"type": "divider"}] * 101))) == 1


def test_an_alert_stands_in_modals_only() -> None:
    alert = {"type": "alert", "text": plain("Careful"), "level": "warning"}
    assert modal_problems(modal(alert)) == []
    assert [each.message for each in home_problems(home(alert))] == [
        "alert blocks are not allowed in Home tabs"
    ]


@pytest.mark.parametrize("kind", ["table", "markdown"])
def test_what_is_for_messages_is_refused_in_views(kind: str) -> None:
    block = table() if kind == "table" else {"type": "markdown", "text": "x"}
    assert [each.message for each in home_problems(home(block))] == [
        f"{kind} blocks are not allowed in Home tabs"
    ]


def test_a_home_tab_has_no_title() -> None:
    assert [each.message for each in home_problems({**home(), "title": plain("x")})] == [
        "unknown field: title"
    ]


def test_something_else_than_a_list_of_blocks_is_refused() -> None:
    assert [each.message for each in message_problems({"type": "section"})] == ["must be an array"]
