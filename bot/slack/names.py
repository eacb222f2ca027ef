"""People and channels by the names that somebody typed without picking them from Slack's own list."""

from __future__ import annotations

from dataclasses import replace

from bot.advice.prose import listed
from bot.decisions.query import ME, Query, QueryError
from bot.slack.directory import Directory

_NAMED = 5


def naming_people_and_channels(query: Query, directory: Directory, workspace: str, asker: str) -> Query:
    """Replace names by ids. Raises QueryError for a name that nobody has who the asker could know of."""
    if query.person == ME:
        query = replace(query, person=asker)
    if query.person and query.person.startswith("@"):
        query = replace(query, person=_person(directory, workspace, query.person))
    if query.channel and query.channel.startswith("#"):
        query = replace(query, channel=_channel(directory, workspace, query.channel, asker))
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


def _channel(directory: Directory, workspace: str, typed: str, asker: str) -> str:
    """Whether another private channel exists than those that the asker is in is not told."""
    found = directory.channel_called(workspace, typed.removeprefix("#"), asker)
    if found is None:
        raise QueryError(
            f"I don't know the channel “{typed}”; pick the name that Slack offers while you type."
        )
    return found
