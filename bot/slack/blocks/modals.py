"""The modals: recording a decision, a concern, correcting answers, all reasons."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from datetime import date

from bot.advice.knowledge import NOT_SURE
from bot.advice.prose import stopped
from bot.advice.recommend import Reason
from bot.consultations.model import Consultation
from bot.consultations.recording import Recording
from bot.slack.blocks import forms
from bot.slack.blocks.elements import BUTTON, Block, option, plain, section, select
from bot.slack.blocks.message import Scene, view_title
from bot.slack.blocks.reasons import rulings
from bot.slack.blocks.wording import candidate_name
from bot.slack.ids import Ref, Verb, View, action_id
from bot.slack.mrkdwn import escape, truncate

TITLE, REASON, TEXT, CONCERN = 150, 1000, 3000, 500
_LABEL = 150
_CLAUSE_END = re.compile(r"[,;\n]|\.\s")
_CORRECTABLE = 95
_REVIEW_IN_MONTHS = 6


def record(scene: Scene, today: date, *, chosen: str | None = None, draft: Recording | None = None) -> Block:
    """The modal that records a decision, filled in. A draft keeps what was typed when the choice changes."""
    first = scene.advice.recommendation.first
    choice = chosen or (draft.chosen if draft else "") or first or scene.knowledge.candidate_ids[0]
    typed = draft or _suggested(scene, choice, today)
    blocks = [_title(scene, choice, typed), _choice(scene, choice)]
    if first and choice != first:
        blocks.append(_why_not(candidate_name(scene.knowledge, first), typed.why_not))
    blocks += [_rationale(scene, choice, typed), _deciders(typed), _review_on(typed)]
    return _modal(View.RECORD, scene.consultation, "Record decision", "Record", blocks)


def concern(scene: Scene) -> Block:
    """The modal in which somebody says what worries them about the recommendation."""
    headline = escape(scene.advice.report.headline, 300)
    entry = _text_entry(forms.CONCERN, "", CONCERN, multiline=True)
    blocks = [
        section(f"Recommended: *{headline}*. Your concern is shown with it and kept with the decision."),
        _input("What worries you?", forms.CONCERN, entry),
    ]
    return _modal(View.CONCERN, scene.consultation, "Concern", "Add", blocks)


def correct(scene: Scene) -> Block:
    """The modal in which answers are changed or taken back, one picker for each."""
    answers = scene.consultation.given
    blocks = [_correction(scene, name, given) for name, given in list(answers.items())[:_CORRECTABLE]]
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


def months_later(day: date, months: int = _REVIEW_IN_MONTHS) -> date:
    """The same day some months later; the last of the month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


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
        return _input("Title", "title", _text_entry(forms.TITLE, typed.title, TITLE))
    entry = _text_entry(forms.TITLE, suggested_title(scene, chosen), TITLE)
    return _input("Title", f"title.{chosen}", entry)


def _choice(scene: Scene, chosen: str) -> Block:
    ranking = scene.advice.recommendation.ranking
    options = [
        option(_candidate(scene, each.candidate, each.ruled_out_by), each.candidate) for each in ranking
    ]
    picker = select(action_id(Verb.CHOSEN), options, "Choose a framework", chosen)
    return {**_input("Chosen", "chosen", picker), "dispatch_action": True}


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
    entry = _text_entry(forms.WHY_NOT, typed, REASON, multiline=True)
    return _input(f"Why not {recommended}?", "why_not", entry)


def _rationale(scene: Scene, chosen: str, typed: Recording) -> Block:
    suggestions = {_suggested_rationale(scene, each) for each in scene.knowledge.candidate_ids}
    if typed.rationale and typed.rationale not in suggestions:
        return _input("Why", "rationale", _text_entry(forms.RATIONALE, typed.rationale, TEXT, multiline=True))
    entry = _text_entry(forms.RATIONALE, _suggested_rationale(scene, chosen), TEXT, multiline=True)
    return _input("Why", f"rationale.{chosen}", entry)


def _deciders(typed: Recording) -> Block:
    picker: Block = {
        "type": "multi_users_select",
        "action_id": forms.DECIDERS,
        "placeholder": plain("Choose people"),
    }
    if typed.deciders:
        picker["initial_users"] = list(typed.deciders)
    return {**_input("Decided by", "deciders", picker), "optional": True}


def _review_on(typed: Recording) -> Block:
    picker: Block = {"type": "datepicker", "action_id": forms.REVIEW_ON, "placeholder": plain("No review")}
    if typed.review_on:
        picker["initial_date"] = typed.review_on.isoformat()
    return {**_input("Review on", "review_on", picker), "optional": True}


def _correction(scene: Scene, question: str, given: str) -> Block:
    found = scene.knowledge.question_by_id.get(question)
    known = [option(each.label, each.id) for each in found.options] if found else []
    if given != NOT_SURE and given not in [each["value"] for each in known]:
        known.append(option(given, given))
    offered = [*known, option("Not sure", NOT_SURE), option("Leave open", forms.LEAVE_OPEN)]
    picker = select(forms.ANSWER, offered, "Choose an answer", given)
    return _input(found.ask if found else question, forms.question_block(question), picker)


def _text_entry(action: str, initial: str, limit: int, *, multiline: bool = False) -> Block:
    entry: Block = {
        "type": "plain_text_input",
        "action_id": action,
        "multiline": multiline,
        "max_length": limit,
    }
    return {**entry, "initial_value": initial[:limit]} if initial else entry


def _input(label: str, block_id: str, element: Block) -> Block:
    return {"type": "input", "block_id": block_id, "label": plain(label, _LABEL), "element": element}


def _modal(view: View, consultation: Consultation, title: str, submit: str, blocks: Sequence[Block]) -> Block:
    modal: Block = {
        "type": "modal",
        "callback_id": view.value,
        "private_metadata": Ref(c=consultation.id).encoded(),
        "title": view_title(title),
        "close": view_title("Cancel" if submit else "Close"),
        "blocks": list(blocks),
    }
    return {**modal, "submit": view_title(submit)} if submit else modal
