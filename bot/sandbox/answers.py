"""What the app says to an interaction: in its acknowledgement, or later at the response address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox import posting
from bot.sandbox.content import read_content
from bot.sandbox.errors import ApiError
from bot.sandbox.methods.method import names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.sandbox.model import Message
    from bot.sandbox.slack import Slack
    from bot.sandbox.tickets import Address

_KEYS = names(
    "text blocks attachments response_type replace_original delete_original thread_ts metadata"
    " mrkdwn unfurl_links unfurl_media parse link_names"
)


def say_answer(slack: Slack, address: Address, answer: Mapping[str, Any]) -> Message | None:
    """Post, replace or delete what the answer asks for; raises ApiError when Slack would refuse it."""
    unknown = sorted(set(answer) - _KEYS)
    if unknown:
        raise ApiError("invalid_arguments", messages=[f"[ERROR] unknown field: {each}" for each in unknown])
    original = slack.workspace.message(address.channel, address.origin or "")
    if answer.get("delete_original"):
        _delete(slack, original)
        return None
    content = read_content(answer)
    if answer.get("replace_original") and original is not None and original.from_app:
        return posting.change(slack, original, content)
    return posting.post(slack, _place(slack, address, answer, original), content)


def _delete(slack: Slack, original: Message | None) -> None:
    if original is None:
        raise ApiError("message_not_found")
    posting.remove(slack, original)


def _place(
    slack: Slack, address: Address, answer: Mapping[str, Any], original: Message | None
) -> posting.Place:
    everybody = answer.get("response_type", "ephemeral") == "in_channel"
    private_thread = original.thread_ts if original and original.ephemeral_for else None
    thread = answer.get("thread_ts") or private_thread or (None if everybody else address.thread_ts)
    return posting.Place(
        slack.workspace.channels[address.channel],
        thread_ts=thread,
        viewer=None if everybody else address.user,
    )
