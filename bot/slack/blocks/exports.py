"""What is said while the log is being exported."""

from __future__ import annotations

from bot.advice.prose import counted
from bot.slack.blocks.help import told
from bot.slack.blocks.message import Message


def on_its_way() -> Message:
    """The answer to who asked for the export."""
    return told("Your export comes as a file in our direct message.")


def already_going_on() -> Message:
    """The answer to who asks again too soon."""
    return told("Your export is being made already; it comes as a file in our direct message.")


def progress(done: int) -> Message:
    """How far a large export has come."""
    return told(f"Your export: {done:,} decisions so far.")


def finished(number: int) -> Message:
    """What the progress becomes in the end."""
    return told(f"Your export of {_decisions(number)} is done.")


def comment(number: int) -> str:
    """What stands beside the file. Whether anything is missing is not told, since nobody may know it."""
    return (
        f"Your export: {_decisions(number)}, all that I know you may see today. "
        "Markdown files, a table (CSV), and JSON with its schema. "
        "Private channels and messages are in it only where I am a member and may look up who else is; "
        "invite me to a channel that is missing, and export again."
    )


def _decisions(number: int) -> str:
    return counted(number, "decision") if number == 1 else f"{number:,} decisions"
