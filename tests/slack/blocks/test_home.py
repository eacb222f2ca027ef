from __future__ import annotations

from datetime import date

from bot.decisions.model import Decision, DecisionPage, FrameworkCount
from bot.slack.blocks.home import Shelf, home
from tests.slack.blocks.scenes import TODAY, answer, check_view, consultation, decided, shown, small_knowledge


def decision(number: int, review_on: date | None = None) -> Decision:
    kept = decided(small_knowledge(), consultation({"admin": answer("needed")}), permalink="")
    return kept.model_copy(update={"number": number, "review_on": review_on, "deciders": ()})


def page(*decisions: Decision, total: int = 0) -> DecisionPage:
    return DecisionPage(decisions=decisions, total=total or len(decisions), all_total=total or len(decisions))


def test_an_empty_home_says_what_it_is_for() -> None:
    view = home(Shelf([], page(), page()), TODAY)
    check_view(view)
    assert shown(view["blocks"]) == [
        "# Framework Advisor",
        "Choose a Python web framework together, and remember why.",
        "[Start] [Past decisions] [Help]",
        "_`/framework help` tells what else you can type._",
    ]


def test_the_home_lists_what_is_open_due_and_decided() -> None:
    overdue = decision(3, date(2026, 11, 1))
    counts = [FrameworkCount(chosen="django", chosen_name="Django", decisions=1200)]
    latest = page(decision(4), overdue, total=40)
    view = home(Shelf([consultation()], page(overdue), latest, counts), TODAY, "/fw")
    check_view(view)
    assert shown(view["blocks"])[3:] == [
        "---",
        "*Open consultations*",
        (
            "Without a brief\nstarted by <@UANA> · 0 answers · last touched "
            "<!date^1795255380^{date_short}, {time}|21 Nov 2026, 10:03 UTC> [Resume]"
        ),
        "---",
        "*Due for review*",
        "*3 · Django for the ops tool*\nDjango · accepted · <@UANA> · 21 Nov · ⚠ review was due 1 Nov [Open]",
        "---",
        "*Latest decisions* · 40",
        "*4 · Django for the ops tool*\nDjango · accepted · <@UANA> · 21 Nov [Open]",
        "---",
        "*Chosen* | *Decisions in force*\nDjango | 1,200",
        "_`/fw help` tells what else you can type._",
    ]


def test_many_that_are_due_are_counted_and_listed_elsewhere() -> None:
    due = page(*(decision(number, date(2026, 1, 1)) for number in range(1000, 1010)), total=1001)
    view = home(Shelf([], due, page()), TODAY)
    check_view(view)
    told = shown(view["blocks"])
    assert told[4] == "*Due for review* · 1,000+"
    assert told[15] == "and over 990 more, due later than these: `/framework decisions due` [Show all]"


def test_those_that_are_due_and_not_listed_are_counted_and_can_be_seen() -> None:
    due = page(*(decision(number, date(2026, 1, 1)) for number in range(10)), total=12)
    told = shown(home(Shelf([], due, page()), TODAY, "/fw")["blocks"])
    assert told[15] == "and 2 more, due later than these: `/fw decisions due` [Show all]"


def test_a_large_team_stays_within_the_limits() -> None:
    due = page(*(decision(number, date(2026, 1, 1)) for number in range(1000, 1010)), total=1001)
    latest = page(*(decision(number) for number in range(10)), total=10_000)
    counts = [FrameworkCount(chosen=f"f-{n}", chosen_name="F" * 200, decisions=n) for n in range(30)]
    check_view(home(Shelf([consultation(id=each) for each in range(100)], due, latest, counts), TODAY))


def test_the_table_goes_on_in_a_second_block() -> None:
    counts = [FrameworkCount(chosen=f"f-{n}", chosen_name=f"F{n}", decisions=n) for n in range(12)]
    view = home(Shelf([], page(), page(), counts), TODAY)
    check_view(view)
    assert shown(view["blocks"])[4:6] == [
        "*Chosen* | *Decisions in force*\nF0 | 0\nF1 | 1\nF2 | 2\nF3 | 3",
        "F4 | 4\nF5 | 5\nF6 | 6\nF7 | 7\nF8 | 8",
    ]
