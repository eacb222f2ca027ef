"""What a recommendation in the terminal says beyond its first lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from tests.terminal.small import write_small


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COLUMNS", "100")
    return write_small(tmp_path)


def printed(folder: Path, *arguments: str) -> str:
    result = CliRunner().invoke(main, ["recommend", "--knowledge", str(folder), *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_every_reason_is_printed_when_asked_for(small: Path) -> None:
    result = printed(small, "--answer", "admin=needed", "--all-reasons")

    assert result.endswith(
        "What applies\n"
        "- Django +6: Django generates the screens. [guide]\n"
        "\n"
        "What an open question could add\n"
        "- If “Size” were “Tiny”: Flask +1: Flask stays small. [guide]\n"
    )


def test_what_another_answer_would_bring_in_is_printed_apart(small: Path) -> None:
    answers = ("--answer", "admin=none", "--answer", "size=small")
    result = printed(small, *answers, "--all-reasons")

    assert result.endswith(
        "What another answer would bring in\n"
        "- If “Admin screens” were “Yes”: Django +6: Django generates the screens. [guide]\n"
    )


CLAIMS = """
id: django
name: Django
summary: Large.
aspects:
  admin: [{says: generated, source: guide, as_of: 2026-05}, {says: rudimentary, source: guide}]
  version: [{says: "6.0", source: guide, as_of: 2025-12}, {says: "5.2", source: guide}]
"""


def test_versions_and_claims_that_differ_are_told_with_their_dates(small: Path) -> None:
    (small / "frameworks" / "django.yaml").write_text(CLAIMS, encoding="utf-8")
    aspects = small / "aspects.yaml"
    version = "\n- {id: version, name: Current version, about: Versions}\n"
    aspects.write_text(aspects.read_text(encoding="utf-8") + version, encoding="utf-8")
    rules = small / "rules" / "all.yaml"
    about = rules.read_text(encoding="utf-8").replace("gives: {django", "about: [admin]\n  gives: {django")
    rules.write_text(about, encoding="utf-8")

    result = printed(small, "--answer", "admin=needed")

    assert "Where the sources differ\n- Admin, Django: generated [guide 2026-05]; rudimentary [guide]\n" in (
        result
    )
    assert result.endswith("\nCurrent version, Django: 6.0 [guide 2025-12]; 5.2 [guide]\n")
    assert json.loads(printed(small, "--json", "--answer", "admin=needed"))["versions"] == [
        {
            "framework": "Django",
            "aspect": "Current version",
            "says": "6.0",
            "source": "guide",
            "as_of": "2025-12",
        },
        {"framework": "Django", "aspect": "Current version", "says": "5.2", "source": "guide", "as_of": ""},
    ]


def test_what_a_house_rule_leaves_out_is_told(small: Path) -> None:
    with (small / "rules" / "all.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "- {id: house, when: {}, rules_out: [django], because: Nobody runs it, sources: [guide]}\n"
        )

    assert "\nDjango is out: Nobody runs it. [guide]\n" in printed(small, "--answer", "admin=needed")


def test_a_brief_of_which_nothing_was_read_is_said_to_be_so(small: Path) -> None:
    told = printed(small, "--brief", "hello", "--answer", "admin=needed")

    assert told.startswith("Nothing was read from the brief.\n\nDjango\n")


@pytest.mark.parametrize("arguments", [(), ("--brief", " "), ("--brief", "an admin panel")])
def test_without_a_brief_or_with_answers_from_it_nothing_is_said_to_be_missing(
    small: Path, arguments: tuple[str, ...]
) -> None:
    assert "Nothing was read" not in printed(small, *arguments, "--answer", "admin=none")
