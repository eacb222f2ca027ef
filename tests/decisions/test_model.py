from __future__ import annotations

from datetime import date

import pytest

from bot.decisions.model import STATUSES, Status, status_named
from bot.workspaces.model import Conversation, Person
from tests.store.build import decision


@pytest.mark.parametrize(
    ("chosen", "recommended", "overrides"),
    [("flask", "django", True), ("django", "django", False), ("flask", None, False)],
)
def test_choosing_another_than_the_recommended_overrides(
    chosen: str, recommended: str | None, *, overrides: bool
) -> None:
    assert decision(chosen=chosen, recommended=recommended).overrides is overrides


@pytest.mark.parametrize(
    ("person", "may"),
    [
        (Person("T1", "U1"), True),
        (Person("T1", "U2"), True),
        (Person("T1", "U3"), False),
        (Person("T1", "U3", is_admin=True), True),
        (Person("T2", "U1"), False),
        (Person("T2", "U3", is_admin=True), False),
    ],
    ids=["recorder", "decider", "somebody", "admin", "like-named elsewhere", "admin elsewhere"],
)
def test_a_decision_is_changed_by_those_who_made_it_and_by_admins(person: Person, *, may: bool) -> None:
    assert decision(recorded_by="U1", deciders=("U2",)).may_be_changed_by(person) is may


@pytest.mark.parametrize(
    ("status", "review_on", "is_overdue"),
    [
        ("accepted", date(2026, 11, 20), True),
        ("accepted", date(2026, 11, 21), True),
        ("accepted", date(2026, 11, 22), False),
        ("accepted", None, False),
        ("proposed", date(2026, 11, 20), True),
        ("rejected", date(2026, 11, 20), False),
        ("deprecated", date(2026, 11, 20), False),
        ("superseded", date(2026, 11, 20), False),
    ],
)
def test_a_living_decision_is_overdue_from_its_review_date_on(
    status: Status, review_on: date | None, *, is_overdue: bool
) -> None:
    assert decision(status=status, review_on=review_on).is_overdue(date(2026, 11, 21)) is is_overdue


def test_where_a_decision_was_made_is_its_conversation() -> None:
    made = decision(workspace="T1", channel="G1", kind="private")
    assert made.conversation == Conversation("T1", "G1", "private")


@pytest.mark.parametrize("name", STATUSES)
def test_a_status_is_found_by_its_name(name: str) -> None:
    assert status_named(name) == name


def test_another_word_is_no_status() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        status_named("done")
