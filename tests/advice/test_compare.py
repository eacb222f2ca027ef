from __future__ import annotations

import pytest

from bot.advice.compare import compare
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
    assert [claim.says for cell in comparison.rows[0].cells for claim in cell] == ["yes", "no"]


def test_all_claimed_aspects_are_compared_on_demand() -> None:
    rows = compare(BASE, ["django", "flask"], everything=True).rows

    assert [row.aspect.id for row in rows] == ["admin", "license", "speed"]


def test_silence_about_one_framework_is_a_difference() -> None:
    rows = compare(BASE, ["flask", "quart"]).rows

    assert [(row.aspect.id, row.cells[1]) for row in rows] == [
        ("admin", ()),
        ("license", rows[1].cells[1]),
        ("speed", ()),
    ]


def test_frameworks_stand_in_the_order_asked_for() -> None:
    assert [one.id for one in compare(BASE, ["flask", "django"]).frameworks] == ["flask", "django"]


def test_an_unknown_framework_is_refused() -> None:
    with pytest.raises(KeyError):
        compare(BASE, ["rails"])


def test_an_add_on_has_what_it_extends_where_nothing_is_claimed_about_itself() -> None:
    base = knowledge(
        [],
        [
            framework("django", aspects={"orm": [{"says": "included", "source": "guide"}]}),
            framework(
                "drf", extends="django", aspects={"rest": [{"says": "serializers", "source": "guide"}]}
            ),
            framework("flask", aspects={"orm": [{"says": "none", "source": "guide"}]}),
        ],
        [],
        aspects=[{"id": each, "name": each, "about": "A."} for each in ("orm", "rest")],
    )

    assert [
        [claim.says for cell in row.cells for claim in cell] for row in compare(base, ["drf", "flask"]).rows
    ] == [
        ["included", "none"],
        ["serializers"],
    ]
    assert [row.aspect.id for row in compare(base, ["django", "drf"]).rows] == ["rest"]
