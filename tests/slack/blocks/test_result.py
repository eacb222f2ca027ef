from __future__ import annotations

from dataclasses import replace

from bot.advice.claims import Spread, Value
from bot.advice.lines import Line
from bot.consultations.model import SignOff
from bot.decisions.model import Similar
from bot.slack.blocks.result import compared, result
from bot.slack.ids import Ref, decoded
from tests.advice.build import rule
from tests.slack.blocks.scenes import NOW, TODAY, answer, decided, lines, reported, scene, small_knowledge

BUTTONS = (
    "[Record decision] [Agree] [Concern] [All reasons] "
    "[Compare / Change an answer / Start over / Cancel the consultation]"
)


ALL = {
    "headline": "Django + Django REST Framework",
    "certainty": "Settled after 3 answers: none of the 6 open questions could change it.",
    "path": Line("Stay on Django, add Django REST Framework.", ("guide",)),
    "why": (Line("Django makes the screens.", ("guide", "other")), Line("Roles come with it.", ())),
    "costs": (Line("Slow cold start. Matters on serverless.", ("guide",)),),
    "disagreements": (Line("The guides differ on size.", ()), Line("Flask: small is fine.", ("guide",))),
    "runner_up": Line("FastAPI, 6 points behind: no admin.", ("guide",)),
    "would_change": ("It would be FastAPI if “Admin screens” were “No”.",),
    "bars": (("Django", 12), ("FastAPI", 6), ("Flask", -1)),
    "goes_with": (Line("Celery: background jobs", ()), Line("Redis: cache", ())),
    "left_out": (Line("Sanic is out: Nobody runs it.", ("house",)),),
    "ranges": (
        Spread(
            "FastAPI", "Cold start", (Value("1 s", (("guide", "2026-05"),)), Value("fast", (("other", ""),)))
        ),
    ),
    "versions": (Spread("Django", "Current version", (Value("6.0", (("guide", "2026-05"),)),)),),
}
DATED = "\u2039<https://example.org/guide|guide> 2026-05\u203a"
GUIDE = "\u2039<https://example.org/guide|guide>\u203a"


def test_a_recommendation_in_full() -> None:
    assert lines(result(reported(scene({"admin": answer("needed")}), **ALL))) == [
        "# Django + Django REST Framework",
        (
            "*Settled* after 3 answers: none of the 6 open questions could change it.\n"
            f"Stay on Django, add Django REST Framework. {GUIDE}"
        ),
        (
            "*Why*\n• Django makes the screens. \u2039<https://example.org/guide|guide>, other\u203a\n"
            "• Roles come with it."
        ),
        f"*What it will cost you*\n• Slow cold start. Matters on serverless. {GUIDE}",
        (
            f"*Where the guides disagree*\nThe guides differ on size.\n• Flask: small is fine. {GUIDE}\n"
            f"• Cold start, FastAPI: 1 s {DATED}; fast \u2039other\u203a"
        ),
        (
            "Sanic is out: Nobody runs it. \u2039house\u203a\n"
            f"*Runner-up:* FastAPI, 6 points behind: no admin. {GUIDE}\n"
            "It would be FastAPI if “Admin screens” were “No”."
        ),
        "_Goes with it · Celery: background jobs · Redis: cache_",
        f"_Current version, Django: 6.0 {DATED}_",
        "_▰▰▰▰▰▰▰▰ Django: 12 points\n▰▰▰▰▱▱▱▱ FastAPI: 6 points\n▱▱▱▱▱▱▱▱ Flask: -1 point_",
        BUTTONS,
    ]


def test_what_there_is_nothing_to_say_about_is_left_out() -> None:
    nothing = dict.fromkeys(
        ("why", "costs", "disagreements", "ranges", "would_change", "goes_with", "versions", "left_out"), ()
    )
    bare = reported(scene({"admin": answer("needed")}), **ALL | nothing | {"runner_up": None, "path": None})
    assert len(lines(result(bare))) == 4


def test_a_recommendation_read_aloud_says_what_and_how_sure() -> None:
    assert result(reported(scene({"admin": answer("needed")}), **ALL)).text == (
        "Recommended: *Django + Django REST Framework*. "
        "Settled after 3 answers: none of the 6 open questions could change it."
    )


def test_a_tie_offers_the_question_that_breaks_it() -> None:
    shown = lines(result(scene({"load": answer("few")})))
    assert shown[1].startswith("*Toss-up*: ")
    assert shown[2] == "[1 Yes] [2 No] [Not sure]"


def test_the_rest_is_offered_while_it_could_change_the_outcome() -> None:
    assert (
        "[Compare / Change an answer / Ask the rest / Start over / Cancel the consultation]"
        in (lines(result(scene({"load": answer("few")})))[-1])
    )


def test_the_rest_is_not_offered_twice() -> None:
    asking = scene({"load": answer("few")}, asks_the_rest=True)
    assert lines(result(asking))[-1] == BUTTONS


def test_the_menu_says_what_was_chosen_in_its_value() -> None:
    menu = result(scene({"admin": answer("needed")})).blocks[-1]["elements"][-1]
    assert menu["action_id"] == "v1.more"
    assert [decoded(each["value"]) for each in menu["options"]] == [
        Ref(c=7, t=chosen) for chosen in ("compare", "correct", "restart", "cancel")
    ]


def test_everything_ruled_out_can_still_be_recorded() -> None:
    base = small_knowledge(rule("none", {"load": "few"}, rules_out=["django", "fastapi", "flask"]))
    message = result(scene({"load": answer("few")}, base))
    assert message.text.startswith("Nothing is left: the answers rule everything out. ")
    assert lines(message)[-1].startswith("[Record decision]")


def test_a_choice_that_matters_little_says_so() -> None:
    base = small_knowledge(rule("any", {"load": "few"}, verdict="any"))
    message = result(scene({"load": answer("few")}, base))
    assert message.text.startswith("The choice matters little: ")


def test_sign_offs_are_shown_with_names() -> None:
    signed = (
        SignOff(user="UANA", agrees=True, at=NOW),
        SignOff(user="UBO", agrees=False, concern="Who *runs* it?", at=NOW),
    )
    shown = lines(result(scene({"admin": answer("needed")}, sign_offs=signed)))
    assert "_✓ <@UANA> agrees\n⚠ <@UBO> has a concern: “Who \u2217runs\u2217 it?”_" in shown


def test_who_agreed_with_another_recommendation_is_not_shown_with_this_one() -> None:
    signed = (
        SignOff(user="UANA", agrees=True, at=NOW, about="fastapi"),
        SignOff(user="UBO", agrees=True, at=NOW, about="django"),
    )
    shown = lines(result(scene({"admin": answer("needed")}, sign_offs=signed)))
    assert "_✓ <@UBO> agrees_" in shown


def test_two_people_agree() -> None:
    signed = tuple(SignOff(user=user, agrees=True, at=NOW) for user in ("UANA", "UBO"))
    shown = lines(result(scene({"admin": answer("needed")}, sign_offs=signed)))
    assert "_✓ <@UANA>, <@UBO> agree_" in shown


def test_a_recorded_recommendation_has_no_buttons() -> None:
    done = scene({"admin": answer("needed")}, state="recorded", decision=12)
    assert BUTTONS not in lines(result(done))
    assert not any(block["type"] == "actions" for block in result(done).blocks)


def test_compare_puts_the_first_beside_the_second() -> None:
    assert compared(scene({"admin": answer("needed"), "load": answer("many")})) == ("django", "fastapi")


def test_compare_after_a_tie_takes_all_that_are_level() -> None:
    assert compared(scene({"load": answer("few")})) == ("django", "fastapi", "flask")


def test_past_decisions_that_are_alike_stand_with_the_recommendation() -> None:
    base = small_knowledge()
    settled = scene({"admin": answer("needed")}, base)
    past = decided(base, settled.consultation, review_on=TODAY)
    alike = Similar(decision=past, shared=("Admin screens",), same_choice=True, shares_part=True)
    shown = lines(result(replace(settled, similar=(alike,), today=TODAY)))
    assert shown[shown.index("*What was decided before*") + 1] == (
        "• *#12 Django for the ops tool*, accepted, due for review · also Django"
        " · same answers: Admin screens [Open]"
    )


def test_a_closed_recommendation_stays_what_it_was_when_the_knowledge_has_changed() -> None:
    shown = scene({"admin": answer("needed")}, state="recorded", decision=12)
    signed = shown.consultation.model_copy(
        update={"sign_offs": (SignOff(user="UBO", agrees=True, at=NOW, about="django"),)}
    )
    kept = decided(small_knowledge(), signed)
    then = result(
        replace(
            shown,
            decision=kept,
            knowledge=small_knowledge(rule("new", {"team": "1"}, gives={"flask": "strong"})),
        )
    )
    assert lines(then) == [
        "# Django",
        "This is what was recommended before it was decided; the knowledge has changed since.",
        f"*What the advice rested on*\n{kept.snapshot.certainty}\n• screens says so. {GUIDE}",
        "_▰▰▰▰▰▰▰▰ Django: 12 points\n▱▱▱▱▱▱▱▱ FastAPI: 0 points\n▱▱▱▱▱▱▱▱ Flask: -1 point_",
        "*Sign-off*\n✓ <@UBO> agreed",
    ]
    assert then.text.startswith("Recommended: Django. This is what was recommended")


def test_a_past_decision_that_shares_a_framework_says_what_it_chose() -> None:
    base = small_knowledge()
    settled = scene({"admin": answer("needed")}, base)
    past = decided(base, settled.consultation)
    both = past.model_copy(update={"chosen_name": "Django + Fastapi"})
    alike = Similar(decision=both, shared=(), same_choice=False, shares_part=True)
    shown = lines(result(replace(settled, similar=(alike,), today=TODAY)))
    assert "• *#12 Django for the ops tool*, accepted · chose Django + Fastapi [Open]" in shown
