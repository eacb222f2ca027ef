from __future__ import annotations

from typing import Any

from bot.advice.advisor import Advisor
from bot.advice.report import Line, Report
from bot.advice.rulebook import Rulebook
from tests.advice.build import framework, knowledge, question, rule

QUESTIONS = [
    question("admin", "needed", "later", "none"),
    question("size", "small", "large"),
    question("load", "few", "many"),
    question(
        "code",
        options=[
            {"id": "nothing", "label": "Nothing"},
            {"id": "flask-app", "label": "A Flask app", "has": "flask"},
        ],
    ),
]
FRAMEWORKS = [
    framework(
        "django",
        pitfalls=[
            {"says": "Always a pitfall", "remedy": "Read first", "source": "guide"},
            {"says": "Slow to wake.", "source": "guide", "when": {"size": "large"}},
        ],
        companions=[{"name": "Redis", "purpose": "cache", "source": "guide"}],
    ),
    framework("flask"),
    framework("fastapi"),
]
BOTH = {
    "id": "both",
    "name": "Django with Fastapi beside it",
    "parts": ["django", "fastapi"],
    "costs": "decisive",
    "because": "Two services to run",
    "sources": ["guide"],
}
SCREENS = rule(
    "screens", {"admin": "needed"}, gives={"django": "decisive"}, because="Django generates the screens"
)
TINY = rule("tiny", {"size": "small"}, gives={"flask": "strong"}, because="Flask stays small.")
WAITING = rule(
    "waiting",
    {"load": "many"},
    gives={"fastapi": "strong"},
    costs={"django": "moderate"},
    because="Async shares a worker.",
)
RULES = [SCREENS, TINY, WAITING]


def told(*rules: dict[str, Any], stacks: tuple[dict[str, Any], ...] = (), **answers: str) -> Report:
    base = knowledge(QUESTIONS, FRAMEWORKS, rules, stacks=stacks)
    return Advisor(Rulebook(base), ({},)).advise(answers).report


def lines(*texts: str) -> tuple[Line, ...]:
    return tuple(Line(text, ("guide",)) for text in texts)


def test_one_recommendation_in_full() -> None:
    assert told(*RULES, admin="needed", load="many", size="large", code="flask-app") == Report(
        headline="Django",
        verdict="one",
        certainty="Settled after 4 answers: no question is left to ask.",
        path=Line("Rewrite what runs on Flask in Django.", ()),
        why=lines("Django generates the screens."),
        costs=lines("Async shares a worker.", "Slow to wake.", "Always a pitfall. Read first."),
        disagreements=(),
        runner_up=Line("Fastapi, 3 points behind, for the reasons above.", ()),
        would_change=("It would be Fastapi if “Admin” were “Later”.",),
        bars=(("Django", 9), ("Fastapi", 6), ("Flask", 0)),
        goes_with=lines("Redis: cache"),
    )


def test_the_strongest_three_reasons_come_first() -> None:
    rules = [
        rule(name, {}, gives={"flask": strength}, because=f"{name}.")
        for name, strength in (("a", "slight"), ("b", "strong"), ("c", "decisive"), ("d", "moderate"))
    ]

    assert told(*rules).why == lines("c.", "b.", "d.")


def test_costs_are_at_most_four_and_cautions_lead() -> None:
    rules = [
        rule("win", {}, gives={"django": "decisive"}),
        *(rule(f"careful-{number}", {}, caution=f"Caution {number}") for number in range(2)),
        *(
            rule(f"against-{number}", {}, costs={"django": "slight"}, because=f"{number}.")
            for number in range(3)
        ),
    ]

    assert told(*rules).costs == lines("Caution 0.", "Caution 1.", "0.", "1.")


def test_a_stack_costs_what_it_always_costs() -> None:
    rules = [rule("d", {}, gives={"django": "decisive"}), rule("f", {}, gives={"fastapi": "decisive"})]
    both = {**BOTH, "costs": "strong"}

    report = told(*rules, stacks=(both,))
    assert report.headline == "Django with Fastapi beside it"
    assert report.costs[0] == Line("Two services to run.", ("guide",))


def test_the_runner_up_is_told_by_what_was_not_said_yet() -> None:
    lacking = rule("lacking", {}, costs={"flask": "slight", "fastapi": "slight"}, because="No screens.")

    assert told(SCREENS, lacking, admin="needed").runner_up == Line(
        "Flask, 13 points behind: No screens.", ("guide",)
    )


def test_the_runner_up_may_be_one_point_behind() -> None:
    rules = [
        rule("a", {}, gives={"flask": "slight"}, because="A."),
        rule("b", {}, costs={"fastapi": "strong", "django": "strong"}, because="B."),
        rule("c", {}, gives={"fastapi": "strong"}, because="C."),
    ]

    assert told(*rules).runner_up == Line("Fastapi, 1 point behind: B.", ("guide",))


def test_a_lone_survivor_has_no_runner_up() -> None:
    assert told(rule("house", {}, rules_out=["flask", "fastapi"])).runner_up is None


def test_a_toss_up_says_what_speaks_for_each() -> None:
    report = told(TINY, WAITING, size="small", load="many")

    assert report.headline == "Flask or Fastapi"
    assert report.why == lines("For Flask: Flask stays small.", "For Fastapi: Async shares a worker.")
    assert report.path is report.runner_up is None
    assert report.costs == report.goes_with == ()


def test_any_will_do() -> None:
    short = rule("short", {}, verdict="any")

    assert told(short).headline == "What the team likes best"
    assert told(short, TINY, size="small").headline == "What the team likes best; Flask leads"


def test_nothing_left_says_what_ruled_it_out_and_the_way_out() -> None:
    report = told(
        rule("house", {"size": "large"}, rules_out=["django", "flask"], because="House rule"),
        rule("law", {}, rules_out=["fastapi"], because="Law."),
        size="large",
    )

    assert report.headline == "None of them"
    assert report.why == lines("Django and Flask are out: House rule.", "Fastapi is out: Law.")
    assert report.bars == ()
    assert report.would_change == ("It would be a toss-up between Django and Flask if “Size” were “Small”.",)


def test_disagreements_name_each_side_with_its_source() -> None:
    sides = [
        {"framework": "flask", "says": "small is fine", "source": "guide"},
        {"framework": "fastapi", "says": "async from the start.", "source": "guide"},
    ]

    assert told(rule("dispute", {}, disagreement=sides, because="They differ")).disagreements == (
        Line("They differ.", ()),
        *lines("Flask: small is fine.", "Fastapi: async from the start."),
    )


def test_each_question_is_named_once_and_the_nearest_answer_first() -> None:
    rules = [
        rule("needed", {"admin": "needed"}, gives={"django": "decisive"}),
        rule("other", {"not": {"admin": "needed"}}, gives={"flask": "slight"}),
    ]

    assert told(*rules, admin="none").would_change == ("It would be Django if “Admin” were “Needed”.",)
    assert told(*rules, admin="needed").would_change == ("It would be Flask if “Admin” were “Later”.",)


def test_what_already_runs_is_the_last_thing_that_would_change() -> None:
    rules = [
        rule("always", {}, gives={"django": "moderate", "flask": "slight"}),
        rule("runs", {"code": "flask-app"}, gives={"flask": "strong"}),
        rule("big", {"admin": "needed"}, gives={"fastapi": "strong"}),
    ]

    assert told(*rules, code="nothing", admin="none").would_change == (
        "It would be Fastapi if “Admin” were “Needed”.",
        "It would be Flask if “Code” were “A Flask app”.",
    )


def test_what_nobody_was_sure_of_is_told_before_a_change_of_mind() -> None:
    rules = [
        rule("always", {}, gives={"django": "slight"}),
        rule("big", {"admin": "needed"}, gives={"fastapi": "strong"}),
        rule("small", {"size": "small"}, gives={"fastapi": "strong"}),
    ]

    assert told(*rules, admin="none", size="not-sure").would_change == (
        "It would be Fastapi if “Size” were “Small”.",
        "It would be Fastapi if “Admin” were “Needed”.",
    )


def test_a_change_that_only_draws_level_is_not_told() -> None:
    rules = [
        rule("always", {}, gives={"fastapi": "strong"}),
        rule("level", {"size": "small"}, gives={"django": "strong"}),
    ]

    assert told(*rules, size="large").would_change == ()


def test_a_lost_answer_is_told_as_such() -> None:
    rules = [
        rule("always", {}, gives={"fastapi": "slight"}),
        rule("any", {"size": ["small", "large"]}, gives={"flask": "strong"}),
    ]

    assert told(*rules, size="small").would_change == ("It would be Fastapi if “Size” were left open.",)


def test_bars_show_the_best_of_each_family() -> None:
    report = told(rule("r", {}, gives={"flask": "strong"}, costs={"django": "slight"}), stacks=(BOTH,))

    assert report.bars == (("Flask", 6), ("Fastapi", 0), ("Django", -1))
