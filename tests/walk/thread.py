"""A consultation as the people in its channel have it before them."""

from __future__ import annotations

from dataclasses import dataclass

from tests.sandbox.person import Json, Person, buttons, words

QUICK = "from scratch, content site, blog, editors edit articles, small team"
"""A brief after which little is asked before something is recommended, and more could be."""
SEEN_SECONDS = 20
"""Slack takes one message a second and channel, so a long thread needs a while to catch up."""


@dataclass(frozen=True)
class Thread:
    """One consultation's root message and its thread, as one person sees them."""

    person: Person
    channel: str
    ts: str

    def root(self) -> Json:
        """Return the message in the channel as it is now."""
        return next(each for each in self.person.reads(self.channel) if each["ts"] == self.ts)

    def messages(self) -> list[Json]:
        """Return what stands under the root, oldest first."""
        return self.person.reads(self.channel, self.ts)[1:]

    def texts(self) -> list[str]:
        """Return the notification texts under the root, oldest first."""
        return [str(each["text"]) for each in self.messages()]

    def shows(self, text: str) -> Json:
        """Return the message in the thread once it holds a text."""
        return self.person.waits_for(
            self.channel,
            lambda seen: seen["ts"] != self.ts and text in words(seen),
            self.ts,
            timeout=SEEN_SECONDS,
        )

    def root_shows(self, text: str) -> Json:
        """Return the root once it holds a text."""
        return self.person.waits_for(
            self.channel,
            lambda seen: seen["ts"] == self.ts and text in words(seen),
            timeout=SEEN_SECONDS,
        )

    def question(self, ask: str = "") -> Json:
        """Return the message with the open question once it is there; with its wording if one is given."""
        return self.person.waits_for(
            self.channel,
            lambda seen: "Not sure" in buttons(seen) and not seen["ephemeral"] and ask in words(seen),
            self.ts,
            timeout=SEEN_SECONDS,
        )

    def next_question(self, last: Json | str) -> Json:
        """Return the open question once it is another than the last one, or has another wording."""
        ask = last if isinstance(last, str) else _ask(last)
        return self.person.waits_for(
            self.channel,
            lambda seen: "Not sure" in buttons(seen) and not seen["ephemeral"] and _ask(seen) != ask,
            self.ts,
            timeout=SEEN_SECONDS,
        )

    def told(self, text: str, person: Person | None = None) -> Json:
        """Return what one person alone is shown in the thread once it holds a text."""
        reader = person or self.person
        return reader.waits_for(
            self.channel, lambda seen: seen["ephemeral"] and text in words(seen), self.ts, SEEN_SECONDS
        )

    def seen_by(self, person: Person) -> Thread:
        """Return the same thread before somebody else."""
        return Thread(person, self.channel, self.ts)

    def says(self, text: str) -> str:
        """Type a reply in the thread."""
        return self.person.say(self.channel, text, thread=self.ts)


def _ask(question: Json) -> str:
    return str(question["blocks"][0]["text"]["text"]).split("*")[1]


def ask_of(question: Json) -> str:
    """Return the wording of a question."""
    return _ask(question)


def start(person: Person, channel: str, brief: str = "", command: str = "/framework") -> Thread:
    """Type the command, and return the thread once its root stands in the channel."""
    before = {each["ts"] for each in person.reads(channel)}
    person.command(channel, f"{command} {brief}".strip())
    root = person.waits_for(
        channel,
        lambda seen: seen["ts"] not in before and "Which Python web framework?" in words(seen),
        timeout=SEEN_SECONDS,
    )
    return Thread(person, channel, str(root["ts"]))


def options_of(question: Json) -> list[str]:
    """Return the numbered labels of the answers that are buttons."""
    return [label for label in buttons(question) if label[0].isdigit()]


def answer(person: Person, question: Json, number: int = 1) -> str:
    """Give the answer of that number by button or by list, and return its label without the number."""
    offered = options_of(question)
    if offered:
        person.click(question, offered[number - 1])
        return offered[number - 1].split(" ", 1)[1]
    picker = next(
        each for block in question["blocks"] for each in block.get("elements", ()) if "options" in each
    )
    label = str(picker["options"][number - 1]["text"]["text"])
    person.choose(question, picker["action_id"], label)
    return label.split(" ", 1)[1]


def answer_until_recommended(thread: Thread) -> Json:
    """Answer with the first option until the recommendation stands in the thread, and return it."""
    while True:
        seen = thread.person.waits_for(
            thread.channel,
            lambda each: not each["ephemeral"] and bool({"Not sure", "Record decision"} & set(buttons(each))),
            thread.ts,
            timeout=SEEN_SECONDS,
        )
        if "Record decision" in buttons(seen):
            return seen
        label = answer(thread.person, seen)
        thread.shows(f"*{label}* ·")
