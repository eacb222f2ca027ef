"""The promise that must never be broken, against brute force on random knowledge bases."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.advice.board import Board
from bot.advice.interview import assess
from bot.advice.knowledge import KnowledgeBase
from bot.advice.questions import NOT_SURE
from bot.advice.rulebook import Leaders, Rulebook
from bot.advice.settled import is_settled
from bot.advice.ways import Profiles, Ways
from tests.advice.build import framework, knowledge, question, rule

QUESTIONS = {"a": ["a1", "a2"], "b": ["b1", "b2", "b3"], "c": ["c1", "c2"], "d": ["d1", "d2"]}
CANDIDATES = ["django", "drf", "flask", "fastapi", "both"]
STRENGTH = st.sampled_from(["slight", "moderate", "strong", "decisive"])


@st.composite
def atoms(draw: st.DrawFn) -> dict[str, Any]:
    names = draw(st.lists(st.sampled_from(sorted(QUESTIONS)), min_size=1, max_size=2, unique=True))
    return {
        name: draw(st.lists(st.sampled_from(QUESTIONS[name]), min_size=1, max_size=2, unique=True))
        for name in names
    }


conditions = st.recursive(
    atoms(),
    lambda inner: st.one_of(
        st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=2)}),
        st.fixed_dictionaries({"not": inner}),
        st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=2)}),
    ),
    max_leaves=3,
)


@st.composite
def knowledge_bases(draw: st.DrawFn) -> KnowledgeBase:
    effects = st.dictionaries(st.sampled_from(CANDIDATES), STRENGTH, max_size=2)
    rules = []
    for number in range(draw(st.integers(1, 6))):
        gives, costs = draw(effects), draw(effects)
        ruled_out = draw(st.lists(st.sampled_from(CANDIDATES), max_size=1)) if draw(st.booleans()) else []
        if gives or costs or ruled_out:
            when = draw(st.one_of(conditions, st.just({})))
            rules.append(rule(f"r{number}", when, gives=gives, costs=costs, rules_out=ruled_out))
    niche = draw(st.one_of(st.none(), conditions.filter(lambda when: "d" not in str(when))))
    questions = [
        question(name, *options, **({"when": niche} if name == "d" and niche else {}))
        for name, options in QUESTIONS.items()
    ]
    frameworks = [
        framework("django"),
        framework("drf", extends="django"),
        framework("flask"),
        framework("fastapi"),
    ]
    stack = {
        "id": "both",
        "name": "Both",
        "parts": ["django", "fastapi"],
        "costs": draw(STRENGTH),
        "because": "x",
        "sources": ["guide"],
    }
    return knowledge(questions, frameworks, rules, stacks=[stack])


answers_given = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from([*options, NOT_SURE]) for name, options in QUESTIONS.items()}
)


def all_outcomes(book: Rulebook, given_answers: dict[str, str]) -> Iterator[Leaders]:
    """Every first place, by asking for each way of answering from scratch."""
    still_open = [name for name in QUESTIONS if name not in given_answers]
    for choice in product(*([*QUESTIONS[name], NOT_SURE] for name in still_open)):
        answers = dict(given_answers)
        for name, option in zip(still_open, choice, strict=True):
            if book.is_asked(name, answers):
                answers[name] = option
        yield book.leaders_for(answers)


@settings(max_examples=400, deadline=None)
@given(knowledge_bases(), answers_given)
def test_settled_is_said_exactly_when_no_way_of_answering_changes_the_first_place(
    base: KnowledgeBase, given_answers: dict[str, str]
) -> None:
    book = Rulebook(base)

    assert is_settled(Board.of(book, given_answers)) == (len(set(all_outcomes(book, given_answers))) == 1)


@settings(max_examples=200, deadline=None)
@given(knowledge_bases(), answers_given)
def test_the_ways_have_the_same_outcomes_as_answering_one_by_one(
    base: KnowledgeBase, given_answers: dict[str, str]
) -> None:
    book = Rulebook(base)
    board = Board.of(book, given_answers)

    assert set(Ways.every(board).outcomes) == set(all_outcomes(book, given_answers))
    assert board.leaders_now() == book.leaders_for(given_answers)


profiles = st.fixed_dictionaries(
    {name: st.sampled_from([*options, NOT_SURE]) for name, options in QUESTIONS.items()}
)


@settings(max_examples=200, deadline=None)
@given(knowledge_bases(), answers_given, st.lists(profiles, min_size=1, max_size=9))
def test_a_sampled_way_has_the_outcome_of_answering_as_its_profile_does(
    base: KnowledgeBase, given_answers: dict[str, str], sample: list[dict[str, str]]
) -> None:
    book = Rulebook(base)
    outcomes = Ways.sampled(Board.of(book, given_answers), Profiles(sample)).outcomes

    for row, profile in enumerate(sample):
        answers = dict(given_answers)
        for name in QUESTIONS:
            if name not in answers and book.is_asked(name, answers):
                answers[name] = profile[name]
        assert outcomes[book.leaders_for(answers)] >> row & 1


@settings(max_examples=200, deadline=None)
@given(knowledge_bases(), answers_given)
def test_an_interview_goes_on_until_nothing_can_change_the_first_place(
    base: KnowledgeBase, given_answers: dict[str, str]
) -> None:
    book = Rulebook(base)
    outcomes = set(all_outcomes(book, given_answers))

    assessment = assess(book, given_answers, sample=[])

    assert assessment.settled == (len(outcomes) == 1)
    assert assessment.settled == (assessment.next_question is None)
    if assessment.next_question:
        assert assessment.next_question in assessment.open_questions


def test_a_spent_budget_means_not_settled() -> None:
    base = knowledge(
        [question("a", "a1", "a2")],
        [framework("flask"), framework("fastapi")],
        [rule("always", {}, gives={"flask": "strong"})],
    )
    board = Board.of(Rulebook(base), {})

    assert is_settled(board)
    assert not is_settled(board, steps=1)
