"""The pieces that messages and views are made of, each within Slack's limits by construction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, TypeAlias

from bot.slack.ids import Ref, Verb, action_id
from bot.slack.mrkdwn import ELLIPSIS, size, truncate

Block: TypeAlias = dict[str, Any]
"""A block, an element or a composition object as Slack takes it."""

SECTION = 2900
HEADER = 150
BUTTON = 75
OPTIONS = 100
VALUE = 2000
CONTEXT = 2900


def mrkdwn(text: str) -> Block:
    """Formatted text. Verbatim, so that Slack makes no mention or link of what somebody typed."""
    return {"type": "mrkdwn", "text": text or ELLIPSIS, "verbatim": True}


def plain(text: str, limit: int = BUTTON) -> Block:
    """Text without formatting, cut to its place; Slack refuses an empty one."""
    return {"type": "plain_text", "text": truncate(text, limit) or ELLIPSIS}


def section(text: str, accessory: Block | None = None) -> Block:
    """A paragraph, with a button or a picker beside it."""
    block: Block = {"type": "section", "text": mrkdwn(text)}
    return {**block, "accessory": accessory} if accessory else block


def header(text: str) -> Block:
    """A large heading."""
    return {"type": "header", "text": plain(text, HEADER)}


def context(text: str) -> Block:
    """A line in small grey type."""
    return {"type": "context", "elements": [mrkdwn(text)]}


def actions(*elements: Block, block_id: str = "") -> Block:
    """A row of buttons and pickers."""
    block: Block = {"type": "actions", "elements": list(elements)}
    return {**block, "block_id": block_id} if block_id else block


def button(
    label: str,
    verb: Verb,
    ref: Ref,
    *,
    suffix: str = "",
    spoken: str = "",
) -> Block:
    """A button. `spoken` is what a screen reader says where the label alone is not enough."""
    block: Block = {
        "type": "button",
        "text": plain(label),
        "action_id": action_id(verb, suffix),
        "value": value(ref),
    }
    if spoken:
        block["accessibility_label"] = truncate(spoken, BUTTON)
    return block


def styled(block: Block, style: Literal["primary", "danger"]) -> Block:
    """A button that stands out."""
    return {**block, "style": style}


def value(ref: Ref) -> str:
    """The value of a button; a text in it that is too long for Slack is cut."""
    encoded, limit = ref.encoded(), VALUE
    while size(encoded) > VALUE:
        limit -= size(encoded) - VALUE
        encoded = ref.model_copy(update={"t": truncate(ref.t, max(limit, 1))}).encoded()
    return encoded


def option(label: str, chosen_value: str) -> Block:
    """One choice of a picker or a menu."""
    return {"text": plain(label), "value": chosen_value}


def select(action: str, options: Sequence[Block], placeholder: str, chosen: str | None = None) -> Block:
    """A drop-down of at most a hundred options; one of them may be chosen beforehand."""
    block = _picker("static_select", action, options, placeholder)
    initial = next((each for each in block["options"] if each["value"] == chosen), None)
    return {**block, "initial_option": initial} if initial else block


def multi_select(action: str, options: Sequence[Block], placeholder: str, chosen: Iterable[str]) -> Block:
    """A drop-down of which several options may be chosen, some of them beforehand."""
    block = _picker("multi_static_select", action, options, placeholder)
    before = set(chosen)
    initial = [each for each in block["options"] if each["value"] in before]
    return {**block, "initial_options": initial} if initial else block


def _picker(kind: str, action: str, options: Sequence[Block], placeholder: str) -> Block:
    return {
        "type": kind,
        "action_id": action,
        "placeholder": plain(placeholder),
        "options": list(options[:OPTIONS]),
    }


def paragraphs(lines: Iterable[str], heading: str = "") -> tuple[Block, ...]:
    """Sections that hold the lines, a heading above the first; none without lines."""
    every = list(lines)
    if not every:
        return ()
    headed = [heading, *every] if heading else every
    return tuple({**section(text), "expand": True} for text in _packed(headed))


def _packed(lines: Sequence[str]) -> Iterator[str]:
    """As few texts as hold the lines. A line must fit in a section itself."""
    held = lines[0]
    for line in lines[1:]:
        if size(held) + 1 + size(line) > SECTION:
            yield held
            held = line
        else:
            held = f"{held}\n{line}"
    yield held
