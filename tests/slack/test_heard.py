from __future__ import annotations

import pytest

from bot.mistakes import Mistake
from bot.slack.heard import Heard


def _comes(heard: Heard, delivery: str) -> bool:
    with heard.once(delivery) as is_first:
        return is_first


def test_a_message_that_comes_again_is_not_the_first() -> None:
    heard = Heard()
    assert _comes(heard, "message:C1:1")
    assert not _comes(heard, "message:C1:1")
    assert _comes(heard, "message:C1:2")


def test_after_a_bug_a_message_may_come_again() -> None:
    heard = Heard()
    with pytest.raises(LookupError), heard.once("message:C1:1"):
        raise LookupError
    assert _comes(heard, "message:C1:1")


def test_a_mistake_is_told_once() -> None:
    heard = Heard()
    with pytest.raises(Mistake), heard.once("message:C1:1"):
        raise Mistake("This is closed.")
    assert not _comes(heard, "message:C1:1")
