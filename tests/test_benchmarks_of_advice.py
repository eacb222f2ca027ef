from __future__ import annotations

from benchmarks import states, zen
from benchmarks.interview import Ended, Interviewer, Start
from bot.advice.questions import NOT_SURE


def test_an_interview_is_compared_with_asking_everything() -> None:
    interviewer = Interviewer()
    questions = [question.id for question in interviewer.rulebook.knowledge.questions]
    profile = {**dict.fromkeys(questions, NOT_SURE), "existing": "django-app", "deliverable": "pages"}

    ended = interviewer.compare(Start({"existing": "django-app"}, profile))

    assert isinstance(ended, Ended)
    assert ended.same
    assert 0 < ended.chosen <= ended.in_file_order <= ended.all < len(questions)


def test_the_states_of_interviews_are_measured_beside_their_floor() -> None:
    rows = list(states.measure(interviews=2))

    assert all(row.figure > 0 for row in rows)
    assert [row.times_floor for row in rows if row.name.startswith("floor")] == [1.0]


def test_both_rule_engines_find_the_same_rules() -> None:
    ours, theirs = zen.measure(profiles=20)

    assert ours.figure > 0
    assert theirs.name == "zen-engine, decision table"
