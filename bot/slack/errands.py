"""Calls to Slack that must not hold up an answer: replies to one person, modals, the Home."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeAlias

from bot.mistakes import Mistake

logger = logging.getLogger(__name__)

Tell: TypeAlias = Callable[[str], None]
"""Says a sentence to the person who acted, and to nobody else."""


def report_bug(error: BaseException, command: str) -> str:
    """Log a bug under an id, and say what the person should read."""
    number = secrets.token_hex(2)
    logger.error("error %s", number, exc_info=error)
    return (
        f"Something went wrong on my side (error {number}). Your answers are kept. "
        f"Try again, or type `{command}` to go on."
    )


@dataclass(frozen=True)
class Errands:
    """A small pool of its own, so that a modal never waits behind a thread that is being presented."""

    pool: ThreadPoolExecutor
    command: str

    def run(self, work: Callable[[], None], tell: Tell) -> None:
        """Do something soon. The person is told what a mistake says, and of a bug its id."""
        self.pool.submit(self._run, work, tell)

    def _run(self, work: Callable[[], None], tell: Tell) -> None:
        try:
            work()
        except Mistake as mistake:
            self._tell(tell, str(mistake))
        except Exception as error:  # noqa: BLE001 - the outermost handler of this thread
            self._tell(tell, report_bug(error, self.command))

    def _tell(self, tell: Tell, text: str) -> None:
        try:
            tell(text)
        except Exception:  # the outermost handler of this thread
            logger.exception("a person could not be told")
