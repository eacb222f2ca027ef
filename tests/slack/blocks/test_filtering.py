from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.decisions.model import STATUSES
from bot.decisions.query import Query
from bot.sandbox.state import kept_values
from bot.slack.blocks.elements import Block
from bot.slack.blocks.filtering import filter_form
from bot.slack.blocks.forms import query_from
from bot.slack.ids import Form, carried
from tests.decisions.queries import TODAY, queries
from tests.slack.blocks.scenes import check_view

FRAMEWORKS = [("django", "Django"), ("flask", "Flask")]
FORM = Form(ch="C1", back="https://hooks.slack.com/actions/T1/1/x")


def form(query: Query) -> Block:
    view = filter_form(query, FRAMEWORKS, FORM)
    check_view(view)
    return view


def untouched(view: Block) -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    """What Slack sends of a modal in which nothing was changed."""
    return kept_values([each for each in view["blocks"] if each["type"] == "input"], {})


def test_the_modal_asks_for_everything_that_decisions_are_found_by() -> None:
    view = form(Query())
    assert [each["label"]["text"] for each in view["blocks"]] == [
        "Words",
        "Status",
        "Framework",
        "Recorded or decided by",
        "Channel",
        "Recorded since",
        "Recorded before",
        "Only those",
    ]
    assert all(each["optional"] for each in view["blocks"])
    assert (view["title"]["text"], view["submit"]["text"]) == ("Filter decisions", "Show")
    assert carried(view["private_metadata"]) == FORM


def test_a_status_or_framework_can_be_any_again() -> None:
    status, framework = form(Query(status="accepted"))["blocks"][1:3]
    assert [each["text"]["text"] for each in status["element"]["options"]] == [
        "Any",
        *map(str.capitalize, STATUSES),
    ]
    assert [each["text"]["text"] for each in framework["element"]["options"]] == ["Any", "Django", "Flask"]


@given(query=queries(st.sampled_from([each for each, _ in FRAMEWORKS])))
def test_a_modal_that_nobody_touches_shows_the_same_list_again(query: Query) -> None:
    assert query_from(untouched(form(query)), TODAY) == query


def test_what_is_no_id_is_not_filled_in() -> None:
    assert query_from(untouched(form(Query(person="@ana lee", channel="#ops"))), TODAY) == Query()
