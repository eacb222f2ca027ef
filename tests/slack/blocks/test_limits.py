"""Whatever people and knowledge files say, Slack takes every message and every view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from bot.advice.claims import Spread, Value
from bot.advice.compare import compare as side_by_side
from bot.advice.knowledge import KnowledgeBase
from bot.advice.lines import Line
from bot.advice.rulings import Ruling
from bot.consultations.model import SignOff
from bot.consultations.recording import Recording
from bot.decisions.model import Decision, DecisionEvent, DecisionPage, FrameworkCount, KeptSource, Similar
from bot.decisions.query import Query
from bot.decisions.replay import Difference, Replay
from bot.slack.blocks import changing, decisions, facts, modals, reviews
from bot.slack.blocks import help as answers
from bot.slack.blocks.filtering import filter_form
from bot.slack.blocks.history import history
from bot.slack.blocks.home import Shelf, home
from bot.slack.blocks.message import Scene
from bot.slack.blocks.notice import given_back
from bot.slack.blocks.result import result
from bot.slack.ids import Form
from bot.slack.picture import picture
from tests.advice.build import framework, knowledge, rule
from tests.slack.blocks.scenes import (
    NOW,
    TODAY,
    answer,
    check,
    check_view,
    consultation,
    decided,
    read,
    reported,
    scene,
)

TYPED = st.one_of(
    st.text(max_size=120), st.text(alphabet="<>&!@#C|*_~`\u202e\u05d0 \n", min_size=1, max_size=120)
)
EXTREMES = [
    "&" * 5000,
    "🧭" * 3000,
    "\u05d0" * 3000,
    "a\u0301" * 2000,
    "`*_~<>" * 800,
    "x\n" * 2000,
    "\0",
    "",
]
_QUICK = settings(max_examples=8, deadline=None, phases=[Phase.explicit, Phase.generate], database=None)
NAMES = ("django", *(f"f-{number}" for number in range(1, 12)))
SOURCE_IDS = [f"{'s' * 57}-{number}" for number in range(10, 20)]


def anything_typed(test: Callable[[str], None]) -> Callable[[], None]:
    """Try the extremes, then what hypothesis thinks of. Shrinking is left out: it takes minutes."""
    for text in EXTREMES:
        test = example(text)(test)
    return _QUICK(given(TYPED)(test))


def base(text: str) -> KnowledgeBase:
    """A knowledge base in which every text is as long as it may be."""
    label, prose = _filled(text, 70), _filled(text, 600)
    options = [{"id": f"{'o' * 57}-{number}", "label": label} for number in range(9)]
    question = {"name": label, "ask": _filled(text, 150), "why": prose, "options": options}
    claims = [{"says": prose, "source": source, "as_of": "2026-05"} for source in SOURCE_IDS]
    aspects = [{"id": f"aspect-{number}", "name": label, "about": prose} for number in range(40)]
    pitfalls = [{"says": prose, "remedy": prose, "source": SOURCE_IDS[0]}] * 8
    companions = [{"name": label, "purpose": label, "source": SOURCE_IDS[0]}] * 12
    known = {
        "aspects": dict.fromkeys([f"aspect-{n}" for n in range(40)], claims),
        "pitfalls": pitfalls,
        "companions": companions,
    }
    return knowledge(
        [{"id": "few", **question, "options": options[:4]}, {"id": "many", **question}],
        [framework(name, name=label, summary=prose, **(known if name == "django" else {})) for name in NAMES],
        [
            rule(
                f"r-{n}",
                {"few": options[0]["id"]},
                gives={NAMES[n]: "slight"},
                because=prose,
                sources=SOURCE_IDS,
                caution=prose,
                disagreement=[{"framework": "f-1", "says": prose, "source": SOURCE_IDS[0]}] * 3,
            )
            for n in range(12)
        ],
        aspects=aspects,
        sources=[
            {"id": source, "title": label, "url": f"https://example.org/{'u' * 170}"} for source in SOURCE_IDS
        ],
    )


def _filled(text: str, limit: int) -> str:
    return (text * limit)[:limit].strip() or "x"


def scenes(text: str) -> list[Scene]:
    """Consultations in many states, full of the text."""
    known = base(text)
    few, many = ({"few": read("o" * 57 + "-0", text)}, {"many": answer("o" * 57 + "-1")})
    signed = tuple(SignOff(user=f"U{n}", agrees=n % 2 == 0, concern=text, at=NOW) for n in range(30))
    states: list[dict[str, Any]] = [
        {"answers": few, "asked": ("many",)},
        {"answers": few | many, "asked": ("few", "many"), "revisiting": "few", "sign_offs": signed},
        {"answers": few | many, "asked": ("few", "many"), "state": "recorded", "decision": 12},
        {"answers": many | {"gone": answer(text[:60] or "x")}, "asked": ("many", "few"), "state": "lapsed"},
        {"answers": many, "asked": ("many",), "asks_the_rest": True},
    ]
    return [scene(base=known, brief=text, **state) for state in states]


def full(shown: Scene, text: str) -> Scene:
    """A scene with more in its report than the engine says."""
    line = Line(_filled(text, 1200), tuple(SOURCE_IDS))
    report = {"headline": text, "certainty": text, "path": line, "runner_up": line}
    lists = dict.fromkeys(("why", "costs", "disagreements", "goes_with", "left_out"), (line,) * 8)
    value = Value(_filled(text, 600), tuple((source, "2026-05") for source in SOURCE_IDS))
    spreads = dict.fromkeys(("ranges", "versions"), (Spread(text, text, (value,) * 8),) * 4)
    ruling = Ruling("r", text, line.text, line.sources, text)
    rulings = {"applied": (ruling,) * 200, "nearly": (ruling, replace(ruling, is_open=True)) * 200}
    more = {"would_change": (text,) * 3, "bars": ((text, 5),) * 9}
    kept = full_decision(text)
    past = tuple(
        Similar(
            decision=kept.model_copy(update={"number": number}),
            shared=(_filled(text, 70),) * 12,
            same_choice=True,
            shares_part=True,
        )
        for number in range(3)
    )
    return replace(reported(shown, **report, **lists, **spreads, **rulings, **more), similar=past)


def full_decision(text: str) -> Decision:
    known, now = base(text), scenes(text)[1].consultation
    kept = decided(known, now, chosen="f-1", title=text, why_not=text, rationale=text, deciders=("U1",) * 40)
    snapshot = kept.snapshot
    more = {
        "answers": snapshot.answers * 20,
        "sources": tuple(KeptSource(id=each, title=text, url="https://example.org/") for each in SOURCE_IDS),
        "certainty": text,
        "path": text,
    }
    replaced = tuple(range(999_999_000, 1_000_000_000))
    return kept.model_copy(update={"snapshot": snapshot.model_copy(update=more), "supersedes": replaced})


@anything_typed
def test_slack_takes_every_message_of_a_consultation(text: str) -> None:
    for shown in scenes(text):
        for post in picture(shown):
            check(post.message)
        check(result(full(shown, text)))


@anything_typed
def test_slack_takes_every_modal(text: str) -> None:
    draft = Recording(text[:150], "f-2", text[:1000], text[:3000], ("U1", "U2"), TODAY)
    for shown in scenes(text):
        views = [modals.record(shown, TODAY), modals.record(shown, TODAY, chosen="f-3", draft=draft)]
        views += [modals.record(full(shown, text), TODAY)]
        views += [modals.concern(full(shown, text)), modals.correct(shown)]
        views += [modals.reasons(shown), modals.reasons(full(shown, text))]
        for view in views:
            check_view(view)


def replayed(text: str) -> Replay:
    difference = Difference(text, text, {}, {"django": 1})
    return Replay(1, text, "f-1", text, "f-2", text, "f-3", text, (difference,) * 9, (text,) * 9)


@anything_typed
def test_slack_takes_the_decision_log(text: str) -> None:
    kept = full_decision(text)
    event = DecisionEvent(at=NOW, by="U1", what=text, before=text, after=text, why=text)
    check(decisions.detail(kept, [event] * 40, changing.Rights(change=True, redact=True, undo=True), TODAY))
    form = Form(d=kept.number, ch="C1", back="https://hooks.slack.com/actions/T1/1/x")
    for view in (
        changing.status_form(kept, "deprecated", form),
        changing.edit_form(kept, form),
        changing.supersede_form(kept, form),
        changing.redact_form(kept, form),
        history(kept, [event] * 3000, "/framework"),
    ):
        check_view(view)
    check_view(given_back("Somebody was faster.", [text, text]))
    listed = tuple(kept.model_copy(update={"number": number}) for number in range(10))
    page = DecisionPage(decisions=listed, total=10, all_total=10, newer=1, older=10)
    query = Query(text, framework=text, person=text, channel=text, since=TODAY, before=TODAY)
    frameworks = [(f"f-{number}", _filled(text, 70)) for number in range(120)]
    check(decisions.page(page, query, frameworks, TODAY, "/framework"))
    nothing = page.model_copy(update={"decisions": ()})
    check(decisions.page(nothing, query, frameworks, TODAY, "/framework"))
    check_view(filter_form(query, frameworks, form))
    counts = [FrameworkCount(chosen=text, chosen_name=text, decisions=3)] * 12
    check_view(home(Shelf([scenes(text)[0].consultation], nothing, page, counts), TODAY))
    check_view(home(Shelf([], page, page), TODAY))
    check(reviews.reminder(kept, replayed(text)))
    check(reviews.answered(kept, [event]))
    for modal in (reviews.still_right(kept, Form(d=1), TODAY), reviews.deprecate(kept, Form(d=1))):
        check_view(modal)


@anything_typed
def test_slack_takes_all_facts(text: str) -> None:
    known = base(text)
    everything = side_by_side(known, NAMES, everything=True)
    check(facts.compare(everything, known))
    check(facts.about(known.frameworks[0], known))


@anything_typed
def test_slack_takes_every_short_answer(text: str) -> None:
    shown = replace(scenes(text)[0], root_link=text)
    question = shown.knowledge.questions[1]
    check(answers.unknown("/framework", text, text))
    check(answers.unknown_name(text, [text] * 50))
    check(answers.which_command("/framework", text, text))
    check(answers.which_option(shown, question, question.options))
    check(answers.resume_list([consultation(id=number, brief=text) for number in range(30)]))
    check(answers.why_question(shown, question, NAMES))
    check(answers.cannot_post("Framework Advisor", "/framework", text))
    check(answers.help_text("/framework"))
    for post in picture(shown):
        check(post.message)
