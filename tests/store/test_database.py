from __future__ import annotations

import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from bot.store.database import Database, connect
from tests.store.at_once import at_once
from tests.store.processes import ends, start, start_all


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "count.db"
    connection = connect(path)
    connection.executescript("PRAGMA journal_mode = WAL; CREATE TABLE counts (n INTEGER); ")
    connection.execute("INSERT INTO counts VALUES (0)")
    connection.close()
    opened = Database(path)
    yield opened
    opened.close()


def _count(database: Database) -> int:
    row = database.row("SELECT n FROM counts", {})
    assert row
    count: int = row["n"]
    return count


@pytest.mark.parametrize(("durable", "level"), [(True, 2), (False, 1)])
def test_the_disk_is_waited_for_only_where_a_power_cut_must_not_matter(
    database: Database, *, durable: bool, level: int
) -> None:
    for before in (True, False):
        with database.transaction(durable=before):
            pass
        with database.transaction(durable=durable) as connection:
            assert connection.execute("PRAGMA synchronous").fetchone()[0] == level


def test_a_transaction_is_kept(database: Database) -> None:
    with database.transaction() as connection:
        connection.execute("UPDATE counts SET n = 1")
    assert _count(database) == 1


def test_a_transaction_in_which_something_is_raised_is_rolled_back(database: Database) -> None:
    def fail() -> None:
        with database.transaction() as connection:
            connection.execute("UPDATE counts SET n = 1")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert _count(database) == 0
    with database.transaction() as connection:
        connection.execute("UPDATE counts SET n = 2")
    assert _count(database) == 2


def test_a_transaction_inside_another_is_an_error(database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError, match="within a transaction"), database.transaction():  # noqa: SIM117 - the inner one is what is tested
        with database.transaction():
            pass
    assert _count(database) == 0


def test_four_threads_that_read_and_then_write_lose_nothing(database: Database) -> None:
    def count_up() -> None:
        for _ in range(50):
            with database.transaction() as connection:
                n = connection.execute("SELECT n FROM counts").fetchone()["n"]
                connection.execute("UPDATE counts SET n = ?", (n + 1,))

    at_once(count_up, 4)
    assert _count(database) == 200


def test_four_processes_that_read_and_then_write_lose_nothing(database: Database) -> None:
    code = """
import sys; from pathlib import Path; from bot.store.database import Database
database = Database(Path(sys.argv[1]))
print("ready", flush=True); sys.stdin.readline()
for _ in range(25):
    with database.transaction() as connection:
        n = connection.execute("SELECT n FROM counts").fetchone()["n"]
        connection.execute("UPDATE counts SET n = ?", (n + 1,))
"""
    assert ends(start_all(code, database.path, 4)) == [(0, "")] * 4
    assert _count(database) == 100


def test_a_reader_does_not_wait_for_a_writer(database: Database) -> None:
    with database.transaction() as connection:
        connection.execute("UPDATE counts SET n = 1")
        assert at_once(lambda: _count(database), 1) == [0]


def test_a_process_that_is_killed_leaves_half_a_transaction_nowhere(database: Database) -> None:
    code = """
import sys, time; from pathlib import Path; from bot.store.database import Database
database = Database(Path(sys.argv[1]))
with database.transaction() as connection:
    connection.execute("UPDATE counts SET n = 1")
with database.transaction() as connection:
    connection.execute("UPDATE counts SET n = 2")
    print("half", flush=True); time.sleep(60)
"""
    process = start(code, database.path)
    assert process.stdout
    assert process.stdout.readline() == "half\n"
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    assert _count(database) == 1
    with database.transaction() as connection:
        connection.execute("UPDATE counts SET n = 3")
    assert _count(database) == 3


def test_a_connection_is_closed_when_its_thread_ends(database: Database) -> None:
    def connections() -> int:
        return len(database._held)

    _count(database)
    inside = at_once(lambda: (_count(database), connections())[1], 1)
    assert inside == [2]
    assert connections() == 1


def test_closing_closes_the_connections_of_living_threads(database: Database) -> None:
    used, go_on = Event(), Event()
    refused: list[str] = []

    def read_twice() -> None:
        _count(database)
        used.set()
        go_on.wait(60)
        try:
            _count(database)
        except sqlite3.ProgrammingError as error:
            refused.append(str(error))

    thread = Thread(target=read_twice)
    thread.start()
    used.wait(60)
    database.close()
    go_on.set()
    thread.join(60)
    assert refused == ["Cannot operate on a closed database."]
