from __future__ import annotations

from bot.advice.advisor import Advisor
from bot.advice.rulebook import Rulebook
from tests.advice.build import framework, knowledge, question


def test_an_answer_that_is_not_offered_leaves_its_question_open() -> None:
    base = knowledge([question("admin", "needed", "none")], [framework("django")], [])
    advice = Advisor(Rulebook(base), ({},)).advise({"admin": "forever"})
    assert advice.assessment.open_questions == ("admin",)
