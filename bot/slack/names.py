"""People and channels by the names that somebody typed without picking them from Slack's own list."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.advice.prose import listed
from bot.decisions.query import ME, Query, QueryError
from bot.slack.directory import Directory

logger = logging.getLogger(__name__)
_PAGE = 200
_NAMED = 5


def naming_people_and_channels(query: Query, directory: Directory, workspace: str, asker: str) -> Query:
    """Replace names by ids. Raises QueryError for a name that nobody has who the asker could know of."""
    if query.person == ME:
        query = replace(query, person=asker)
    if query.person and query.person.startswith("@"):
        query = replace(query, person=_person(directory, workspace, query.person))
    if query.channel and query.channel.startswith("#"):
        query = replace(query, channel=_channel(directory.client, query.channel, asker))
    return query


def _person(directory: Directory, workspace: str, typed: str) -> str:
    found = sorted(directory.called(workspace, typed.removeprefix("@")))
    if len(found) > 1:
        meant = listed([f"<@{user}>" for user in found[:_NAMED]], "or")
        raise QueryError(f"“{typed}” may be {meant}; pick the name that Slack offers while you type.")
    if not found:
        raise QueryError(
            f"I don't know anybody called “{typed}”; pick the name that Slack offers while you type."
        )
    return found[0]


def _channel(client: WebClient, typed: str, asker: str) -> str:
    """Public channels, then those that the asker is in: whether another private one exists is not told."""
    wanted = typed.removeprefix("#").casefold()
    for channel in (*_public(client), *_joined(client, asker)):
        if wanted == channel.get("name", "").casefold():
            return str(channel["id"])
    raise QueryError(f"I don't know the channel “{typed}”; pick the name that Slack offers while you type.")


def _public(client: WebClient) -> Iterator[dict[str, Any]]:
    for page in client.conversations_list(types="public_channel", limit=_PAGE):
        yield from page["channels"]


def _joined(client: WebClient, asker: str) -> Iterator[dict[str, Any]]:
    """Nothing without the optional scope."""
    try:
        for page in client.users_conversations(user=asker, types="private_channel", limit=_PAGE):
            yield from page["channels"]
    except SlackApiError as error:
        logger.info("a person's private channels are unknown: %s", error.response.get("error"))
