"""What people entered in a modal: Slack's `view.state.values` to our own values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

from bot.advice.prose import day
from bot.advice.questions import AND
from bot.consultations.model import Correction
from bot.consultations.recording import Recording
from bot.decisions.changes import Edit
from bot.decisions.errors import ReviewDateError
from bot.decisions.model import status_named
from bot.decisions.query import Query, plain_words
from bot.slack.ids import UnknownButtonError, Verb, action_id

Values: TypeAlias = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""State of each element by block id and action id."""

TITLE = "title"
CHOSEN = action_id(Verb.CHOSEN)
LOG_CHOSEN = action_id(Verb.LOG_CHOSEN)
"""The choice in the form for a decision that was made elsewhere."""
WHY_NOT = "why_not"
RATIONALE = "rationale"
CONSEQUENCES = "consequences"
DECIDERS = "deciders"
REVIEW_ON = "review_on"
CONCERN = "concern"
ANSWER = "answer"
STATUS = "status"
WHY = "why"
NUMBER = "number"
REDACTED = "redacted"
SURE = "sure"
WORDS = "words"
FRAMEWORK = "framework"
PERSON = "person"
CHANNEL = "channel"
SINCE = "since"
BEFORE = "before"
ONLY = "only"
DUE = "due"
OVERRIDDEN = "overridden"
ANY = "*"
"""No filter. No id can be called so."""
LEAVE_OPEN = "leave_open"
"""Takes an answer back. No option can be called so: ids have no underscore."""
_QUESTION = "question."
_SHOWN = re.compile(r"question\.(?P<question>[^.]+)\.(?P<turn>\d+)\.(?P<shown>.+)", re.DOTALL)


def question_block(question: str, turn: int, shown: str) -> str:
    """The block in which an answer is corrected; it tells what it showed, and in which turn."""
    return f"{_QUESTION}{question}.{turn}.{shown}"


def typed_in(values: Values) -> list[str]:
    """Every text that somebody typed in a modal, in the order of its entries."""
    entries = (element for elements in values.values() for element in elements.values())
    texts = (entry.get("value") or "" for entry in entries if entry.get("type") == "plain_text_input")
    return [text for text in texts if text.strip()]


def recording_from(values: Values) -> Recording:
    """Read the modal in which a decision is recorded. Fields that are not there count as empty."""
    return Recording(
        title=_text(values, TITLE),
        chosen=_option(_element(values, CHOSEN) or _element(values, LOG_CHOSEN)) or "",
        why_not=_text(values, WHY_NOT),
        rationale=_text(values, RATIONALE),
        deciders=tuple(_element(values, DECIDERS).get("selected_users") or ()),
        review_on=_date(values, REVIEW_ON),
        consequences=_text(values, CONSEQUENCES),
    )


def edit_from(values: Values) -> Edit:
    """Read the modal in which a decision is edited."""
    return Edit(
        title=_text(values, TITLE),
        rationale=_text(values, RATIONALE),
        consequences=_text(values, CONSEQUENCES),
        deciders=tuple(_element(values, DECIDERS).get("selected_users") or ()),
        review_on=_date(values, REVIEW_ON),
    )


def status_from(values: Values) -> tuple[str, str]:
    """Read the modal in which a status is changed: the status, and why."""
    return _option(_element(values, STATUS)) or "", _text(values, WHY)


def supersede_from(values: Values) -> tuple[int | None, str]:
    """Read the modal in which a decision is superseded: by which number, None for no number, and why."""
    typed = _text(values, NUMBER).removeprefix("#")
    return int(typed) if typed.isascii() and typed.isdigit() else None, _text(values, WHY)


def redacted_from(values: Values) -> str:
    """Read the text that is to be removed."""
    return _text(values, REDACTED)


def query_from(values: Values, today: date) -> Query:
    """Read the modal in which the list of decisions is filtered. `today` is what "due" means."""
    status, only = _chosen(values, STATUS), _checked(values, ONLY)
    return Query(
        words=plain_words(_text(values, WORDS)),
        framework=_chosen(values, FRAMEWORK),
        status=status_named(status) if status else None,
        person=next(iter(_element(values, PERSON).get("selected_users") or ()), None),
        channel=next(iter(_element(values, CHANNEL).get("selected_conversations") or ()), None),
        since=_date(values, SINCE),
        before=_date(values, BEFORE),
        due_by=today if DUE in only else None,
        overridden=OVERRIDDEN in only,
    )


def filter_errors(values: Values) -> dict[str, str]:
    """Say by block what no decision could match; empty when some could."""
    since, before = _date(values, SINCE), _date(values, BEFORE)
    if since and before and before <= since:
        return {_block(values, BEFORE): f"Choose a day after {day(since)}, or none."}
    return {}


def concern_from(values: Values) -> str:
    """Read the modal in which somebody says what worries them."""
    return _text(values, CONCERN)


def corrections_from(values: Values) -> tuple[Correction, ...]:
    """Read what was changed in the modal in which answers are corrected.

    Raises UnknownButtonError for a modal of another version.
    """
    chosen = {
        block: _answer(elements.get(ANSWER, {}))
        for block, elements in values.items()
        if block.startswith(_QUESTION)
    }
    return tuple(
        correction for block, option in chosen.items() if option for correction in _correction(block, option)
    )


def _answer(element: Mapping[str, Any]) -> str | None:
    """What was chosen; several options as one answer, and none of several to choose from as none."""
    if "selected_options" in element:
        return AND.join(each["value"] for each in element["selected_options"] or ()) or LEAVE_OPEN
    return _option(element)


def _correction(block: str, chosen: str) -> Iterator[Correction]:
    """The change that a picker amounts to; none where it was left as it was shown."""
    found = _SHOWN.fullmatch(block)
    if found is None:
        raise UnknownButtonError
    if chosen != found["shown"]:
        option = None if chosen == LEAVE_OPEN else chosen
        yield Correction(question=found["question"], option=option, turn=int(found["turn"]))


def text_errors(values: Values) -> dict[str, str]:
    """Say by block which text is missing that every decision has; empty when none is."""
    errors = {}
    if not _text(values, TITLE):
        errors[_block(values, TITLE)] = "Give the decision a title."
    if not _text(values, RATIONALE):
        errors[_block(values, RATIONALE)] = "Say in a sentence why."
    return errors


def record_errors(
    values: Values, recommended: str | None, recommended_name: str, today: date
) -> dict[str, str]:
    """Say by block what keeps a decision from being recorded; empty when nothing does."""
    recording, errors = recording_from(values), text_errors(values)
    if recording.review_on and recording.review_on <= today:
        errors[_block(values, REVIEW_ON)] = str(ReviewDateError(today))
    if recommended and recording.chosen != recommended and not recording.why_not:
        # When the recommendation moved while the modal was open, there is no field for the reason yet.
        place = _block(values, WHY_NOT) or _block(values, CHOSEN)
        errors[place] = f"The recommendation is {recommended_name}. Say in a sentence why not."
    return errors


def _element(values: Values, action: str) -> Mapping[str, Any]:
    return next((elements[action] for elements in values.values() if action in elements), {})


def _block(values: Values, action: str) -> str:
    return next((block for block, elements in values.items() if action in elements), "")


def _text(values: Values, action: str) -> str:
    return (_element(values, action).get("value") or "").strip()


def _option(element: Mapping[str, Any]) -> str | None:
    found = (element.get("selected_option") or {}).get("value")
    return found if isinstance(found, str) else None


def _chosen(values: Values, action: str) -> str | None:
    """The id that was chosen in a picker which also offers any."""
    found = _option(_element(values, action))
    return None if found == ANY else found


def _checked(values: Values, action: str) -> list[str]:
    return [each["value"] for each in _element(values, action).get("selected_options") or ()]


def _date(values: Values, action: str) -> date | None:
    return _day(_element(values, action).get("selected_date"))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
