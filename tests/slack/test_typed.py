from __future__ import annotations

import pytest

from bot.advice.knowledge import KnowledgeBase
from bot.advice.questions import Question
from bot.knowledge_files.loader import load
from bot.settings import SHIPPED
from bot.slack.typed import Control, One, Several, Volunteered, read_reply


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return load((SHIPPED,)).knowledge


@pytest.fixture
def code(knowledge: KnowledgeBase) -> Question:
    return knowledge.question_by_id["existing"]


@pytest.mark.parametrize("word", list(Control))
def test_a_word_that_steers_is_read_in_any_case_and_with_a_stop(
    knowledge: KnowledgeBase, code: Question, word: Control
) -> None:
    assert read_reply(f" {word.value.upper()}. ", code, knowledge) is word


@pytest.mark.parametrize("typed", ["not sure", "No idea", "don't know", "unsure?"])
def test_not_knowing_is_an_answer(knowledge: KnowledgeBase, code: Question, typed: str) -> None:
    assert read_reply(typed, code, knowledge) == One("not-sure")


@pytest.mark.parametrize("typed", ["2", "A Django app", "we have a Django app"])
def test_a_number_a_label_and_a_known_wording_are_answers(
    knowledge: KnowledgeBase, code: Question, typed: str
) -> None:
    assert read_reply(typed, code, knowledge) == One("django-app")


def test_what_fits_two_options_names_both(knowledge: KnowledgeBase, code: Question) -> None:
    reply = read_reply("a Flask app and a FastAPI app", code, knowledge)
    assert isinstance(reply, Several)
    assert [each.id for each in reply.options] == ["flask-app", "fastapi-app"]


@pytest.mark.parametrize("typed", ["lunch?", "who is back from holidays", "can you help me here", "+1", "10"])
def test_the_team_s_own_talk_is_no_reply(knowledge: KnowledgeBase, code: Question, typed: str) -> None:
    assert read_reply(typed, code, knowledge) is None


def test_without_an_open_question_only_steering_words_are_read(knowledge: KnowledgeBase) -> None:
    assert read_reply("2", None, knowledge) is None
    assert read_reply("summary", None, knowledge) is Control.SUMMARY


@pytest.mark.parametrize("asked", [True, False])
def test_what_the_team_does_not_want_may_be_said_whatever_is_asked(
    knowledge: KnowledgeBase, code: Question, *, asked: bool
) -> None:
    reply = read_reply("we don't want Django or Sanic", code if asked else None, knowledge)
    assert reply == Volunteered("not-wanted", "django-and-sanic")


@pytest.mark.parametrize(
    "typed", ["should we avoid Django?", "no Django developers", "<@U1> no Django", "no lunch today"]
)
def test_talk_that_refuses_no_framework_is_no_reply(knowledge: KnowledgeBase, typed: str) -> None:
    assert read_reply(typed, None, knowledge) is None
