from __future__ import annotations

from tests.advice.build import rule
from tests.advice.test_report import BOTH, told

NOTHING = "No single answer, changed alone, would put another one ahead."


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

    assert told(*rules, size="large").would_change == (NOTHING,)


def test_a_lost_answer_is_told_as_such() -> None:
    rules = [
        rule("always", {}, gives={"fastapi": "slight"}),
        rule("any", {"size": ["small", "large"]}, gives={"flask": "strong"}),
    ]

    assert told(*rules, size="small").would_change == ("It would be Fastapi if “Size” were left open.",)


def test_an_open_question_that_could_turn_it_is_named_while_the_outcome_is_not_settled() -> None:
    rules = [
        rule("always", {}, gives={"fastapi": "slight"}),
        rule("screens", {"admin": "needed"}, gives={"django": "strong"}),
    ]

    assert told(*rules, size="small").would_change == (
        "It would be Django if “Admin”, still open, were “Needed”.",
    )


def test_what_an_open_question_would_only_level_is_not_told() -> None:
    rules = [
        rule("always", {}, gives={"fastapi": "strong"}),
        rule("level", {"admin": "needed"}, gives={"django": "strong"}),
    ]

    assert told(*rules, size="small").would_change == (NOTHING,)


def test_without_answers_nothing_is_said_about_changing_them() -> None:
    assert told(rule("always", {}, gives={"fastapi": "slight"})).would_change == ()


def test_in_a_toss_up_no_open_question_is_named_beside_the_one_that_decides() -> None:
    rules = [
        rule("level", {"size": "small"}, gives={"fastapi": "strong", "django": "strong"}),
        rule("screens", {"admin": "needed"}, gives={"django": "strong"}),
    ]

    assert told(*rules, size="small").would_change == ()


def test_an_open_question_about_what_runs_is_named_last() -> None:
    rules = [
        rule("always", {}, gives={"fastapi": "slight"}),
        rule("runs", {"code": "flask-app"}, gives={"flask": "strong"}),
        rule("big", {"size": "large"}, gives={"django": "strong"}),
        rule("screens", {"admin": "needed"}, gives={"django": "strong"}),
    ]

    assert told(*rules, load="few").would_change == (
        "It would be Django if “Admin”, still open, were “Needed”.",
        "It would be Django if “Size”, still open, were “Large”.",
    )


def test_what_an_answer_would_add_to_the_first_is_told_as_an_addition() -> None:
    rules = [
        rule("screens", {"admin": "needed"}, gives={"django": "decisive"}),
        rule("waiting", {"load": "many"}, gives={"both": "strong"}),
    ]

    assert told(*rules, stacks=({**BOTH, "costs": "slight"},), admin="needed", load="few").would_change == (
        "Fastapi would come beside it if “Load” were “Many”.",
    )
