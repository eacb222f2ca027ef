"""Small knowledge bases for tests, written as briefly as the tests deserve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.advice.knowledge import KnowledgeBase

STRENGTHS = [
    {"id": "slight", "points": 1},
    {"id": "moderate", "points": 3},
    {"id": "strong", "points": 6},
    {"id": "decisive", "points": 12},
]


def question(name: str, /, *options: str, **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "name": name.capitalize(),
        "ask": f"What about {name}?",
        "why": f"It decides {name}.",
        "options": [{"id": option, "label": option.capitalize()} for option in options],
        **more,
    }


def framework(name: str, /, **more: Any) -> dict[str, Any]:
    return {"id": name, "name": name.capitalize(), "summary": f"{name} is a framework.", **more}


def rule(name: str, when: Mapping[str, Any], /, **more: Any) -> dict[str, Any]:
    return {"id": name, "when": when, "because": f"{name} says so.", "sources": ["guide"], **more}


def knowledge(
    questions: Sequence[Mapping[str, Any]],
    frameworks: Sequence[Mapping[str, Any]],
    rules: Sequence[Mapping[str, Any]],
    **more: Any,
) -> KnowledgeBase:
    return KnowledgeBase.model_validate(
        {
            "sources": [{"id": "guide", "title": "A guide"}],
            "aspects": [],
            "strengths": STRENGTHS,
            "questions": questions,
            "frameworks": frameworks,
            "rules": rules,
            **more,
        }
    )
