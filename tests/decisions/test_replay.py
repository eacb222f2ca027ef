from __future__ import annotations

from typing import Any

import pytest

from bot.advice.knowledge import KnowledgeBase, Rule
from bot.advice.questions import Option
from bot.advice.recommend import recommend
from bot.advice.rulebook import Rulebook
from bot.decisions.model import AnsweredQuestion, Decision, KeptReason
from bot.decisions.replay import Difference, Replay, replay
from tests.consultations.build import small_knowledge
from tests.store.build import decision, snapshot

ANSWERS = {"admin": "needed"}


def decided(knowledge: KnowledgeBase, answers: dict[str, str] = ANSWERS, **more: Any) -> Decision:
    """A decision as it would have been recorded under that knowledge."""
    found = recommend(Rulebook(knowledge), answers)
    kept = snapshot(
        answers=tuple(
            AnsweredQuestion(question=one, name=one.title(), ask="?", option=option, label="l", by="U1")
            for one, option in answers.items()
        ),
        reasons=tuple(
            KeptReason(
                rule=one.rule, framework=one.framework, points=one.points, because=one.because, sources=()
            )
            for one in found.reasons
        ),
        knowledge_version=knowledge.version,
    )
    fields = {
        "chosen": found.first,
        "chosen_name": knowledge.candidate_name(found.first or ""),
        "recommended": found.first,
        "recommended_name": knowledge.candidate_name(found.first or ""),
        **more,
    }
    return decision(1, snapshot=kept, **fields)


def with_rule(knowledge: KnowledgeBase, **fields: Any) -> KnowledgeBase:
    added = Rule.model_validate({"because": "New.", "sources": ["guide"], **fields})
    return with_rules(knowledge, (*knowledge.rules, added))


def without_rules(knowledge: KnowledgeBase) -> KnowledgeBase:
    return with_rules(knowledge, ())


def with_rules(knowledge: KnowledgeBase, rules: tuple[Rule, ...]) -> KnowledgeBase:
    """Made anew, so that its version is its own."""
    fields = {name: getattr(knowledge, name) for name in KnowledgeBase.model_fields}
    return KnowledgeBase(**{**fields, "rules": rules})


@pytest.fixture
def knowledge() -> KnowledgeBase:
    return small_knowledge()


def replayed(knowledge: KnowledgeBase, past: Decision) -> Replay:
    found = replay(Rulebook(knowledge), past)
    assert found
    return found


def test_under_the_same_knowledge_nothing_differs(knowledge: KnowledgeBase) -> None:
    found = replayed(knowledge, decided(knowledge))
    assert (found.then, found.now, found.differs, found.differences) == ("django", "django", False, ())
    assert found.confirms_choice


def test_a_refusal_that_is_known_since_makes_the_difference(knowledge: KnowledgeBase) -> None:
    options = [Option(id=each, label=each, refuses=(each,)) for each in ("django", "flask")]
    refusing = knowledge.questions[0].model_copy(update={"id": "out", "options": tuple(options)})
    fields = {name: getattr(knowledge, name) for name in KnowledgeBase.model_fields}
    today = KnowledgeBase(**{**fields, "questions": (*knowledge.questions, refusing)})
    found = replayed(today, decided(knowledge, {"admin": "needed", "out": "django"}, chosen="django"))
    assert found.now != "django"
    assert [each.because for each in found.differences if each.rules_out] == ["The team said so."]


def test_a_rule_that_rules_out_what_was_first_makes_the_difference(knowledge: KnowledgeBase) -> None:
    today = with_rule(knowledge, id="no-django", when=ANSWERS, rules_out=["django"])
    found = replayed(today, decided(knowledge))
    assert found.differs
    assert found.now != "django"
    assert found.differences == (Difference("no-django", "New.", {}, {}, rules_out=True),)
    assert not found.confirms_choice


def test_a_rule_that_is_gone_makes_the_difference(knowledge: KnowledgeBase) -> None:
    past = decided(knowledge, recommended="django")
    today = with_rule(without_rules(knowledge), id="other", when=ANSWERS, gives={"fastapi": "strong"})
    found = replayed(today, past)
    assert (found.then_name, found.now_name) == ("Django", "Fastapi")
    gone = next(each for each in found.differences if each.rule != "other")
    assert gone.then
    assert gone.now == {}
    new = next(each for each in found.differences if each.rule == "other")
    assert (new.because, new.then, set(new.now)) == ("New.", {}, {"fastapi"})


def test_the_weightiest_difference_comes_first(knowledge: KnowledgeBase) -> None:
    past = decided(knowledge)
    today = with_rule(without_rules(knowledge), id="other", when=ANSWERS, gives={"fastapi": "slight"})
    weights = [each.weight for each in replayed(today, past).differences]
    assert weights == sorted(weights, reverse=True)
    assert len(weights) > 1


def test_what_the_team_chose_against_the_advice_may_be_what_is_advised_today(
    knowledge: KnowledgeBase,
) -> None:
    past = decided(knowledge, chosen="fastapi", chosen_name="FastAPI")
    today = with_rule(without_rules(knowledge), id="other", when=ANSWERS, gives={"fastapi": "strong"})
    assert replayed(today, past).confirms_choice


def test_answers_that_no_longer_count_are_named(knowledge: KnowledgeBase) -> None:
    past = decided(knowledge, {"admin": "needed", "moon": "full"})
    assert replayed(knowledge, past).lost == ("Moon",)


def test_a_framework_that_today_nobody_knows_is_no_obstacle(knowledge: KnowledgeBase) -> None:
    kept = decided(knowledge).snapshot.model_copy(update={"knowledge_version": "old"})
    past = decided(knowledge, recommended="pylons", recommended_name="Pylons").model_copy(
        update={"snapshot": kept}
    )
    found = replayed(knowledge, past)
    assert (found.then_name, found.now_name) == ("Pylons", "Django")


def test_a_decision_without_answers_is_not_replayed(knowledge: KnowledgeBase) -> None:
    past = decision(snapshot=snapshot(answers=()))
    assert replay(Rulebook(knowledge), past) is None
