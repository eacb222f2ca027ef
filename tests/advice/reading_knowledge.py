"""A small knowledge base for tests of reading: four frameworks, five questions."""

from collections.abc import Mapping

from bot.advice.brief import Reader
from bot.advice.knowledge import Framework, KnowledgeBase, WordClass
from bot.advice.questions import Option, Question

Wordings = Mapping[str, tuple[str, ...]]


def question(question_id: str, wordings: Wordings, **special: dict[str, object]) -> Question:
    """A question with an option for each key, and more fields for the options named in `special`."""
    options = tuple(
        Option.model_validate({"id": option, "label": option, "phrases": phrases, **special.get(option, {})})
        for option, phrases in wordings.items()
    )
    return Question(id=question_id, name=question_id, ask="Which?", why="It decides.", options=options)


def knowledge_of(*questions: Question, words: Mapping[str, tuple[str, ...]] | None = None) -> KnowledgeBase:
    """A knowledge base that only asks and reads."""
    names = {"django": (), "flask": (), "fastapi": (), "django-rest-framework": ("drf",)}
    return KnowledgeBase(
        sources=(),
        aspects=(),
        strengths=(),
        words=tuple(WordClass(id=group, words=members) for group, members in (words or {}).items()),
        questions=questions,
        frameworks=tuple(
            Framework(id=i, name=i, summary="A framework.", aliases=a) for i, a in names.items()
        ),
        rules=(),
    )


SMALL = knowledge_of(
    question(
        "admin",
        {
            "needed": ("admin panel", "{staff} + {edit} + {records}", "=admin"),
            "later": ("admin later",),
            "none": ("api only",),
        },
        none={"negates": True},
    ),
    question(
        "deliverable",
        {"pages": ("website", "landing page"), "api": ("json api", "rest api", "api"), "both": ()},
        both={"combines": ("pages", "api")},
    ),
    question(
        "waiting",
        {
            "few": ("{..100} users",),
            "many": ("{1000..} users", "{500..} rps"),
            "open": ("websocket", "real-time"),
        },
    ),
    question("domain", {"content": ("blog", "=news", "content site"), "shop": ("shop", "site")}),
    question(
        "existing",
        {
            "flask-app": ("{have} {flask}", "off|from {flask}"),
            "django-app": ("{have} {django}",),
            "drf-api": ("{have} {django-rest-framework}",),
        },
    ),
    question("team", {"small": ("{..2} developers|devs", "solo"), "large": ("{7..} developers|devs",)}),
    words={
        "staff": ("ops", "back office", "non-technical"),
        "edit": ("edit", "correct"),
        "records": ("records", "orders"),
        "have": ("have", "our", "run", "currently on"),
    },
)


def read(text: str) -> dict[str, str]:
    """What the small knowledge base reads: options by question."""
    return {reading.question: reading.option for reading in Reader.of(SMALL).read(text)}


def evidence(text: str) -> dict[str, str]:
    """The words that each answer is read from."""
    return {reading.question: reading.evidence for reading in Reader.of(SMALL).read(text)}
