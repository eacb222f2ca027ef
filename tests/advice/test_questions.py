from __future__ import annotations

import pytest

from bot.advice.questions import Option, Question


def _not_wanted(*options: str) -> Question:
    refusing = tuple(Option(id=each, label=each.capitalize(), refuses=(each,)) for each in options)
    return Question(id="not-wanted", name="Not wanted", ask="What is out?", why="It is.", options=refusing)


def test_several_options_of_what_is_volunteered_are_one_answer_in_the_order_of_the_question() -> None:
    option = _not_wanted("django", "flask", "sanic").option("sanic-and-django")
    assert option
    assert (option.id, option.label, option.refuses) == (
        "django-and-sanic",
        "Django and Sanic",
        ("django", "sanic"),
    )


def test_an_id_that_holds_an_and_itself_may_be_one_of_several() -> None:
    found = _not_wanted("salt", "salt-and-pepper", "sanic").parts("salt-and-pepper-and-sanic")
    assert [option.id for option in found] == ["salt-and-pepper", "sanic"]


@pytest.mark.parametrize("answer", ["", "lunch", "django-and-lunch", "django-and-", "-and-django"])
def test_what_holds_something_unknown_is_no_answer(answer: str) -> None:
    assert _not_wanted("django", "flask").option(answer) is None


def test_of_what_is_asked_one_option_alone_is_an_answer() -> None:
    options = (Option(id="a", label="A"), Option(id="b", label="B"))
    assert Question(id="q", name="Q", ask="Q?", why="Q.", options=options).option("a-and-b") is None
