"""A start that dies while it changes the tables leaves them as they were; the next start goes on."""

import os
import signal

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import event, text

from storage import revisions
from storage.database import Database
from storage.schema import Base
from tests.faults.figures import measured
from tests.faults.forms import forms
from tests.faults.place import Place


@forms("moments", short=1, long=1000)
def test_a_start_that_dies_while_it_changes_the_tables_can_be_repeated(place: Place, moments: int) -> None:
    """It dies after at most so many statements of the way from each revision to the newest, spread evenly."""
    known = revisions.known()[::-1]
    kills = 0
    for before in (None, *known[:-1]):
        _bring_to(place, before)
        everything = _statements_to_the_end(place)
        _bring_to(place, before)
        for moment in sorted({max(1, everything * part // moments) for part in range(1, moments + 1)}):
            assert _upgraded(place, dies_after=moment) == -signal.SIGKILL
            assert _revision(place) == before, f"half of the way from {before}: {moment} of {everything} statements"
            kills += 1
        assert _upgraded(place) == 0
        assert _revision(place) == known[-1]
        _must_have_the_schema(place)
    measured("killed in a migration", database=place.url.partition(":")[0], revisions=len(known), kills=kills)


def test_an_application_refuses_tables_that_only_a_newer_version_knows(sqlite_place: Place) -> None:
    with sqlite_place.opened() as database:
        database.upgrade()
        with database.writing() as tx:
            tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(RuntimeError, match="A newer version of this application has changed the database"):
        sqlite_place.start()
    assert _revision(sqlite_place) == "9999"


def _upgraded(place: Place, *, dies_after: int = 0) -> int:
    """In a process of its own, which kills itself after so many changes. Returns how it ended."""
    pid = os.fork()
    if pid == 0:
        database, left = Database(place.url), dies_after

        @event.listens_for(database._writer, "after_cursor_execute")
        def count(_connection, _cursor, statement, *_) -> None:  # type: ignore[no-untyped-def]
            nonlocal left
            left -= _changes(statement)
            if left == 0 and _changes(statement):
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            database.upgrade()
            os._exit(0)
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _statements_to_the_end(place: Place) -> int:
    counted = 0
    with place.opened() as database:

        @event.listens_for(database._writer, "after_cursor_execute")
        def count(_connection, _cursor, statement, *_) -> None:  # type: ignore[no-untyped-def]
            nonlocal counted
            counted += _changes(statement)

        database.upgrade()
    return counted


def _changes(statement: str) -> bool:
    return not statement.lstrip().upper().startswith(("SELECT", "PRAGMA", "SET"))


def _bring_to(place: Place, revision: str | None) -> None:
    """An empty database, then the tables of that revision."""
    if place.is_sqlite:
        for file in place.file.parent.glob(f"{place.file.name}*"):
            file.unlink()
    with place.opened() as database:
        with database.rebuilding() as connection:
            if not place.is_sqlite:
                connection.execute(text("DROP SCHEMA public CASCADE"))
                connection.execute(text("CREATE SCHEMA public"))
        if revision:
            with database.rebuilding() as connection:
                revisions.bring_to(connection, revision)


def _revision(place: Place) -> str | None:
    database = Database(place.url)
    try:
        return database.revision()
    finally:
        database.close()


def _must_have_the_schema(place: Place) -> None:
    with place.opened() as database, database.reading() as tx:
        context = MigrationContext.configure(tx.connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
