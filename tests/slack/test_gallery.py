from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.advice.advisor import Advisor
from bot.advice.rulebook import Rulebook
from bot.slack.blocks.message import Message
from bot.slack.gallery import Exhibit, Gallery
from bot.slack.ids import View
from tests.slack.blocks.scenes import NOW, check, check_view, small_knowledge


@pytest.fixture(scope="module")
def exhibits() -> list[Exhibit]:
    return list(Gallery(Advisor(Rulebook(small_knowledge()), [{}]), "/framework", NOW).exhibits())


def test_slack_takes_everything_that_is_shown(exhibits: list[Exhibit]) -> None:
    for _, shown in exhibits:
        check(shown) if isinstance(shown, Message) else check_view(shown)


def test_every_exhibit_has_a_name_of_its_own(exhibits: list[Exhibit]) -> None:
    names = [name for name, _ in exhibits]
    assert len(names) == len(set(names))


def test_every_kind_of_modal_is_shown(exhibits: list[Exhibit]) -> None:
    shown = set(_callbacks(exhibits))
    assert shown == {view.value for view in View}


def _callbacks(exhibits: list[Exhibit]) -> Iterator[str]:
    for _, shown in exhibits:
        if not isinstance(shown, Message) and "callback_id" in shown:
            yield str(shown["callback_id"])
