"""A small knowledge base, consultations in all their states, and messages as people read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot.advice.advisor import Advice, Advisor
from bot.advice.knowledge import KnowledgeBase
from bot.advice.rulebook import Rulebook
from bot.consultations.model import Answer, Consultation, known_answers
from bot.consultations.recording import Record, Recording, decision_of
from bot.decisions.model import Decision
from bot.sandbox.validation import home_problems, message_problems, modal_problems
from bot.slack.blocks.message import Message, Scene
from tests.advice.build import framework, knowledge, rule

NOW = datetime(2026, 11, 21, 10, 3, tzinfo=UTC)
TODAY = date(2026, 11, 21)


def small_knowledge(
    *rules: dict[str, Any], asked: Iterable[dict[str, Any]] = (), **more: Any
) -> KnowledgeBase:
    return knowledge(
        [
            _question("admin", "Admin screens", "Do people edit the data?", needed="Yes", none="No"),
            _question(
                "load", "Slow requests", "How many requests wait at once?", few="Few", many="Thousands"
            ),
            _question(
                "team", "People", "How many will work on it?", **{str(n): f"Team {n}" for n in range(6)}
            ),
            *asked,
        ],
        [
            framework("django", aspects={"orm": _claims("included", "guide")}),
            framework("fastapi", name="FastAPI", aspects={"orm": _claims("none", "guide")}),
            framework("flask"),
        ],
        rules or RULES,
        **{"sources": SOURCES, "aspects": ASPECTS, **more},
    )


RULES = (
    rule("screens", {"admin": "needed"}, gives={"django": "decisive"}, costs={"flask": "slight"}),
    rule("waiting", {"load": "many"}, gives={"fastapi": "strong"}, caution="Watch the connections."),
    rule("tiny", {"team": "0"}, gives={"flask": "slight"}),
)
SOURCES = [{"id": "guide", "title": "A guide", "url": "https://example.org/guide"}]
ASPECTS = [{"id": "orm", "name": "Database layer", "about": "Tables."}]


def _question(question_id: str, name: str, ask: str, **options: str) -> dict[str, Any]:
    offered = [{"id": option, "label": label} for option, label in options.items()]
    return {"id": question_id, "name": name, "ask": ask, "why": f"{name} decide much.", "options": offered}


def _claims(says: str, *sources: str) -> list[dict[str, Any]]:
    return [{"says": says, "source": source, "as_of": "2026-05"} for source in sources]


def answer(option: str, by: str = "UBO", **more: Any) -> Answer:
    return Answer(option=option, by=by, at=NOW, **{"origin": "person", **more})


def read(option: str, evidence: str) -> Answer:
    return answer(option, "UANA", origin="brief", evidence=evidence)


def consultation(answers: Mapping[str, Answer] | None = None, **more: Any) -> Consultation:
    return Consultation(
        **{
            "id": 7,
            "workspace": "T1",
            "channel": "C1",
            "started_by": "UANA",
            "started_at": NOW,
            "touched_at": NOW,
            "answers": answers or {},
            **more,
        }
    )


def scene(
    answers: Mapping[str, Answer] | None = None,
    base: KnowledgeBase | None = None,
    *,
    left: int = 2,
    **more: Any,
) -> Scene:
    """A consultation of which the engine guesses, and has guessed, that `left` questions are left."""
    base = base or small_knowledge()
    answered = sum(question in (answers or {}) for question in more.get("asked", ()))
    now = consultation(answers, **{"expected": answered + left, **more})
    advice = advise(base, now)
    assessment = replace(advice.assessment, questions_left=left)
    decision = decided(base, now) if now.state == "recorded" else None
    return Scene(now, replace(advice, assessment=assessment), base, decision=decision)


def advise(base: KnowledgeBase, now: Consultation) -> Advice:
    advisor = Advisor(Rulebook(base), [{}])
    return advisor.advise(known_answers(now, advisor.rulebook))


def reported(shown: Scene, **report: Any) -> Scene:
    """The same scene with another report."""
    return replace(shown, advice=replace(shown.advice, report=replace(shown.advice.report, **report)))


def decided(base: KnowledgeBase, now: Consultation, **more: Any) -> Decision:
    recording = Recording(
        **{
            "title": "Django for the ops tool",
            "chosen": "django",
            "why_not": "",
            "rationale": "It brings the screens.",
            "deciders": ("UANA", "UBO"),
            "review_on": date(2027, 5, 21),
            "permalink": "https://example.slack.com/archives/C1/p1",
            **more,
        }
    )
    record = Record(number=12, by="UANA", at=NOW, kind="public")
    return decision_of(base, now, advise(base, now), recording, record)


def lines(message: Message) -> list[str]:
    """What people see, a line a block: texts, and buttons in brackets."""
    check(message)
    return shown(message.blocks)


def shown(blocks: Iterable[Mapping[str, Any]]) -> list[str]:
    return [_shown(block) for block in blocks]


def _shown(block: Mapping[str, Any]) -> str:
    forms: dict[str, Callable[[Any], str]] = {
        "section": _section,
        "header": lambda each: f"# {each['text']['text']}",
        "context": lambda each: f"_{each['elements'][0]['text']}_",
        "actions": lambda each: " ".join(f"[{_label(element)}]" for element in each["elements"]),
        "input": lambda each: f"{each['label']['text']}: {_entered(each['element'])}",
        "table": lambda each: "\n".join(" | ".join(cell["text"] for cell in row) for row in each["rows"]),
        "divider": lambda _: "---",
    }
    return forms[block["type"]](block)


def _section(block: Mapping[str, Any]) -> str:
    if "text" in block:
        return str(block["text"]["text"]) + _beside(block.get("accessory"))
    cells = [field["text"] for field in block["fields"]]
    return "\n".join(f"{left} | {right}" for left, right in zip(cells[::2], cells[1::2], strict=True))


def _beside(accessory: Mapping[str, Any] | None) -> str:
    return f" [{_label(accessory)}]" if accessory else ""


def _label(element: Mapping[str, Any]) -> str:
    if element["type"] in ("overflow", "static_select"):
        offered = " / ".join(option["text"]["text"] for option in element["options"])
        return f"{element['placeholder']['text']}: {offered}" if "placeholder" in element else offered
    return str(element["text"]["text"])


def _entered(element: Mapping[str, Any]) -> str:
    if "initial_option" in element:
        return str(element["initial_option"]["text"]["text"])
    return str(
        element.get("initial_value") or element.get("initial_users") or element.get("initial_date", "")
    )


def check(message: Message) -> None:
    """Everything that Slack asks of a message."""
    assert message_problems(list(message.blocks)) == []
    assert 0 < len(message.text.encode("utf-16-le")) // 2 < 4000
    assert message.size < 12_000
    _check_ids(message.blocks)


def check_view(view: Mapping[str, Any]) -> None:
    """Everything that Slack asks of a modal or a Home tab."""
    problems = modal_problems(view) if view["type"] == "modal" else home_problems(view)
    assert problems == []
    _check_ids(view["blocks"])


def _check_ids(blocks: Sequence[Mapping[str, Any]]) -> None:
    actions = [element["action_id"] for block in blocks for element in _interactive(block)]
    assert len(actions) == len(set(actions))
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    assert len(ids) == len(set(ids))


def _interactive(block: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    if block["type"] == "actions":
        return list(block["elements"])
    # Pickers of one kind share their action id over the blocks of a form; the block's id tells them apart.
    return [block["accessory"]] if "accessory" in block else []
