"""A database that is busy, away or full: what is tried once more, what is told, and what is left as it is."""

import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

import storage.database as module
from actions import entrance
from domain.refusal import Refusal, Trouble
from storage.database import Database, reading, use, writing
from storage.trouble import Interrupted, may_come_twice, trouble_of
from tests.at_once import at_once
from tests.builders import a_person, a_workshop, an_alliance
from texts import has


def of_sqlite(code: int) -> OperationalError:
    error = sqlite3.OperationalError("said what somebody typed")
    error.sqlite_errorcode = code
    return OperationalError("INSERT", {}, error)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (of_sqlite(sqlite3.SQLITE_BUSY), "database_busy"),
        (of_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT), "database_busy"),
        (of_sqlite(sqlite3.SQLITE_FULL), "database_full"),
        (of_sqlite(sqlite3.SQLITE_IOERR_WRITE), "database_full"),
        (psycopg.errors.DeadlockDetected(), "database_busy"),
        (psycopg.errors.SerializationFailure(), "database_busy"),
        (psycopg.errors.TooManyConnections(), "database_busy"),
        (psycopg.errors.AdminShutdown(), "database_away"),
        (psycopg.errors.CannotConnectNow(), "database_away"),
        (psycopg.errors.ConnectionFailure(), "database_away"),
        (psycopg.OperationalError("the server closed the connection unexpectedly"), "database_away"),
        (psycopg.errors.DiskFull(), "database_full"),
    ],
)
def test_each_trouble_has_its_sentence(error: Exception, reason: str) -> None:
    met = trouble_of(error)
    assert met is not None
    assert met.reason == reason
    assert has(f"refusal.{reason}")


@pytest.mark.parametrize(
    "error", [psycopg.errors.UniqueViolation(), psycopg.errors.SyntaxError(), of_sqlite(sqlite3.SQLITE_ERROR)]
)
def test_what_is_wrong_with_the_statement_is_no_trouble(error: Exception) -> None:
    assert trouble_of(error) is None


def test_a_broken_rule_of_the_tables_stays_the_error_that_it_is(any_database: Database) -> None:
    with pytest.raises(IntegrityError), writing() as tx:
        tx.execute(text("INSERT INTO people (id, workshop_id) VALUES ('x', 99)"))


@pytest.mark.parametrize(("error", "tries"), [(Interrupted("database_away"), 3), (Trouble("database_full"), 1)])
def test_only_what_was_cut_off_is_done_again_and_not_for_ever(error: Trouble, tries: int) -> None:
    done: list[int] = []

    @may_come_twice
    def act(number: int) -> None:
        done.append(number)
        raise error

    with pytest.raises(Trouble, match=error.reason):
        act(7)
    assert done == [7] * tries


def test_a_try_that_succeeds_is_the_last(any_database: Database) -> None:
    left = [Interrupted("database_away"), Interrupted("database_away")]

    @may_come_twice
    def act() -> str:
        if left:
            raise left.pop()
        return "done"

    assert act() == "done"


def test_who_waits_for_their_turn_behind_a_lock_waits_no_longer_than_the_first(
    database: Database, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WAIT_SECONDS", 0.6)
    waited: list[float] = []

    def write() -> None:
        began = time.monotonic()
        with pytest.raises(Trouble, match="database_busy"):
            an_alliance()
        waited.append(time.monotonic() - began)

    another = sqlite3.connect(database.url.removeprefix("sqlite:///"), isolation_level=None)
    another.execute("BEGIN IMMEDIATE")
    threads = [threading.Thread(target=write) for _ in range(4)]
    for place, thread in enumerate(threads):
        thread.start()
        time.sleep(0.1 * (place < 2))
    for thread in threads:
        thread.join(20)
    another.execute("ROLLBACK")
    another.close()
    assert len(waited) == 4
    assert max(waited) < 2
    assert an_alliance(), "and writes when the lock is gone"


def test_nobody_is_taken_for_a_stranger_because_the_database_is_away(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = a_person(a_workshop())
    cookie, stream = entrance.cookie_for(ada), entrance.stream_token(ada)
    monkeypatch.setattr(module, "WAIT_SECONDS", 0)
    use(Database("postgresql+psycopg://nobody@127.0.0.1:9/nowhere"))
    looks: list[Callable[[], object]] = [
        lambda: entrance.visitor_of_cookie(cookie),
        lambda: entrance.audience_of_stream(stream),
        lambda: entrance.come_back(entrance.return_code(ada.person_id or "")),
    ]
    for look in looks:
        with pytest.raises(Trouble, match="database_away"):
            look()
    use(database)
    assert entrance.visitor_of_cookie(cookie) == ada


def test_a_refusal_within_a_transaction_stays_that_refusal(any_database: Database) -> None:
    with pytest.raises(Refusal, match="idea_gone"), reading():
        raise Refusal("idea_gone")


def test_a_long_queue_is_waited_in_as_long_as_it_moves(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WAIT_SECONDS", 0.5)

    def write() -> None:
        with writing() as tx:
            tx.execute(text("SELECT 1"))
            time.sleep(0.15)

    began = time.monotonic()
    at_once([write] * 10)
    assert time.monotonic() - began > 1.4, "the last one has waited longer than one waits for nothing"
