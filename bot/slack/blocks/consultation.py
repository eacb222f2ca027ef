"""The root message of a consultation, its questions, and what an answered question folds into."""

from __future__ import annotations

from bot.advice.prose import counted
from bot.advice.questions import NOT_SURE, Question
from bot.consultations.model import Answer, Change, Consultation, previous_question
from bot.slack.blocks.answers_so_far import answers_so_far, says_nothing
from bot.slack.blocks.elements import Block, actions, button, context, option, section, select
from bot.slack.blocks.message import Message, Scene
from bot.slack.blocks.wording import answer, candidate_name, decided, question_name
from bot.slack.ids import Ref, Verb, action_id
from bot.slack.mrkdwn import bold, escape, link, mention

ASKED = "Which Python web framework?"
BUTTONS = 5
"""Up to this many options are buttons; more are a drop-down."""


def root(scene: Scene) -> Message:
    """The message in the channel: what is being decided, by whom, and where it stands."""
    consultation = scene.consultation
    asked = f"asked by {mention(consultation.started_by)}{_origin(consultation)}"
    blocks = [section(_title(scene, asked))]
    answers = answers_so_far(scene)
    if answers:
        blocks.append(section(answers, _correct(scene)))
    elif says_nothing(consultation):
        blocks.append(context("Nothing read from this; the questions follow."))
    blocks += _standing(scene)
    brief = f": “{escape(consultation.brief, 600)}”" if consultation.brief else ""
    return Message(f"{ASKED[:-1]}, {asked}{brief}. {standing(scene)}", tuple(blocks))


def standing(scene: Scene) -> str:
    """Where a consultation stands, in a sentence or two."""
    consultation = scene.consultation
    match consultation.state:
        case "lapsed":
            return "This has lapsed, because nobody went on with it. Nothing is lost."
        case "cancelled":
            return "This was cancelled. Nothing is lost."
        case "recorded":
            return decided(scene.decision) if scene.decision else f"📌 *Decision {consultation.decision}*"
    if consultation.pending:
        return f"Question {_numbered(scene, consultation.pending)}, {_thread(scene)}{_leader(scene)}"
    if consultation.revisiting:
        return f"An answer is being changed, {_thread(scene)}{_leader(scene)}"
    return f"{recommended(scene)} · {_thread(scene)}"


def recommended(scene: Scene) -> str:
    """What is recommended, in one line."""
    headline = bold(scene.advice.report.headline, 300)
    match scene.advice.report.verdict:
        case "none":
            return "Nothing is left: the answers rule everything out"
        case "tie":
            return f"Toss-up: {headline}"
        case "any":
            return f"The choice matters little: {headline}"
        case "one":
            return f"Recommended: {headline}"


def question(scene: Scene, question_id: str) -> Message:
    """An open question with its buttons; without them while the consultation is closed."""
    found = scene.knowledge.question_by_id.get(question_id)
    if found is None:
        return _lost(scene, question_id)
    asked = bold(found.ask, 400)
    now = _answer_now(scene, question_id)
    if scene.consultation.state != "open":
        return Message(f"{asked} Not answered.", (section(f"{asked}\nNot answered."),))
    place = _place(scene, question_id)
    title = f"{asked} · {place}" if place else asked
    text = f"{escape(found.ask, 400)} {_spoken(found)}"
    return Message(
        text,
        (
            section(f"{title}{now}"),
            choices(scene, found),
            context(_how_to_answer(found)),
            _asides(scene, found),
        ),
    )


def choices(scene: Scene, found: Question) -> Block:
    """The row with which a question is answered."""
    consultation = scene.consultation
    ref = Ref(c=consultation.id, q=found.id, n=consultation.turn(found.id))
    not_sure = button("Not sure", Verb.ANSWER, ref.model_copy(update={"o": NOT_SURE}), suffix=NOT_SURE)
    labels = [(each.id, f"{number} {each.label}") for number, each in enumerate(found.options, 1)]
    if len(labels) > BUTTONS:
        offered = [option(label, each) for each, label in labels]
        picker = select(action_id(Verb.ANSWER), offered, "Choose an answer")
        return actions(picker, not_sure, block_id=ref.encoded())
    buttons = [
        button(label, Verb.ANSWER, ref.model_copy(update={"o": each}), suffix=each) for each, label in labels
    ]
    return actions(*buttons, not_sure)


def folded(scene: Scene, question_id: str) -> Message:
    """An answered question in one line, with who answered."""
    given = scene.consultation.answers[question_id]
    if question_id not in scene.knowledge.question_by_id:
        return _counts_no_more(scene, question_id, given)
    name = question_name(scene, question_id)
    text = f"✓ {name}: {answer(scene, question_id, given.option)} · {mention(given.by)}"
    ref = Ref(c=scene.consultation.id, q=question_id)
    change = button("Change", Verb.CHANGE, ref, spoken=f"Change the answer: {name}")
    is_open = scene.consultation.state == "open"
    return Message(text, (section(text, change if is_open else None),))


def _counts_no_more(scene: Scene, question_id: str, given: Answer) -> Message:
    name = question_name(scene, question_id)
    said = answer(scene, question_id, given.option)
    text = f"“{name}” is no longer asked here, so the answer {said} by {mention(given.by)} does not count."
    return Message(text, (section(text),))


def changed(scene: Scene, change: Change) -> Message:
    """Who replaced which answer."""
    name = question_name(scene, change.question)
    before = answer(scene, change.question, change.before)
    after = answer(scene, change.question, change.after)
    text = f"{mention(change.by)} changed “{name}” from {before} to {after}."
    return Message(text, (context(text),))


def recorded(scene: Scene) -> Message:
    """The decision in the thread."""
    text = standing(scene)
    return Message(text, (section(text, open_button(scene.consultation.decision)),))


def open_button(number: int | None) -> Block:
    """The button that shows a decision to who clicks it."""
    return button("Open", Verb.DECISION, Ref(d=number), suffix=str(number), spoken=f"Open decision {number}")


def resume_button(consultation: int) -> Block:
    """The button that goes on with a consultation."""
    return button("Resume", Verb.RESUME, Ref(c=consultation), suffix=str(consultation))


def _origin(consultation: Consultation) -> str:
    """The decision that it was begun from, also where that had no answers to be taken over."""
    if consultation.follows:
        return f" · decision {consultation.follows} reconsidered"
    return f" · started from decision {consultation.taken_from}" if consultation.taken_from else ""


def _title(scene: Scene, asked: str) -> str:
    title = f"🧭 *{ASKED}* · {asked}"
    brief = scene.consultation.brief
    return f"{title}\n> “{escape(brief, 900)}”" if brief.strip() else title


def _correct(scene: Scene) -> Block | None:
    if scene.consultation.state != "open":
        return None
    ref = Ref(c=scene.consultation.id)
    return button("Correct", Verb.CORRECT, ref, spoken="Correct the answers so far")


def _standing(scene: Scene) -> list[Block]:
    consultation = scene.consultation
    if consultation.state == "recorded":
        return [section(standing(scene), open_button(consultation.decision))]
    if consultation.state == "open":
        return [context(standing(scene))]
    return [section(standing(scene), resume_button(consultation.id))]


def _thread(scene: Scene) -> str:
    return link(scene.root_link, "in the thread")


def _leader(scene: Scene) -> str:
    recommendation = scene.advice.recommendation
    if not scene.consultation.answers or recommendation.first is None or recommendation.tied:
        return ""
    return f" · leading: {bold(candidate_name(scene.knowledge, recommendation.first), 160)}"


def _numbered(scene: Scene, question_id: str) -> str:
    return _place(scene, question_id) or str(scene.consultation.asked.index(question_id) + 1)


def _place(scene: Scene, question_id: str) -> str:
    """Say "2 of about 4"; nothing outside the row, or where there is no guess or it takes more than that."""
    asked, expected = scene.consultation.asked, scene.consultation.expected
    left = scene.advice.assessment.questions_left
    answered = sum(each in scene.consultation.answers for each in asked)
    takes_more = len(asked) > expected or (len(asked) == expected and answered + left > expected)
    if question_id not in asked or not left or takes_more:
        return ""
    return f"{asked.index(question_id) + 1} of about {expected}"


def _answer_now(scene: Scene, question_id: str) -> str:
    given = scene.consultation.answers.get(question_id)
    if given is None:
        return ""
    return f"\nSo far: {answer(scene, question_id, given.option)} · {mention(given.by)}"


def _spoken(found: Question) -> str:
    labels = ", ".join(f"{number} {escape(each.label, 90)}" for number, each in enumerate(found.options, 1))
    return f"{labels}, or not sure."


def _how_to_answer(found: Question) -> str:
    if len(found.options) > BUTTONS:
        return "Choose from the list, or type a number or a word."
    return "Answer with a button, or type a number or a word."


def _asides(scene: Scene, found: Question) -> Block:
    consultation = scene.consultation
    ref = Ref(c=consultation.id, q=found.id)
    why = button("Why this question?", Verb.WHY, ref)
    is_first = found.id != consultation.current or previous_question(consultation) is None
    return actions(why) if is_first else actions(why, button("Back", Verb.BACK, ref))


def _lost(scene: Scene, question_id: str) -> Message:
    left = counted(
        sum(each in scene.knowledge.question_by_id for each in scene.consultation.answers), "answer"
    )
    text = f"The question “{question_name(scene, question_id)}” is no longer asked here. {left} kept."
    is_open = scene.consultation.state == "open"
    return Message(text, (section(text, _go_on(scene) if is_open else None),))


def _go_on(scene: Scene) -> Block:
    """Taking the next step puts a question that still exists."""
    ref = Ref(c=scene.consultation.id)
    return button(
        "Go on", Verb.RESUME, ref, suffix=str(scene.consultation.id), spoken="Go on with what is left"
    )
