"""What people are told when a decision cannot be shown or changed."""

from __future__ import annotations

from datetime import date

from bot.advice.prose import day
from bot.decisions.model import Decision, DecisionEvent
from bot.mistakes import Mistake


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


class NotYoursToRedactError(Mistake):
    """Somebody wants to remove a text from a decision that another recorded."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(
            f"Only <@{decision.recorded_by}>, who recorded decision {decision.number}, and workspace admins "
            "can remove a text from it; ask one of them."
        )


class ChangedSinceError(Mistake):
    """An edit of a decision that somebody changed since it was shown."""

    def __init__(self, decision: Decision, last: DecisionEvent) -> None:
        super().__init__(
            f"<@{last.by}> changed decision {decision.number} since you opened it; open it again and edit "
            "what stands there now."
        )


class TitleNeededError(Mistake):
    """An edit that leaves no title."""

    def __init__(self) -> None:
        super().__init__("A decision needs a title; say in a few words what was decided.")


class NameTheSuccessorError(Mistake):
    """The status "superseded", and no word by what."""

    def __init__(self, number: int) -> None:
        super().__init__(f"Name the decision that supersedes decision {number}.")


class CannotSupersedeError(Mistake):
    """A link between two decisions that makes no sense; the text says why."""


class NothingToUndoError(Mistake):
    """There is no change that the person could still take back."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"There is nothing of yours to undo in decision {number}: only the last change can be taken "
            "back, for ten minutes, by the one who made it."
        )


class NothingToRedactError(Mistake):
    """The text does not stand in the decision. It is not repeated here, since it may be a secret."""

    def __init__(self, number: int) -> None:
        super().__init__(f"That text does not stand in decision {number}; give it exactly as it is written.")


class TooShortToRedactError(Mistake):
    """A text so short that removing it would take words apart."""

    def __init__(self, least: int) -> None:
        super().__init__(f"Give at least {least} characters to remove; less would take other words apart.")


class ReviewedSinceError(Mistake):
    """A click on a review that was answered, or moved, since."""

    def __init__(self, decision: Decision) -> None:
        state = f"it is {decision.status} now"
        if decision.is_living:
            due = decision.review_on
            state = f"the next one is on {day(due)}" if due else "none is planned"
        super().__init__(f"That review of decision {decision.number} is done: {state}.")


class ReviewDateError(Mistake):
    """A review that would be due at once."""

    def __init__(self, today: date) -> None:
        super().__init__(f"Choose a review date after {day(today)}, or none.")
