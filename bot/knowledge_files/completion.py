"""The ids that a schema names as examples, so that editors complete them.

Any other id stays valid, because a later folder may bring it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from bot.advice.questions import NOT_SURE
from bot.knowledge_files.layout import HOUSE
from bot.knowledge_files.references import ANSWERS, CITATION, EACH, KEYS, PLACES, VALUES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.advice.knowledge import KnowledgeBase

Schema: TypeAlias = dict[str, Any]


def complete(collection: str, model: Schema, definitions: Schema, knowledge: KnowledgeBase) -> None:
    """Name the known ids in the schema of an item, wherever it names something."""
    ids = ids_by_kind(knowledge)
    for place, kind in PLACES.get(collection, ()):
        *way, last = place.split()
        if kind == ANSWERS:
            answers = _reached(model, (*way, last), definitions)
            answers["properties"] = _answers(knowledge, _value(answers))
        elif kind in ids and last == KEYS:
            mapping = _reached(model, way, definitions)
            mapping["properties"] = dict.fromkeys(ids[kind], _value(mapping))
        elif kind in ids:
            _reached(model, (*way, last), definitions)["examples"] = ids[kind]


def ids_by_kind(knowledge: KnowledgeBase) -> Mapping[str, Sequence[str]]:
    """What may be named, by the kinds of references."""
    sources = list(dict.fromkeys((*knowledge.source_by_id, HOUSE)))
    return {
        "source": sources,
        CITATION: sources,
        "aspect": [aspect.id for aspect in knowledge.aspects],
        "strength": [strength.id for strength in knowledge.strengths],
        "question": list(knowledge.question_by_id),
        "framework": list(knowledge.framework_by_id),
        "candidate": list(knowledge.candidate_ids),
    }


def _answers(knowledge: KnowledgeBase, answer: Schema) -> Schema:
    return {
        question.id: {**answer, "examples": [*(option.id for option in question.options), NOT_SURE]}
        for question in knowledge.questions
    }


def _reached(schema: Schema, steps: Sequence[str], definitions: Schema) -> Schema:
    """The schema of what stands at a place."""
    for step in steps:
        outer = _meant(schema, definitions)
        if step == EACH:
            schema = outer["items"]
        else:
            schema = _value(outer) if step == VALUES else outer["properties"][step]
    return _meant(schema, definitions)


def _meant(schema: Schema, definitions: Schema) -> Schema:
    """A schema itself rather than its name, and without that it may be left out."""
    if "anyOf" in schema:
        schema = schema["anyOf"][0]
    return definitions[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def _value(mapping: Schema) -> Schema:
    """The schema of the values of a mapping."""
    values: Mapping[str, Schema] = mapping["patternProperties"]
    return next(iter(values.values()))
