"""The ways in which the sandbox can be told to misbehave."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

FaultKind = Literal[
    "rate_limited", "server_error", "timeout", "reset", "delay", "fatal", "after_reset", "after_server_error"
]


class Fault(BaseModel, frozen=True, extra="forbid"):
    """What happens to the next calls of a method; `after_…` faults come after the effect has happened."""

    method: str = "*"
    kind: FaultKind
    times: int = Field(default=1, ge=1)
    retry_after: int = Field(default=1, ge=0)
    seconds: float = Field(default=30, ge=0)


class Faults:
    """Faults that wait for their calls, oldest first."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Let the next calls fail."""
        self._waiting.append(fault)

    def clear(self) -> None:
        """Behave again."""
        self._waiting.clear()

    def take(self, method: str) -> Fault | None:
        """Return the fault for this call and count it down."""
        for index, fault in enumerate(self._waiting):
            if fault.method in ("*", method):
                self._count_down(index, fault)
                return fault
        return None

    def _count_down(self, index: int, fault: Fault) -> None:
        if fault.times == 1:
            del self._waiting[index]
        else:
            self._waiting[index] = fault.model_copy(update={"times": fault.times - 1})
