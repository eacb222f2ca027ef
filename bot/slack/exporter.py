"""Making the export that somebody asked for: all that they may see of the log, as a zip file."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from bot.decisions.archive import write_zip
from bot.decisions.service import Decisions
from bot.mistakes import Mistake
from bot.slack.blocks import exports as blocks
from bot.slack.blocks.message import Message
from bot.slack.directory import Directory
from bot.slack.errands import Tell, report_bug
from bot.slack.messenger import ChannelClosedError, MessageGoneError, NotNowError, SlackMessenger
from bot.slack.sending import Sender, StoppedError

logger = logging.getLogger(__name__)

_IN_MEMORY = 4_000_000
"""Bytes; a larger file is built on disk."""
_TELL_EVERY = timedelta(seconds=5)


class NothingToExportError(Mistake):
    """There is no decision to send."""

    def __init__(self) -> None:
        super().__init__(
            "There is nothing to export: no decision has been recorded that you may see, "
            "leaving aside private channels and messages that I am no member of."
        )


@dataclass
class Progress:
    """One message in the direct message that says how far a large export has come."""

    messenger: SlackMessenger
    workspace: str
    channel: str
    clock: Callable[[], datetime]
    _ts: str = ""
    _told_at: datetime | None = None

    def reached(self, done: int) -> None:
        """Post the message, or change it, though not too often."""
        now = self.clock()
        if self._told_at is None or now - self._told_at >= _TELL_EVERY:
            self._told_at = now
            self._show(blocks.progress(done))

    def finish(self, number: int) -> None:
        """Say that it is done, if anything was said before."""
        if self._ts:
            self._show(blocks.finished(number))

    def _show(self, message: Message) -> None:
        """That Slack does not take it holds up nothing."""
        try:
            if self._ts:
                self.messenger.update(self.workspace, self.channel, self._ts, message)
            else:
                self._ts = self.messenger.post(self.workspace, self.channel, message)
        except (NotNowError, MessageGoneError, ChannelClosedError) as error:
            logger.info("the progress of an export could not be shown: %s", error)


@dataclass
class Exporter:
    """Makes one export at a time, in a thread of its own."""

    decisions: Decisions
    directory: Directory
    messenger: SlackMessenger
    sender: Sender
    clock: Callable[[], datetime]
    command: str
    pool: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="exports")
    )
    _going_on: set[tuple[str, str]] = field(default_factory=set)
    _lock: Lock = field(default_factory=Lock)

    def ask(self, workspace: str, user: str, tell: Tell) -> bool:
        """Send somebody their export soon; False when theirs is being made already."""
        with self._lock:
            if (workspace, user) in self._going_on:
                return False
            self._going_on.add((workspace, user))
        self.pool.submit(self._run, workspace, user, tell)
        return True

    def close(self) -> None:
        """Stop what is going on; those who wait for it are told."""
        self.sender.ended.set()
        self.pool.shutdown(wait=True)

    def _run(self, workspace: str, user: str, tell: Tell) -> None:
        try:
            sentence = self._attempt(workspace, user)
            if sentence:
                tell(sentence)
        except Exception:  # the outermost handler of this thread
            logger.exception("a person could not be told")
        finally:
            with self._lock:
                self._going_on.discard((workspace, user))

    def _attempt(self, workspace: str, user: str) -> str:
        """Export; gives what the person has to be told where that fails."""
        try:
            self._export(workspace, user)
        except Mistake as mistake:
            return str(mistake)
        except Exception as error:  # noqa: BLE001 - the outermost handler of this thread
            return report_bug(error, self.command)
        return ""

    def _export(self, workspace: str, user: str) -> None:
        self._go_on()
        channel = self.sender.direct_message(user)
        viewer = self.directory.viewer_at_home(workspace, user)
        names = dict(self.sender.names(user))
        progress = Progress(self.messenger, workspace, channel, self.clock)

        def reached(done: int) -> None:
            self._go_on()
            progress.reached(done)

        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
            number = write_zip(
                file,
                workspace,
                lambda: self.decisions.whole_log(viewer),
                names=names,
                progress=reached,
            )
            if not number:
                raise NothingToExportError
            name = f"decisions-{self.clock().date().isoformat()}.zip"
            self.sender.send(file, name, channel, blocks.comment(number))
        progress.finish(number)

    def _go_on(self) -> None:
        if self.sender.ended.is_set():
            raise StoppedError
