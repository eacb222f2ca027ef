"""What is told for and against a recommendation that was made once."""

from __future__ import annotations

from typing import Any

from bot.decisions.grounds import grounds
from bot.decisions.model import KeptReason, RankedCandidate
from tests.store.build import decision, snapshot


def reasons(rule: str, **points: int) -> list[KeptReason]:
    return [
        KeptReason(rule=rule, framework=framework, points=worth, because=rule, sources=("guide",))
        for framework, worth in points.items()
    ]


def told(*every: list[KeptReason], parts: tuple[str, ...] = (), **more: Any) -> tuple[list[str], list[str]]:
    kept = snapshot(reasons=tuple(reason for each in every for reason in each), parts=parts)
    found = grounds(decision(snapshot=kept, **more))
    return [each.rule for each in found.for_it], [each.rule for each in found.against_it]


def test_what_gave_others_more_spoke_against_it() -> None:
    shared = reasons("shared", django=3, flask=3)
    typed = reasons("typed", fastapi=8, django=1)
    assert told(shared, typed, parts=("django",)) == (["shared"], ["typed"])


def test_what_cost_it_points_spoke_against_it() -> None:
    assert told(reasons("heavy", django=-3, flask=-8), parts=("django",)) == ([], ["heavy"])


def test_what_only_cost_others_is_not_told() -> None:
    assert told(reasons("rare", flask=-8), parts=("django",)) == ([], [])


def test_the_weightiest_come_first_on_both_sides() -> None:
    every = [
        reasons("a", django=1),
        reasons("b", django=8),
        reasons("c", flask=1),
        reasons("d", flask=8, django=3),
    ]
    assert told(*every, parts=("django",)) == (["b", "a"], ["d", "c"])


def test_what_spoke_for_a_part_spoke_for_the_whole() -> None:
    every = [reasons("screens", django=8), reasons("style", drf=3), reasons("both", **{"d-and-f": 3})]
    assert told(*every, recommended="drf", parts=("django", "drf")) == (["screens", "style"], ["both"])
    assert told(*every, recommended="d-and-f", parts=("django", "fastapi")) == (
        ["screens", "both"],
        ["style"],
    )


def test_a_choice_against_the_advice_changes_nothing_about_what_was_advised() -> None:
    every = [reasons("screens", django=8), reasons("small", flask=3)]
    assert told(*every, parts=("django", "drf"), chosen="flask", recommended="drf") == (
        ["screens"],
        ["small"],
    )


def test_of_a_decision_that_kept_no_parts_those_of_the_choice_are_taken_where_it_was_followed() -> None:
    kept = snapshot(reasons=tuple(reasons("screens", django=8)))
    followed = decision(snapshot=kept, chosen="drf", recommended="drf", parts=("django", "drf"))
    assert [each.rule for each in grounds(followed).for_it] == ["screens"]
    against = decision(snapshot=kept, chosen="django", recommended="flask", parts=("django",))
    assert [each.rule for each in grounds(against).against_it] == ["screens"]


def test_where_nothing_was_recommended_all_that_gave_points_is_told() -> None:
    assert told(reasons("a", django=1), reasons("b", flask=-1), recommended=None) == (["a"], [])


def test_what_gave_most_to_something_out_of_the_running_spoke_for_it_all_the_same() -> None:
    ranking = (
        RankedCandidate(candidate="flask", name="Flask", points=1, ruled_out=False),
        RankedCandidate(candidate="fastapi", name="FastAPI", points=8, ruled_out=True),
    )
    kept = snapshot(reasons=tuple(reasons("typed", fastapi=8, flask=1)), ranking=ranking, parts=("flask",))
    found = grounds(decision(snapshot=kept, recommended="flask"))
    assert ([each.rule for each in found.for_it], found.against_it) == (["typed"], ())
