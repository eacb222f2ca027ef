import pytest

from bot.advice.brief import Reader
from bot.advice.reading.phrases import PhraseError
from tests.advice.reading_knowledge import knowledge_of, question


@pytest.mark.parametrize(
    ("wording", "message"),
    [
        ("{staf} edits", "“{staf}” is no word class, framework or range of numbers"),
        ("{9..2} users", "“{9..2}” holds no number"),
        ("admin +", "“admin +” has nothing on one side of a “+” or “>”"),
        ("{staff", "“{staff” is no word class, framework or range of numbers"),
        ("? !", "“? !” holds no word"),
    ],
)
def test_a_wording_that_cannot_be_read_is_refused(wording: str, message: str) -> None:
    knowledge = knowledge_of(question("admin", {"needed": (wording,), "none": ()}), words={"staff": ("ops",)})
    with pytest.raises(PhraseError) as refused:
        Reader(knowledge)
    assert str(refused.value) == message


def _reads(wording: str, text: str) -> bool:
    knowledge = knowledge_of(
        question("q", {"yes": (wording,), "other": ()}), words={"staff": ("back office", "=ops")}
    )
    return bool(Reader(knowledge).read(text))


@pytest.mark.parametrize(
    ("wording", "text", "expected"),
    [
        ("admin panel|screen", "admin screens", True),
        ("admin panel|screen", "admin table", False),
        ("the admin", "admin", True),
        ("scale-to-zero", "it must scale to zero", True),
        ("node.js", "written in Node.js", True),
        ("team of {..2}", "a team of two", True),
        ("team of {..2}", "a team of three", False),
        ("{staff} edits", "the back-office edits", True),
        ("{staff} edits", "the op edits", False),
        ("{django-rest-framework} views", "our drf views", True),
        ("{django} app", "a Django 4.2 app", True),
        ("{..3} days", "half a day", True),
        ("don't care", "we don't care", True),
        ("admin not.", "an admin not, please", True),
        ("admin not.", "admin not. Forms", True),
        ("admin not.", "admin not needed", False),
        ("not admin.", "not our admin", True),
        ("not admin.", "not every admin", True),
        ("not admin.", "not green admin", False),
        ("api: no.", "API: no", True),
    ],
)
def test_a_wording_matches_as_its_syntax_says(wording: str, text: str, *, expected: bool) -> None:
    assert _reads(wording, text) is expected
