from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from tests.terminal.small import write_small

PROMPT = "Your answer (or why, back, summary, quit): "
ADMIN = """
Do people need screens?
  1  Yes
  2  No
  3  Not sure
"""
SIZE = """
How big will it become?
  1  Tiny
  2  Large
  3  Not sure
"""
DJANGO = """
Django
Settled after 1 answer: the one open question could not change it.

Why
- Django generates the screens. [guide]

Runner-up: Flask, 6 points behind, for the reason above.
No single answer, changed alone, would put another one ahead.

Django  ████████████████████████ 6
Flask   ▏ 0

Goes with it: Redis: cache.

"""
TOSS_UP = """
Django or Flask
Toss-up: Django and Flask are level. What decides: Do people need screens?

"""

Talk = Callable[..., str]


@pytest.fixture
def talk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Talk:
    monkeypatch.setenv("COLUMNS", "100")
    folder = write_small(tmp_path)

    def run(*lines: str, brief: str = "") -> str:
        typed = "".join(f"{line}\n" for line in lines)
        result = CliRunner().invoke(main, ["ask", "--knowledge", str(folder), "--brief", brief], input=typed)
        assert result.exit_code == 0, result.output
        return result.stdout

    return run


def test_questions_are_asked_until_the_outcome_is_settled(talk: Talk) -> None:
    assert talk("1") == f"{ADMIN}{PROMPT}1\n✓ Admin screens: Yes\n{DJANGO}"


def test_what_the_brief_says_is_not_asked(talk: Talk) -> None:
    assert talk(brief="an admin panel") == (
        f"Read from the brief\n- Admin screens: Yes (“admin panel”)\n{DJANGO}"
    )


def test_a_brief_that_says_nothing_is_said_to_do_so(talk: Talk) -> None:
    assert talk("quit", brief="hello").startswith("Nothing was read from the brief.\n")


@pytest.mark.parametrize("word", ["yes", "Yes", "an admin panel"])
def test_an_answer_may_be_given_in_words(talk: Talk, word: str) -> None:
    assert "✓ Admin screens: Yes\n" in talk(word)


@pytest.mark.parametrize("word", ["3", "not sure", "skip"])
def test_not_sure_is_an_answer(talk: Talk, word: str) -> None:
    assert talk(word).startswith(f"{ADMIN}{PROMPT}{word}\n✓ Admin screens: Not sure\n{SIZE}")


def test_talk_that_answers_nothing_is_asked_again(talk: Talk) -> None:
    said = "That is none of the answers. Type a number or a word of one of them.\n"

    assert f"{PROMPT}lunch\n{said}{PROMPT}1\n✓" in talk("lunch", "1")
    assert f"{PROMPT}4\n{said}" in talk("4", "1")


def test_why_says_what_the_question_decides(talk: Talk) -> None:
    said = "Only Django brings them. It still decides between Django and Flask.\n"

    assert f"{PROMPT}why\n{said}{PROMPT}1\n✓" in talk("why", "1")


def test_summary_says_what_stands(talk: Talk) -> None:
    assert (
        "- Admin screens: No\n"
        "Django or Flask. Toss-up: Django and Flask are level. What decides: How big will it become?\n"
    ) in talk("2", "summary")


def test_back_asks_the_last_question_again(talk: Talk) -> None:
    assert talk("2", "back", "1").endswith(
        f"{SIZE}{PROMPT}back\n{ADMIN}{PROMPT}1\n✓ Admin screens: Yes\n{DJANGO}"
    )


def test_there_is_nothing_before_the_first_question(talk: Talk) -> None:
    assert f"{PROMPT}back\nThis is the first question.\n{PROMPT}" in talk("back")


def test_quitting_shows_what_stands(talk: Talk) -> None:
    assert talk("quit") == f"{ADMIN}{PROMPT}quit\n{TOSS_UP}"


def test_the_end_of_the_input_shows_what_stands(talk: Talk) -> None:
    assert talk().endswith(TOSS_UP)


def test_an_interview_that_is_only_likely_may_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    folder = write_small(tmp_path)
    labels = "\n".join(f"    - {{id: o{number}, label: Choice {number}}}" for number in range(9))
    questions = "".join(
        f"- id: {name}\n  name: {name}\n  ask: What about {name}?\n  why: It matters.\n  options:\n{labels}\n"
        for name in ("admin", "size")
    )
    rules = """
- {id: base, when: {}, gives: {django: strong}, because: Django first., sources: [guide]}
- {id: rare, when: {admin: o1, size: o1}, rules_out: [django], because: Not then., sources: [guide]}
"""
    (folder / "questions.yaml").write_text(questions, encoding="utf-8")
    (folder / "rules/all.yaml").write_text(rules, encoding="utf-8")
    (folder / "cases/guide.yaml").write_text("[]\n", encoding="utf-8")

    shown = CliRunner().invoke(main, ["ask", "--knowledge", str(folder)], input="y\n2\n2\n").stdout

    assert shown.startswith(
        "\nDjango\nLikely: first in 99 of 100 ways the 2 open questions that matter can go.\n"
    )
    assert "Ask the rest? [y/N]: y\n\nWhat about admin?\n" in shown
    assert "Flask\nSettled after 2 answers: no question is left to ask.\n" in shown
