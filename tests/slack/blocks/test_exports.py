from __future__ import annotations

from bot.slack.blocks import exports
from tests.slack.blocks.scenes import lines


def test_an_export_that_goes_on_is_told_to_who_asks_again() -> None:
    assert lines(exports.already_going_on()) == [
        "Your export is being made already; it comes as a file in our direct message."
    ]


def test_progress_and_end_count_decisions() -> None:
    assert lines(exports.progress(12_500)) == ["Your export: 12,500 decisions so far."]
    assert lines(exports.finished(12_501)) == ["Your export of 12,501 decisions is done."]


def test_the_file_says_how_many_decisions_it_holds() -> None:
    assert exports.comment(1).startswith("Your export: 1 decision, all that you may see today. ")
    assert exports.comment(1200).startswith("Your export: 1,200 decisions, all that you may see today. ")
