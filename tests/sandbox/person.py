"""People who use the sandbox as they would use Slack: what end-to-end tests are told in."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

import urllib3

from tests.sandbox.seeing import NotSeen, buttons, entry_of, ids_of, input_of, option_of, words

__all__ = ["Failed", "NotSeen", "Person", "Workspace", "buttons", "words"]

Json = dict[str, Any]
Test = str | Callable[[Json], bool]
_POLL_SECONDS = 0.02


class Workspace:
    """A running sandbox: its people, its channels, and the control calls."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._http = urllib3.PoolManager(maxsize=8, retries=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.clear()

    def overview(self) -> Json:
        return self.get("/sandbox/workspace")

    def person(self, name: str) -> Person:
        """Return somebody by the name that is shown, in any case."""
        found = [each for each in self.overview()["people"] if each["real_name"].lower() == name.lower()]
        return Person(self, found[0]["id"], found[0]["real_name"])

    def channel(self, name: str) -> str:
        """Return the id of a channel."""
        return next(str(each["id"]) for each in self.overview()["channels"] if each["name"] == name)

    def direct_message(self, person: Person) -> str:
        """Return the id of somebody's direct message with the app."""
        pair = {person.id, self.overview()["app"]["bot_user_id"]}
        direct = [each for each in self.overview()["channels"] if each["kind"] == "im"]
        return next(str(each["id"]) for each in direct if set(each["members"]) == pair)

    def wait_until_connected(self, timeout: float = 10) -> None:
        """Return once the app listens over Socket Mode."""
        deadline = time.monotonic() + timeout
        while not self.overview()["app"]["connected"]:
            if time.monotonic() > deadline:
                raise NotSeen("The app did not connect.")
            time.sleep(_POLL_SECONDS)

    def fault(self, method: str, kind: str, **more: Any) -> None:
        self.post("/control/faults", {"method": method, "kind": kind, **more})

    def no_faults(self) -> None:
        self.request("DELETE", "/control/faults")

    def duplicate(self, times: int, deliveries: int = 1) -> None:
        self.post("/control/events/duplicate", {"times": times, "deliveries": deliveries})

    def redeliver(self, kind: str | None = None) -> Json:
        return self.post("/control/redeliver", {"kind": kind})

    def disconnect(self, reason: str = "refresh_requested") -> None:
        self.post("/control/disconnect", {"reason": reason})

    def calls(self, method: str | None = None) -> list[Json]:
        """Return the calls that the app made, oldest first."""
        calls: list[Json] = self._traffic(method)["calls"]
        return calls

    def deliveries(self, kind: str | None = None) -> list[Json]:
        """Return what was delivered to the app, oldest first."""
        deliveries: list[Json] = self._traffic(kind)["deliveries"]
        return deliveries

    def refusals(self) -> list[Json]:
        """Return every call of the app that was refused, and every answer of it that was."""
        answers = [each for each in self.deliveries() if each["problems"]]
        return [each for each in self.calls() if not each["response"].get("ok")] + answers

    def forget_traffic(self) -> None:
        self.request("DELETE", "/control/traffic")

    def deliver_over_http(self, url: str) -> Json:
        return self.post("/control/delivery", {"mode": "http", "url": url})

    def deliver_over_socket(self) -> Json:
        return self.post("/control/delivery", {"mode": "socket"})

    def advance(self, seconds: float) -> None:
        self.post("/control/clock", {"advance": seconds})

    def put_channel(self, **fields: Any) -> Json:
        channel: Json = self.post("/control/channel", fields)["channel"]
        return channel

    def add_person(self, name: str, **fields: Any) -> Person:
        made = self.post("/control/person", {"name": name, **fields})["person"]
        return Person(self, made["id"], made["real_name"])

    def grant(self, *scopes: str) -> None:
        """Grant these scopes and no others."""
        self.post("/control/scopes", {"scopes": list(scopes)})

    def uninstall(self) -> None:
        self.post("/control/uninstall", {})

    def get(self, path: str, **query: str) -> Json:
        return self.request("GET", path, fields=query)

    def post(self, path: str, body: Json) -> Json:
        return self.request("POST", path, body=json.dumps(body))

    def request(self, verb: str, path: str, **more: Any) -> Json:
        answer = self._http.request(verb, self.url + path, timeout=30, **more)
        body: Json = json.loads(answer.data)
        if answer.status >= 400:
            raise AssertionError(body)
        return body

    def _traffic(self, method: str | None) -> Json:
        return self.get("/control/traffic", **({"method": method} if method else {}))


class Failed(AssertionError):  # noqa: N818 - it reads as what happened
    """What Slack showed instead of doing what was asked."""

    def __init__(self, error: str, text: str) -> None:
        super().__init__(f"{error}: {text}")
        self.error = error
        self.text = text


@dataclass(frozen=True)
class Person:
    """Somebody in the workspace."""

    workspace: Workspace
    id: str
    name: str

    def act(self, action: str, **more: Any) -> Json:
        """Do something, and return the sandbox's answer; raises Failed."""
        answer = self.try_to(action, **more)
        if not answer["ok"]:
            raise Failed(answer["error"], answer["text"])
        return answer

    def try_to(self, action: str, **more: Any) -> Json:
        """Do something, and return the answer whatever it is."""
        return self.workspace.post("/sandbox/act", {"user": self.id, "action": action, **more})

    def say(self, channel: str, text: str, thread: str | None = None) -> str:
        """Send a message, and return its timestamp."""
        answer = self.act("say", channel=channel, text=text, thread_ts=thread)
        return str(answer.get("ts", ""))

    def command(self, channel: str, text: str) -> None:
        """Send a slash command, as it is typed."""
        self.act("say", channel=channel, text=text)

    def click(self, message: Json, label: str, **chosen: Any) -> Json:
        """Press the button, or use the element, with this label or action_id in a message."""
        where = {"channel": message["channel"], "ts": message["ts"]}
        return self.act("click", **where, **ids_of(message.get("blocks", []), label), **_values(chosen))

    def choose(self, message: Json, element: str, option: str) -> Json:
        """Choose an option, by its text, in a select, a menu or radio buttons of a message."""
        chosen = option_of(message.get("blocks", []), element, option)
        return self.click(message, element, selected_option=chosen)

    def click_home(self, label: str, **chosen: Any) -> Json:
        """Press a button of the Home tab."""
        view = self.home() or {"blocks": []}
        return self.act("home_click", **ids_of(view["blocks"], label), **_values(chosen))

    def click_modal(self, label: str, **chosen: Any) -> Json:
        """Press a button of the modal on top."""
        view = self.modal()
        ids = ids_of(view["blocks"], label)
        return self.act("modal_click", view_id=view["id"], **ids, **_values(chosen))

    def submit(self, view: Json | None = None, values: Json | None = None) -> Json:
        """Submit a modal (the one on top), after filling in fields by their label or block_id."""
        return self.act("submit", **self._filled(view, values))

    def try_to_submit(self, view: Json | None = None, values: Json | None = None) -> Json:
        """Submit, and return the answer whatever it is."""
        return self.try_to("submit", **self._filled(view, values))

    def _filled(self, view: Json | None, values: Json | None) -> Json:
        shown = view or self.modal()
        state: Json = {}
        for label, value in _values(values or {}).items():
            block, element = input_of(shown["blocks"], label)
            entry = entry_of(element, value)
            state.setdefault(block["block_id"], {})[element["action_id"]] = entry
        return {"view_id": shown["id"], "state": state}

    def close(self, view: Json | None = None) -> None:
        """Close the modal on top."""
        self.act("close", view_id=(view or self.modal())["id"])

    def shortcut(self, callback_id: str, message: Json | None = None) -> None:
        """Use a shortcut, on a message if it is one for messages."""
        where = {"channel": message["channel"], "ts": message["ts"]} if message else {}
        self.act("shortcut", callback_id=callback_id, **where)

    def invite_app(self, channel: str) -> None:
        bot = self.workspace.overview()["app"]["bot_user_id"]
        self.act("invite", channel=channel, user_id=bot)

    def open_home(self) -> None:
        self.act("open_home")

    def reads(self, channel: str, thread: str | None = None) -> list[Json]:
        """Return what stands in a channel or a thread, oldest first."""
        query = {"user": self.id, "channel": channel} | ({"thread": thread} if thread else {})
        messages: list[Json] = self.workspace.get("/sandbox/messages", **query)["messages"]
        return messages

    def home(self) -> Json | None:
        view: Json | None = self.workspace.get("/sandbox/home", user=self.id)["view"]
        return view

    def modals(self) -> list[Json]:
        stack: list[Json] = self.workspace.get("/sandbox/modals", user=self.id)["stack"]
        return stack

    def modal(self) -> Json:
        """Return the modal on top."""
        stack = self.modals()
        if not stack:
            raise NotSeen("No modal is open.")
        return stack[-1]

    def waits_for(self, channel: str, test: Test, thread: str | None = None, timeout: float = 10) -> Json:
        """Return the latest message that contains a text or passes a test; raises NotSeen."""
        passes = _as_test(test)

        def look() -> Json | None:
            return next((each for each in reversed(self.reads(channel, thread)) if passes(each)), None)

        return _wait(look, timeout, lambda: _seen(self.reads(channel, thread)))

    def waits_for_modal(self, title: str | None = None, timeout: float = 10) -> Json:
        """Return the modal on top once it is open, with this title if one is given."""

        def look() -> Json | None:
            top = next(iter(self.modals()[-1:]), None)
            return top if top and title in (None, top["title"]["text"]) else None

        return _wait(look, timeout, lambda: [each["title"]["text"] for each in self.modals()])

    def waits_for_home(self, test: Test, timeout: float = 10) -> Json:
        """Return the Home tab once it contains a text or passes a test."""
        passes = _as_test(test)

        def look() -> Json | None:
            view = self.home()
            return view if view and passes(view) else None

        return _wait(look, timeout, lambda: words(self.home()))


def _wait(look: Callable[[], Json | None], timeout: float, seen: Callable[[], Any]) -> Json:
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        found = look()
        if found is not None:
            return found
        time.sleep(_POLL_SECONDS)
    raise NotSeen(f"Waited {timeout} s, and saw only:\n{json.dumps(seen(), indent=1, ensure_ascii=False)}")


def _as_test(test: Test) -> Callable[[Json], bool]:
    return (lambda found: test in words(found)) if isinstance(test, str) else test


def _seen(messages: list[Json]) -> list[str]:
    return [words(each) for each in messages]


def _values(chosen: Json) -> Json:
    return {key: _by_id(value) for key, value in chosen.items()}


def _by_id(value: Any) -> Any:
    """Return the ids of people, and everything else as it is."""
    if isinstance(value, list):
        return [_by_id(each) for each in value]
    return value.id if isinstance(value, Person) else value
