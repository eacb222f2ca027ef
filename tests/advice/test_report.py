from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.advice.advisor import Advisor
from bot.advice.claims import Spread, Value
from bot.advice.lines import Line
from bot.advice.report import Report
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
    report = told(*RULES, admin="needed", load="many", size="large", code="flask-app")

    assert replace(report, applied=(), nearly=()) == Report(
        headline="Django",
        verdict="one",
        certainty="Settled after 4 answers: no question is left to ask.",
        path=Line("Rewrite what runs on Flask in Django.", ()),
        why=lines("Django generates the screens."),
        costs=lines("Async shares a worker.", "Slow to wake.", "Always a pitfall. Read first."),
        disagreements=(),
        runner_up=Line("Fastapi, 3 points behind, for the reason above.", ()),
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


BEHIND_FLASK = [
    rule("small", {}, gives={"flask": "decisive"}, because="Flask stays small."),
    rule("d", {}, gives={"django": "strong"}),
    rule("f", {}, gives={"fastapi": "strong"}),
]


def test_of_a_stack_behind_no_more_than_the_first_sentence_is_told() -> None:
    stack = {**BOTH, "because": "Two services to run. One database is enough."}

    assert told(*BEHIND_FLASK, stacks=({**stack, "costs": "moderate"},)).runner_up == Line(
        "Django with Fastapi beside it, 3 points behind: Two services to run.", ("guide",)
    )


def test_where_nothing_new_is_against_the_runner_up_what_speaks_for_it_is_told() -> None:
    report = told(
        SCREENS, rule("typed", {}, gives={"fastapi": "strong"}, because="It is typed"), admin="needed"
    )

    assert report.why == lines("Django generates the screens.")
    assert report.runner_up == Line(
        "Fastapi, 6 points behind, though this speaks for it: It is typed.", ("guide",)
    )


def test_where_nothing_new_is_to_be_told_of_the_runner_up_the_reason_that_weighs_most_is_named() -> None:
    light = rule("light", {}, gives={"django": "slight"}, because="Django is light.")
    heavy = rule("heavy", {}, gives={"django": "decisive", "flask": "decisive"}, because="Both are known.")
    apart = rule("apart", {}, gives={"django": "strong"}, costs={"flask": "slight"}, because="Django suits.")

    assert told(light, heavy, apart).why == lines("Both are known.", "Django suits.", "Django is light.")
    assert told(light, heavy, apart).runner_up == Line(
        "Flask, 8 points behind, most of all for the second reason above.", ()
    )
    assert told(light, heavy).runner_up == Line("Flask, 1 point behind, for the second reason above.", ())


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


def test_what_was_ruled_out_is_told_beside_what_is_left() -> None:
    house = rule("house", {}, rules_out=["django"], because="Nobody here runs Django")

    assert told(house, TINY, size="small").left_out == lines("Django is out: Nobody here runs Django.")


def test_disagreements_name_each_side_with_its_source() -> None:
    sides = [
        {"framework": "flask", "says": "small is fine", "source": "guide"},
        {"framework": "fastapi", "says": "async from the start.", "source": "guide"},
    ]

    assert told(rule("dispute", {}, disagreement=sides, because="They differ")).disagreements == (
        Line("They differ.", ()),
        *lines("Flask: small is fine.", "Fastapi: async from the start."),
    )


def test_bars_show_the_best_of_each_family() -> None:
    report = told(rule("r", {}, gives={"flask": "strong"}, costs={"django": "slight"}), stacks=(BOTH,))

    assert report.bars == (("Flask", 6), ("Fastapi", 0), ("Django", -1))


def claim(says: str, source: str = "guide", as_of: str = "") -> dict[str, str]:
    return {"says": says, "source": source, "as_of": as_of}


def claimed(*rules: dict[str, Any], **answers: str) -> Report:
    """What is told of frameworks about whose cold start two sources differ, and two agree on Flask's."""
    django = {"wake": [claim("2 s", as_of="2026-05"), claim("slow", "book")], "version": [claim("6.0")]}
    flask = {"wake": [claim("fast"), claim("fast", "book")], "version": [claim("3", as_of="2026")]}
    base = knowledge(
        QUESTIONS,
        [
            framework(
                "django", aspects=django, pitfalls=[{"says": "It sleeps", **SLEEPY, "source": "guide"}]
            ),
            framework("drf", extends="django", name="DRF", aspects={"version": [claim("3.15")]}),
            framework("flask", aspects=flask),
        ],
        rules,
        sources=[{"id": "guide", "title": "A guide"}, {"id": "book", "title": "A book"}],
        aspects=[{"id": each, "name": each.capitalize(), "about": "A."} for each in ("wake", "version")],
    )
    return Advisor(Rulebook(base), ({},)).advise(answers).report


SLEEPY = {"when": {"size": "large"}, "about": ["wake"]}
WAKE = Spread("Django", "Wake", (Value("2 s", (("guide", "2026-05"),)), Value("slow", (("book", ""),))))


def test_where_sources_differ_about_what_a_reason_speaks_of_each_is_told() -> None:
    speaking = rule("wakes", {}, gives={"django": "strong"}, about=["wake"])

    assert claimed(speaking).ranges == (WAKE,)


def test_where_sources_differ_about_what_speaks_against_the_runner_up_each_is_told() -> None:
    speaking = rule("wakes", {}, gives={"flask": "strong"}, costs={"django": "strong"}, about=["wake"])
    apart = rule("apart", {}, gives={"flask": "decisive"})

    assert claimed(apart, speaking).ranges == (WAKE,)


def test_where_sources_differ_about_what_a_caution_or_a_pitfall_speaks_of_each_is_told() -> None:
    first = rule("first", {}, gives={"django": "strong"})
    caution = rule("careful", {}, caution="Mind the start.", about=["wake"])

    assert claimed(first, caution).ranges == (WAKE,)
    assert claimed(first, size="large").ranges == (WAKE,)


def test_what_no_reason_speaks_of_is_left_to_the_comparison() -> None:
    assert claimed(rule("first", {}, gives={"django": "strong"})).ranges == ()


def test_of_costs_about_the_same_aspects_the_one_that_says_what_to_do_is_told() -> None:
    first = rule("first", {}, gives={"django": "decisive"})
    slow = rule("slow", {}, costs={"django": "slight"}, because="It is slow.", about=["wake"])
    other = rule("other", {}, costs={"django": "slight"}, because="Old too.", about=["wake", "version"])
    caution = rule("careful", {}, caution="Mind the start.", about=["wake"])

    assert claimed(first, slow, other, size="large").costs == (
        Line("Old too.", ("guide",), ("wake", "version")),
        Line("It sleeps.", ("guide",), ("wake",)),
    )
    assert [line.text for line in claimed(first, slow, caution, size="large").costs] == ["Mind the start."]


def test_where_sources_agree_there_is_nothing_to_tell() -> None:
    speaking = rule("wakes", {}, gives={"flask": "strong"}, rules_out=["django"], about=["wake"])

    assert claimed(speaking).ranges == ()


def test_what_a_disagreement_is_about_is_told_once() -> None:
    speaking = rule("wakes", {}, gives={"django": "strong"}, about=["wake"])
    sides = [{"framework": "django", "says": "2 s or slow", "source": "guide"}]
    dispute = rule("dispute", {}, disagreement=sides, about=["wake"])

    assert claimed(speaking, dispute).ranges == ()


def test_the_versions_of_every_part_are_told_with_their_dates() -> None:
    assert claimed(rule("first", {}, gives={"drf": "strong"})).versions == (
        Spread("Django", "Version", (Value("6.0", (("guide", ""),)),)),
        Spread("DRF", "Version", (Value("3.15", (("guide", ""),)),)),
    )
    assert claimed(rule("first", {}, gives={"flask": "strong"})).versions == (
        Spread("Flask", "Version", (Value("3", (("guide", "2026"),)),)),
    )


def test_a_toss_up_has_no_versions_to_tell() -> None:
    assert claimed().versions == ()


def test_a_stack_is_behind_by_what_it_always_costs() -> None:
    closer = {**BOTH, "costs": "moderate"}

    assert told(*BEHIND_FLASK, stacks=(closer,)).runner_up == Line(
        "Django with Fastapi beside it, 3 points behind: Two services to run.", ("guide",)
    )


def test_what_would_only_be_added_to_the_first_is_neither_second_nor_level_with_it() -> None:
    rules = [rule("d", {}, gives={"django": "decisive"}), rule("f", {}, gives={"fastapi": "moderate"})]
    report = told(*rules, stacks=({**BOTH, "costs": "strong"},))

    assert report.runner_up == Line(
        "Fastapi, 9 points behind, though this speaks for it: f says so.", ("guide",)
    )
    assert report.bars == (("Django", 12), ("Fastapi", 3), ("Flask", 0))


def test_an_addition_that_shares_the_first_place_is_shown() -> None:
    rules = [rule("d", {}, gives={"django": "decisive"}), rule("f", {}, gives={"fastapi": "strong"})]
    report = told(*rules, stacks=({**BOTH, "costs": "strong"},))

    assert report.headline == "Django or Django with Fastapi beside it"
    assert report.bars == (("Django", 12), ("Django with Fastapi beside it", 12), ("Fastapi", 6))


PAGES = rule(
    "pages",
    {"size": "small"},
    gives={"django": "strong", "flask": "slight"},
    costs={"fastapi": "slight"},
    because="Forms belong to Django.",
)
NO_DJANGO = rule("house", {}, rules_out=["django"], because="Nobody here runs Django.")


def test_what_speaks_most_for_what_is_out_says_so_under_what_is_left() -> None:
    report = told(PAGES, NO_DJANGO, size="small")

    assert report.headline == "Flask"
    assert report.why == lines("Next after Django, which is out: Forms belong to Django.")
    assert report.runner_up == Line("Fastapi, 2 points behind, for the reason above.", ())


def test_what_speaks_most_for_what_is_out_gives_way_to_a_reason_of_its_own() -> None:
    light = rule("light", {}, gives={"flask": "slight"}, because="Flask is light.")

    assert told(PAGES, light, NO_DJANGO, size="small").why == lines("Flask is light.")


def test_of_the_runner_up_nothing_is_told_that_speaks_most_for_a_third() -> None:
    third = rule(
        "third", {}, gives={"django": "moderate"}, costs={"fastapi": "slight"}, because="Django has it."
    )
    kept = rule("kept", {}, gives={"flask": "strong"}, costs={"django": "strong"}, because="Flask stays.")

    assert told(third, kept).runner_up == Line(
        "Fastapi, 7 points behind, most of all for the reason above.", ()
    )


def test_of_the_runner_up_nothing_is_told_for_it_that_speaks_more_for_a_third() -> None:
    third = rule("third", {}, gives={"django": "strong", "fastapi": "moderate"}, because="Django has it.")
    kept = rule("kept", {}, gives={"flask": "decisive"}, costs={"django": "decisive"}, because="Flask stays.")

    assert told(third, kept).runner_up == Line("Fastapi, 9 points behind, for the reason above.", ())


def test_each_in_a_toss_up_is_told_by_what_is_its_own() -> None:
    shared = rule("shared", {}, gives={"django": "strong", "flask": "moderate"}, because="Django has forms.")
    heavy = rule("heavy", {}, costs={"django": "decisive"})
    light = rule("light", {}, gives={"flask": "slight"}, because="Flask is light.")
    typed = rule("typed", {}, gives={"fastapi": "moderate"}, because="It is typed.")
    fast = rule("fast", {}, gives={"fastapi": "slight"})

    assert told(shared, heavy, light, typed, fast).why == lines(
        "For Flask: Flask is light.", "For Fastapi: It is typed."
    )


def test_what_only_loses_least_is_said_to_be_ahead_of_the_second() -> None:
    rules = [rule("heavy", {}, costs={"django": "strong", "fastapi": "moderate"}, because="Both are heavy.")]

    assert told(*rules).why == lines("Ahead of Fastapi: Both are heavy.")


NO_FLASK = rule("house", {}, rules_out=["flask"], because="Nobody here runs Flask")
STAY = rule("stay", {"code": "flask-app"}, gives={"flask": "decisive"}, because="Leaving is work")
LEAVE = rule("leave", {"code": "flask-app"}, costs={"fastapi": "strong"}, because="Stay where you are.")


def test_that_what_runs_is_out_comes_before_the_way_away_from_it() -> None:
    report = told(NO_FLASK, SCREENS, STAY, LEAVE, admin="needed", code="flask-app")

    assert report.path == Line(
        "Flask (which runs today) is out: Nobody here runs Flask. Rewrite what runs on Flask in Django.",
        ("guide",),
    )
    assert report.left_out == ()


def test_what_else_is_out_is_told_beside_what_is_left() -> None:
    no_django = rule("law", {}, rules_out=["django"], because="Law.")

    report = told(no_django, NO_FLASK, WAITING, load="many", code="flask-app")
    assert report.path is not None
    assert "Django" not in report.path.text
    assert report.left_out == lines("Django is out: Law.")


def test_no_rule_that_advises_to_stay_is_told_where_what_runs_is_out() -> None:
    kin = rule("kin", {"code": "flask-app"}, gives={"flask": "strong", "django": "slight"}, because="Stay.")
    report = told(NO_FLASK, STAY, LEAVE, kin, WAITING, load="many", code="flask-app")

    assert report.headline == "Fastapi"
    assert report.why == lines("Async shares a worker.")
    assert report.costs == ()


def test_a_rule_that_advises_to_leave_is_told_where_what_runs_is_out() -> None:
    away = rule("away", {"code": "flask-app"}, gives={"django": "strong"}, because="Django is near.")

    assert told(NO_FLASK, away, code="flask-app").why == lines("Django is near.")


def test_rules_that_advise_to_stay_are_told_where_staying_is_possible() -> None:
    report = told(STAY, code="flask-app")

    assert report.why == lines("Leaving is work.")
    assert report.path == Line("Stay on Flask.", ())


def test_a_toss_up_says_first_that_what_runs_is_out() -> None:
    no_django = rule("law", {}, rules_out=["django"], because="Law.")
    frameworks = [*FRAMEWORKS, framework("quart")]
    base = knowledge(QUESTIONS, frameworks, [no_django, NO_FLASK])
    report = Advisor(Rulebook(base), ({},)).advise({"code": "flask-app"}).report

    assert report.headline == "Fastapi or Quart"
    assert report.left_out == lines(
        "Flask (which runs today) is out: Nobody here runs Flask.", "Django is out: Law."
    )


def test_nothing_left_says_first_that_what_runs_is_out() -> None:
    others = rule("law", {}, rules_out=["django", "fastapi"], because="Law.")

    assert told(others, NO_FLASK, code="flask-app").why == lines(
        "Flask (which runs today) is out: Nobody here runs Flask.", "Django and Fastapi are out: Law."
    )
