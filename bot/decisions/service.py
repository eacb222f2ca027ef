"""What people do with the decision log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.decisions.model import Decision, DecisionEvent, DecisionPage, Status
from bot.mistakes import Mistake
from bot.workspaces.model import Person, Viewer

PAGE_SIZE = 10


class NoSuchDecisionError(Mistake):
    """The number does not exist, or the person may not see it: they are told the same."""

    def __init__(self, number: int) -> None:
        super().__init__(f"There is no decision {number} that you can see here.")


class NotYoursToChangeError(Mistake):
    """Somebody wants to change a decision that others made."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(
            f"Decision {decision.number} can be changed by <@{decision.recorded_by}>, who recorded it, "
            "by its deciders and by workspace admins."
        )


class DecisionUnit(Protocol):
    """What can be done to decisions inside one transaction."""

    def decision(self, workspace: str, number: int) -> Decision | None:
        """Fetch a decision."""
        ...

    def save_decision(self, decision: Decision, event: DecisionEvent) -> None:
        """Replace a decision and add the event that changed it."""
        ...


class DecisionStore(Protocol):
    """What the decision log needs of a store. Reads never return more than the viewer may see."""

    def decisions_unit(self) -> AbstractContextManager[DecisionUnit]:
        """Begin a transaction; it commits at the end unless something is raised."""
        ...

    def find_decision(self, viewer: Viewer, number: int) -> Decision | None:
        """Fetch one decision."""
        ...

    def list_decisions(
        self, viewer: Viewer, text: str, *, below: int | None, above: int | None, limit: int
    ) -> Sequence[Decision]:
        """List decisions that mention all words of a text, newest first, with numbers below or above one."""
        ...

    def count_decisions(self, viewer: Viewer, text: str) -> int:
        """Count what the viewer may see of them."""
        ...

    def decision_events(self, viewer: Viewer, number: int) -> Sequence[DecisionEvent]:
        """Fetch a decision's history, oldest first."""
        ...


@dataclass(frozen=True)
class Decisions:
    """The use cases of the decision log."""

    store: DecisionStore
    clock: Callable[[], datetime]

    def page(
        self, viewer: Viewer, text: str = "", *, below: int | None = None, above: int | None = None
    ) -> DecisionPage:
        """List a page. It neither skips nor repeats while others record."""
        found = self.store.list_decisions(viewer, text, below=below, above=above, limit=PAGE_SIZE + 1)
        has_more = len(found) > PAGE_SIZE
        shown = tuple(found[1:] if has_more and above is not None else found[:PAGE_SIZE])
        first_page = below is None and (above is None or not has_more)
        last_page = not has_more if above is None else False
        return DecisionPage(
            decisions=shown,
            total=self.store.count_decisions(viewer, text),
            all_total=self.store.count_decisions(viewer, ""),
            newer=shown[0].number if shown and not first_page else None,
            older=shown[-1].number if shown and not last_page else None,
        )

    def get(self, viewer: Viewer, number: int) -> Decision:
        """Fetch one decision. Raises NoSuchDecisionError also where the viewer may not see it."""
        decision = self.store.find_decision(viewer, number)
        if decision is None:
            raise NoSuchDecisionError(number)
        return decision

    def history(self, viewer: Viewer, number: int) -> Sequence[DecisionEvent]:
        """Fetch what happened to a decision, oldest first. Raises NoSuchDecisionError."""
        self.get(viewer, number)
        return self.store.decision_events(viewer, number)

    def set_status(
        self, viewer: Viewer, person: Person, number: int, status: Status, why: str = ""
    ) -> Decision:
        """Change the status. Raises NoSuchDecisionError or NotYoursToChangeError."""
        self.get(viewer, number)
        with self.store.decisions_unit() as unit:
            decision = unit.decision(viewer.workspace, number)
            if decision is None:
                raise NoSuchDecisionError(number)
            if not decision.may_be_changed_by(person):
                raise NotYoursToChangeError(decision)
            if decision.status != status:
                changed = decision.model_copy(update={"status": status})
                unit.save_decision(changed, self._event(person, decision.status, status, why))
                return changed
            return decision

    def _event(self, person: Person, before: str, after: str, why: str) -> DecisionEvent:
        return DecisionEvent(
            at=self.clock(), by=person.user, what="status", before=before, after=after, why=why
        )
