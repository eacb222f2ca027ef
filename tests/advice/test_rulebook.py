from __future__ import annotations

from typing import Any

from bot.advice.rulebook import RULED_OUT, Rulebook
from tests.advice.build import framework, knowledge, question, rule

FRAMEWORKS = [
    framework("django"),
    framework("flask"),
    framework("drf", extends="django"),
    framework("fastapi"),
]
BOTH = {
    "id": "both",
    "name": "Both",
    "parts": ["django", "fastapi"],
    "costs": "moderate",
    "because": "Two services.",
    "sources": ["guide"],
}


def book(*rules: dict[str, Any]) -> Rulebook:
    return Rulebook(knowledge([question("admin", "needed", "none")], FRAMEWORKS, rules, stacks=[BOTH]))


def points(rulebook: Rulebook, **answers: str) -> dict[str, int]:
    packed = rulebook.total(rulebook.fired(answers))
    return dict(zip(rulebook.candidates, rulebook.unpack(packed), strict=True))


def test_families_stand_together_and_what_is_extended_comes_first() -> None:
    assert book(rule("r", {}, gives={"flask": "slight"})).candidates == (
        "django",
        "drf",
        "flask",
        "fastapi",
        "both",
    )


def test_an_add_on_has_the_points_of_what_it_extends_and_its_own() -> None:
    rulebook = book(
        rule("r", {}, gives={"django": "strong"}, costs={"drf": "slight"}),
    )

    assert points(rulebook) == {"django": 6, "drf": 5, "flask": 0, "fastapi": 0, "both": 3}


def test_a_stack_has_the_better_of_its_parts_for_each_rule_less_its_standing_cost() -> None:
    rulebook = book(
        rule("one", {}, gives={"django": "strong"}, costs={"fastapi": "strong"}),
        rule("two", {}, gives={"fastapi": "decisive"}, costs={"django": "strong"}),
    )

    assert points(rulebook)["both"] == 6 + 12 - 3


def test_points_may_be_negative() -> None:
    assert points(book(rule("r", {}, costs={"flask": "decisive"})))["flask"] == -12


def test_only_rules_that_hold_count() -> None:
    rulebook = book(rule("r", {"admin": "needed"}, gives={"django": "strong"}))

    assert points(rulebook)["django"] == 0
    assert points(rulebook, admin="none")["django"] == 0
    assert points(rulebook, admin="needed")["django"] == 6


def test_ruling_out_a_framework_takes_its_add_ons_and_stacks_along() -> None:
    found = points(book(rule("r", {}, rules_out=["django"])))

    assert {name for name, value in found.items() if value < -RULED_OUT // 2} == {"django", "drf", "both"}


def test_ruling_out_an_add_on_leaves_what_it_extends() -> None:
    rulebook = book(rule("r", {}, rules_out=["drf"], gives={"drf": "decisive"}))

    assert rulebook.leaders_for({}) == ("django", "flask", "fastapi")


def test_inside_a_family_the_base_wins_a_tie() -> None:
    assert book(rule("r", {}, gives={"django": "strong"})).leaders_for({}) == ("django",)


def test_families_that_are_level_tie() -> None:
    rulebook = book(rule("r", {}, gives={"flask": "strong", "fastapi": "strong"}))

    assert rulebook.leaders_for({}) == ("flask", "fastapi")


def test_nobody_leads_when_everything_is_ruled_out() -> None:
    rulebook = book(rule("r", {}, rules_out=["django", "flask", "fastapi"]))

    assert rulebook.leaders_for({}) == ()


def test_a_niche_question_is_asked_only_where_its_condition_holds() -> None:
    questions = [question("admin", "needed", "none"), question("style", "a", "b", when={"admin": "none"})]
    rulebook = Rulebook(
        knowledge(questions, FRAMEWORKS, [rule("r", {"style": "a"}, gives={"flask": "slight"})])
    )

    assert rulebook.is_asked("style", {"admin": "none"})
    assert not rulebook.is_asked("style", {"admin": "needed"})
    assert not rulebook.is_asked("style", {})
    assert rulebook.leaders_for({"style": "a"}) == ("flask",)
