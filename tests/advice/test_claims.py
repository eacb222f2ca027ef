from __future__ import annotations

import pytest

from bot.advice.claims import Spread, Value, by_value, spreads
from bot.advice.knowledge import Claim
from tests.advice.build import framework, knowledge

KNOWN = knowledge(
    [],
    [
        framework("django", aspects={"orm": [{"says": "included", "source": "guide", "as_of": "2026-05"}]}),
        framework("flask"),
    ],
    [],
    aspects=[{"id": "orm", "name": "Database layer", "about": "Tables."}],
)


def claim(says: str, source: str, as_of: str = "") -> Claim:
    return Claim(says=says, source=source, as_of=as_of)


def test_who_says_the_same_stands_together_and_nothing_is_averaged() -> None:
    assert by_value([claim("fast", "a"), claim("1 s", "b", "2026"), claim("fast", "c", "2025")]) == (
        Value("fast", (("a", ""), ("c", "2025"))),
        Value("1 s", (("b", "2026"),)),
    )


def test_frameworks_of_which_nothing_is_claimed_are_left_out() -> None:
    assert spreads(KNOWN, ["django", "flask", "django"], ["orm", "orm"]) == (
        Spread("Django", "Database layer", (Value("included", (("guide", "2026-05"),)),)),
    )


def test_an_aspect_that_does_not_exist_is_left_out() -> None:
    assert spreads(KNOWN, ["django"], ["version"]) == ()


def test_an_unknown_framework_is_refused() -> None:
    with pytest.raises(KeyError):
        spreads(KNOWN, ["rails"], ["orm"])
