from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.decisions.changes import Edit
from bot.decisions.service import Decisions
from bot.store.sqlite import SqliteStore
from bot.workspaces.model import Person, Viewer
from tests.store.build import NOON, record, snapshot
from tests.terminal.small import write_small

ANA = Viewer("T1", "U1", frozenset({"C1", "G1"}))


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A log of three decisions, one of them private, one overridden and overdue."""
    path = tmp_path / "data" / "advisor.db"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.setenv("KNOWLEDGE", str(write_small(tmp_path)))
    with closing(SqliteStore.open(path)) as store:
        record(store, title="Back office", parts=("django",))
        record(store, title="Secret project", channel="G1", kind="private", status="deprecated")
        record(
            store,
            title="=Status page",
            chosen="flask",
            chosen_name="Flask",
            parts=("flask",),
            why_not="Small.",
            review_on=date(2026, 1, 1),
            snapshot=snapshot(answers=()),
        )
    return path


@pytest.fixture
def log(database: Path) -> Iterator[Decisions]:
    with closing(SqliteStore.open(database)) as store:
        yield Decisions(store, lambda: NOON)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["decisions", *map(str, arguments)])


def said(*arguments: str | Path) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def refusal(*arguments: str | Path) -> str:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr


BACK_OFFICE = "    1  2026-11-21  Django: Back office (accepted)\n"
SECRET = "    2  2026-11-21  Django: Secret project (deprecated)\n"
STATUS = "    3  2026-11-21  Flask: =Status page (accepted, against the advice, review was due 2026-01-01)\n"


@pytest.mark.usefixtures("database")
def test_the_operator_lists_all_decisions_newest_first() -> None:
    assert said("list") == f"{STATUS}{SECRET}{BACK_OFFICE}3 decisions.\n"


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("words", "listed"),
    [
        (["back"], f"{BACK_OFFICE}1 decision.\n"),
        (["framework:Flask"], f"{STATUS}1 decision.\n"),
        (["status:deprecated"], f"{SECRET}1 decision.\n"),
        (["in:<#G1>"], f"{SECRET}1 decision.\n"),
        (["due", "overridden", "page"], f"{STATUS}1 decision.\n"),
        (["nothing"], "No decisions.\n"),
        (["🚀"], "No decisions. Only words and numbers are searched for, no emoji or other signs.\n"),
        (
            ["overriden"],
            "No decisions. “overriden” is no filter and was read as a word; did you mean “overridden”?\n",
        ),
    ],
)
def test_words_and_filters_choose_what_is_listed(words: list[str], listed: str) -> None:
    assert said("list", *words) == listed


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("word", "told"),
    [
        (
            "by:@ana",
            "Only Slack knows who or what @ana is; write an id, such as by:U012ABCDE.\n",
        ),
        (
            "in:#ops",
            "Only Slack knows who or what #ops is; write an id, such as in:C012ABCDE.\n",
        ),
        ("framework:dajngo", "I don't know the framework “dajngo”; did you mean “django”?\n"),
        (
            "status:done",
            "There is no status “done”; there are proposed, accepted, rejected, deprecated and superseded.\n",
        ),
    ],
)
def test_a_filter_that_cannot_be_read_is_told(word: str, told: str) -> None:
    assert refusal("list", word) == told


def test_more_than_one_batch_is_listed(log: Decisions) -> None:
    with log.store.decisions_unit() as unit:
        first = unit.decision("T1", 1)
        assert first
        for number in range(4, 504):
            unit.add_decision(first.model_copy(update={"number": number}))
    lines = said("list").splitlines()
    assert [int(line.split()[0]) for line in lines[:-1]] == [*range(503, 0, -1)]


def test_whatever_a_decision_replaces_is_listed_and_shown(log: Decisions) -> None:
    for old in (2, 1):
        log.supersede(ANA, Person("T1", "U1"), old, 3)
    first, _, third, _ = said("list").splitlines()
    assert first.endswith("(accepted, supersedes 1 and 2, against the advice, review was due 2026-01-01)")
    assert third.endswith("(superseded by 3)")
    assert "\n* Supersedes decisions 1 and 2\n" in said("show", "3")


@pytest.mark.usefixtures("database")
def test_one_decision_is_shown_with_its_grounds_and_history() -> None:
    shown = said("show", "3")
    assert "\n# =Status page\n" in shown
    assert "\nThe advice was" in shown
    assert "\nHistory:\n\n* 2026-11-21, U1: recorded “accepted”\n" in shown


@pytest.mark.usefixtures("database")
def test_a_decision_that_is_not_there_is_told() -> None:
    assert refusal("show", "9") == "There is no decision 9 that you can see here.\n"
    highest = "99999999999999999999"
    assert refusal("show", highest) == f"There is no decision {highest} that you can see here.\n"


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("word", ["-page", "--page"])
def test_a_word_that_starts_with_a_dash_is_looked_for_after_two(word: str) -> None:
    assert said("list", "--", word) == f"{STATUS}1 decision.\n"
    assert refusal("list", "status", word) == (
        f"There is no option {word}; put -- before words that start with a dash: -- {word}\n"
    )


@pytest.mark.usefixtures("database")
def test_markdown_is_a_file_for_each_decision(tmp_path: Path) -> None:
    out = tmp_path / "docs" / "decisions"
    assert said("export", "--out", out) == f"Wrote 3 decisions to {out}.\n"
    assert sorted(file.name for file in out.iterdir()) == [
        "0001-back-office.md",
        "0002-secret-project.md",
        "0003-status-page.md",
    ]
    assert said("show", "1") == (out / "0001-back-office.md").read_text()


def test_a_second_export_touches_nothing_that_is_the_same(log: Decisions, tmp_path: Path) -> None:
    out = tmp_path / "docs"
    said("export", "--out", out)
    (out / "README.md").write_text("ours")
    (out / "0009-by-hand.md").write_text("ours")
    before = {file.name: file.stat().st_mtime_ns for file in out.iterdir()}
    said("export", "--out", out)
    assert {file.name: file.stat().st_mtime_ns for file in out.iterdir()} == before
    _rename(log)
    said("export", "--out", out)
    after = {file.name: file.stat().st_mtime_ns for file in out.iterdir()}
    assert after.pop("0001-front-office.md")
    assert before.pop("0001-back-office.md")
    assert after == before


def _rename(log: Decisions) -> None:
    edit = Edit("Front office", "It fits.", "", ("U1", "U2"), date(2027, 5, 21))
    log.edit(ANA, Person("T1", "U1"), 1, edit)


@pytest.mark.usefixtures("database")
def test_the_table_and_the_json_are_files(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert said("export", "--format", "csv", "--out", out) == f"Wrote {out / 'decisions.csv'}.\n"
    assert said("export", "--format", "json", "--out", out) == f"Wrote {out / 'decisions.json'}.\n"
    with (out / "decisions.csv").open(newline="", encoding="utf-8") as file:
        assert [row["title"] for row in csv.DictReader(file)] == [
            "Back office",
            "Secret project",
            "'=Status page",
        ]
    document = json.loads((out / "decisions.json").read_text())
    assert [each["number"] for each in document["decisions"]] == [1, 2, 3]
    jsonschema.validate(document, json.loads((out / "decisions.schema.json").read_text()))
    assert sorted(file.name for file in out.iterdir()) == [
        "decisions.csv",
        "decisions.json",
        "decisions.schema.json",
    ]


@pytest.mark.usefixtures("database")
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    told = refusal("export", "--out", tmp_path / "file")
    assert told == f"{tmp_path / 'file'} cannot be written (file exists); name another folder with --out.\n"


def test_a_backup_can_be_listed(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "backup.db"
    assert said("backup", target) == f"Backed up {database} to {target}.\n"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{target}")
    assert said("list").endswith("3 decisions.\n")


@pytest.mark.usefixtures("database")
def test_replay_says_what_would_come_out_differently_and_why() -> None:
    assert said("replay") == "0 of 2 decisions with answers would come out differently today.\n"


def test_replay_names_the_rules_that_make_the_difference(database: Path) -> None:
    rules = database.parent.parent / "small" / "rules" / "all.yaml"
    rules.write_text(rules.read_text().replace("gives: {django: strong}", "gives: {flask: strong}"))
    assert said("replay") == (
        "Decision 1, Back office: Django then, Flask today.\n"
        "  - a: Screens are generated. (django +12 then, +0 today)\n"
        "  - screens: Django generates the screens. (flask +0 then, +6 today)\n"
        "Decision 2, Secret project: Django then, Flask today.\n"
        "  - a: Screens are generated. (django +12 then, +0 today)\n"
        "  - screens: Django generates the screens. (flask +0 then, +6 today)\n"
        "2 of 2 decisions with answers would come out differently today.\n"
    )


def test_with_several_workspaces_one_is_to_be_named(database: Path) -> None:
    with closing(SqliteStore.open(database)) as store:
        record(store, workspace="T2", title="Theirs")
    assert refusal("list") == ("The database has several workspaces; name one with --workspace: T1, T2.\n")
    assert said("list", "--workspace", "T2").endswith("Theirs (accepted)\n1 decision.\n")
    assert refusal("list", "--workspace", "T9") == (
        "The database has no decisions of the workspace T9; it has T1, T2.\n"
    )


def test_a_database_that_is_not_there_is_told_and_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'no.db'}")
    assert refusal("list") == (
        f"There is no database at {tmp_path / 'no.db'}; set DATABASE_URL to the one to read.\n"
    )
    assert not (tmp_path / "no.db").exists()


def test_a_log_without_decisions_is_listed_and_exported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    assert said("migrate") == f"The database {tmp_path / 'new.db'} is up to date.\n"
    assert said("list") == "No decisions.\n"
    assert said("export", "--out", tmp_path / "out") == f"Wrote 0 decisions to {tmp_path / 'out'}.\n"
    assert refusal("list", "--workspace", "T1") == (
        "The database has no decisions of the workspace T1; it has no decisions yet.\n"
    )


def test_migrate_brings_a_database_up_to_date(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DROP INDEX decisions_chosen")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'm009_count_by_index'")
        connection.execute("CREATE INDEX decisions_chosen ON decisions (workspace)")
    said("migrate")
    with closing(sqlite3.connect(database)) as connection:
        (sql,) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'decisions_chosen'"
        ).fetchone()
    assert "chosen_name" in sql
