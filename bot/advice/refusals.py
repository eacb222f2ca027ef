"""The rules that answers make by themselves: what a team refuses is out of the running."""

from __future__ import annotations

from collections.abc import Iterator

from bot.advice.knowledge import Condition, Id, KnowledgeBase, Rule


class Refusal(Rule):
    """A rule that rests on the answer alone and so needs no source."""

    sources: tuple[Id, ...] = ()


def refusals(knowledge: KnowledgeBase) -> Iterator[Refusal]:
    """A rule for every option that refuses frameworks."""
    for question in knowledge.questions:
        for option in question.options:
            if option.refuses:
                yield Refusal(
                    id=f"{question.id}-{option.id}",
                    when=Condition(options={question.id: (option.id,)}),
                    rules_out=option.refuses,
                    because="The team said so.",
                )
