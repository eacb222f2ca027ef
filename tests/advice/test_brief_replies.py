import pytest

from bot.advice.brief import match_reply
from bot.advice.questions import Option, Question
from tests.advice.reading_knowledge import knowledge_of

ADMIN = Question(
    id="admin",
    name="Admin",
    ask="Do people need screens?",
    why="It decides.",
    options=(
        Option(id="needed", label="Yes, from the start", phrases=("admin panel", "screens")),
        Option(id="later", label="Maybe later", phrases=("next year",)),
        Option(id="none", label="No", phrases=("api only",)),
    ),
)
KNOWLEDGE = knowledge_of(ADMIN)


def _fitting(text: str) -> list[str]:
    return [option.id for option in match_reply(ADMIN, text, KNOWLEDGE)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2", ["later"]),
        (" #1 ", ["needed"]),
        ("option 3", ["none"]),
        ("3.", ["none"]),
        ("4", []),
        ("Maybe later", ["later"]),
        ("mabye later", ["later"]),
        ("YES, FROM THE START!", ["needed"]),
        ("yep", ["needed"]),
        ("No.", ["none"]),
        ("later", ["later"]),
        ("we want an admin panel", ["needed"]),
        ("screens, but next year", ["needed", "later"]),
        ("lunch?", []),
        ("", []),
        ("<@U123> yes", []),
        ("I think that we should all have an admin panel", []),
    ],
)
def test_a_whole_message_is_an_answer(text: str, expected: list[str]) -> None:
    assert _fitting(text) == expected


def test_without_the_knowledge_base_only_numbers_and_labels_count() -> None:
    assert match_reply(ADMIN, "we want an admin panel") == ()
    assert match_reply(ADMIN, "1") == (ADMIN.options[0],)


NOT_WANTED = Question(
    id="not-wanted",
    name="Not wanted",
    ask="What is out?",
    why="It is out.",
    options=(
        Option(id="django", label="Django", refuses=("django",)),
        Option(id="fastapi", label="FastAPI", refuses=("fastapi",)),
        Option(id="litestar", label="Litestar", refuses=("litestar",)),
    ),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FastAPI and Litestar", ["fastapi-and-litestar"]),
        ("litestar, djngo & FastAPI", ["django-and-fastapi-and-litestar"]),
        ("Litestar", ["litestar"]),
        ("FastAPI and lunch", []),
        ("and", []),
    ],
)
def test_several_refused_frameworks_are_one_answer(text: str, expected: list[str]) -> None:
    assert [option.id for option in match_reply(NOT_WANTED, text)] == expected


def test_several_answers_to_another_question_are_none() -> None:
    assert match_reply(ADMIN, "maybe later and no") == ()
