from __future__ import annotations

from random import Random

import pytest

from bot.decisions.model import AnsweredQuestion, Choice, Decision, FrameworkCount
from bot.workspaces.model import Viewer
from tests.store.build import ANA, Store, record, snapshot

GIVEN = {"admin": "needed", "api": "typed", "size": "small", "team": "new"}
DJANGO = Choice(candidate="django", parts=("django",))


def _answers(**options: str) -> object:
    return snapshot(
        answers=tuple(
            AnsweredQuestion(
                question=question, name=question.title(), ask="?", option=option, label=option, by="U1"
            )
            for question, option in options.items()
        )
    )


def _any_decision(store: Store, chance: Random) -> Decision:
    given = {question: chance.choice("abc") for question in "pqrst" if chance.random() < 0.8}
    chosen = chance.choice(["django", "drf", "flask", "quart"])
    parts = ("django", "drf") if chosen == "drf" else (chosen,)
    status = chance.choice(["accepted", "proposed", "rejected"])
    return record(store, chosen=chosen, parts=parts, status=status, snapshot=_answers(**given))


def _by_comparing(past: list[Decision], given: dict[str, str], choice: Choice) -> list[int]:
    """Numbers of what is alike, the most alike first, by looking at every one."""
    ranks = []
    for one in past:
        shared = sum(one.given.get(question) == option for question, option in given.items())
        same, part = one.chosen == choice.candidate, bool({one.chosen, *one.parts} & {*choice.parts})
        if one.is_living and (same or part or 2 * shared >= len(given)):
            ranks.append((shared, same, part, one.number))
    return [number for *_, number in sorted(ranks, reverse=True)]


class LikenessContract:
    """What every store must find alike, and count."""

    def test_those_that_share_most_answers_come_first(self, store: Store) -> None:
        record(store, chosen="x", snapshot=_answers(admin="needed", api="typed"))
        record(store, chosen="x", snapshot=_answers(**GIVEN))
        record(store, chosen="x", snapshot=_answers(admin="needed", api="typed", size="small"))
        found = store.similar_decisions(ANA, GIVEN, None, 10)
        assert [one.decision.number for one in found] == [2, 3, 1]
        assert found[1].shared == ("Admin", "Api", "Size")
        assert not found[1].same_choice

    def test_the_nearest_is_found_however_much_was_decided_since(self, store: Store) -> None:
        record(store, chosen="x", snapshot=_answers(**GIVEN))
        for _ in range(150):
            record(store, chosen="x", snapshot=_answers(admin="needed", api="typed"))
            record(store, chosen="x", snapshot=_answers(size="small", team="new"))
        (found,) = store.similar_decisions(ANA, GIVEN, None, 1)
        assert (found.decision.number, len(found.shared)) == (1, 4)

    def test_what_is_nearer_and_may_not_be_seen_hides_nothing_that_may(self, store: Store) -> None:
        record(store, chosen="x", snapshot=_answers(**GIVEN))
        for _ in range(120):
            record(store, chosen="x", snapshot=_answers(**GIVEN), channel="G1", kind="private")
            record(store, chosen="x", snapshot=_answers(**GIVEN), status="rejected")
        for viewer in (ANA, Viewer("T1", "U9", frozenset({"C1"}), sees_public=False)):
            (found,) = store.similar_decisions(viewer, GIVEN, None, 3)
            assert found.decision.number == 1

    def test_the_order_is_that_of_comparing_each_with_what_is_decided(self, store: Store) -> None:
        chance = Random(5)  # noqa: S311 - the same log each time, nothing secret
        past = [_any_decision(store, chance) for _ in range(60)]
        for _ in range(20):
            given = {question: chance.choice("abc") for question in "pqrst"}
            parts = tuple(chance.sample(["django", "flask", "quart"], chance.randint(0, 2)))
            choice = Choice(candidate=chance.choice(["django", "drf", "quart"]), parts=parts)
            found = store.similar_decisions(ANA, given, choice, 9)
            assert [one.decision.number for one in found] == _by_comparing(past, given, choice)[:9]

    def test_less_than_half_of_the_answers_is_not_alike(self, store: Store) -> None:
        record(store, chosen="x", snapshot=_answers(admin="needed", api="plain", size="large", team="old"))
        assert store.similar_decisions(ANA, GIVEN, None, 10) == []

    def test_the_same_choice_is_alike_whatever_was_answered(self, store: Store) -> None:
        record(store, parts=("django",), snapshot=_answers())
        record(store, chosen="flask", parts=("flask",), snapshot=_answers())
        (found,) = store.similar_decisions(ANA, GIVEN, DJANGO, 10)
        assert (found.decision.number, found.shared, found.same_choice) == (1, (), True)

    @pytest.mark.parametrize(
        ("candidate", "parts"),
        [("django", ("django",)), ("django-and-fastapi", ("django", "fastapi"))],
        ids=["a framework", "a stack"],
    )
    def test_what_shares_a_framework_with_the_choice_is_alike(
        self, store: Store, candidate: str, parts: tuple[str, ...]
    ) -> None:
        record(store, chosen="drf", parts=("django", "drf"), snapshot=_answers())
        record(store, chosen="django-and-flask", parts=("django", "flask"), snapshot=_answers())
        record(store, chosen="flask", parts=("flask",), snapshot=_answers())
        found = store.similar_decisions(ANA, {}, Choice(candidate=candidate, parts=parts), 10)
        assert [one.decision.number for one in found] == [2, 1]
        assert not any(one.same_choice for one in found)
        assert all(one.shares_part for one in found)

    def test_the_same_choice_comes_before_those_that_share_a_part_of_it(self, store: Store) -> None:
        record(store, parts=("django",), snapshot=_answers())
        for _ in range(90):
            record(store, chosen="drf", parts=("django", "drf"), snapshot=_answers())
        found = store.similar_decisions(ANA, {}, DJANGO, 2)
        assert [one.decision.number for one in found] == [1, 91]

    def test_what_is_equally_alike_is_listed_newest_first_the_same_choice_before_others(
        self, store: Store
    ) -> None:
        for chosen in ("x", "django", "x", "django"):
            record(store, chosen=chosen, snapshot=_answers(**GIVEN))
        found = store.similar_decisions(ANA, GIVEN, DJANGO, 3)
        assert [one.decision.number for one in found] == [4, 2, 3]

    def test_not_sure_is_no_answer_to_share(self, store: Store) -> None:
        record(store, chosen="x", snapshot=_answers(admin="not-sure", api="not-sure"))
        assert store.similar_decisions(ANA, {"admin": "not-sure", "api": "not-sure"}, None, 10) == []

    @pytest.mark.parametrize("status", ["rejected", "deprecated", "superseded"])
    def test_what_the_team_no_longer_goes_by_is_not_alike(self, store: Store, status: str) -> None:
        record(store, status=status, snapshot=_answers(**GIVEN))
        assert store.similar_decisions(ANA, GIVEN, DJANGO, 10) == []

    def test_without_answers_and_choice_nothing_is_alike(self, store: Store) -> None:
        record(store)
        assert store.similar_decisions(ANA, {}, None, 10) == []

    def test_living_decisions_are_counted_by_choice_the_most_frequent_first(self, store: Store) -> None:
        for chosen, name in (("flask", "Flask"), ("drf", "Django + DRF"), ("flask", "Flask")):
            record(store, chosen=chosen, chosen_name=name)
        record(store, chosen="drf", chosen_name="Django + DRF", status="deprecated")
        assert store.count_by_framework(ANA, 10) == [
            FrameworkCount(chosen="flask", chosen_name="Flask", decisions=2),
            FrameworkCount(chosen="drf", chosen_name="Django + DRF", decisions=1),
        ]
        assert len(store.count_by_framework(ANA, 1)) == 1
