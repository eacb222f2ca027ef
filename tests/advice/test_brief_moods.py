"""How far denials and doubts reach."""

import pytest

from tests.advice.reading_knowledge import read


@pytest.mark.parametrize(
    "text",
    [
        "no websockets",
        "without websockets",
        "we don't need websockets",
        "we dont need any websockets",
        "we no longer need websockets",
        "websockets are not needed",
        "websockets aren't really required for now",
        "Websockets: no",
        "Websockets? No.",
        "websockets would be overkill",
        "polling instead of websockets",
        "rather than websockets we poll",
        "no polling or websockets",
        "neither polling nor websockets",
        "no polling, streaming or websockets",
        "not a websocket but polling",
        "nobody wants websockets",
        "polling in place of websockets",
        "websockets are out of scope",
        "the idea of websockets was dropped",
        "drop the websockets",
        "Not needed: polling, websockets, streaming.",
        "Out of scope: polling, websockets.",
        "Websockets? No websockets.",
        "the websockets won't help",
    ],
)
def test_it_is_denied(text: str) -> None:
    assert "waiting" not in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "not only polling, websockets too",
        "not polling but websockets",
        "no polling, websockets",
        "no polling. Websockets.",
        "no polling and we need websockets",
        "instead of polling, websockets",
        "we can't live without websockets",
        "there is no way that any of us ever goes home before websockets",
        "no doubt websockets",
        "without polling we need websockets",
        "people without polling need websockets",
        "anything but polling for our websockets",
        "any reason not to have websockets?",
        "we can't handle the websockets any more",
        "without writing websockets ourselves",
        "Not needed: polling. Websockets.",
        "no polling: websockets",
        "without help from websockets",
        "they asked 'please can we have the websockets on this page'",
    ],
)
def test_it_is_affirmed(text: str) -> None:
    assert read(text)["waiting"] == "open"


@pytest.mark.parametrize(
    "text",
    [
        "maybe websockets",
        "not sure whether we need websockets",
        "do we need websockets?",
        "if we ever get websockets",
        "websockets are optional",
        "we were thinking of websockets",
        "websockets maybe one day",
        "they asked for 'websockets'",
        "they said “we need websockets”",
        "websockets perhaps, at some point",
    ],
)
def test_in_doubt_the_question_stays_open(text: str) -> None:
    assert "waiting" not in read(text)


def test_a_rough_number_is_no_doubt() -> None:
    assert read("maybe 3000 users") == {"waiting": "many"}


def test_each_denial_of_a_list_reaches_its_own_item() -> None:
    assert read("no admin, no websockets, a blog") == {"admin": "none", "domain": "content"}


def test_what_is_denied_of_the_people_is_denied_of_the_deed() -> None:
    assert read("nobody in ops edits records") == {"admin": "none"}


def test_a_denial_of_one_part_says_nothing_of_the_whole() -> None:
    assert read("ops must not correct the records") == {}


def test_what_is_given_up_is_named_at_once() -> None:
    assert read("we replace a spreadsheet that keeps all the opinions of a shop") == {"domain": "shop"}
    assert read("we replace the shop") == {}


@pytest.mark.parametrize(
    "text",
    [
        "my boss says websockets, but really a refresh every minute is fine",
        "First I thought of websockets, now nobody needs them",
        "They told us websockets; in truth we poll",
        "We thought about websockets, in the end polling is enough",
        "somebody asked for websockets. Turns out polling will do",
    ],
)
def test_what_somebody_says_or_thought_and_takes_back_is_open(text: str) -> None:
    assert "waiting" not in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "my boss says websockets, but the team polls",
        "We wanted websockets, now we also want polling",
        "The customer says websockets now",
        "We wanted websockets now",
        "in the end we need websockets",
        "we thought long and hard. We talked it over. In the end it is polling. Now websockets",
        "nobody asked, in truth we need websockets",
    ],
)
def test_what_is_not_taken_back_counts(text: str) -> None:
    assert read(text)["waiting"] == "open"


@pytest.mark.parametrize("turn", ["forget it", "forget that", "scrap that", "sorry", "correction:"])
def test_what_follows_a_correction_replaces_what_was_before(turn: str) -> None:
    assert read(f"a json api, {turn}, a website") == {"deliverable": "pages"}
