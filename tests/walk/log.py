"""The decision log as people use it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.sandbox.person import Json, Person, words
from tests.sandbox.seeing import option_of


@dataclass(frozen=True)
class Logged:
    """A channel in which decisions were logged, as one person sees it."""

    person: Person
    channel: str

    @property
    def name(self) -> str:
        """The channel's name."""
        channels = self.person.workspace.overview()["channels"]
        return next(str(each["name"]) for each in channels if each["id"] == self.channel)

    def lists(self, text: str) -> Json:
        """Type the command, and return the list; `{channel}` stands for the channel's name."""
        before = {each["ts"] for each in self.person.reads(self.channel)}
        self.person.command(self.channel, f"/framework decisions {text.format(channel=self.name)}".strip())
        return self.person.waits_for(
            self.channel, lambda seen: seen["ts"] not in before and "*Decisions" in words(seen)
        )

    def opens(self, number: int) -> Json:
        """Type the command, and return what is shown of the decision."""
        before = {each["ts"] for each in self.person.reads(self.channel)}
        self.person.command(self.channel, f"/framework decision {number}")
        return self.person.waits_for(
            self.channel,
            lambda seen: seen["ts"] not in before and words(seen).startswith(f"Decision {number}: "),
        )

    def shows(self, number: int, text: str) -> Json:
        """Return what is shown of the decision once it holds a text."""
        return self.person.waits_for(
            self.channel, lambda seen: words(seen).startswith(f"Decision {number}: ") and text in words(seen)
        )


def logged(person: Person, channel: str, title: str, chosen: str, **fields: Any) -> int:
    """Log a decision that was made elsewhere, and return its number."""
    person.command(channel, "/framework log")
    person.waits_for_modal("Log a decision")
    values = {"why": "Because.", **fields}
    more = {"Why": values.pop("why"), **values}
    person.submit(values={"Title": title, "Chosen": chosen, **more})
    told = person.waits_for(
        channel, lambda seen: f": {title}" in words(seen) and "is in the log" in words(seen)
    )
    return int(told["text"].split("Decision ", 1)[1].split(":")[0])


def chooses(person: Person, form: Json, name: str, **more: Json) -> None:
    """Choose a framework in the form for a decision that was made elsewhere."""
    option = option_of(form["blocks"], "v1.log-chosen", name)
    ids = {"block_id": "chosen", "action_id": "v1.log-chosen"}
    person.act("modal_click", view_id=form["id"], **ids, selected_option=option, **more)
