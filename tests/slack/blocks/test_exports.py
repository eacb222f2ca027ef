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


def test_the_file_says_how_many_decisions_it_holds_and_of_which_channels() -> None:
    assert exports.comment(1) == (
        "Your export: 1 decision, all that I know you may see today. "
        "Markdown files, a table (CSV), and JSON with its schema. "
        "Private channels and messages are in it only where I am a member and may look up who else is; "
        "invite me to a channel that is missing, and export again."
    )
    assert exports.comment(1200).startswith(
        "Your export: 1,200 decisions, all that I know you may see today. "
    )
