"""What every command starts with: the knowledge, and answers out of what was typed."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from rapidfuzz import fuzz, process

from bot.advice.advisor import Advisor
from bot.advice.knowledge import KnowledgeBase
from bot.advice.questions import NOT_SURE, Question
from bot.advice.rulebook import Rulebook
from bot.knowledge_files.loader import load
from bot.knowledge_files.sample import draw_sample
from bot.mistakes import Mistake
from bot.settings import KnowledgeSettings, folders_of, read_settings


def knowledge_folders(given: str | None) -> tuple[Path, ...]:
    """The folders that the command line names, or else the settings. Raises Mistake where they name none."""
    if given is None:
        return read_settings(KnowledgeSettings).knowledge
    if found := folders_of(given):
        return found
    raise Mistake("--knowledge names no folder; give folders joined by a colon.")


def open_advisor(knowledge: str | None) -> Advisor:
    """Load the knowledge and make it ready. Raises KnowledgeError, SettingsError."""
    loaded = load(knowledge_folders(knowledge)).knowledge
    return Advisor(Rulebook(loaded), draw_sample(loaded))


def typed_text(text: str) -> str:
    """The text, or the whole input for "-"; bytes that are no text are replaced."""
    if text == "-":
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    return text.encode("utf-8", "replace").decode()


def parse_answers(knowledge: KnowledgeBase, given: Sequence[str]) -> Mapping[str, str]:
    """Read "question=option" pairs. Raises Mistake for the first that makes no sense."""
    answers: dict[str, str] = {}
    for pair in given:
        name, separator, value = (part.strip() for part in pair.partition("="))
        if not separator:
            raise Mistake(
                f"“{pair}” is no answer; write it as question=option, such as {_example(knowledge)}."
            )
        question = _question(knowledge, name)
        if answers.get(question.id, value) != value:
            raise Mistake(f"“{question.id}” has two answers, {answers[question.id]} and {value}; give one.")
        answers[question.id] = _option(question, value)
    return answers


def _example(knowledge: KnowledgeBase) -> str:
    question = knowledge.questions[0]
    return f"{question.id}={question.options[0].id}"


def _question(knowledge: KnowledgeBase, name: str) -> Question:
    if name in knowledge.question_by_id:
        return knowledge.question_by_id[name]
    words = {question.id: question.name for question in knowledge.questions}
    raise Mistake(f"There is no question “{name}”; did you mean “{_nearest(name, words)}”?")


def _option(question: Question, value: str) -> str:
    if value == NOT_SURE or question.option(value):
        return value
    words = {option.id: option.label for option in question.options} | {NOT_SURE: "Not sure"}
    raise Mistake(f"“{question.id}” has no answer “{value}”; did you mean “{_nearest(value, words)}”?")


def _nearest(typed: str, words: Mapping[str, str]) -> str:
    """The id that is most like what was typed, by itself or by what people call it."""
    by_id = process.extractOne(typed, list(words), scorer=fuzz.ratio)
    _, by_name, named = process.extractOne(
        typed.lower(), {name: text.lower() for name, text in words.items()}
    )
    return str(named if by_name > by_id[1] else by_id[0])
