"""What Slack knows of people and conversations, trusted for ten minutes."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, Protocol

from cachetools import TTLCache
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.mistakes import Mistake
from bot.slack.client import is_momentary
from bot.workspaces.model import Conversation, ConversationKind, Person, Viewer

logger = logging.getLogger(__name__)

TRUSTED_SECONDS = 600
CHECKED_AT_ONCE = 30
"""How many conversations are asked for in a minute, of the 50 that Slack allows to all who ask:
https://docs.slack.dev/reference/methods/conversations.info/"""
DOUBTED_AFTER = timedelta(hours=1)
"""After what time without an answer a channel counts as private: long enough for Slack to be down for a while
and for 1,800 channels to have their turn; short enough that none which was made private stays in view."""
_PRIVATE_KINDS = "private_channel,mpim,im"
_MOST = 10_000
_WORKSPACES = 100
_ASKERS = 1000
_CHANNELS_SECONDS = 60
"""Shorter than people: somebody looks for a channel right after making or renaming it."""
_PAGE = 200


class ConversationMemory(Protocol):
    """Where the kind of a conversation is remembered."""

    def learn_conversation(self, conversation: Conversation, at: datetime) -> None:
        """Remember the kind of a conversation."""
        ...

    def unchecked_conversations(self, before: datetime, limit: int) -> Sequence[Conversation]:
        """List conversations with decisions whose kind was last learnt before, the longest ago first."""
        ...

    def doubt_conversations(self, before: datetime) -> None:
        """Count those of them as private, until it is learnt anew of what kind they are."""
        ...


class NotToldError(Mistake):
    """Slack does not say which conversations somebody is in."""

    def __init__(self) -> None:
        super().__init__(
            "I can't find out whether you are still in that conversation; open this again there."
        )


@dataclass(frozen=True)
class Profile:
    """Somebody, as far as Slack tells."""

    is_admin: bool = False
    is_guest: bool = True
    """A person who cannot be looked up counts as a guest, who sees least."""
    zone: str = ""
    """The IANA name of the time zone."""


def is_guest(user: Mapping[str, Any], workspace: str) -> bool:
    """Whether a user object of Slack's is a guest, or somebody of another organisation.

    Who that is: https://docs.slack.dev/apis/slack-connect/
    """
    restricted = user.get("is_restricted") or user.get("is_ultra_restricted")
    return bool(restricted) or not _belongs(user, workspace)


def _belongs(user: Mapping[str, Any], workspace: str) -> bool:
    teams = (user.get("enterprise_user") or {}).get("teams") or ()
    return user.get("team_id") == workspace or workspace in teams


def ids_by_name(members: Iterable[Mapping[str, Any]]) -> Mapping[str, frozenset[str]]:
    """Who is called what, in small letters; those who left only where nobody else is called so."""
    present: defaultdict[str, set[str]] = defaultdict(set)
    left: defaultdict[str, set[str]] = defaultdict(set)
    for member in members:
        profile = member.get("profile") or {}
        for name in (member.get("name"), profile.get("display_name"), profile.get("real_name")):
            if name:
                (left if member.get("deleted") else present)[name.casefold()].add(member["id"])
    return {name: frozenset(ids) for name, ids in (left | present).items()}


@dataclass(frozen=True)
class Directory:
    """Looks people and conversations up."""

    client: WebClient
    memory: ConversationMemory
    clock: Callable[[], datetime]
    _profiles: TTLCache[tuple[str, str], Profile] = field(
        default_factory=lambda: TTLCache(_MOST, TRUSTED_SECONDS)
    )
    _kinds: TTLCache[tuple[str, str], ConversationKind] = field(
        default_factory=lambda: TTLCache(_MOST, TRUSTED_SECONDS)
    )
    _called: TTLCache[str, Mapping[str, frozenset[str]]] = field(
        default_factory=lambda: TTLCache(_WORKSPACES, TRUSTED_SECONDS)
    )
    _channels: TTLCache[tuple[str, str], Mapping[str, str]] = field(
        default_factory=lambda: TTLCache(_ASKERS, _CHANNELS_SECONDS)
    )
    """By workspace and asker: the public ones under no asker, and the private ones that somebody is in."""
    _lock: Lock = field(default_factory=Lock)

    def person(self, workspace: str, user: str) -> Person:
        """Say who somebody is, as far as changing decisions goes."""
        return Person(workspace, user, self._profile(workspace, user).is_admin)

    def zone(self, workspace: str, user: str) -> str:
        """The IANA name of somebody's time zone; empty when Slack does not tell."""
        return self._profile(workspace, user).zone

    def called(self, workspace: str, name: str) -> frozenset[str]:
        """The ids of those who are called so. Raises SlackApiError."""
        with self._lock:
            known = self._called.get(workspace)
        if known is None:
            known = ids_by_name(self._members())
            with self._lock:
                self._called[workspace] = known
        return known.get(name.casefold(), frozenset())

    def channel_called(self, workspace: str, name: str, asker: str) -> str | None:
        """The id of a public channel, or of one that the asker is in. Raises SlackApiError."""
        wanted = name.casefold()
        public = self._channel_ids((workspace, ""), self._public)
        if wanted in public:
            return public[wanted]
        try:
            return self._channel_ids((workspace, asker), lambda: self._joined(asker)).get(wanted)
        except SlackApiError as error:  # the scope is optional
            logger.info("a person's private channels are unknown: %s", error.response.get("error"))
            return None

    def viewer(self, workspace: str, user: str, channel: str) -> Viewer:
        """Somebody who reads from a channel."""
        self.conversation(workspace, channel)
        guest = self._profile(workspace, user).is_guest
        return Viewer(workspace, user, frozenset({channel}), sees_public=not guest)

    def viewer_at_home(self, workspace: str, user: str) -> Viewer:
        """Somebody who reads on their Home: also what was decided in conversations they are in."""
        try:
            conversations = self.conversations_of(workspace, user)
        except NotToldError:
            conversations = frozenset()
        guest = self._profile(workspace, user).is_guest
        return Viewer(workspace, user, conversations, sees_public=not guest)

    def conversations_of(self, workspace: str, user: str) -> frozenset[str]:
        """The conversations that somebody is in; of public channels those of a guest alone.

        Raises NotToldError.
        """
        guest = self._profile(workspace, user).is_guest
        kinds = f"public_channel,{_PRIVATE_KINDS}" if guest else _PRIVATE_KINDS
        found: set[str] = set()
        try:
            for page in self.client.users_conversations(user=user, types=kinds, limit=200):
                found.update(channel["id"] for channel in page["channels"])
        except (SlackApiError, OSError) as error:
            logger.info("a person's conversations are unknown: %s", error)
            raise NotToldError from error
        return frozenset(found)

    def conversation(self, workspace: str, channel: str) -> Conversation:
        """Find out what kind a conversation is, and remember it; private when Slack does not tell."""
        key = (workspace, channel)
        with self._lock:
            kind = self._kinds.get(key)
        return Conversation(workspace, channel, kind or self._learn_kind(workspace, channel) or "private")

    def made_private(self, workspace: str, channel: str) -> None:
        """Remember that a channel is private from now on."""
        self._remember(Conversation(workspace, channel, "private"))

    def check_conversations(self) -> None:
        """Ask anew about conversations with decisions, also where nobody does anything. For a timer."""
        now = self.clock()
        trusted_from = now - timedelta(seconds=TRUSTED_SECONDS)
        for each in self.memory.unchecked_conversations(trusted_from, CHECKED_AT_ONCE):
            self._learn_kind(each.workspace, each.channel)
        self.memory.doubt_conversations(now - DOUBTED_AFTER)

    def _learn_kind(self, workspace: str, channel: str) -> ConversationKind | None:
        kind = self._ask_kind(channel)
        if kind:
            self._remember(Conversation(workspace, channel, kind))
        return kind

    def _remember(self, conversation: Conversation) -> None:
        with self._lock:
            self._kinds[conversation.workspace, conversation.channel] = conversation.kind
        self.memory.learn_conversation(conversation, self.clock())

    def _ask_kind(self, channel: str) -> ConversationKind | None:
        """None while Slack cannot be asked: that says nothing about the conversation."""
        if channel.startswith("D"):
            return "direct"
        try:
            info = self.client.conversations_info(channel=channel)["channel"]
        except SlackApiError as error:
            logger.info("the kind of a conversation is unknown: %s", error.response.get("error"))
            return None if is_momentary(error) else "private"
        except OSError as error:
            logger.info("the kind of a conversation is unknown: %s", error)
            return None
        if info.get("is_im"):
            return "direct"
        is_public = info.get("is_channel") and not info.get("is_private") and not info.get("is_mpim")
        return "public" if is_public else "private"

    def _profile(self, workspace: str, user: str) -> Profile:
        with self._lock:
            known = self._profiles.get((workspace, user))
        if known is None:
            known = self._ask_profile(workspace, user)
            if known is None:
                return Profile()
            with self._lock:
                self._profiles[workspace, user] = known
        return known

    def _ask_profile(self, workspace: str, user: str) -> Profile | None:
        """None while Slack cannot be asked."""
        try:
            info = self.client.users_info(user=user)["user"]
        except SlackApiError as error:
            logger.info("a person could not be looked up: %s", error.response.get("error"))
            return None if is_momentary(error) else Profile()
        except OSError as error:
            logger.info("a person could not be looked up: %s", error)
            return None
        is_admin = bool(info.get("is_admin") or info.get("is_owner")) and _belongs(info, workspace)
        return Profile(is_admin=is_admin, is_guest=is_guest(info, workspace), zone=info.get("tz") or "")

    def _channel_ids(
        self, key: tuple[str, str], ask: Callable[[], Iterable[Mapping[str, Any]]]
    ) -> Mapping[str, str]:
        """The ids of channels by name, in small letters."""
        with self._lock:
            known = self._channels.get(key)
        if known is None:
            known = {str(channel.get("name", "")).casefold(): str(channel["id"]) for channel in ask()}
            with self._lock:
                self._channels[key] = known
        return known

    def _public(self) -> Iterator[Mapping[str, Any]]:
        for page in self.client.conversations_list(types="public_channel", limit=_PAGE):
            yield from page["channels"]

    def _joined(self, user: str) -> Iterator[Mapping[str, Any]]:
        for page in self.client.users_conversations(user=user, types="private_channel", limit=_PAGE):
            yield from page["channels"]

    def _members(self) -> Iterator[Mapping[str, Any]]:
        for page in self.client.users_list(limit=_PAGE):
            yield from page["members"]
