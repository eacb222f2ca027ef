from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.advice.advisor import Advisor
from bot.advice.rulebook import Rulebook
from bot.consultations.model import (
    Answer,
    Change,
    Consultation,
    advanced,
    known_answers,
    previous_question,
    with_answer,
)
from tests.advice.build import framework, question, rule
from tests.consultations.build import NOON, small_knowledge

RULEBOOK = Rulebook(small_knowledge())
LATER = NOON + timedelta(minutes=1)


def answer(option: str, by: str = "U2", **more: Any) -> Answer:
    return Answer(option=option, by=by, at=LATER, origin="person", **more)


def consultation(given: Mapping[str, str] | None = None, **more: Any) -> Consultation:
    fields = {
        "id": 1,
        "workspace": "T1",
        "channel": "C1",
        "started_by": "U1",
        "started_at": NOON,
        "touched_at": NOON,
        "answers": {name: answer(option) for name, option in (given or {}).items()},
        **more,
    }
    return Consultation(**fields)


def advance(now: Consultation, rulebook: Rulebook = RULEBOOK) -> Consultation:
    return advanced(now, Advisor(rulebook, ()))


def test_what_was_asked_and_not_answered_is_pending() -> None:
    now = consultation({"api": "typed"}, asked=("api", "admin"))
    assert now.pending == "admin"
    assert now.current == "admin"


def test_nothing_is_pending_when_all_is_answered() -> None:
    now = consultation({"api": "typed"}, asked=("api",))
    assert now.pending is None
    assert now.current is None


def test_a_question_that_is_open_again_goes_before_the_pending_one() -> None:
    now = consultation({"api": "typed"}, asked=("api", "admin"), revisiting="api")
    assert now.pending == "admin"
    assert now.current == "api"


def test_a_question_counts_how_often_it_was_answered() -> None:
    now = consultation()
    assert now.turn("api") == 0
    now = with_answer(now, "api", answer("typed"))
    assert now.turn("api") == 1
    now = with_answer(now, "api", answer("typed"))
    assert now.turn("api") == 2


def test_a_step_gives_the_next_revision_and_leaves_the_value_before_alone() -> None:
    before = consultation()
    after = with_answer(before, "api", answer("typed"))
    assert (before.revision, before.answers, before.touched_at) == (1, {}, NOON)
    assert (after.revision, after.given, after.touched_at) == (2, {"api": "typed"}, LATER)


def test_a_first_answer_is_no_change() -> None:
    assert with_answer(consultation(), "api", answer("typed")).changes == ()


def test_the_same_answer_again_is_no_change() -> None:
    now = consultation({"api": "typed"})
    assert with_answer(now, "api", answer("typed", by="U3")).changes == ()


def test_another_answer_is_noted_with_who_changed_what() -> None:
    now = with_answer(consultation({"api": "typed"}), "api", answer("plain", by="U3"))
    assert now.changes == (Change(question="api", before="typed", after="plain", by="U3", at=LATER),)
    assert now.answers["api"].by == "U3"


def test_changes_add_up() -> None:
    now = consultation({"api": "typed"})
    for option in ("plain", "typed"):
        now = with_answer(now, "api", answer(option))
    assert [(change.before, change.after) for change in now.changes] == [
        ("typed", "plain"),
        ("plain", "typed"),
    ]


def test_an_answer_closes_the_question_that_was_open_again() -> None:
    now = consultation({"api": "typed", "admin": "needed"}, revisiting="api")
    assert with_answer(now, "api", answer("plain")).revisiting is None


def test_an_answer_leaves_another_question_open_again() -> None:
    now = consultation({"api": "typed", "admin": "needed"}, revisiting="api")
    assert with_answer(now, "admin", answer("none")).revisiting == "api"


def test_the_first_question_is_put() -> None:
    assert advance(consultation()).asked == ("api",)


def test_the_next_question_follows_an_answer() -> None:
    assert advance(consultation({"api": "typed"}, asked=("api",))).asked == ("api", "admin")


def test_advancing_keeps_the_revision() -> None:
    assert advance(consultation(revision=7)).revision == 7


def test_a_pending_question_that_matters_stays_although_another_would_tell_more() -> None:
    assert advance(consultation(asked=("size",))).asked == ("size",)


def test_a_pending_question_that_cannot_matter_any_more_is_taken_back() -> None:
    now = consultation({"api": "typed", "admin": "none"}, asked=("api", "admin", "roles"))
    assert advance(now).asked == ("api", "admin")


def test_a_pending_question_that_is_not_asked_here_gives_way_to_another() -> None:
    assert advance(consultation(asked=("roles",))).asked == ("api",)


def test_nothing_is_asked_when_the_outcome_is_settled() -> None:
    assert advance(consultation({"api": "typed", "admin": "none"})).asked == ()


def test_a_pending_question_that_the_knowledge_has_lost_is_replaced() -> None:
    assert advance(consultation(asked=("colour",))).asked == ("api",)


def test_an_answer_that_the_knowledge_has_lost_opens_its_question_again() -> None:
    now = advance(consultation({"api": "graphql"}, asked=("api",)))
    assert now.asked == ("api",)
    assert now.current == "api"


def test_a_question_open_again_is_not_pushed_aside_by_one_that_lost_its_answer() -> None:
    now = advance(
        consultation({"api": "graphql", "admin": "none"}, asked=("api", "admin"), revisiting="admin")
    )
    assert now.revisiting == "admin"


def test_a_question_open_again_that_the_knowledge_has_lost_is_let_go() -> None:
    now = advance(consultation({"colour": "red"}, asked=("colour",), revisiting="colour"))
    assert now.revisiting is None
    assert now.current == "api"


def test_answers_that_the_knowledge_has_lost_do_not_count() -> None:
    now = consultation({"colour": "red", "api": "graphql", "size": "tiny", "admin": "not-sure"})
    assert known_answers(now, RULEBOOK) == {"size": "tiny", "admin": "not-sure"}


@pytest.mark.parametrize(
    ("asked", "given", "revisiting", "previous"),
    [
        ((), (), None, None),
        (("api",), (), None, None),
        (("api", "admin"), ("api",), None, "api"),
        (("api", "admin"), ("api", "admin"), None, "admin"),
        (("api", "admin", "size"), ("api", "admin"), "admin", "api"),
        (("api", "admin"), ("api",), "api", None),
        (("api", "admin"), ("api", "size"), "size", "api"),
        (("api",), ("size",), "size", None),
    ],
    ids=[
        "nothing asked",
        "the first question",
        "the second question",
        "all answered",
        "going back twice",
        "back to the first",
        "an answer of the brief open again",
        "an answer of the brief open again before the first",
    ],
)
def test_back_leads_to_the_answered_question_before(
    asked: tuple[str, ...], given: tuple[str, ...], revisiting: str | None, previous: str | None
) -> None:
    now = consultation(dict.fromkeys(given, "not-sure"), asked=asked, revisiting=revisiting)
    assert previous_question(now) == previous


LIKELY = Rulebook(
    small_knowledge(
        questions=[question(name, "yes", "no", "maybe") for name in ("one", "two", "three")],
        rules=[
            rule(
                "rare",
                {"one": "yes", "two": "yes", "three": "yes"},
                gives={"flask": "moderate"},
            )
        ],
        frameworks=[framework("django"), framework("flask", extends="django")],
    )
)
"""Only one of 64 ways leads elsewhere: likely, not settled."""


def test_a_likely_outcome_ends_the_questions() -> None:
    assert advance(consultation(), LIKELY).asked == ()


def test_the_rest_is_asked_on_request_until_the_outcome_is_settled() -> None:
    now = advance(consultation(asks_the_rest=True), LIKELY)
    assert now.pending
    now = advance(with_answer(now, now.pending, answer("no")), LIKELY)
    assert now.pending is None


ANSWERS = st.dictionaries(
    st.sampled_from(["admin", "api", "size", "roles", "colour"]),
    st.sampled_from(["needed", "none", "typed", "plain", "tiny", "large", "many", "few", "not-sure", "gone"]),
)
QUESTIONS = st.lists(st.sampled_from(["admin", "api", "size", "roles", "colour"]), unique=True)


@given(given=ANSWERS, asked=QUESTIONS, rest=st.booleans())
def test_at_most_one_question_is_pending_and_none_is_asked_twice(
    given: dict[str, str], asked: list[str], *, rest: bool
) -> None:
    now = advance(consultation(given, asked=tuple(asked), asks_the_rest=rest))
    assert len(set(now.asked)) == len(now.asked)
    assert len([name for name in now.asked if name not in given]) <= 1
    assert [name for name in asked if name in given] == [name for name in now.asked if name in given]


@given(given=ANSWERS, asked=QUESTIONS)
def test_advancing_twice_is_advancing_once(given: dict[str, str], asked: list[str]) -> None:
    once = advance(consultation(given, asked=tuple(asked)))
    assert advance(once) == once


@given(given=ANSWERS)
def test_an_interview_goes_on_exactly_while_it_is_not_over(given: dict[str, str]) -> None:
    now = advance(consultation(given))
    assert (now.current is None) == Advisor(RULEBOOK, ()).assess(now.given).is_over


def left(now: Consultation) -> int:
    return Advisor(RULEBOOK, ()).assess(now.given).questions_left


def test_how_many_questions_to_expect_is_guessed_when_the_first_is_put() -> None:
    guess = left(consultation())
    assert guess > 0
    first = advance(consultation())
    assert first.expected == guess


def test_the_guess_stays_while_people_answer() -> None:
    first = advance(consultation())
    told = first.model_copy(update={"expected": 9})
    assert first.pending is not None
    answered = with_answer(told, first.pending, answer("not-sure"))
    assert advance(answered).expected == 9


def test_a_consultation_that_starts_over_or_knows_no_guess_is_given_one() -> None:
    guess = left(consultation())
    assert advance(consultation(expected=9)).expected == guess
    going_on = consultation({"api": "typed"}, asked=("api", "admin"))
    assert advance(going_on).expected == 1 + left(going_on)


def test_where_nothing_is_left_to_ask_nothing_is_expected() -> None:
    over = consultation({question.id: "not-sure" for question in RULEBOOK.knowledge.questions})
    assert left(over) == 0
    assert advance(over).expected == 0
