"""The modals: recording a decision, a concern, correcting answers, all reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from bot.advice.prose import stopped
from bot.advice.questions import NOT_SURE, Question
from bot.advice.rulebook import Reason
from bot.consultations.model import Consultation
from bot.consultations.recording import Recording
from bot.slack.blocks import forms
from bot.slack.blocks.elements import BUTTON, Block, multi_select, option, section, select
from bot.slack.blocks.fields import (
    REASON,
    TEXT,
    TITLE,
    consequences,
    deciders,
    field,
    modal,
    months_later,
    optional,
    review_on,
    text_entry,
)
from bot.slack.blocks.message import Scene
from bot.slack.blocks.reasons import rulings
from bot.slack.blocks.similar import similar_paragraph
from bot.slack.blocks.wording import candidate_name
from bot.slack.ids import Ref, Verb, View, action_id
from bot.slack.mrkdwn import escape, truncate

CONCERN = 500
_CLAUSE_END = re.compile(r"[,;\n]|\.\s")
_CORRECTABLE = 95
_NOTHING = (NOT_SURE, forms.LEAVE_OPEN)


def record(scene: Scene, today: date, *, chosen: str | None = None, draft: Recording | None = None) -> Block:
    """The modal that records a decision, filled in. A draft keeps what was typed when the choice changes.

    It shows the scene's similar decisions, which are those that the person who opens it may see.
    """
    first = scene.advice.recommendation.first
    choice = chosen or (draft.chosen if draft else "") or first or scene.knowledge.candidate_ids[0]
    typed = draft or _suggested(scene, choice, today)
    blocks = [*similar_paragraph(scene.similar, today), _title(scene, choice, typed), _choice(scene, choice)]
    if first and choice != first:
        blocks.append(_why_not(candidate_name(scene.knowledge, first), typed.why_not))
    blocks += [
        _rationale(scene, choice, typed),
        consequences(typed.consequences),
        deciders(typed.deciders),
        review_on(typed.review_on),
    ]
    return _modal(View.RECORD, scene.consultation, "Record decision", "Record", blocks)


def concern(scene: Scene) -> Block:
    """The modal in which somebody says what worries them about the recommendation."""
    headline = escape(scene.advice.report.headline, 300)
    entry = text_entry(forms.CONCERN, "", CONCERN, multiline=True)
    blocks = [
        section(f"Recommended: *{headline}*. Your concern is shown with it and kept with the decision."),
        field("What worries you?", forms.CONCERN, entry),
    ]
    return _modal(View.CONCERN, scene.consultation, "Concern", "Add", blocks)


def correct(scene: Scene) -> Block:
    """The modal in which answers are changed or taken back, one picker for each.

    What nobody is asked is offered after them, also without an answer.
    """
    answers = dict(list(scene.consultation.given.items())[:_CORRECTABLE])
    volunteered = (each.id for each in scene.knowledge.questions if each.is_volunteered)
    unsaid = (each for each in volunteered if each not in answers)
    offered = answers | dict.fromkeys(unsaid, forms.LEAVE_OPEN)
    blocks = [_correction(scene, name, given) for name, given in offered.items()]
    if not blocks:
        nothing = [section("There is no answer to change yet.")]
        return _modal(View.CORRECT, scene.consultation, "Change answers", "", nothing)
    return _modal(View.CORRECT, scene.consultation, "Change answers", "Change", blocks)


def reasons(scene: Scene) -> Block:
    """The modal with every rule that applies or nearly does, its points and its sources."""
    return _modal(View.REASONS, scene.consultation, "All reasons", "", rulings(scene))


def suggested_title(scene: Scene, chosen: str) -> str:
    """What was chosen, and for what: the first clause of the brief."""
    name = candidate_name(scene.knowledge, chosen)
    clause = truncate(_CLAUSE_END.split(scene.consultation.brief.strip(), maxsplit=1)[0], 60)
    return truncate(f"{name}: {clause}" if clause else f"{name} as our web framework", TITLE)


def _suggested(scene: Scene, chosen: str, today: date) -> Recording:
    consultation = scene.consultation
    people = [answer.by for answer in consultation.answers.values() if answer.origin == "person"]
    return Recording(
        title=suggested_title(scene, chosen),
        chosen=chosen,
        why_not="",
        rationale=_suggested_rationale(scene, chosen),
        deciders=tuple(dict.fromkeys([consultation.started_by, *people])),
        review_on=months_later(today),
    )


def _suggested_rationale(scene: Scene, chosen: str) -> str:
    """The strongest reasons for what was chosen."""
    if chosen == scene.advice.recommendation.first and not scene.advice.recommendation.tied:
        texts = [line.text for line in scene.advice.report.why]
    else:
        texts = [stopped(each.because) for each in _speaking_for(scene, chosen)]
    return "\n".join(list(dict.fromkeys(texts))[:3])


def _speaking_for(scene: Scene, chosen: str) -> Iterator[Reason]:
    """The reasons that give nobody more than what was chosen; others speak for another choice."""
    every = scene.advice.recommendation.reasons
    most: dict[str, int] = {}
    for each in every:
        most[each.rule] = max(each.points, most.get(each.rule, 1))
    parts = scene.knowledge.parts(chosen)
    return (each for each in every if each.framework in parts and each.points == most[each.rule])


def _title(scene: Scene, chosen: str, typed: Recording) -> Block:
    """Slack keeps what a block of the same id holds, so a suggested title changes its id with the choice."""
    suggestions = {suggested_title(scene, each) for each in scene.knowledge.candidate_ids}
    if typed.title and typed.title not in suggestions:
        return field("Title", "title", text_entry(forms.TITLE, typed.title, TITLE))
    entry = text_entry(forms.TITLE, suggested_title(scene, chosen), TITLE)
    return field("Title", f"title.{chosen}", entry)


def _choice(scene: Scene, chosen: str) -> Block:
    ranking = scene.advice.recommendation.ranking
    options = [
        option(_candidate(scene, each.candidate, each.ruled_out_by), each.candidate) for each in ranking
    ]
    picker = select(action_id(Verb.CHOSEN), options, "Choose a framework", chosen)
    return {**field("Chosen", "chosen", picker), "dispatch_action": True}


def _candidate(scene: Scene, candidate: str, ruled_out_by: Sequence[str]) -> str:
    note = _note(scene, candidate, ruled_out_by)
    return f"{truncate(candidate_name(scene.knowledge, candidate), BUTTON - len(note))}{note}"


def _note(scene: Scene, candidate: str, ruled_out_by: Sequence[str]) -> str:
    recommendation = scene.advice.recommendation
    if candidate in recommendation.tied:
        return " (level)"
    if candidate == recommendation.first:
        return " (recommended)"
    return " (ruled out)" if ruled_out_by else ""


def _why_not(recommended: str, typed: str) -> Block:
    entry = text_entry(forms.WHY_NOT, typed, REASON, multiline=True)
    return field(f"Why not {recommended}?", "why_not", entry)


def _rationale(scene: Scene, chosen: str, typed: Recording) -> Block:
    name = truncate(candidate_name(scene.knowledge, chosen), 60)
    why = "Why" if chosen == scene.advice.recommendation.first else f"Why {name}?"
    suggestions = {_suggested_rationale(scene, each) for each in scene.knowledge.candidate_ids}
    if typed.rationale and typed.rationale not in suggestions:
        return field(why, "rationale", text_entry(forms.RATIONALE, typed.rationale, TEXT, multiline=True))
    entry = text_entry(forms.RATIONALE, _suggested_rationale(scene, chosen), TEXT, multiline=True)
    return field(why, f"rationale.{chosen}", entry)


def _correction(scene: Scene, question: str, given: str) -> Block:
    found = scene.knowledge.question_by_id.get(question)
    if found and found.is_volunteered and (given in _NOTHING or found.parts(given)):
        return _several(scene, found, given)
    known = [option(each.label, each.id) for each in found.options] if found else []
    if given != NOT_SURE and given not in [each["value"] for each in known]:
        known.append(option(given, given))
    offered = [*known, option("Not sure", NOT_SURE), option("Leave open", forms.LEAVE_OPEN)]
    picker = select(forms.ANSWER, offered, "Choose an answer", given)
    block = forms.question_block(question, scene.consultation.turn(question), given)
    return field(found.ask if found else question, block, picker)


def _several(scene: Scene, found: Question, given: str) -> Block:
    """A picker of which several options may be chosen, or none."""
    options = [option(each.label, each.id) for each in found.options]
    chosen = [] if given in _NOTHING else [part.id for part in found.parts(given)]
    picker = multi_select(forms.ANSWER, options, "Choose any", chosen)
    shown = forms.LEAVE_OPEN if given in _NOTHING else given
    block = forms.question_block(found.id, scene.consultation.turn(found.id), shown)
    return optional(field(found.ask, block, picker))


def _modal(view: View, consultation: Consultation, title: str, submit: str, blocks: Sequence[Block]) -> Block:
    return modal(view, Ref(c=consultation.id).encoded(), title, submit, blocks)
