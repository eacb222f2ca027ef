"""One recommendation with its reasons, beside zen-engine with the same rules as a decision table.

The table collects the rows that hold, each with the rule's reason and its points by framework. It does less
than `recommend`: no add-ons that inherit points, no stacks that take the better of their parts, no ranking,
no path, and the reasons unsorted. Conditions are spelled out as the options that satisfy them: to zen-engine
what is not answered is merely unequal, so that it would take a `not` for true that is unknown here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.measure import Row, microseconds
from bot.advice.conditions import Answers, Conjunction
from bot.advice.questions import NOT_SURE
from bot.advice.recommend import recommend
from bot.advice.rulebook import CompiledRule, Rulebook
from bot.knowledge_files.loader import load
from bot.knowledge_files.sample import draw_sample

SHIPPED = Path(__file__).parent.parent / "knowledge"
PROFILES = 1_000
SEED = 7
DIFFERENCE = "only collects the rules that hold: no add-ons, stacks, ranking, path"


def measure(profiles: int = PROFILES) -> Iterator[Row]:
    """Times for one profile, the mean over the same ones for both."""
    knowledge = load([SHIPPED]).knowledge
    rulebook = Rulebook(knowledge)
    sample = [_answered(profile) for profile in draw_sample(knowledge, profiles, SEED)]
    ours = _mean(lambda answers: recommend(rulebook, answers), sample)
    if find_spec("zen") is None:
        yield Row("recommend with reasons", ours, "µs", note=f"{profiles:,} profiles")
        yield Row("zen-engine, decision table", 0, "µs", note="not measured: zen-engine is not installed")
        return
    evaluate = _zen(rulebook)
    _same_rules(rulebook, evaluate, sample)
    theirs = _mean(evaluate, sample)
    yield Row(
        "recommend with reasons", ours, "µs", ours / theirs, f"{profiles:,} profiles; floor: zen-engine"
    )
    yield Row("zen-engine, decision table", theirs, "µs", 1.0, DIFFERENCE)


def _answered(profile: Answers) -> Answers:
    return {question: option for question, option in profile.items() if option != NOT_SURE}


def _mean(call: Callable[[Answers], object], sample: Sequence[Answers]) -> float:
    def all_of_them() -> None:
        for answers in sample:
            call(answers)

    return microseconds(all_of_them) / len(sample)


def _zen(rulebook: Rulebook) -> Callable[[Answers], Sequence[Mapping[str, Any]]]:
    """The decision table, loaded; gives the rows that hold."""
    decision = import_module("zen").ZenEngine().create_decision(json.dumps(_graph(rulebook)))

    def evaluate(answers: Answers) -> Sequence[Mapping[str, Any]]:
        rows: Sequence[Mapping[str, Any]] = decision.evaluate(answers)["result"]
        return rows

    return evaluate


def _same_rules(
    rulebook: Rulebook, evaluate: Callable[[Answers], Sequence[Mapping[str, Any]]], sample: Sequence[Answers]
) -> None:
    """Both must find the same rules, or the comparison means nothing."""
    for answers in sample:
        theirs = {row["rule"] for row in evaluate(answers)}
        assert theirs == {compiled.rule.id for compiled in rulebook.fired(answers)}, answers


def _graph(rulebook: Rulebook) -> Mapping[str, object]:
    nodes: list[dict[str, object]] = [
        {"id": "in", "type": "inputNode", "name": "answers"},
        {"id": "table", "type": "decisionTableNode", "name": "rules", "content": _table(rulebook)},
        {"id": "out", "type": "outputNode", "name": "reasons"},
    ]
    edges = [
        {"id": "first", "type": "edge", "sourceId": "in", "targetId": "table"},
        {"id": "second", "type": "edge", "sourceId": "table", "targetId": "out"},
    ]
    return {"nodes": nodes, "edges": edges}


def _table(rulebook: Rulebook) -> Mapping[str, object]:
    questions = [question.id for question in rulebook.knowledge.questions]
    # Hyphens would be minus signs in a field's name.
    inputs = [
        {"id": name, "name": name, "type": "expression", "field": f"$root['{name}']"} for name in questions
    ]
    outputs = [
        {"id": name, "name": name, "type": "expression", "field": name}
        for name in ("rule", "because", "points")
    ]
    rows = [
        _row(rulebook, compiled, conjunction, turn)
        for compiled in rulebook.rules
        for turn, conjunction in enumerate(compiled.when)
    ]
    return {"hitPolicy": "collect", "inputs": inputs, "outputs": outputs, "rules": rows}


def _row(
    rulebook: Rulebook, compiled: CompiledRule, conjunction: Conjunction, turn: int
) -> Mapping[str, str]:
    """One way in which a rule holds: a cell for each question, empty where any answer will do."""
    rule, worth = compiled.rule, rulebook.knowledge.points_of
    points = {name: worth[strength] for name, strength in rule.gives.items()}
    points |= {name: -worth[strength] for name, strength in rule.costs.items()}
    cells = {
        question.id: _cell(rulebook, question.id, conjunction[question.id])
        if question.id in conjunction
        else ""
        for question in rulebook.knowledge.questions
    }
    told = {"rule": json.dumps(rule.id), "because": json.dumps(rule.because), "points": json.dumps(points)}
    return {"_id": f"{rule.id}-{turn}", **cells, **told}


def _cell(rulebook: Rulebook, question: str, mask: int) -> str:
    options = rulebook.knowledge.question_by_id[question].options
    return ", ".join(
        json.dumps(option.id) for option in options if mask & rulebook.bits.by_option[question, option.id]
    )
