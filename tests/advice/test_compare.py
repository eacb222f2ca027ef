from __future__ import annotations

import pytest

from bot.advice.compare import Cell, compare
from bot.advice.knowledge import KnowledgeBase
from tests.advice.build import framework, knowledge, question, rule


def claims(*texts: str) -> list[dict[str, str]]:
    return [{"says": text, "source": "guide"} for text in texts]


BASE: KnowledgeBase = knowledge(
    [question("a", "x", "y")],
    [
        framework(
            "django", aspects={"admin": claims("yes"), "license": claims("BSD"), "speed": claims("1", "2")}
        ),
        framework(
            "flask", aspects={"admin": claims("no"), "license": claims("BSD"), "speed": claims("2", "1")}
        ),
        framework("quart", aspects={"license": claims("MIT")}),
    ],
    [rule("r", {}, gives={"flask": "slight"})],
    aspects=[{"id": name, "name": name, "about": name} for name in ("admin", "license", "speed", "hiring")],
)


def test_only_aspects_that_differ_are_compared() -> None:
    comparison = compare(BASE, ["django", "flask"])

    assert [row.aspect.id for row in comparison.rows] == ["admin"]
    assert [claim.says for cell in comparison.rows[0].cells for claim in cell.claims] == ["yes", "no"]


def test_all_claimed_aspects_are_compared_on_demand() -> None:
    rows = compare(BASE, ["django", "flask"], everything=True).rows

    assert [row.aspect.id for row in rows] == ["admin", "license", "speed"]


def test_silence_about_one_framework_is_a_difference() -> None:
    rows = compare(BASE, ["flask", "quart"]).rows

    assert [(row.aspect.id, row.cells[1] == Cell()) for row in rows] == [
        ("admin", True),
        ("license", False),
        ("speed", True),
    ]


def test_frameworks_stand_in_the_order_asked_for() -> None:
    assert [one.id for one in compare(BASE, ["flask", "django"]).frameworks] == ["flask", "django"]


def test_an_unknown_framework_is_refused() -> None:
    with pytest.raises(KeyError):
        compare(BASE, ["rails"])


EXTENDED: KnowledgeBase = knowledge(
    [],
    [
        framework("django", aspects={"orm": claims("included")}),
        framework("drf", extends="django", aspects={"rest": claims("serializers")}),
        framework("acme", extends="drf"),
        framework("flask", aspects={"orm": claims("none")}),
    ],
    [],
    aspects=[{"id": each, "name": each, "about": "A."} for each in ("orm", "rest")],
)


def test_an_add_on_has_what_it_extends_where_nothing_is_claimed_about_itself() -> None:
    rows = compare(EXTENDED, ["drf", "flask"]).rows
    assert [[claim.says for cell in row.cells for claim in cell.claims] for row in rows] == [
        ["included", "none"],
        ["serializers"],
    ]
    assert [row.aspect.id for row in compare(EXTENDED, ["django", "drf"]).rows] == ["rest"]


def test_what_is_claimed_about_what_is_extended_says_so() -> None:
    cells = [row.cells[0] for row in compare(EXTENDED, ["acme", "flask"]).rows]
    assert [cell.inherited_from for cell in cells] == [
        EXTENDED.framework_by_id["django"],
        EXTENDED.framework_by_id["drf"],
    ]


def test_what_is_claimed_about_an_add_on_itself_is_its_own() -> None:
    assert compare(EXTENDED, ["drf", "flask"]).rows[1].cells[0].inherited_from is None
