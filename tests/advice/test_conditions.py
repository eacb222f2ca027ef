from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.advice.conditions import Bits, alternatives, breadth, holds
from bot.advice.questions import Condition, Question
from tests.advice.build import question

QUESTIONS = [
    Question.model_validate(question("admin", "needed", "later", "none")),
    Question.model_validate(question("size", "small", "large")),
]
BITS = Bits.of(QUESTIONS)


def is_true(condition: dict[str, Any], **answers: str) -> bool:
    compiled = alternatives(Condition.model_validate(condition), BITS)
    return holds(compiled, BITS.state(answers))


def test_an_empty_condition_always_holds() -> None:
    assert is_true({})


def test_a_named_option_holds_when_it_is_the_answer() -> None:
    assert is_true({"admin": "needed"}, admin="needed")
    assert not is_true({"admin": "needed"}, admin="none")


def test_one_of_several_options_is_enough() -> None:
    assert is_true({"admin": ["needed", "later"]}, admin="later")


def test_all_named_questions_must_hold() -> None:
    condition = {"admin": "needed", "size": "large"}

    assert is_true(condition, admin="needed", size="large")
    assert not is_true(condition, admin="needed", size="small")
    assert not is_true(condition, admin="needed")


def test_any_holds_where_one_part_does() -> None:
    condition = {"any": [{"admin": "needed"}, {"size": "large"}]}

    assert is_true(condition, size="large")
    assert not is_true(condition, admin="none", size="small")


def test_any_is_joined_to_its_siblings_by_and() -> None:
    condition = {"size": "large", "any": [{"admin": "needed"}, {"admin": "later"}]}

    assert is_true(condition, size="large", admin="later")
    assert not is_true(condition, size="small", admin="later")


def test_not_holds_for_every_other_option() -> None:
    assert is_true({"not": {"admin": "needed"}}, admin="none")
    assert not is_true({"not": {"admin": "needed"}}, admin="needed")


@pytest.mark.parametrize("answers", [{}, {"admin": "not-sure"}])
def test_neither_a_condition_nor_its_negation_holds_of_an_open_or_unsure_question(
    answers: dict[str, str],
) -> None:
    assert not is_true({"admin": "needed"}, **answers)
    assert not is_true({"not": {"admin": "needed"}}, **answers)


def test_a_negated_conjunction_holds_where_one_part_is_known_to_fail() -> None:
    condition = {"not": {"admin": "needed", "size": "large"}}

    assert is_true(condition, size="small")
    assert not is_true(condition, admin="needed")


def test_a_negated_alternative_holds_only_where_every_part_is_known_to_fail() -> None:
    condition = {"not": {"any": [{"admin": "needed"}, {"size": "large"}]}}

    assert is_true(condition, admin="none", size="small")
    assert not is_true(condition, admin="none")


def test_two_negations_cancel_out() -> None:
    assert is_true({"not": {"not": {"admin": "needed"}}}, admin="needed")
    assert not is_true({"not": {"not": {"admin": "needed"}}}, admin="later")


def test_a_contradiction_never_holds() -> None:
    condition = {"all": [{"admin": "needed"}, {"admin": "none"}]}

    assert alternatives(Condition.model_validate(condition), BITS) == ()


def test_all_options_together_still_need_an_answer() -> None:
    assert not is_true({"admin": ["needed", "later", "none"]})


def test_answers_to_unknown_questions_and_unknown_options_count_as_open() -> None:
    assert BITS.state({"colour": "red", "admin": "maybe"}) == 0


def test_an_option_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError):
        alternatives(Condition.model_validate({"admin": "perhaps"}), BITS)


def test_what_is_said_many_times_does_not_multiply() -> None:
    either = {"any": [{"admin": "needed"}, {"size": "small"}]}

    compiled = alternatives(Condition.model_validate({"all": [either] * 60}), BITS)

    assert len(compiled) == 3


_LEAVES = st.sampled_from(
    [{"admin": "needed"}, {"size": ["small", "large"]}, {"admin": "none", "size": "large"}]
)
_CONDITIONS = st.recursive(
    _LEAVES | st.just({}),
    lambda nested: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(nested, max_size=3)),
        st.builds(lambda parts, leaf: {**leaf, "any": parts}, st.lists(nested, max_size=3), _LEAVES),
        st.builds(lambda part: {"not": part}, nested),
    ),
    max_leaves=8,
)


@given(_CONDITIONS)
def test_a_condition_compiles_to_no_more_alternatives_than_its_breadth(condition: dict[str, Any]) -> None:
    model = Condition.model_validate(condition)

    assert len(alternatives(model, BITS)) <= breadth(model)


def test_the_breadth_of_a_condition_multiplies_what_must_hold_and_adds_up_what_may() -> None:
    three = {"any": [{"admin": "needed"}, {"size": "large"}, {"size": "small"}]}
    none_of = {"not": {"any": [{"admin": "needed", "size": "large"}, {"admin": "none", "size": "small"}]}}

    assert breadth(Condition.model_validate({"all": [three, three]})) == 9
    assert breadth(Condition.model_validate(none_of)) == 4
