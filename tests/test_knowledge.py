"""The shipped knowledge is whole, and its README tells the truth about a folder laid over it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.advice.advisor import Advisor
from bot.advice.recommend import recommend
from bot.advice.rulebook import Rulebook
from bot.knowledge_files.lint import check, notes
from bot.knowledge_files.loader import Loaded, load

KNOWLEDGE = Path(__file__).parent.parent / "knowledge"
BLOCK = re.compile(r"```yaml\n# house/(\S+)\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the README's worked example."""
    folder = tmp_path_factory.mktemp("worked-example") / "house"
    for name, text in BLOCK.findall((KNOWLEDGE / "README.md").read_text(encoding="utf-8")):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(text)
    return folder


@pytest.fixture(scope="module")
def with_house(house: Path) -> Loaded:
    return load([KNOWLEDGE, house])


def test_no_proof_objects_to_the_shipped_knowledge() -> None:
    assert [str(problem) for problem in check(load([KNOWLEDGE]))] == []


def test_of_every_framework_a_version_is_known_and_as_of_when() -> None:
    frameworks = load([KNOWLEDGE]).knowledge.frameworks
    dated = {each.id for each in frameworks for claim in each.aspects.get("version", ()) if claim.as_of}
    assert dated == {each.id for each in frameworks}


def test_where_servers_sleep_the_range_of_cold_starts_is_shown_with_who_says_what() -> None:
    advisor = Advisor(Rulebook(load([KNOWLEDGE]).knowledge), [{}])
    told = [line.text for line in advisor.advise({"hosting": "serverless"}).report.disagreements]
    assert told[1:] == [
        "Flask: 0.2 to 0.4 s, where FastAPI takes 0.5 to 1.0 s.",
        "FastAPI: fast, as Flask is.",
    ]


def test_where_requests_wait_what_each_source_measured_is_shown() -> None:
    advisor = Advisor(Rulebook(load([KNOWLEDGE]).knowledge), [{}])
    ranges = advisor.advise({"waiting": "fan-out", "deliverable": "api"}).report.ranges
    measured = next(each for each in ranges if each.aspect == "Requests a second")
    assert measured.framework == "FastAPI"
    assert {source for value in measured.values for source, _ in value.claimed} == {
        "domainindia",
        "three-dominant",
        "calloway",
    }


def test_no_proof_objects_to_the_worked_example(with_house: Loaded) -> None:
    assert [str(problem) for problem in check(with_house)] == []


def test_the_worked_examples_rules_are_noted_to_have_no_case(with_house: Loaded) -> None:
    noted = {note.keys[1] for note in notes(with_house) if note.file == "house/rules/house.yaml"}
    assert noted == {"supported-servers"}


def test_the_worked_example_forbids_django_and_what_rests_on_it(with_house: Loaded) -> None:
    ranking = recommend(Rulebook(with_house.knowledge), {"admin": "needed"}).ranking
    assert {standing.candidate for standing in ranking if standing.ruled_out_by == ("no-django-here",)} == {
        "django",
        "django-rest-framework",
        "django-ninja",
        "django-and-fastapi",
    }


def test_the_worked_example_says_first_that_the_django_that_runs_is_forbidden(with_house: Loaded) -> None:
    advisor = Advisor(Rulebook(with_house.knowledge), [{}])
    report = advisor.advise({"existing": "django-app", "waiting": "fan-out"}).report

    assert report.headline == "FastAPI"
    assert report.path is not None
    assert report.path.text == (
        "Django (which runs today) is out: Nobody in our company runs Django. "
        "Rewrite what runs on Django in FastAPI."
    )
    assert report.path.sources == ("house",)
    assert "Extend it instead" not in " ".join(line.text for line in (*report.why, *report.costs))


def test_the_worked_example_adds_a_question_that_counts(with_house: Loaded) -> None:
    answers = {"data-centre": "own"}
    reasons = recommend(Rulebook(with_house.knowledge), answers).reasons
    assert ("supported-servers", "flask", ("house",)) in {
        (reason.rule, reason.framework, reason.sources) for reason in reasons
    }


def test_the_worked_example_adds_a_framework_that_wins_for_its_rule(with_house: Loaded) -> None:
    answers = {"data-centre": "own", "accounts": "roles"}
    assert recommend(Rulebook(with_house.knowledge), answers).first == "acme-web"


def test_the_worked_example_adds_wordings_to_those_that_are_shipped(with_house: Loaded) -> None:
    shipped = load([KNOWLEDGE]).knowledge.question_by_id["admin"].option("needed")
    added = with_house.knowledge.question_by_id["admin"].option("needed")
    assert shipped is not None
    assert added is not None
    assert added.phrases == (*shipped.phrases, "the blue screens", "ops console")


def test_the_worked_example_replaces_a_rule_in_its_place(with_house: Loaded) -> None:
    shipped = [rule.id for rule in load([KNOWLEDGE]).knowledge.rules]
    rules = with_house.knowledge.rules
    assert [rule.id for rule in rules][: len(shipped)] == shipped
    assert rules[shipped.index("some-years")].sources == ("house",)


def test_a_knowledge_base_with_a_house_has_a_version_of_its_own(with_house: Loaded) -> None:
    assert with_house.knowledge.version != load([KNOWLEDGE]).knowledge.version
