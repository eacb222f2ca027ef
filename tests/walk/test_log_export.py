"""The log as a file in a direct message."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
import urllib3

from bot.slack.blocks import exports
from bot.slack.scopes import OPTIONAL, REQUIRED
from bot.store.sqlite import SqliteStore
from tests.sandbox.person import Json, Person, Workspace, words
from tests.store.build import record
from tests.walk.running import Bot

pytestmark = pytest.mark.usefixtures("bot")


@pytest.fixture
def expected_refusals() -> set[str]:
    return {"ratelimited", "missing_scope"}


def _records(bot: Bot, person: Person, channel: str, how_many: int = 1, **more: object) -> None:
    store = SqliteStore.open(bot.database)
    team = person.workspace.overview()["team"]["id"]
    for _ in range(how_many):
        record(
            store,
            **{
                "workspace": team,
                "channel": channel,
                "deciders": (person.id,),
                "recorded_by": person.id,
                "review_on": None,
                **more,
            },
        )
    store.close()


def _name_of(workspace: Workspace, channel: str) -> str:
    return next(f"#{each['name']}" for each in workspace.overview()["channels"] if each["id"] == channel)


def _sent(person: Person) -> Json:
    return person.waits_for(
        person.workspace.direct_message(person), lambda seen: bool(seen.get("files")), timeout=30
    )


def _opened(message: Json) -> zipfile.ZipFile:
    content = urllib3.request("GET", message["files"][0]["url_private_download"]).data
    return zipfile.ZipFile(io.BytesIO(content))


def test_the_export_holds_what_the_asker_may_see_and_nothing_else(
    bot: Bot, workspace: Workspace, ana: Person, chi: Person, channel: str
) -> None:
    _records(bot, ana, channel, title="Open wheels")
    _records(bot, ana, "C0HIDDEN", title="Secret wheels", kind="private")
    _records(bot, ana, channel, title="Foreign wheels", workspace="T0OTHER")
    workspace.fault("files.getUploadURLExternal", "rate_limited", retry_after=1)
    ana.command(channel, "/framework export")
    assert ana.waits_for(channel, "Your export")["text"] == (
        "Your export comes as a file in our direct message."
    )
    message = _sent(ana)
    assert message["text"] == exports.comment(1)
    archive = _opened(message)
    assert [name for name in archive.namelist() if not name.startswith("decisions/")] == [
        "decisions.csv",
        "decisions.json",
        "decisions.schema.json",
    ]
    kept = json.loads(archive.read("decisions.json"))
    assert [each["title"] for each in kept["decisions"]] == ["Open wheels"]
    names = {ana.id: "Ana", channel: _name_of(workspace, channel)}
    assert kept["decisions"][0]["names"] == names
    (row,) = csv.DictReader(io.StringIO(archive.read("decisions.csv").decode()))
    assert (row["recorded_by_name"], row["channel_name"]) == (names[ana.id], names[channel])
    (markdown,) = [name for name in archive.namelist() if name.endswith(".md")]
    assert f"recorded by Ana in {names[channel]} on" in archive.read(markdown).decode()
    assert chi.reads(workspace.direct_message(chi)) == []


def test_a_private_channel_is_named_to_who_is_in_it_as_far_as_the_app_may_know(
    bot: Bot, workspace: Workspace, bo: Person
) -> None:
    members = [bo.id, workspace.overview()["app"]["bot_user_id"]]
    private = workspace.put_channel(name="quiet", kind="private", members=members)["id"]
    _records(bot, bo, private, title="Quiet wheels", kind="private")
    bo.command(private, "/framework export")
    named = _decisions(_sent(bo))["Quiet wheels"]["names"]
    assert named == {bo.id: "Bo", private: "#quiet"}


def _decisions(message: Json) -> dict[str, Json]:
    kept = json.loads(_opened(message).read("decisions.json"))
    return {each["title"]: each for each in kept["decisions"]}


def test_a_large_export_tells_how_far_it_has_come(bot: Bot, ana: Person, channel: str) -> None:
    before = len(ana.reads(ana.workspace.direct_message(ana)))
    _records(bot, ana, channel, how_many=520)
    ana.command(channel, "/framework export")
    direct = ana.workspace.direct_message(ana)
    done = ana.waits_for(direct, "is done.", timeout=60)
    assert words(done["blocks"]) == "Your export of 521 decisions is done."
    assert len(ana.reads(direct)) == before + 2


def test_without_the_scopes_one_sentence_says_so(workspace: Workspace, bo: Person, channel: str) -> None:
    granted = {*REQUIRED, *OPTIONAL}
    workspace.grant(*(granted - {"im:write"}))
    bo.command(channel, "/framework export")
    told = bo.waits_for(channel, "can't send")
    workspace.grant(*(granted - {"files:write"}))
    bo.command(channel, "/framework export")
    also = bo.waits_for(channel, "granted files:write")
    workspace.grant(*granted)
    assert [told["text"], also["text"]] == [
        f"I can't send exports here, because the app was not granted {scope}; "
        "whoever manages the app can add that and install it again."
        for scope in ("im:write", "files:write")
    ]


def test_without_private_channels_the_rest_is_sent(
    bot: Bot, workspace: Workspace, chi: Person, channel: str
) -> None:
    _records(bot, chi, channel, title="Plain wheels")
    workspace.grant(*({*REQUIRED, *OPTIONAL} - {"groups:read"}))
    chi.command(channel, "/framework export")
    named = _decisions(_sent(chi))["Plain wheels"]["names"]
    workspace.grant(*REQUIRED, *OPTIONAL)
    assert named == {chi.id: "Chi", channel: _name_of(workspace, channel)}


def test_an_empty_log_is_not_sent(workspace: Workspace, channel: str) -> None:
    guest = workspace.add_person("Gus", is_guest=True)
    workspace.put_channel(id=channel, members=[guest.id, workspace.overview()["app"]["bot_user_id"]])
    guest.command(channel, "/framework export")
    assert guest.waits_for(channel, "nothing to export")["text"] == (
        "There is nothing to export: no decision has been recorded that you may see, "
        "leaving aside private channels and messages that I am no member of."
    )
