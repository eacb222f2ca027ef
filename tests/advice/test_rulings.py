from __future__ import annotations

from typing import Any

from bot.advice.rulebook import Rulebook
from bot.advice.rulings import Ruling, applied, nearly_applied
from tests.advice.build import framework, knowledge, question, rule

QUESTIONS = [question("admin", "needed", "later", "none"), question("size", "small", "large")]
FRAMEWORKS = [framework("django"), framework("flask"), framework("drf", extends="django", name="DRF")]
SCREENS = rule(
    "screens",
    {"admin": "needed"},
    gives={"django": "strong"},
    costs={"flask": "slight"},
    because="It has them",
)
TINY = rule("tiny", {"size": "small"}, gives={"flask": "moderate"}, because="It stays small.")


def book(*rules: dict[str, Any]) -> Rulebook:
    return Rulebook(knowledge(QUESTIONS, FRAMEWORKS, rules))


def test_what_applies_is_told_with_its_points_the_heaviest_first() -> None:
    assert applied(book(TINY, SCREENS), {"admin": "needed", "size": "small"}) == (
        Ruling("screens", "Django +6, Flask -1", "It has them.", ("guide",)),
        Ruling("tiny", "Flask +3", "It stays small.", ("guide",)),
    )


def test_what_rules_a_framework_out_comes_first() -> None:
    house = rule("house", {}, rules_out=["django"], because="Not here.")

    assert [each.effect for each in applied(book(SCREENS, house), {"admin": "needed"})] == [
        "Django is out",
        "Django +6, Flask -1",
    ]


def test_a_rule_that_weighs_nothing_says_what_it_is() -> None:
    sides = [{"framework": "flask", "says": "small", "source": "guide"}]
    rules = [
        rule("careful", {}, caution="Measure first", because="It varies."),
        rule("short", {}, verdict="any", because="It is soon gone."),
        rule("dispute", {}, disagreement=sides, because="They differ."),
    ]

    assert applied(book(*rules), {}) == (
        Ruling("careful", "Caution", "Measure first. It varies.", ("guide",)),
        Ruling("short", "The choice matters little", "It is soon gone.", ("guide",)),
        Ruling("dispute", "Disputed", "They differ.", ("guide",)),
    )


def test_a_rule_that_weighs_and_warns_tells_both() -> None:
    warns = rule("warns", {}, costs={"flask": "slight"}, caution="Measure first", because="It varies.")

    assert applied(book(warns), {}) == (Ruling("warns", "Flask -1", "It varies. Measure first.", ("guide",)),)


def test_what_nearly_applies_names_the_answer_that_would_bring_it_in() -> None:
    answers = {"admin": "none"}

    assert nearly_applied(book(SCREENS, TINY), answers) == (
        Ruling("tiny", "Flask +3", "It stays small.", ("guide",), "“Size” were “Small”", is_open=True),
        Ruling("screens", "Django +6, Flask -1", "It has them.", ("guide",), "“Admin” were “Needed”"),
    )


def test_an_answer_that_nobody_was_sure_of_is_still_open() -> None:
    assert [each.is_open for each in nearly_applied(book(TINY), {"size": "not-sure"})] == [True]


def test_several_answers_that_would_do_are_joined() -> None:
    rules = [
        rule(
            "either", {"any": [{"admin": ["needed", "later"]}, {"size": "small"}]}, gives={"flask": "slight"}
        )
    ]

    assert nearly_applied(book(*rules), {})[0].condition == (
        "“Admin” were “Needed” or “Later” or “Size” were “Small”"
    )


def test_where_an_open_question_would_do_no_answer_needs_to_change() -> None:
    rules = [rule("either", {"any": [{"admin": "needed"}, {"size": "small"}]}, gives={"flask": "slight"})]

    assert nearly_applied(book(*rules), {"admin": "none"})[0].condition == "“Size” were “Small”"


def test_an_add_on_is_named_without_what_it_extends() -> None:
    rules = [rule("style", {}, gives={"drf": "strong", "django": "slight"}, costs={"drf": "slight"})]

    assert applied(book(*rules), {})[0].effect == "DRF +5, Django +1"
