"""The database: one transaction is everything or nothing, and the news follows the commit."""

import datetime as dt
import json
import secrets
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, inspect, select, text

from actions import demo, group_profile, second_question, workshop
from domain.second_question import Contribution
from domain.visitor import Role
from storage import erasure, news, people
from storage import workshop as store
from storage.database import Database, Transaction, reading, writing
from storage.schema import AllianceRow, Base
from tests.actions.world import a_meeting
from tests.at_once import at_once
from tests.builders import a_workshop, an_alliance, the_workshop

Heard = list[tuple[int, set[str]]]


@pytest.fixture
def heard() -> Iterator[Heard]:
    """What the listeners of this process are told."""
    told: Heard = []
    stop = news.listen(lambda workshop_id, sections: told.append((workshop_id, sections)))
    yield told
    stop()


def test_a_fresh_database_answers_and_is_at_the_newest_revision(any_database: Database) -> None:
    assert any_database.answers()
    assert any_database.revision() is not None


def test_the_migrations_make_exactly_the_tables_of_the_schema(any_database: Database) -> None:
    with any_database.reading() as tx:
        context = MigrationContext.configure(tx.connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_upgrading_twice_changes_nothing(any_database: Database) -> None:
    before = any_database.revision()
    an_alliance("bleibt")
    any_database.upgrade()
    assert any_database.revision() == before
    with reading() as tx:
        assert [alliance.name for alliance in store.alliances(tx)] == ["bleibt"]


def test_an_empty_file_has_no_revision_until_it_is_upgraded(data_dir: Path) -> None:
    empty = Database(f"sqlite:///{data_dir}/leer.db")
    assert empty.revision() is None
    empty.upgrade()
    assert empty.revision() is not None
    empty.close()


def test_what_is_written_is_there_after_the_commit(any_database: Database) -> None:
    alliance_id = an_alliance("Bündnis Süd")
    with reading() as tx:
        assert store.alliance(tx, alliance_id).name == "Bündnis Süd"


def test_an_error_takes_everything_back(any_database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        _break_off(lambda tx: store.add_alliance(tx, "halb"))
    with reading() as tx:
        assert store.alliances(tx) == []


def _break_off(begin: Callable[[Transaction], object]) -> None:
    with writing() as tx:
        begin(tx)
        raise ZeroDivisionError


def test_what_is_written_while_reading_is_not_kept(any_database: Database) -> None:
    with reading() as tx:
        store.add_alliance(tx, "heimlich")
    with reading() as tx:
        assert store.alliances(tx) == []


def test_the_news_is_told_after_the_commit(any_database: Database, heard: Heard) -> None:
    with writing() as tx:
        tx.tell(7, "ideas", "now")
        tx.tell(7, "ideas", "progress")
        assert heard == []
    assert heard == [(7, {"ideas", "now", "progress"})]


def test_whoever_hears_the_news_finds_it_in_the_database(any_database: Database) -> None:
    seen: list[str] = []

    def look(_workshop_id: int, _sections: set[str]) -> None:
        with reading() as tx:
            seen.extend(alliance.name for alliance in store.alliances(tx))

    stop = news.listen(look)
    with writing() as tx:
        store.add_alliance(tx, "neu")
        tx.tell(1, "now")
    stop()
    assert seen == ["neu"]


def test_an_error_tells_nothing(any_database: Database, heard: Heard) -> None:
    with pytest.raises(ZeroDivisionError):
        _break_off(lambda tx: tx.tell(7, "ideas"))
    with writing():
        pass
    assert heard == []


def test_what_another_process_commits_is_heard_and_ones_own_once(postgresql: Database, heard: Heard) -> None:
    stop = news.follow_other_processes(postgresql.url)
    try:
        with writing() as tx:
            tx.tell(8, "now")
        assert heard == [(8, {"now"})], "at once, by whoever commits"
        # PostgreSQL keeps the order: had one's own come back as news, it would be here before this one.
        _tell_from_another_process()
        _wait_for(lambda: len(heard) == 2)
        assert heard[1] == (7, {"ideas"})
    finally:
        stop.set()


def test_more_parts_than_a_message_holds_are_told_as_a_whole(postgresql: Database, heard: Heard) -> None:
    with psycopg.connect(postgresql.url.replace("+psycopg", ""), autocommit=True) as another:
        another.execute(f"LISTEN {news.CHANNEL}")
        with writing() as tx:
            tx.tell(7, *(f"ideas/{number}" for number in range(2000)), "now")
        told = json.loads(next(another.notifies(timeout=5)).payload)["told"]
    assert told == {"7": ["ideas", "now"]}
    assert len(heard[0][1]) == 2001, "this process knows it exactly"


def test_the_connection_for_news_comes_back_and_tells_that_something_may_be_missing(
    postgresql: Database, heard: Heard
) -> None:
    gaps: list[bool] = []
    stop_listening = news.listen_for_gaps(lambda: gaps.append(True))
    stop = news.follow_other_processes(postgresql.url, news.PROCESS + "one")
    try:
        with writing() as tx:
            assert news.names_of_processes(tx.connection) == [news.PROCESS + "one"]
            tx.execute(
                text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = :name"),
                {"name": news.PROCESS + "one"},
            )
        _wait_for(lambda: gaps == [True])
        _tell_from_another_process()
        _wait_for(lambda: heard == [(7, {"ideas"})])
    finally:
        stop.set()
        stop_listening()


def test_a_message_that_nobody_understands_does_not_end_the_news(postgresql: Database, heard: Heard) -> None:
    stop = news.follow_other_processes(postgresql.url)
    try:
        with writing() as tx:
            tx.execute(text("SELECT pg_notify(:channel, 'what?')"), {"channel": news.CHANNEL})
        _tell_from_another_process()
        _wait_for(lambda: heard == [(7, {"ideas"})])
    finally:
        stop.set()


def _tell_from_another_process() -> None:
    with writing() as tx:
        payload = json.dumps({"from": "another process", "told": {"7": ["ideas"]}})
        tx.execute(text("SELECT pg_notify(:channel, :payload)"), {"channel": news.CHANNEL, "payload": payload})


def _wait_for(fulfilled: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not fulfilled() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert fulfilled()


def test_processes_that_start_together_bring_the_tables_up_to_date_one_after_the_other(
    postgresql_server: str,
) -> None:
    name = f"start_{secrets.token_hex(4)}"
    url = postgresql_server.replace("/postgres?", f"/{name}?").replace("postgresql://", "postgresql+psycopg://")
    with psycopg.connect(postgresql_server, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        processes = [Database(url) for _ in range(4)]
        at_once([process.upgrade for process in processes])
        assert {process.revision() for process in processes} == {processes[0].known_revisions()[0]}
        for process in processes:
            process.close()
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_moment_comes_back_in_utc(any_database: Database) -> None:
    berlin = dt.timezone(dt.timedelta(hours=2))
    workshop_id = a_workshop(starts_at=dt.datetime(2027, 5, 11, 13, 0, tzinfo=berlin))
    starts_at = the_workshop(workshop_id).starts_at
    assert starts_at == dt.datetime(2027, 5, 11, 11, 0, tzinfo=dt.UTC)
    assert starts_at is not None
    assert starts_at.utcoffset() == dt.timedelta(0)


def test_a_removed_alliance_leaves_nothing_behind(any_database: Database) -> None:
    """Also a proof that every table hangs on the alliance: nobody's data stay anywhere."""
    workshop_id = demo.load_demo()
    meeting = a_meeting("UNSER")
    second_question.answer(meeting.ada, meeting.question_id, {meeting.asked_id: 4})
    second_question.mark(meeting.ada, meeting.question_id, meeting.asked_id, Contribution.PLACE, there=True)
    group_profile.take_turn(meeting.ada, meeting.group_id)
    group_profile.be_contact(meeting.ada, meeting.group_id, there=True)
    workshop.open_workshop(demo.demo_organiser(), workshop_id, is_open=False)
    with writing() as tx:
        erasure.erase(tx, workshop_id, people.of_workshop(tx, workshop_id)[0].id, keep_ideas=True)
    with reading() as tx:
        # Chores name days, nobody.
        tables = [table for table in Base.metadata.sorted_tables if table.name != "chores"]
        before = {table.name: _rows(tx, table) for table in tables}
    # Everything of the schema is used by one of the two, so an empty table below proves something.
    assert [name for name, rows in before.items() if not rows] == []
    demo.remove_demo(meeting.visitor(Role.ORGANISER))
    with writing() as tx:
        store.remove_alliance(tx, meeting.alliance_id)
    with reading() as tx:
        after = {table.name: _rows(tx, table) for table in tables}
    assert {name: rows for name, rows in after.items() if rows} == {}


def _rows(tx: Transaction, table: Any) -> int:
    return tx.scalar(select(func.count()).select_from(table)) or 0


def test_sqlite_keeps_what_it_confirmed_and_checks_references(database: Database) -> None:
    with writing() as tx:
        pragmas = {
            name: tx.connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_readers_do_not_wait_for_a_writer(database: Database) -> None:
    with writing() as tx:
        store.add_alliance(tx, "noch nicht fertig")
        with reading() as other:
            assert store.alliances(other) == []


def test_every_table_is_made_by_the_migrations(any_database: Database) -> None:
    with any_database.reading() as tx:
        names = set(inspect(tx.connection).get_table_names())
    assert names == {*Base.metadata.tables, "alembic_version"}
    assert AllianceRow.__tablename__ in names
