"""Past decisions that are like the one being made, for those who may see them."""

from __future__ import annotations

import pytest

from tests.sandbox.person import Person, Workspace, words
from tests.walk.conftest import new_channel
from tests.walk.log import Logged, logged
from tests.walk.thread import QUICK, SEEN_SECONDS, Thread, answer_until_recommended, start

BEFORE = "*What was decided before*"


def _recorded(ana: Person, channel: str, title: str) -> Thread:
    thread = start(ana, channel, QUICK)
    ana.click(answer_until_recommended(thread), "Record decision")
    ana.waits_for_modal("Record decision")
    ana.submit(values={"Title": title})
    thread.shows(title)
    return thread


@pytest.mark.usefixtures("bot")
def test_what_was_decided_alike_stands_with_the_recommendation_and_before_recording(
    ana: Person, channel: str, workspace: Workspace
) -> None:
    first = _recorded(ana, channel, "The first blog")
    assert "The first blog" not in words(first.shows("Recommended: "))
    second = start(ana, new_channel(workspace), QUICK)
    result = answer_until_recommended(second)
    assert f"{BEFORE}\n• *#1 The first blog*, accepted · also " in words(result)
    assert "· same answers: " in words(result)
    ana.click(result, "Record decision")
    assert f"{BEFORE}\n• *#1 The first blog*, accepted · also " in words(
        ana.waits_for_modal("Record decision")
    )
    ana.close()
    ana.click(second.shows(BEFORE), "Open")
    second.told("Decision 1: The first blog")


@pytest.mark.usefixtures("bot")
def test_what_became_of_a_decision_since_shows_wherever_it_is_named(
    ana: Person, channel: str, workspace: Workspace
) -> None:
    thread = _recorded(ana, channel, "A passing blog")
    number = int(words(thread.root()).split("Decision ")[1].split(":")[0])
    second = start(ana, new_channel(workspace), QUICK)
    answer_until_recommended(second)
    second.shows(f"• *#{number} A passing blog*")
    ana.click(Logged(ana, channel).opens(number), "Edit")
    ana.waits_for_modal("Edit decision")
    ana.submit(values={"Title": "A blog for good"})
    assert "A passing blog" not in words(second.shows(f"• *#{number} A blog for good*"))


@pytest.mark.usefixtures("bot")
def test_a_channel_that_is_made_private_takes_its_decisions_from_where_others_read(
    ana: Person, chi: Person, workspace: Workspace
) -> None:
    closing = new_channel(workspace)
    _recorded(ana, closing, "A closing blog")
    second = start(ana, new_channel(workspace), QUICK)
    answer_until_recommended(second)
    second.shows("A closing blog")
    chi.open_home()
    chi.waits_for_home("A closing blog")
    workspace.put_channel(id=closing, kind="private")
    chi.waits_for_home(lambda home: "A closing blog" not in words(home))
    second.person.waits_for(
        second.channel,
        lambda seen: "Recommended: " in words(seen) and "A closing blog" not in words(seen),
        second.ts,
        SEEN_SECONDS,
    )


@pytest.mark.usefixtures("bot")
def test_whatever_a_decision_replaces_stands_in_its_thread_while_those_who_read_there_may_see_it(
    ana: Person, channel: str, workspace: Workspace
) -> None:
    closing = new_channel(workspace)
    thread = _recorded(ana, channel, "A blog for both")
    new = int(words(thread.root()).split("Decision ")[1].split(":")[0])
    olds = [logged(ana, place, "An old blog", "Flask") for place in (channel, closing)]
    for old in olds:
        ana.click(Logged(ana, channel).opens(old), "Supersede")
        ana.waits_for_modal("Supersede")
        ana.submit(values={"Number of the decision that supersedes it": str(new)})
    thread.root_shows(f"supersedes decisions {olds[0]} and {olds[1]}")
    workspace.put_channel(id=closing, kind="private")
    thread.root_shows(f"supersedes decision {olds[0]} ·")


@pytest.mark.usefixtures("bot")
def test_what_was_decided_in_private_is_shown_only_there(ana: Person, workspace: Workspace) -> None:
    private = new_channel(workspace, "private")
    _recorded(ana, private, "The secret blog")
    elsewhere = answer_until_recommended(start(ana, new_channel(workspace), QUICK))
    assert "The secret blog" not in words(elsewhere)
    again = answer_until_recommended(start(ana, private, QUICK))
    assert "The secret blog" in words(again)


@pytest.mark.usefixtures("bot")
def test_where_a_guest_reads_along_only_decisions_of_that_channel_are_shown(
    ana: Person, channel: str, workspace: Workspace
) -> None:
    _recorded(ana, channel, "A blog of the house")
    workspace.add_person("Gil", is_guest=True)
    shared = new_channel(workspace)
    result = answer_until_recommended(start(ana, shared, QUICK))
    assert BEFORE not in words(result)
    ana.click(result, "Record decision")
    assert "A blog of the house" in words(ana.waits_for_modal("Record decision"))
    ana.close()
