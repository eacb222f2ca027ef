from __future__ import annotations

from bot.slack.blocks import help as answers
from bot.slack.ids import Ref, decoded
from tests.slack.blocks.scenes import answer, consultation, lines, scene

COMMANDS = [
    "`/fw internal tool, staff edit records`: get advice on what you are building",
    "`/fw`: go on with a consultation, or start one",
    "`/fw decisions celery by:@ana`: find past decisions",
    "`/fw decision 12`: see one, with its reasons",
    "`/fw log`: record a decision that was made elsewhere",
    "`/fw export`: get the decisions as files",
    "`/fw compare django fastapi`: put frameworks side by side",
    "`/fw about quart`: see what the sources say about one",
]
LISTED = "\n".join(COMMANDS)


def test_help_has_a_line_for_each_command_and_says_where_the_knowledge_comes_from() -> None:
    assert lines(answers.help_text("/fw")) == [
        f"*What you can type*\n{LISTED}",
        (
            "_The advice comes from published guides, which it cites. "
            "`/fw about django` shows what they say and where._"
        ),
    ]


def test_a_near_miss_is_offered_as_a_button() -> None:
    message = answers.unknown("/fw", "decison 12", "decision 12")
    assert lines(message) == [
        "I don't know “decison 12”. Did you mean `/fw decision 12`?",
        "[Run /fw decision 12]",
        f"_{LISTED}_",
    ]
    assert decoded(message.blocks[1]["elements"][0]["value"]) == Ref(t="decision 12")


def test_what_is_near_nothing_gets_the_help() -> None:
    assert lines(answers.unknown("/fw", "xyzzy", "")) == ["I don't know “xyzzy”.", f"_{LISTED}_"]


def test_an_unknown_framework_is_answered_with_the_known_ones() -> None:
    assert lines(answers.unknown_name("rails", ["Django", "Flask"])) == [
        "I don't know “rails”. I know Django and Flask."
    ]


def test_in_doubt_two_buttons_ask() -> None:
    message = answers.which_command("/fw", "help desk", "help")
    assert lines(message) == [
        "Is “help desk” what you are building, or did you mean `/fw help`?",
        "[It is what we are building] [Run /fw help]",
    ]
    assert [decoded(each["value"]).t for each in message.blocks[1]["elements"]] == ["help desk", "help"]


def test_an_overlong_word_still_fits_a_button() -> None:
    lines(answers.which_command("/fw", '"' * 5000, "help"))


def test_what_fits_two_options_asks_which() -> None:
    asked = scene({"load": answer("few", turn=3)})
    question = asked.knowledge.question_by_id["load"]
    message = answers.which_option(asked, question, question.options)
    assert lines(message) == [
        "That fits more than one answer to “How many requests wait at once?” Which one?",
        "[Few] [Thousands]",
    ]
    assert decoded(message.blocks[1]["elements"][0]["value"]) == Ref(c=7, q="load", o="few", n=3)


def test_open_consultations_can_be_resumed() -> None:
    open_ones = [
        consultation({"load": answer("few")}, brief="*Ops* tool"),
        consultation(id=8, state="lapsed"),
    ]
    since = "last touched <!date^1795255380^{date_short}, {time}|21 Nov 2026, 10:03 UTC>"
    assert lines(answers.resume_list(open_ones)) == [
        "*2 consultations to go on with here*",
        f"“\u2217Ops\u2217 tool”\nstarted by <@UANA> · 1 answer · {since} [Resume]",
        f"Without a brief\nstarted by <@UANA> · 0 answers · {since} · lapsed [Resume]",
        "[Start a new one]",
    ]


def test_very_many_open_consultations_are_counted_no_further() -> None:
    assert (
        lines(answers.resume_list([consultation(id=number) for number in range(1001)]))[0]
        == "*1,000+ consultations to go on with here*"
    )


def test_a_restart_asks_first() -> None:
    assert lines(answers.ask_first(scene(), "restart")) == [
        "Start over? Every answer that was given here is forgotten; what was read from the brief stays.",
        "[Start over] [Keep going]",
    ]


def test_a_cancellation_asks_first() -> None:
    assert lines(answers.ask_first(scene(), "cancel")) == [
        "Cancel this consultation? The answers are kept, and Resume brings it back.",
        "[Cancel it] [Keep going]",
    ]


def test_a_question_explains_itself() -> None:
    asked = scene()
    question = asked.knowledge.question_by_id["load"]
    assert lines(answers.why_question(asked, question, ("django", "fastapi"))) == [
        (
            "*How many requests wait at once?*\nSlow requests decide much.\n"
            "With the answers so far it decides between Django and FastAPI."
        )
    ]


def test_a_question_that_decides_nothing_alone_claims_nothing() -> None:
    asked = scene()
    question = asked.knowledge.question_by_id["load"]
    assert lines(answers.why_question(asked, question, ("django",))) == [
        "*How many requests wait at once?*\nSlow requests decide much."
    ]


def test_a_closed_channel_is_told_with_what_to_do() -> None:
    assert lines(answers.cannot_post("Framework Advisor", "/fw", "ops tool")) == [
        (
            "I can't post in this channel yet. Type `/invite @Framework Advisor`, then `/fw` to go on. "
            "What you typed is kept."
        )
    ]


def test_nothing_typed_is_not_said_to_be_kept() -> None:
    assert lines(answers.cannot_post("Framework Advisor", "/fw")) == [
        "I can't post in this channel yet. Type `/invite @Framework Advisor`, then `/fw` to go on."
    ]
