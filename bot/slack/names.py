"""People and channels by the names that somebody typed without picking them from Slack's own list."""

from __future__ import annotations

from dataclasses import replace

from bot.advice.prose import listed
from bot.decisions.query import ME, Query, QueryError
from bot.slack.directory import Directory

_NAMED = 5
_PICK = "pick the name that Slack offers while you type."


def naming_people_and_channels(query: Query, directory: Directory, workspace: str, asker: str) -> Query:
    """Replace names by ids. Raises QueryError for a name that nobody has who the asker could know of."""
    if query.person == ME:
        query = replace(query, person=asker)
    if query.person and query.person.startswith("@"):
        query = _naming_person(query, directory, workspace)
    if query.channel and query.channel.startswith("#"):
        query = _naming_channel(query, directory, workspace, asker)
    return query


def _naming_person(query: Query, directory: Directory, workspace: str) -> Query:
    typed = query.person or ""
    found = sorted(directory.called(workspace, typed.removeprefix("@")))
    if len(found) == 1:
        return replace(query, person=found[0])
    if found:
        meant = listed([f"<@{user}>" for user in found[:_NAMED]], "or")
        sentence = f"“{typed}” may be {meant}; {_PICK}"
    else:
        sentence = f"I don't know anybody called “{typed}”; {_PICK}"
    raise QueryError(sentence, replace(query, person=None))


def _naming_channel(query: Query, directory: Directory, workspace: str, asker: str) -> Query:
    """Whether another private channel exists than those that the asker is in is not told."""
    typed = query.channel or ""
    found = directory.channel_called(workspace, typed.removeprefix("#"), asker)
    if found is None:
        raise QueryError(f"I don't know the channel “{typed}”; {_PICK}", replace(query, channel=None))
    return replace(query, channel=found)
