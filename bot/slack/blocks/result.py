"""The recommendation: what, why, at what cost, the runner-up, what would change it, and how sure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from bot.advice.report import Report
from bot.consultations.model import SignOff
from bot.decisions.model import Decision
from bot.slack.blocks.consultation import choices, recommended
from bot.slack.blocks.decisions import advised, signed
from bot.slack.blocks.elements import (
    CONTEXT,
    Block,
    actions,
    button,
    context,
    header,
    option,
    paragraphs,
    section,
    styled,
    value,
)
from bot.slack.blocks.message import Message, Room, Scene, fitting
from bot.slack.blocks.similar import similar_sections
from bot.slack.blocks.wording import addresses, bars, bullets, cited, spread, within
from bot.slack.ids import Ref, Verb, action_id
from bot.slack.mrkdwn import escape, mention, mentions

_LEAD = re.compile(r"^(Settled|Likely|Not settled|Toss-up|Nothing is left)\b")
_SPOKEN = 700
_CONCERNS = 8
_LEFT_OUT = 3
_GOES_WITH = 2000
"""Units of text; the separators come on top."""


class More(StrEnum):
    """What the menu beside the buttons offers: `t` in the value of the chosen option."""

    COMPARE = "compare"
    REASONS = "reasons"
    REST = "rest"
    CORRECT = "correct"
    RESTART = "restart"
    CANCEL = "cancel"


def result(scene: Scene) -> Message:
    """The recommendation in the thread, with its buttons while the consultation is open."""
    kept = scene.decision
    if kept and kept.snapshot.knowledge_version != scene.knowledge.version:
        return fitting(lambda room: _as_it_was(scene, kept, room))
    return fitting(lambda room: _result(scene, room))


def compared(scene: Scene) -> tuple[str, ...]:
    """The frameworks that *Compare* puts side by side: those of the first and of the second place."""
    recommendation = scene.advice.recommendation
    places = (*(recommendation.tied or (recommendation.first,)), recommendation.runner_up)
    known = [place for place in places if place]
    return tuple(dict.fromkeys(part for place in known for part in scene.knowledge.parts(place)))


def _result(scene: Scene, room: Room) -> Message:
    report = scene.advice.report
    text = f"{recommended(scene)}. {escape(report.certainty, _SPOKEN)}"
    blocks = [
        header(report.headline),
        section(_opening(scene, room)),
        *_breaking_the_tie(scene),
        *_body(scene, room),
        *similar_sections(scene.similar, scene.today, room),
        *_signed(scene.consultation.signed(scene.advice.recommendation.first)),
    ]
    if scene.consultation.state == "open":
        blocks.append(_buttons(scene))
    return Message(text, tuple(blocks))


def _as_it_was(scene: Scene, kept: Decision, room: Room) -> Message:
    """The recommendation that a decision was recorded with: today's knowledge may say something else."""
    first = kept.recommended_name or "None of them"
    since = "This is what was recommended before it was decided; the knowledge has changed since."
    blocks = [
        header(first),
        section(since),
        *advised(kept, room),
        *similar_sections(scene.similar, scene.today, room),
        *signed(kept, room),
    ]
    return Message(f"Recommended: {escape(first, 300)}. {since}", tuple(blocks))


def _opening(scene: Scene, room: Room) -> str:
    report = scene.advice.report
    sure = _LEAD.sub(r"*\1*", escape(report.certainty, _SPOKEN))
    if report.path is None:
        return sure
    where = addresses(scene.knowledge, room)
    return f"{sure}\n{escape(report.path.text, room.line)}{cited(report.path.sources, where)}"


def _breaking_the_tie(scene: Scene) -> tuple[Block, ...]:
    decides = scene.advice.assessment.next_question
    found = scene.knowledge.question_by_id.get(decides or "")
    is_tie = scene.advice.report.verdict == "tie" and scene.consultation.state == "open"
    if not is_tie or found is None or found.id == scene.consultation.current:
        return ()
    return (choices(scene, found),)


def _body(scene: Scene, room: Room) -> Iterator[Block]:
    report = scene.advice.report
    where = addresses(scene.knowledge, room)
    yield from paragraphs(bullets(report.why, where, room), "*Why*")
    yield from paragraphs(bullets(report.costs, where, room), "*What it will cost you*")
    yield from paragraphs(_differing(report, where, room), "*Where the guides disagree*")
    yield from paragraphs(_otherwise(scene, room))
    goes_with = [escape(line.text, 150) for line in report.goes_with]
    if goes_with:
        yield context(f"Goes with it · {' · '.join(within(goes_with, min(room.units, _GOES_WITH)))}")
    if report.versions:
        versions = [spread(each, where, room) for each in report.versions]
        yield context("\n".join(within(versions, min(room.units, CONTEXT))))
    if any(worth for _, worth in report.bars):
        yield context(bars(report.bars[:8]))


def _differing(report: Report, where: Mapping[str, str], room: Room) -> list[str]:
    """What it is about on a line of its own, what each side says in the list under it; then the figures."""
    sides = [
        bullets((line,), where, room)[0] if line.sources else escape(line.text, room.line)
        for line in report.disagreements
    ]
    return within([*sides, *(f"• {spread(each, where, room)}" for each in report.ranges)], room.units)


def _otherwise(scene: Scene, room: Room) -> Iterator[str]:
    report = scene.advice.report
    where = addresses(scene.knowledge, room)
    for line in report.left_out[:_LEFT_OUT]:
        yield f"{escape(line.text, room.line)}{cited(line.sources, where)}"
    if report.runner_up:
        runner_up = escape(report.runner_up.text, room.line)
        yield f"*Runner-up:* {runner_up}{cited(report.runner_up.sources, where)}"
    yield from (escape(sentence, room.line) for sentence in report.would_change)


def _signed(sign_offs: Sequence[SignOff]) -> tuple[Block, ...]:
    agree = [each.user for each in sign_offs if each.agrees]
    concerned = [each for each in sign_offs if not each.agrees]
    lines = [f"✓ {mentions(agree)} {'agrees' if len(agree) == 1 else 'agree'}"] if agree else []
    lines += [_concern(each) for each in concerned[:_CONCERNS]]
    if len(concerned) > _CONCERNS:
        lines.append(f"and {len(concerned) - _CONCERNS} more")
    return (context("\n".join(lines)),) if lines else ()


def _concern(sign_off: SignOff) -> str:
    said = f": “{escape(sign_off.concern, 200)}”" if sign_off.concern.strip() else ""
    return f"⚠ {mention(sign_off.user)} has a concern{said}"


def _buttons(scene: Scene) -> Block:
    ref = Ref(c=scene.consultation.id)
    return actions(
        styled(button("Record decision", Verb.RECORD, ref), "primary"),
        button("Agree", Verb.AGREE, ref),
        button("Concern", Verb.CONCERN, ref),
        button("All reasons", Verb.MORE, ref.model_copy(update={"t": More.REASONS}), suffix=More.REASONS),
        _menu(scene),
    )


def _menu(scene: Scene) -> Block:
    labels = {More.COMPARE: "Compare", More.CORRECT: "Change an answer"}
    if _could_go_on(scene):
        labels |= {More.REST: "Ask the rest"}
    labels |= {More.RESTART: "Start over", More.CANCEL: "Cancel the consultation"}
    ref = Ref(c=scene.consultation.id)
    options = [
        option(label, value(ref.model_copy(update={"t": more.value}))) for more, label in labels.items()
    ]
    return {"type": "overflow", "action_id": action_id(Verb.MORE), "options": options}


def _could_go_on(scene: Scene) -> bool:
    """Whether a question is left that could change the first place and is not being asked anyway."""
    assessment = scene.advice.assessment
    could = not assessment.settled and assessment.next_question is not None
    return could and not scene.consultation.asks_the_rest
