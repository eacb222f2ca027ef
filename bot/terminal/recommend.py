"""`framework-advisor recommend`: one recommendation, without a conversation."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from bot.advice.brief import Reading, understand
from bot.advice.knowledge import KnowledgeBase
from bot.advice.questions import NOT_SURE
from bot.terminal.document import document
from bot.terminal.opening import open_advisor, parse_answers, typed_text
from bot.terminal.plain import NOTHING_READ, all_reasons, plain, readings_in_words, screen_width, wrapped


def run(
    brief: str, answers: Sequence[str], knowledge: str | None, *, as_json: bool, every_reason: bool = False
) -> str:
    """What to print. JSON holds every reason anyway.

    Raises Mistake for bad answers, settings or knowledge.
    """
    advisor = open_advisor(knowledge)
    known = advisor.rulebook.knowledge
    explicit = parse_answers(known, answers)
    text = typed_text(brief)
    readings = understand(known, text)
    given = with_readings(readings, explicit)
    advice = advisor.advise(given)
    if as_json:
        return json.dumps(document(known, readings, advice), indent=2)
    counting = [reading for reading in readings if reading.question not in explicit]
    read = NOTHING_READ if text.strip() and not readings else readings_in_words(known, counting)
    reasons = all_reasons(advice.report) if every_reason else ""
    parts = [read, plain(advice.report), reasons, _next_question(known, advice.assessment.asking)]
    return "\n\n".join(part for part in parts if part)


def with_readings(readings: Sequence[Reading], explicit: Mapping[str, str]) -> Mapping[str, str]:
    """The answers that count: what was said wins over what was read."""
    return {**{reading.question: reading.option for reading in readings}, **explicit}


def _next_question(knowledge: KnowledgeBase, asking: str | None) -> str:
    if asking is None:
        return ""
    question = knowledge.question_by_id[asking]
    options = " | ".join([*(option.id for option in question.options), NOT_SURE])
    typed = f"--answer {question.id}={options}"
    return "\n".join(wrapped(text, screen_width()) for text in (f"Next question: {question.ask}", typed))
