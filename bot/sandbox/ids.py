from __future__ import annotations

import secrets
import string
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.sandbox.clock import Clock

_ALPHABET = string.ascii_uppercase + string.digits


class Ids:
    """Ids in the forms that Slack uses, and message timestamps that never repeat."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def new(self, prefix: str) -> str:
        """Return an id such as U3K9QZ2M7XA."""
        return prefix + "".join(secrets.choice(_ALPHABET) for _ in range(10))

    def ts(self) -> str:
        """Return a message timestamp: seconds, a dot and six digits, later than every one before."""
        self._last = max(self._last + 1, int(self._clock.now() * 1_000_000))
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def start_after(self, ts: str) -> None:
        """Give out only timestamps later than `ts`, which was loaded from a file."""
        seconds, _, micros = ts.partition(".")
        self._last = max(self._last, int(seconds) * 1_000_000 + int(micros or 0))

    def secret(self) -> str:
        """Return an unguessable text for a ticket, a trigger or an address."""
        return secrets.token_hex(12)
