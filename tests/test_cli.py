from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from tests.terminal.small import SMALL, write_small

KNOWLEDGE = Path(__file__).parent.parent / "knowledge"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write_small(tmp_path)


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("KNOWLEDGE", raising=False)


def run(*arguments: str | Path, text: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=text)


def recommended(folder: Path, *arguments: str) -> dict[str, Any]:
    result = run("recommend", "--json", "--knowledge", folder, *arguments)
    assert result.exit_code == 0, result.output
    document: dict[str, Any] = json.loads(result.stdout)
    return document


def refusal(*arguments: str | Path) -> str:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    return result.stderr


def test_without_a_command_help_is_shown() -> None:
    result = run()

    assert result.exit_code == 0
    assert "Choose a Python web framework, and remember why." in result.stdout
    assert "recommend" in result.stdout


def test_the_version_is_told() -> None:
    assert run("--version").stdout.startswith("main ")


def test_a_recommendation_as_json(small: Path) -> None:
    assert recommended(small, "--brief", "we want an admin panel") | {"knowledge_version": ""} == {
        "verdict": "one",
        "recommendation": "django",
        "stack": ["django"],
        "companions": ["Redis"],
        "versions": [],
        "path": "new",
        "tied": [],
        "runner_up": "flask",
        "ranking": [
            {"framework": "django", "score": 6, "ruled_out": False, "ruled_out_by": []},
            {"framework": "flask", "score": 0, "ruled_out": False, "ruled_out_by": []},
        ],
        "settled": True,
        "robustness": {"first": 3, "of": 3, "exact": True},
        "next_question": None,
        "reasons": [
            {
                "rule": "screens",
                "framework": "django",
                "points": 6,
                "because": "Django generates the screens.",
                "sources": ["guide"],
            }
        ],
        "cautions": [],
        "disagreements": [],
        "claims_that_differ": [],
        "rules": [
            {
                "rule": "screens",
                "effect": "Django +6",
                "text": "Django generates the screens.",
                "sources": ["guide"],
                "condition": "",
                "is_open": False,
            }
        ],
        "nearly": [
            {
                "rule": "tiny",
                "effect": "Flask +1",
                "text": "Flask stays small.",
                "sources": ["guide"],
                "condition": "“Size” were “Tiny”",
                "is_open": True,
            }
        ],
        "understood": [{"question": "admin", "option": "needed", "evidence": "admin panel"}],
        "what_would_change": [],
        "knowledge_version": "",
    }


def test_an_explicit_answer_wins_over_the_brief(small: Path) -> None:
    found = recommended(
        small, "--brief", "an admin panel", "--answer", "admin=none", "--answer", "size=small"
    )

    assert found["recommendation"] == "flask"
    assert found["understood"] == [{"question": "admin", "option": "needed", "evidence": "admin panel"}]


def test_the_next_question_is_named_while_there_is_one(small: Path) -> None:
    assert recommended(small)["next_question"] == "admin"
    assert recommended(small, "--answer", "admin=not-sure")["next_question"] == "size"


def test_the_answers_that_would_change_it_are_listed(small: Path) -> None:
    found = recommended(small, "--answer", "admin=needed", "--answer", "size=small")

    assert found["what_would_change"] == [
        {"question": "admin", "option": "none", "recommendation": "flask"},
        {"question": "admin", "option": "not-sure", "recommendation": "flask"},
    ]


def test_the_brief_is_read_from_the_input(small: Path) -> None:
    result = run("recommend", "--knowledge", small, "--json", "--brief", "-", text=b"an admin panel \xff\n")

    assert json.loads(result.stdout)["recommendation"] == "django"


@pytest.mark.parametrize("brief", ["", "x" * 5000, "<!channel> *`\u202e 🧭", "\ud800"])
def test_any_brief_is_taken(small: Path, brief: str) -> None:
    assert recommended(small, "--brief", brief)["verdict"] == "tie"


def test_a_recommendation_in_words(small: Path) -> None:
    result = run("recommend", "--knowledge", small, "--brief", "an admin panel")

    assert result.stdout == (
        "Read from the brief\n"
        "- Admin screens: Yes (“admin panel”)\n"
        "\n"
        "Django\n"
        "Settled after 1 answer: the one open question could not change it.\n"
        "\n"
        "Why\n"
        "- Django generates the screens. [guide]\n"
        "\n"
        "Runner-up: Flask, 6 points behind, for the reason above.\n"
        "No single answer, changed alone, would put another one ahead.\n"
        "\n"
        "Django  ████████████████████████ 6\n"
        "Flask   ▏ 0\n"
        "\n"
        "Goes with it: Redis: cache.\n"
    )


def test_an_open_recommendation_names_the_next_question(small: Path) -> None:
    result = run("recommend", "--knowledge", small)

    assert result.stdout == (
        "Django or Flask\n"
        "Toss-up: Django and Flask are level. What decides: Do people need screens?\n"
        "\n"
        "Next question: Do people need screens?\n"
        "--answer admin=needed | none | not-sure\n"
    )


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("admn=needed", "There is no question “admn”; did you mean “admin”?\n"),
        ("screens=needed", "There is no question “screens”; did you mean “admin”?\n"),
        ("admin=neded", "“admin” has no answer “neded”; did you mean “needed”?\n"),
        ("admin=yes", "“admin” has no answer “yes”; did you mean “needed”?\n"),
        ("admin=", "“admin” has no answer “”; did you mean “needed”?\n"),
        ("admin", "“admin” is no answer; write it as question=option, such as admin=needed.\n"),
    ],
)
def test_a_bad_answer_is_refused_with_the_nearest_valid_one(small: Path, answer: str, sentence: str) -> None:
    assert refusal("recommend", "--knowledge", small, "--answer", answer) == sentence


def test_two_answers_to_one_question_are_refused(small: Path) -> None:
    answers = ("--answer", "admin=needed", "--answer", "admin=none")

    assert refusal("recommend", "--knowledge", small, *answers) == (
        "“admin” has two answers, needed and none; give one.\n"
    )


def test_broken_knowledge_is_refused_with_every_problem(small: Path) -> None:
    (small / "rules/all.yaml").write_text(
        SMALL["rules/all.yaml"].replace("django", "djago"), encoding="utf-8"
    )
    (small / "frameworks/flask.yaml").write_text("id: flask\n", encoding="utf-8")

    lines = refusal("recommend", "--knowledge", small).splitlines()
    assert (
        "small/rules/all.yaml:4: rules > screens > gives > djago: no such framework; did you mean django?"
        in lines
    )
    assert len(lines) > 1


def test_no_folder_of_knowledge_is_refused() -> None:
    assert refusal("recommend", "--knowledge", ":") == (
        "--knowledge names no folder; give folders joined by a colon.\n"
    )


def test_the_knowledge_of_the_settings_is_used(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KNOWLEDGE", str(small))

    assert json.loads(run("recommend", "--json").stdout)["tied"] == ["django", "flask"]


def test_bad_settings_are_refused_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "LOUD")

    assert refusal("recommend") == (
        "LOG_LEVEL is ill-formed; set it to one of DEBUG, INFO, WARNING, ERROR and CRITICAL.\n"
    )


def test_check_finds_nothing_in_good_knowledge(small: Path) -> None:
    result = run("check", "--knowledge", small)

    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("No problems: 2 questions, 2 rules, 2 frameworks, 2 cases, version ")


def test_check_tells_each_problem_with_its_place_and_exits_with_1(small: Path) -> None:
    (small / "cases/guide.yaml").write_text(
        SMALL["cases/guide.yaml"].replace("expect: flask", "expect: django"), encoding="utf-8"
    )

    result = run("check", "--knowledge", small)

    assert result.exit_code == 1
    assert result.stdout.startswith("small/cases/guide.yaml:3: cases > Tiny")
    assert len(result.stdout.splitlines()) == 1


def test_check_exits_with_1_for_a_reference_that_leads_nowhere(small: Path) -> None:
    (small / "rules/all.yaml").write_text(
        SMALL["rules/all.yaml"].replace("django", "djago"), encoding="utf-8"
    )

    assert run("check", "--knowledge", small).exit_code == 1


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a: [", b"\t- x"])
def test_check_exits_with_2_for_a_file_that_cannot_be_read(small: Path, content: bytes) -> None:
    (small / "rules/all.yaml").write_bytes(content)

    result = run("check", "--knowledge", small)

    assert result.exit_code == 2
    assert result.stdout.startswith("small/rules/all.yaml:")


def test_check_exits_with_2_for_a_folder_that_is_missing() -> None:
    result = run("check", "--knowledge", "nowhere")

    assert result.exit_code == 2
    assert result.stdout == "nowhere: there is no such folder\n"


@pytest.fixture
def differing(small: Path) -> Path:
    """Knowledge in which two claims about the admin of Flask differ."""
    claims = "admin: [{says: none, source: guide}, {says: an extension, source: guide}]"
    text = SMALL["frameworks/flask.yaml"].replace("admin: [{says: none, source: guide}]", claims)
    (small / "frameworks/flask.yaml").write_text(text, encoding="utf-8")
    return small


DIFFER = (
    "small/frameworks/flask.yaml:5: frameworks > flask > aspects > admin: note: sources differ: "
    "guide says none; guide says an extension"
)


def test_check_says_how_to_see_the_notes(differing: Path) -> None:
    assert run("check", "--knowledge", differing).stdout.endswith(". 1 note: see --notes.\n")


def test_check_lists_what_sources_say_differently_when_asked(differing: Path) -> None:
    result = run("check", "--notes", "--knowledge", differing)

    assert result.exit_code == 0
    noted, summary = result.stdout.splitlines()
    assert noted == DIFFER
    assert summary.startswith("No problems: ")
    assert summary.endswith(". 1 note.")


def test_check_lists_problems_before_notes(differing: Path) -> None:
    (differing / "cases/guide.yaml").write_text(
        SMALL["cases/guide.yaml"].replace("expect: flask", "expect: django"), encoding="utf-8"
    )

    result = run("check", "--notes", "--knowledge", differing)
    assert result.exit_code == 1
    problem, noted = result.stdout.splitlines()
    assert problem.startswith("small/cases/guide.yaml:3: cases > Tiny")
    assert noted == DIFFER


def test_check_speaks_json_to_editors(small: Path) -> None:
    (small / "rules/all.yaml").write_text(
        SMALL["rules/all.yaml"].replace("django", "djago"), encoding="utf-8"
    )

    found = json.loads(run("check", "--json", "--knowledge", small).stdout)

    assert found["problems"][0] == {
        "file": str(small / "rules/all.yaml"),
        "line": 4,
        "keys": ["rules", "screens", "gives", "djago"],
        "message": "no such framework; did you mean django?",
    }


def test_check_counts_the_cases_that_a_house_puts_out_of_date(small: Path, tmp_path: Path) -> None:
    large = "- {name: Large, source: guide, answers: {size: large}, verdict: tie}\n"
    (small / "cases/guide.yaml").write_text(SMALL["cases/guide.yaml"] + large, encoding="utf-8")
    house = tmp_path / "house"
    house.mkdir()
    (house / "questions.yaml").write_text(
        "- replaces: size\n  name: Size\n  ask: How big?\n  why: It decides.\n"
        "  options: [{id: small, label: Tiny}, {id: huge, label: Huge}]\n",
        encoding="utf-8",
    )

    result = run("check", "--knowledge", f"{small}:{house}")
    assert ", 2 cases, 1 out of date, version " in result.stdout


def test_check_names_no_line_of_a_missing_folder_to_editors() -> None:
    found = json.loads(run("check", "--json", "--knowledge", "nowhere").stdout)

    assert found["problems"] == [
        {"file": "nowhere", "line": None, "keys": [], "message": "there is no such folder"}
    ]


def test_check_names_files_of_a_house_so_that_editors_can_open_them(small: Path, tmp_path: Path) -> None:
    rules = tmp_path / "far" / "house" / "rules"
    rules.mkdir(parents=True)
    (rules / "ours.yaml").write_text("- {id: x, rules_out: [rails], because: y}\n", encoding="utf-8")

    found = json.loads(run("check", "--json", "--knowledge", f"{small}:{rules.parent}").stdout)
    assert [problem["file"] for problem in found["problems"]] == [str(rules / "ours.yaml")]


def test_the_module_is_the_command() -> None:
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        [
            sys.executable,
            "-m",
            "bot",
            "recommend",
            "--answer",
            "admin=perhaps",
            "--knowledge",
            str(KNOWLEDGE),
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=KNOWLEDGE.parent,
    )

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("“admin” has no answer “perhaps”; did you mean “")
    assert len(done.stderr.splitlines()) == 1


def test_a_terminal_without_unicode_is_no_reason_to_fail(small: Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "bot", "recommend", "--brief", "an admin panel", "--knowledge", str(small)],
        capture_output=True,
        check=False,
        cwd=KNOWLEDGE.parent,
        env={**os.environ, "PYTHONIOENCODING": "iso-8859-1"},
    )

    assert done.returncode == 0
    assert b"- Admin screens: Yes (?admin panel?)\n" in done.stdout


def test_help_imports_no_slack_library_and_no_engine() -> None:
    code = (
        "import sys\nfrom bot.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        "assert not {'slack_bolt', 'slack_sdk', 'pydantic', 'yaml'} & set(sys.modules)\n"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=KNOWLEDGE.parent
    )

    assert done.returncode == 0, done.stderr
