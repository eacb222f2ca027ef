"""What becomes of consultations by themselves: they lapse, and they go on after the knowledge has changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.advice.advisor import Advisor
from bot.consultations.model import advanced
from bot.consultations.store import ConsultationStore


@dataclass(frozen=True)
class Upkeep:
    """Looks after open consultations. For a timer."""

    store: ConsultationStore
    advisor: Advisor
    clock: Callable[[], datetime]

    def lapse(self, idle_for: timedelta) -> list[int]:
        """Close what nobody has touched for long, and say which."""
        before = self.clock() - idle_for
        lapsed = []
        for idle in self.store.idle_consultations(before):
            with self.store.consultations_unit() as unit:
                now = unit.consultation(idle.workspace, idle.id)
                if now and now.state == "open" and now.touched_at < before:
                    unit.save_consultation(now.touched(self.clock(), state="lapsed"))
                    lapsed.append(now.id)
        return lapsed

    def renew(self) -> None:
        """Go on with what is left where open consultations were advanced with other knowledge.

        It counts as nobody's touch.
        """
        version = self.advisor.rulebook.knowledge.version
        outdated = (each for each in self.store.idle_consultations(self.clock()) if each.knowledge != version)
        for found in outdated:
            with self.store.consultations_unit() as unit:
                now = unit.consultation(found.workspace, found.id)
                if now and now.state == "open" and now.knowledge != version:
                    unit.save_consultation(advanced(now.renewed(), self.advisor))
