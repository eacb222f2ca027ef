"""Where a consultation can be started, and what the app may do there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox.server import Sandbox
from bot.serving import manifest_with
from tests.sandbox.person import Person, Workspace, buttons, words
from tests.walk.conftest import new_channel
from tests.walk.running import Bot
from tests.walk.thread import (
    QUICK,
    SEEN_SECONDS,
    Thread,
    answer,
    answer_until_recommended,
    options_of,
    start,
)

REQUIRED = ("commands", "chat:write", "channels:read", "users:read")


@pytest.fixture
def expected_refusals() -> set[str]:
    return {"ratelimited", "not_in_channel", "channel_not_found", "missing_scope"}


@pytest.fixture
def required_alone(workspace: Workspace) -> Iterator[None]:
    """Nothing is granted but what the app cannot do without."""
    workspace.grant(*REQUIRED)
    yield
    workspace.grant(*manifest_with("/framework")["oauth_config"]["scopes"]["bot"])


def _root_in(person: Person, channel: str, text: str) -> Thread:
    root = person.waits_for(
        channel,
        lambda seen: "Which Python web framework?" in words(seen) and text in words(seen),
        timeout=SEEN_SECONDS,
    )
    return Thread(person, channel, str(root["ts"]))


@pytest.mark.usefixtures("bot", "required_alone")
def test_with_the_required_scopes_alone_buttons_do_everything(ana: Person, bo: Person, channel: str) -> None:
    thread = start(ana, channel, QUICK)
    first = thread.question()
    ana.click(first, "Why this question?")
    thread.told("it decides between")
    label = answer(bo, first)
    thread.shows(f"*{label}* · <@{bo.id}>")
    result = answer_until_recommended(thread)
    ana.click(result, "Record decision")
    ana.waits_for_modal("Record decision")
    ana.submit(values={"Title": "Required scopes"})
    thread.root_shows("Required scopes")
    ana.command(channel, "/framework decisions required scopes")
    ana.click(ana.waits_for(channel, "*Decisions that mention"), "Open")
    ana.waits_for(channel, "*What the advice rested on*")
    ana.open_home()
    ana.waits_for_home("Required scopes")


@pytest.mark.usefixtures("bot", "required_alone")
def test_where_the_bot_may_not_post_one_person_is_told_how_to_invite_it_and_nothing_is_lost(
    workspace: Workspace, ana: Person, bo: Person
) -> None:
    channel = new_channel(workspace, with_bot=False)
    ana.command(channel, "/framework a shop for bicycles")
    told = ana.waits_for(channel, "I can't post in this channel yet.")
    assert told["ephemeral"]
    assert told["text"] == (
        "I can't post in this channel yet. Type `/invite @Framework Advisor`, then `/framework` to go on."
        " What you typed is kept."
    )
    assert bo.reads(channel) == []
    ana.say(channel, "/invite @Framework Advisor")
    ana.command(channel, "/framework")
    offered = ana.waits_for(channel, "1 consultation to go on with here")
    assert "“a shop for bicycles”" in words(offered)
    assert buttons(offered) == ["Resume", "Start a new one"]
    ana.click(offered, "Resume")
    _root_in(ana, channel, "a shop for bicycles").question()


@pytest.mark.usefixtures("bot", "required_alone")
def test_resume_where_the_bot_may_still_not_post_says_so_again(workspace: Workspace, ana: Person) -> None:
    channel = new_channel(workspace, with_bot=False)
    ana.command(channel, "/framework a shop for bicycles")
    first = ana.waits_for(channel, "I can't post in this channel yet.")
    ana.command(channel, "/framework")
    ana.click(ana.waits_for(channel, "1 consultation to go on with here"), "Resume")
    ana.waits_for(
        channel, lambda seen: "I can't post in this channel yet." in words(seen) and seen["ts"] != first["ts"]
    )


@pytest.mark.usefixtures("bot")
def test_in_a_public_channel_the_bot_needs_no_invitation_when_it_may_write_in_all(
    workspace: Workspace, ana: Person
) -> None:
    thread = start(ana, new_channel(workspace, with_bot=False), "a shop for bicycles")
    label = answer(ana, thread.question())
    thread.shows(f"*{label}* · <@{ana.id}>")


@pytest.mark.usefixtures("bot")
def test_a_decision_of_a_private_channel_is_seen_only_there(
    workspace: Workspace, ana: Person, channel: str
) -> None:
    private = new_channel(workspace, "private")
    thread = start(ana, private, QUICK)
    ana.click(answer_until_recommended(thread), "Record decision")
    ana.waits_for_modal("Record decision")
    ana.submit(values={"Title": "Hidden wheels"})
    thread.root_shows("Hidden wheels")
    number = words(thread.root()).split("Decision ")[1].split(":")[0]
    ana.command(private, "/framework decisions hidden wheels")
    ana.waits_for(private, "*Decisions that mention “hidden wheels”* · 1")
    ana.command(channel, "/framework decisions hidden wheels")
    ana.waits_for(channel, "No decision")
    ana.command(channel, f"/framework decision {number}")
    told = ana.waits_for(channel, "There is no decision")
    assert told["text"] == f"There is no decision {number} that you can see here."


@pytest.mark.usefixtures("bot")
def test_a_brief_in_a_direct_message_starts_a_consultation_that_typing_goes_on_with(
    workspace: Workspace, chi: Person
) -> None:
    channel = workspace.direct_message(chi)
    chi.say(channel, "a shop for bicycles")
    thread = _root_in(chi, channel, "“a shop for bicycles”")
    thread.question()
    thread.says("1")
    thread.shows("✓ Existing code: *Nothing, a fresh start*")


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("said", ["hi", "thanks!", "1"])
def test_small_talk_in_a_direct_message_gets_help(workspace: Workspace, chi: Person, said: str) -> None:
    direct = workspace.direct_message(chi)
    before = len(chi.reads(direct))
    chi.say(direct, said)
    chi.waits_for(direct, lambda seen: "/framework decisions" in seen["text"])
    assert len(chi.reads(direct)) == before + 2


def test_a_mention_starts_a_consultation(ana: Person, channel: str) -> None:
    ana.say(channel, "@Framework Advisor we need a shop for bicycles")
    _root_in(ana, channel, "“we need a shop for bicycles”").question()


@pytest.mark.usefixtures("bot")
def test_the_shortcut_on_a_message_makes_it_the_brief(ana: Person, bo: Person, channel: str) -> None:
    said = bo.say(channel, "We need a shop for bicycles & <parts>")
    message = next(each for each in ana.reads(channel) if each["ts"] == said)
    ana.shortcut("advise_on_this", message)
    thread = _root_in(ana, channel, "> “We need a shop for bicycles")
    assert f"asked by <@{ana.id}>" in words(thread.root())
    assert "“We need a shop for bicycles &amp; &lt;parts&gt;”" in words(thread.root())


@pytest.mark.usefixtures("bot")
def test_the_home_starts_resumes_and_shows_decisions(workspace: Workspace, chi: Person) -> None:
    channel = new_channel(workspace)
    chi.open_home()
    home = chi.waits_for_home("Choose a Python web framework together")
    assert buttons(home)[:2] == ["Start", "Past decisions"]
    chi.click_home("Start")
    chi.waits_for_modal("Start a consultation")
    chi.submit(values={"Where to talk about it": channel, "What you are building": QUICK})
    thread = _root_in(chi, channel, f"“{QUICK}”")
    chi.open_home()
    chi.waits_for_home(f"“{QUICK}”")
    chi.click_home("Resume")
    notice = chi.waits_for_modal("Framework Advisor")
    assert "This goes on in <" in words(notice)
    chi.close()
    chi.click(answer_until_recommended(thread), "Record decision")
    chi.waits_for_modal("Record decision")
    chi.submit(values={"Title": "Wheels for two"})
    thread.root_shows("Wheels for two")
    chi.open_home()
    chi.waits_for_home("Wheels for two")
    chi.click_home("Open")
    chi.waits_for_modal("Framework Advisor")
    assert "Wheels for two" in words(chi.modal())
    chi.close()


@pytest.mark.usefixtures("bot", "required_alone")
def test_who_starts_on_the_home_for_a_closed_channel_is_told_directly(
    workspace: Workspace, chi: Person
) -> None:
    channel = new_channel(workspace, with_bot=False)
    chi.open_home()
    chi.waits_for_home("Choose a Python web framework together")
    chi.click_home("Start")
    chi.waits_for_modal("Start a consultation")
    chi.submit(values={"Where to talk about it": channel, "What you are building": "a shop for tandems"})
    chi.waits_for(workspace.direct_message(chi), "I can't post in")


def test_the_command_has_the_name_of_the_settings(tmp_path: Path) -> None:
    with Sandbox(manifest_with("/framework-staging")) as sandbox, Workspace(sandbox.url) as workspace:
        bot = Bot(sandbox, workspace, tmp_path, "socket", {"COMMAND": "/framework-staging"})
        bot.start()
        ana = workspace.person("Ana")
        channel = workspace.channel("backend")
        ana.command(channel, "/framework-staging help")
        shown = ana.waits_for(channel, "*What you can type*")
        assert "`/framework-staging decisions celery by:@ana`" in words(shown)
        assert "`/framework " not in words(shown)
        question = start(ana, channel, "a shop", command="/framework-staging").question()
        assert options_of(question) or "Choose an answer" in words(question)
        assert bot.stop() == 0
        assert workspace.refusals() == []


@pytest.mark.usefixtures("required_alone")
def test_what_slack_refuses_for_good_is_logged_under_an_id_and_told_once(
    bot: Bot, workspace: Workspace, ana: Person, channel: str
) -> None:
    workspace.grant("commands")
    ana.command(channel, "/framework a shop for skates")
    told = ana.waits_for(channel, "Something went wrong on my side (error ")
    number = words(told).split("(error ", 1)[1][:4]
    assert f"error {number}" in bot.log
    assert len(workspace.calls("chat.postMessage")) == 1
