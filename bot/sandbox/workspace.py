from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bot.sandbox.model import Channel, Message, Person, StateValues, View

TOMBSTONE = "tombstone"
MAX_MODALS = 3
"""Views in one stack of modals (docs.slack.dev/surfaces/modals)."""


@dataclass
class Workspace:
    """Everything that Slack would keep: people, conversations, messages, views. Pure state, no delivery."""

    team_id: str
    team_name: str
    domain: str
    bot: Person
    app_id: str
    bot_id: str
    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    messages: dict[str, dict[str, Message]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    modals: dict[str, list[View]] = field(default_factory=dict)
    selections: dict[tuple[str, str], StateValues] = field(default_factory=dict)
    on_change: Callable[[], None] = lambda: None

    def person(self, user: str) -> Person | None:
        """Return a person, or the app's own user."""
        return self.bot if user == self.bot.id else self.people.get(user)

    def put_person(self, person: Person) -> None:
        """Add somebody, or replace what was known of them."""
        self.people[person.id] = person
        self.on_change()

    def channel(self, channel: str) -> Channel | None:
        """Return a conversation by its id."""
        return self.channels.get(channel)

    def channel_named(self, name: str) -> Channel | None:
        """Return a channel by its name, without the hash sign."""
        return next((each for each in self.channels.values() if each.name == name), None)

    def put_channel(self, channel: Channel) -> None:
        """Add a conversation, or replace what was known of it."""
        self.channels[channel.id] = channel
        self.messages.setdefault(channel.id, {})
        self.on_change()

    def direct_message(self, user: str) -> Channel | None:
        """Return the direct message between this person and the app."""
        pair = {user, self.bot.id}
        return next((c for c in self.channels.values() if c.kind == "im" and set(c.members) == pair), None)

    def has_bot(self, channel: Channel) -> bool:
        """Whether the app is a member."""
        return self.bot.id in channel.members

    def visible_to(self, channel: Channel, user: str) -> bool:
        """Whether a person may open this conversation: members, and everyone but guests if it is public."""
        if user in channel.members:
            return True
        person = self.people.get(user)
        same_team = person is not None and person.team_id == channel.team_id
        return channel.kind == "public" and same_team and not (person and person.is_guest)

    def message(self, channel: str, ts: str) -> Message | None:
        """Return a message, ephemeral ones included."""
        return self.messages.get(channel, {}).get(ts)

    def put_message(self, message: Message) -> None:
        """Add a message, or replace the one with the same timestamp."""
        self.messages.setdefault(message.channel, {})[message.ts] = message
        self.on_change()

    def remove_message(self, message: Message) -> Message | None:
        """Delete a message; a root with replies leaves a tombstone, which is returned."""
        if not message.in_thread and self.replies(message):
            gone = message.model_copy(update=_TOMBSTONE_FIELDS)
            self.put_message(gone)
            return gone
        del self.messages[message.channel][message.ts]
        self.on_change()
        return None

    def top_level(self, channel: str, *, viewer: str | None = None) -> list[Message]:
        """Return what stands in the channel itself, oldest first, with the viewer's ephemeral messages."""
        every = self._seen(channel, viewer)
        return [each for each in every if not each.in_thread or each.broadcast]

    def thread(self, channel: str, root_ts: str, *, viewer: str | None = None) -> list[Message]:
        """Return a root and its replies, oldest first."""
        every = self._seen(channel, viewer)
        return [each for each in every if root_ts in (each.ts, each.thread_ts)]

    def replies(self, root: Message) -> list[Message]:
        """Return the replies that everybody sees."""
        return [each for each in self.thread(root.channel, root.ts) if each.ts != root.ts]

    def _seen(self, channel: str, viewer: str | None) -> Iterable[Message]:
        every = sorted(self.messages.get(channel, {}).values(), key=lambda each: each.ts)
        return (each for each in every if each.ephemeral_for in (None, viewer))

    def view(self, view_id: str) -> View | None:
        """Return an open modal or a Home by its id."""
        return next((view for view in self._views() if view.id == view_id), None)

    def view_called(self, external_id: str) -> View | None:
        """Return an open view by the id that the app gave it."""
        return next((view for view in self._views() if view.content.get("external_id") == external_id), None)

    def _views(self) -> Iterable[View]:
        yield from self.homes.values()
        for stack in self.modals.values():
            yield from stack

    def put_view(self, view: View) -> None:
        """Replace an open view, or show a Home."""
        if view.type == "home":
            self.homes[view.user] = view
        else:
            stack = self.modals[view.user]
            self.modals[view.user] = [view if each.id == view.id else each for each in stack]
        self.on_change()

    def stack(self, user: str) -> list[View]:
        """Return the modals that this person has open, the top one last."""
        return list(self.modals.get(user, ()))

    def set_stack(self, user: str, stack: list[View]) -> None:
        """Open, push or close modals."""
        self.modals[user] = stack
        self.on_change()

    def select(self, ts: str, user: str, values: StateValues) -> None:
        """Remember what a person has chosen in the selects of a message."""
        self.selections[ts, user] = values
        self.on_change()

    def selection(self, ts: str, user: str) -> StateValues:
        """Return what a person has chosen in the selects of a message."""
        return self.selections.get((ts, user), {})


_TOMBSTONE_FIELDS = {
    "text": "This message was deleted.",
    "blocks": [],
    "attachments": [],
    "files": [],
    "subtype": TOMBSTONE,
    "reactions": (),
    "from_app": False,
    "user": "USLACKBOT",
}
