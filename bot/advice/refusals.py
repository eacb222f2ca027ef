"""The rules that answers make by themselves: what a team refuses is out of the running."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.advice.knowledge import KnowledgeBase, Rule
from bot.advice.questions import Condition, Question
from bot.advice.values import Id


class Refusal(Rule):
    """A rule that rests on the answer alone and so needs no source."""

    id: str
    """With an equals sign, which no id in a file may have."""
    sources: tuple[Id, ...] = ()


def refusals(knowledge: KnowledgeBase) -> Iterator[Refusal]:
    """A rule for every framework that a question lets people refuse."""
    for question in knowledge.questions:
        refused = dict.fromkeys(each for option in question.options for each in option.refuses)
        yield from (_refusal(question, framework) for framework in refused)


def _refusal(question: Question, framework: str) -> Refusal:
    options = tuple(option.id for option in question.options if framework in option.refuses)
    return Refusal(
        id=f"{question.id}={framework}",
        when=Condition(options={question.id: options}),
        rules_out=(framework,),
        because="The team said so.",
    )


def told_together(rules: Iterable[Rule]) -> list[Rule]:
    """The rules, those that are refusals as one at the end."""
    others: list[Rule] = []
    refused: list[Refusal] = []
    for rule in rules:
        if isinstance(rule, Refusal):
            refused.append(rule)
        else:
            others.append(rule)
    if not refused:
        return others
    everything = tuple(framework for rule in refused for framework in rule.rules_out)
    return [*others, refused[0].model_copy(update={"rules_out": everything})]
