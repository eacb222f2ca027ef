from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from bot.advice.recommend import Route, Standing, recommend
from bot.advice.rulebook import Reason, Rulebook
from tests.advice.build import framework, knowledge, question, rule
from tests.advice.test_settled import answers_given, knowledge_bases

QUESTIONS = [
    question("admin", "needed", "none"),
    question("size", "small", "large"),
    question(
        "existing",
        "nothing",
        options=[
            {"id": "nothing", "label": "Nothing"},
            {"id": "django-app", "label": "Django", "has": "django"},
            {"id": "drf-api", "label": "DRF", "has": "drf"},
            {"id": "flask-app", "label": "Flask", "has": "flask"},
        ],
    ),
]
PITFALL = {"says": "It bites.", "source": "guide"}
FRAMEWORKS = [
    framework("django", pitfalls=[PITFALL, {**PITFALL, "says": "Large.", "when": {"size": "large"}}]),
    framework("drf", extends="django", pitfalls=[{**PITFALL, "says": "Layers."}]),
    framework("ninja", extends="django"),
    framework("flask"),
    framework("fastapi"),
]
BOTH = {
    "id": "both",
    "name": "Both",
    "parts": ["django", "fastapi"],
    "costs": "slight",
    "because": "Two services.",
    "sources": ["guide"],
}
STAGED = {
    "from": "flask",
    "to": "fastapi",
    "path": "staged",
    "effort": "two weeks",
    "because": "Handlers map.",
    "sources": ["guide"],
}


def book(*rules: dict[str, Any], frameworks: list[dict[str, Any]] = FRAMEWORKS) -> Rulebook:
    return Rulebook(knowledge(QUESTIONS, frameworks, rules, stacks=[BOTH], paths=[STAGED]))


def leading(candidate: str) -> Rulebook:
    return book(rule("lead", {}, gives={candidate: "decisive"}))


def test_one_framework_is_recommended_with_its_reason() -> None:
    result = recommend(
        book(
            rule("screens", {"admin": "needed"}, gives={"django": "strong"}, costs={"flask": "slight"}),
            rule("tiny", {"size": "small"}, gives={"flask": "decisive"}),
        ),
        {"admin": "needed"},
    )

    assert result.verdict == "one"
    assert result.first == "django"
    assert result.tied == ()
    assert result.reasons == (
        Reason("screens", "django", 6, "screens says so.", ("guide",)),
        Reason("screens", "flask", -1, "screens says so.", ("guide",)),
    )


def test_the_ranking_holds_every_candidate_best_first() -> None:
    result = recommend(book(rule("r", {}, gives={"flask": "strong"}, costs={"django": "slight"})), {})

    assert result.ranking == (
        Standing("flask", 6),
        Standing("fastapi", 0),
        Standing("django", -1),
        Standing("drf", -1),
        Standing("ninja", -1),
        Standing("both", -1),
    )


def test_the_runner_up_is_of_another_family() -> None:
    result = recommend(
        book(rule("r", {}, gives={"django": "strong", "drf": "strong", "flask": "slight"})), {}
    )

    assert result.first == "drf"
    assert result.ranking[1].candidate == "django"
    assert result.runner_up == "flask"


def test_the_runner_up_of_a_stack_may_be_one_of_its_parts() -> None:
    rules = [rule("a", {}, gives={"django": "decisive"}), rule("b", {}, gives={"fastapi": "decisive"})]
    result = recommend(book(*rules, rule("c", {}, gives={"both": "decisive"})), {})

    assert (result.first, result.runner_up) == ("both", "django")


def test_a_stack_to_which_the_first_belongs_is_no_runner_up() -> None:
    result = recommend(book(rule("a", {}, gives={"django": "strong"}, costs={"flask": "slight"})), {})

    assert result.first == "django"
    assert [each.candidate for each in result.ranking[1:4]] == ["drf", "ninja", "both"]
    assert result.runner_up == "fastapi"


def test_a_tie_names_everyone_who_is_first() -> None:
    result = recommend(book(rule("r", {}, gives={"flask": "strong", "fastapi": "strong"})), {})

    assert result.verdict == "tie"
    assert result.tied == ("flask", "fastapi")
    assert result.first == "flask"


def test_what_is_ruled_out_stands_last_with_the_rule_that_did_it() -> None:
    result = recommend(
        book(rule("house", {}, rules_out=["flask"]), rule("r", {}, gives={"flask": "decisive"})), {}
    )

    assert result.first == "django"
    assert result.ranking[-1] == Standing("flask", 12, ("house",))


def test_nothing_is_recommended_when_everything_is_ruled_out() -> None:
    result = recommend(book(rule("house", {}, rules_out=["django", "flask", "fastapi"])), {})

    assert result.verdict == "none"
    assert result.first is None
    assert result.runner_up is None
    assert result.route is None
    assert result.pitfalls == ()
    assert result.companions == ()
    assert all(standing.ruled_out_by == ("house",) for standing in result.ranking)


def test_a_rule_can_say_that_any_will_do_and_the_first_place_is_still_ranked() -> None:
    result = recommend(book(rule("short", {}, verdict="any"), rule("r", {}, gives={"flask": "slight"})), {})

    assert result.verdict == "any"
    assert result.first == "flask"


def test_cautions_and_disagreements_come_from_the_rules_that_hold() -> None:
    sides = [
        {"framework": "flask", "says": "small", "source": "guide"},
        {"framework": "fastapi", "says": "fast", "source": "guide"},
    ]
    rules = book(
        rule("careful", {"size": "small"}, caution="Measure first."),
        rule("dispute", {"size": "small"}, disagreement=sides),
    )

    result = recommend(rules, {"size": "small"})
    assert [(caution.rule, caution.says) for caution in result.cautions] == [("careful", "Measure first.")]
    assert [side.framework for side in result.disagreements[0].sides] == ["flask", "fastapi"]
    assert recommend(rules, {"size": "large"}).cautions == ()


def test_pitfalls_are_those_of_every_part_that_matter_here() -> None:
    def pitfalls(**answers: str) -> list[str]:
        return [pitfall.says for pitfall in recommend(leading("drf"), answers).pitfalls]

    assert pitfalls() == ["It bites.", "Layers."]
    assert pitfalls(size="large") == ["It bites.", "Large.", "Layers."]


def test_a_companion_is_named_once_where_any_of_its_entries_fits() -> None:
    companions = [
        {"name": "Redis", "purpose": "cache", "source": "guide"},
        {"name": "Redis", "purpose": "queue", "source": "guide", "when": {"size": "large"}},
    ]
    flask = [framework("django"), framework("flask", companions=companions)]
    rulebook = Rulebook(knowledge(QUESTIONS[:2], flask, [rule("r", {}, gives={"flask": "slight"})]))

    assert [one.purpose for one in recommend(rulebook, {}).companions] == ["cache"]
    assert [one.purpose for one in recommend(rulebook, {"size": "large"}).companions] == ["queue"]


@pytest.mark.parametrize(
    ("candidate", "existing", "path"),
    [
        ("django", "nothing", "new"),
        ("django", "django-app", "stay"),
        ("drf", "django-app", "stay"),
        ("django", "drf-api", "stay"),
        ("ninja", "drf-api", "stay"),
        ("both", "django-app", "add-beside"),
        ("both", "drf-api", "add-beside"),
        ("flask", "django-app", "rewrite"),
        ("fastapi", "flask-app", "staged"),
    ],
)
def test_the_path_starts_from_what_runs(candidate: str, existing: str, path: str) -> None:
    route = recommend(leading(candidate), {"existing": existing}).route

    assert route is not None
    assert route.path == path


def test_a_path_of_the_knowledge_base_brings_its_effort_and_sources() -> None:
    assert recommend(leading("fastapi"), {"existing": "flask-app"}).route == Route(
        "staged", "flask", "two weeks", "Handlers map.", ("guide",)
    )


@pytest.mark.parametrize(
    ("barred", "candidate", "existing", "path"),
    [
        ("django", "fastapi", "django-app", "rewrite"),
        ("django", "fastapi", "drf-api", "rewrite"),
        ("drf", "django", "drf-api", "stay"),
        ("drf", "both", "drf-api", "stay"),
        ("flask", "fastapi", "flask-app", "staged"),
    ],
)
def test_no_path_keeps_what_is_ruled_out(barred: str, candidate: str, existing: str, path: str) -> None:
    beside = {**STAGED, "from": "django", "path": "add-beside"}
    rules = [rule("lead", {}, gives={candidate: "decisive"}), rule("house", {}, rules_out=[barred])]
    rulebook = Rulebook(knowledge(QUESTIONS, FRAMEWORKS, rules, stacks=[BOTH], paths=[STAGED, beside]))
    route = recommend(rulebook, {"existing": existing}).route

    assert route is not None
    assert route.path == path


def test_answers_to_questions_that_no_longer_exist_are_ignored() -> None:
    rulebook = leading("flask")

    assert recommend(rulebook, {"vanished": "x", "admin": "vanished"}) == recommend(rulebook, {})


@settings(max_examples=150, deadline=None)
@given(knowledge_bases(), answers_given)
def test_any_answers_give_a_ranking_that_is_sorted_and_repeatable(base: Any, answers: dict[str, str]) -> None:
    rulebook = Rulebook(base)
    result = recommend(rulebook, answers)

    keys = [(bool(standing.ruled_out_by), -standing.points) for standing in result.ranking]
    assert keys == sorted(keys)
    assert sorted(standing.candidate for standing in result.ranking) == sorted(base.candidate_ids)
    assert result == recommend(rulebook, dict(reversed(answers.items())))


@settings(max_examples=150, deadline=None)
@given(knowledge_bases(), answers_given)
def test_what_is_ruled_out_is_first_only_where_nothing_is_left(base: Any, answers: dict[str, str]) -> None:
    result = recommend(Rulebook(base), answers)
    alive = [standing.candidate for standing in result.ranking if not standing.ruled_out_by]

    assert (result.verdict == "none") == (not alive)
    assert (result.first is None) == (not alive)
    if result.first:
        assert result.points(result.first) == result.ranking[0].points
        assert result.first in alive
