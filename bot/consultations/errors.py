"""What people are told when a step cannot be taken."""

from __future__ import annotations

from bot.consultations.model import Answer, Consultation
from bot.mistakes import Mistake


class NoSuchConsultationError(Mistake):
    """A consultation that is not there, or belongs to another workspace."""

    def __init__(self) -> None:
        super().__init__("That consultation does not exist any more; start a new one.")


class NotOpenError(Mistake):
    """Somebody answers a consultation that is closed."""

    def __init__(self, consultation: Consultation) -> None:
        super().__init__(_why_closed(consultation))


class RecordedMeanwhileError(NotOpenError):
    """Somebody records what another one has recorded since."""

    def __init__(self, consultation: Consultation, recorded_by: str, by: str) -> None:
        who = "You" if recorded_by == by else f"<@{recorded_by}>"
        Mistake.__init__(self, f"{who} recorded decision {consultation.decision} from this meanwhile.")
        self.number = consultation.decision or 0


def _why_closed(consultation: Consultation) -> str:
    if consultation.state == "recorded":
        return f"This ended with decision {consultation.decision}, so answers stay as they are."
    if consultation.state == "cancelled":
        return "This consultation was cancelled. Use Resume to go on with it."
    return "This consultation has lapsed. Use Resume to go on with it."


class StaleAnswerError(Mistake):
    """A click on a button of a question that was answered since."""

    def __init__(self, answer: Answer, label: str) -> None:
        super().__init__(f"That question was answered by <@{answer.by}>: {label}. Use Change to answer anew.")


class NotOfferedError(Mistake):
    """A click on an answer that the knowledge base does not have, or has lost."""

    def __init__(self) -> None:
        super().__init__("That answer is no longer offered; choose one of those shown.")


class TakenBackError(Mistake):
    """A click on a button of a question whose answer was taken back since."""

    def __init__(self) -> None:
        super().__init__("That question was opened again since; answer it where it is asked anew.")


class NothingBeforeError(Mistake):
    """*Back* at the first question."""

    def __init__(self) -> None:
        super().__init__("This is the first question; there is nothing before it.")


class ReasonNeededError(Mistake):
    """Another candidate than the recommended, and no word why."""

    def __init__(self, recommended: str) -> None:
        super().__init__(f"Say in a sentence why not {recommended}.")
