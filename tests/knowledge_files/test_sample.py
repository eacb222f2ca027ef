from __future__ import annotations

from collections import Counter

from bot.knowledge_files.sample import draw_sample
from tests.advice.build import framework, knowledge, question, rule

BASE = knowledge(
    [question("a", "x", "y"), question("b", "p", "q", "r", when={"a": "x"})],
    [framework("flask")],
    [rule("r", {}, gives={"flask": "slight"})],
)


def test_every_profile_answers_every_question() -> None:
    assert all(set(profile) == {"a", "b"} for profile in draw_sample(BASE, size=10))


def test_each_answer_is_given_equally_often() -> None:
    profiles = draw_sample(BASE, size=12, seed=1)

    assert Counter(profile["a"] for profile in profiles) == {"x": 4, "y": 4, "not-sure": 4}
    assert Counter(profile["b"] for profile in profiles) == {"p": 3, "q": 3, "r": 3, "not-sure": 3}


def test_a_size_that_does_not_divide_is_out_by_one_at_most() -> None:
    counts = Counter(profile["a"] for profile in draw_sample(BASE, size=400)).values()

    assert max(counts) - min(counts) == 1


def test_the_same_seed_draws_the_same_profiles() -> None:
    assert tuple(draw_sample(BASE, seed=7)) == tuple(draw_sample(BASE, seed=7))
    assert tuple(draw_sample(BASE, seed=7)) != tuple(draw_sample(BASE, seed=8))


def test_what_nobody_is_asked_is_not_drawn() -> None:
    options = [{"id": each, "label": each, "refuses": ["flask"]} for each in "xy"]
    refusing = {**question("c"), "options": options}
    base = knowledge([question("a", "x", "y"), refusing], [framework("flask")], [])
    assert all(set(profile) == {"a"} for profile in draw_sample(base, size=10))
