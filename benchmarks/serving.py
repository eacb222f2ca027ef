"""How soon the bot acknowledges over HTTP, beside an empty Bolt listener with one durable commit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import urllib3

from benchmarks import processes
from benchmarks.listener import EMPTY
from benchmarks.load import HOST, Caller, Request, Run, send
from benchmarks.measure import Row
from benchmarks.spread import Spread, floor_rows, rows
from bot.knowledge_files.loader import load
from bot.settings import SHIPPED
from bot.slack.ids import Ref, Verb, action_id
from bot.store.database import connect

PROJECTS = ("an internal tool", "a public API", "a chat", "a shop", "a dashboard", "machine learning")
NEEDS = ("staff edit records", "webhooks", "thousands of connections", "typed contracts", "roles", "forms")
TEAMS = ("two people", "we know Django", "we have a Flask app", "on serverless", "for three months", "async")
DATABASE = "advisor.db"
CHANNELS = 50
"""Slack takes one message a second and channel; a team talks in more than one."""
CONNECTIONS = (1, 8)
QUESTIONS = 6
"""So many are answered in each consultation that is clicked through."""


@dataclass(frozen=True)
class Amount:
    """How much is sent."""

    rounds: int = 4
    """The bot and the floor take turns, so that a busy machine slows both alike."""
    requests: int = 150
    """In each round."""


DEFAULT = Amount()


@dataclass(frozen=True)
class Side:
    """Where requests are sent, and the requests: each one new."""

    port: int
    requests: Iterator[Request]


@dataclass(frozen=True)
class Served:
    """The bot and the floor, both running."""

    bot: int
    floor: int
    """Their ports."""
    caller: Caller
    database: Path


def measure(amount: Amount = DEFAULT) -> Iterator[Row]:
    """Acknowledgements of commands and clicks, at one connection and at several."""
    with TemporaryDirectory() as folder, _served(Path(folder)) as served:
        for name, bot, floor in _pairs(served):
            for connections in CONNECTIONS:
                at = f"{name}, {connections} at once" if connections > 1 else name
                yield from _compared(at, bot, floor, amount, connections)
        _require_committed(served.database, 2 * len(CONNECTIONS) * amount.rounds * amount.requests)


def _require_committed(database: Path, wanted: int) -> None:
    """Raise AssertionError where a click or brief was answered with something else than what it is for."""
    with closing(connect(database)) as connection:
        found = connection.execute(
            "SELECT count(*) FROM deliveries WHERE key LIKE 'trigger:click.%' OR key LIKE 'trigger:brief.%'"
        ).fetchone()[0]
    assert found == wanted, f"{found} of {wanted} were committed"


def _pairs(served: Served) -> Iterator[tuple[str, Side, Side]]:
    """What is measured, with the floor for it."""
    caller = served.caller
    floor_clicks = (caller.click("v1.answer", "{}", f"click.{number}") for number in count(1))
    yield (
        "help, nothing written",
        Side(
            served.bot,
            (caller.command("help", f"help.{number}", b"What you can type") for number in count(1)),
        ),
        Side(served.floor, (caller.command(EMPTY, f"empty.{number}", b"ok") for number in count(1))),
    )
    yield ("a click, one commit", Side(served.bot, _answers(served)), Side(served.floor, floor_clicks))
    yield (
        "a brief, one commit",
        Side(served.bot, (caller.command(_brief(number), f"brief.{number}") for number in count(1))),
        Side(served.floor, (caller.command(_brief(number), f"brief.{number}") for number in count(1))),
    )


def _brief(number: int) -> str:
    """No two of hundreds alike, as in life, so that little of it is remembered from the one before."""
    team, left = TEAMS[number % len(TEAMS)], number // len(TEAMS)
    need, project = NEEDS[left % len(NEEDS)], PROJECTS[left // len(NEEDS) % len(PROJECTS)]
    return f"{project}, {need}, {team}"


def _answers(served: Served) -> Iterator[Request]:
    """Answer in one new consultation after the other, each time otherwise."""
    caller, numbers = served.caller, count(1)
    questions, chance = load([SHIPPED]).knowledge.questions, Random(1)
    for consultation in count(1):
        # They are numbered from 1, and this brief says nothing that would answer a question.
        send(served.bot, [caller.command(f"something {consultation}", f"new.{consultation}")])
        for question in chance.sample(questions, QUESTIONS):
            option = chance.choice(question.options).id
            ref = Ref(c=consultation, q=question.id, o=option)
            yield caller.click(action_id(Verb.ANSWER, option), ref.encoded(), f"click.{next(numbers)}")


def _compared(name: str, bot: Side, floor: Side, amount: Amount, connections: int) -> Iterator[Row]:
    runs = [_taking_turns((bot, floor), amount.requests, connections) for _ in range(amount.rounds)]
    ours, theirs = (_joined(side) for side in zip(*runs, strict=True))
    times, floors = Spread.of(ours.seconds), Spread.of(theirs.seconds)
    yield from floor_rows(f"empty listener for {name}", floors)
    yield from rows(name, times, floors)
    yield Row(f"{name}, the floor's rate", theirs.a_second, "/s", 1.0)
    yield Row(f"{name}, rate", ours.a_second, "/s", ours.a_second / theirs.a_second)


def _taking_turns(sides: tuple[Side, Side], requests: int, connections: int) -> tuple[Run, Run]:
    bot, floor = (list(islice(side.requests, requests)) for side in sides)
    return send(sides[0].port, bot, connections), send(sides[1].port, floor, connections)


def _joined(runs: tuple[Run, ...]) -> Run:
    seconds = tuple(second for run in runs for second in run.seconds)
    return Run(seconds, sum(run.whole for run in runs))


@contextmanager
def _served(folder: Path) -> Iterator[Served]:
    with ExitStack() as stack:
        environment = stack.enter_context(processes.slack(folder))
        channels = _channels(environment["URL"])
        bot, floor = processes.free_port(), processes.free_port()
        stack.enter_context(_bot(bot, environment, folder))
        stack.enter_context(_floor(floor, environment, folder))
        yield Served(bot, floor, Caller(environment["SLACK_SIGNING_SECRET"], channels), folder / DATABASE)


@contextmanager
def _bot(port: int, environment: dict[str, str], folder: Path) -> Iterator[None]:
    settings = {**environment, **processes.settings(folder / DATABASE), "HOST": HOST, "PORT": str(port)}
    with processes.running(["-m", "bot", "http"], settings, folder) as process:
        processes.wait_until(lambda: processes.answers(f"http://{HOST}:{port}/healthz"), process)
        yield


@contextmanager
def _floor(port: int, environment: dict[str, str], folder: Path) -> Iterator[None]:
    settings = {**environment, "PORT": str(port), "FLOOR_DATABASE": str(folder / "floor.db")}
    with processes.running(["-m", "benchmarks.listener"], settings, folder) as process:
        processes.wait_until(lambda: processes.listens(port), process)
        yield


def _channels(url: str) -> list[str]:
    """Open channels with everybody in them."""
    overview = urllib3.request("GET", f"{url}/sandbox/workspace").json()
    members = [overview["app"]["bot_user_id"], *(each["id"] for each in overview["people"])]
    made = (
        urllib3.request("POST", f"{url}/control/channel", json={"name": f"team-{number}", "members": members})
        for number in range(CHANNELS)
    )
    return [str(answer.json()["channel"]["id"]) for answer in made]
