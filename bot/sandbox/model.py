"""What a workspace consists of. Blocks stay the JSON that Slack speaks."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel

Json = dict[str, Any]
Kind = Literal["public", "private", "im", "mpim"]
StateValues = dict[str, dict[str, Json]]


class Person(BaseModel, frozen=True):
    """Somebody in the workspace, or the app's own user."""

    id: str
    name: str
    real_name: str
    is_admin: bool = False
    is_guest: bool = False
    is_bot: bool = False
    tz: str = "Europe/Amsterdam"
    team_id: str


class Channel(BaseModel, frozen=True):
    """A conversation: a channel, or a direct message between its members."""

    id: str
    name: str
    kind: Kind
    members: tuple[str, ...]
    team_id: str
    archived: bool = False
    created: int = 0

    def partner_of(self, user: str) -> str | None:
        """Return the other one in a direct message."""
        if self.kind != "im":
            return None
        return next((member for member in self.members if member != user), None)


class Reaction(BaseModel, frozen=True):
    """An emoji under a message, with those who put it there."""

    name: str
    users: tuple[str, ...]


class Message(BaseModel, frozen=True):
    """A message; one that only a single person sees has `ephemeral_for`."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json] = []
    attachments: list[Json] = []
    files: list[Json] = []
    from_app: bool = False
    thread_ts: str | None = None
    broadcast: bool = False
    subtype: str | None = None
    edited: Json | None = None
    reactions: tuple[Reaction, ...] = ()
    metadata: Json | None = None
    ephemeral_for: str | None = None
    client_msg_id: str | None = None

    @property
    def in_thread(self) -> bool:
        """Whether it is a reply."""
        return self.thread_ts is not None and self.thread_ts != self.ts


class View(BaseModel, frozen=True):
    """A modal that is open, or somebody's Home tab."""

    id: str
    user: str
    type: Literal["modal", "home"]
    content: Json
    hash: str
    values: StateValues = {}
    errors: dict[str, str] = {}
    root_id: str
    previous_id: str | None = None

    @property
    def blocks(self) -> list[Json]:
        """The blocks as the app sent them, with the ids that Slack added."""
        blocks: list[Json] = self.content["blocks"]
        return blocks
