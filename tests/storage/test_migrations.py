"""From every earlier revision to the newest one with data: nothing is lost, and never anything by halves.

The data are the demo's, as far as the older tables have room for them. Whoever adds a revision need not add a test.
"""

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Integer, MetaData, Table, func, select

from storage import backup, revisions
from storage.backup_rows import put_rows, set_counters
from storage.database import Database
from tests.actions.test_backups import Open, dumped, empty, everything
from tests.conftest import ROOT

__all__ = ["empty"]
REVISIONS = revisions.known()
EARLIER = REVISIONS[1:]
Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def rows(demo_template: Path) -> Rows:
    """All rows of the demo at the newest revision, by table."""
    source = Database(f"sqlite:///{demo_template}/demo.db")
    with source.reading() as tx:
        found = {table.name: [dict(row._mapping) for row in tx.execute(select(table))] for table in _tables(tx)}
    source.close()
    return found


def _tables(tx: Any) -> list[Table]:
    return backup._tables(tx.connection)


def _fitting(table: Table, rows: Rows) -> Iterator[dict[str, Any]]:
    """The rows as this older table can take them; what only it has is filled with something plain."""
    for row in rows.get(table.name, []):
        yield {column.name: row.get(column.name, _plain(column)) for column in table.columns}


def _plain(column: Column[Any]) -> Any:
    if column.nullable:
        return None
    kinds = {Boolean: False, Integer: 1, DateTime: dt.datetime(2026, 1, 1, tzinfo=dt.UTC), Date: dt.date(2026, 1, 1)}
    kinds |= {JSON: {}}
    return next((value for kind, value in kinds.items() if isinstance(column.type, kind)), "")


def _filled(database: Database, revision: str, rows: Rows) -> dict[str, int]:
    """The database at that revision with data. Returns its rows by table."""
    with database.rebuilding() as connection:
        revisions.bring_to(connection, revision)
        tables = backup._tables(connection)
        put_rows(connection, tables, lambda table: _fitting(table, rows))
        set_counters(connection, tables)
    return _counts(database)


def _counts(database: Database) -> dict[str, int]:
    with database.reading() as tx:
        return {table.name: tx.scalar(select(func.count()).select_from(table)) or 0 for table in _tables(tx)}


def _values(database: Database, names: dict[str, set[str]]) -> dict[str, list[tuple[Any, ...]]]:
    """Those columns of those tables, whatever else there is by now."""
    with database.reading() as tx:
        wanted = {table.name: table for table in _tables(tx) if table.name in names}
        chosen = {name: [table.columns[each] for each in sorted(names[name])] for name, table in wanted.items()}
        return {name: sorted(map(tuple, tx.execute(select(*columns))), key=repr) for name, columns in chosen.items()}


def _columns(database: Database) -> dict[str, set[str]]:
    with database.reading() as tx:
        return {table.name: set(table.columns.keys()) for table in _tables(tx)}


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("revision", EARLIER)
def test_data_of_an_earlier_revision_are_all_there_at_the_newest(
    empty: Open, rows: Rows, kind: str, revision: str
) -> None:
    database = empty(kind)
    before = _filled(database, revision, rows)
    assert sum(before.values()) > 900
    old = _columns(database)
    with database.reading() as tx:
        totals = backup.rounds_over(tx.connection)
    everywhere = {name: old[name] for name in old}
    kept = _values(database, everywhere)
    database.upgrade()
    assert database.revision() == REVISIONS[0]
    after = _counts(database)
    assert {name: after.get(name) for name in before} == before
    new = _columns(database)
    if all(old[name] <= new[name] for name in old):
        assert _values(database, everywhere) == kept
    with database.reading() as tx:
        assert totals
        assert backup.rounds_over(tx.connection) == totals


@pytest.mark.parametrize("revision", EARLIER)
def test_a_backup_of_an_earlier_revision_comes_back_at_the_newest(empty: Open, rows: Rows, revision: str) -> None:
    old, new = empty("sqlite"), empty("sqlite")
    _filled(old, revision, rows)
    packed = dumped(old)
    assert backup.manifest_of(packed).revision == revision
    backup.load(new, packed, replace=False)
    old.upgrade()
    assert new.revision() == REVISIONS[0]
    assert everything(new) == everything(old)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_migration_that_breaks_off_has_changed_nothing(
    empty: Open, rows: Rows, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = empty(kind)
    before = _filled(database, REVISIONS[-1], rows)
    bring_to = revisions.bring_to

    def break_off(connection: Any, revision: str) -> None:
        bring_to(connection, revision)
        MetaData().drop_all(connection)
        raise ZeroDivisionError

    monkeypatch.setattr(revisions, "bring_to", break_off)
    with pytest.raises(ZeroDivisionError):
        database.upgrade()
    monkeypatch.undo()
    assert database.revision() == REVISIONS[-1]
    assert _counts(database) == before
    database.upgrade()
    assert database.revision() == REVISIONS[0]


_KILLED = """
import os, signal, sys
from storage import revisions
from storage.database import Database
database = Database(sys.argv[1])
with database.rebuilding() as connection:
    revisions.bring_to(connection, "head")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_process_that_dies_in_a_migration_has_changed_nothing(empty: Open, rows: Rows, kind: str) -> None:
    database = empty(kind)
    before = _filled(database, REVISIONS[-1], rows)
    command = [sys.executable, "-c", _KILLED, database.url]
    died = subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False)
    assert died.returncode == -9
    assert database.revision() == REVISIONS[-1]
    assert _counts(database) == before
    database.upgrade()
    assert database.revision() == REVISIONS[0]


def test_a_table_that_is_made_anew_takes_nothing_away_with_the_old_one(empty: Open, rows: Rows) -> None:
    """SQLite's way to change a table deletes the old one, and with it what refers to it, unless one takes care."""
    database = empty("sqlite")
    before = _filled(database, REVISIONS[0], rows)
    with database.rebuilding() as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("workshops", recreate="always") as workshops:
            workshops.alter_column("title", nullable=False)
    assert _counts(database) == before
    with database.reading() as tx:
        assert tx.connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_references_that_lead_nowhere_are_not_committed(empty: Open, rows: Rows) -> None:
    database = empty("sqlite")
    before = _filled(database, REVISIONS[0], rows)
    with pytest.raises(ValueError, match="lead nowhere"):
        _delete_workshops(database)
    assert _counts(database) == before


def _delete_workshops(database: Database) -> None:
    with database.rebuilding() as connection:
        connection.exec_driver_sql("DELETE FROM workshops")


def test_revisions_follow_each_other_in_one_line() -> None:
    script = ScriptDirectory(str(revisions.MIGRATIONS))
    assert len(script.get_heads()) == 1
    assert [each.revision for each in script.walk_revisions() if each.is_merge_point or each.is_branch_point] == []
