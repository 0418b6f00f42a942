"""Everything in the database as it is at one moment, in a form that belongs to no database: a ZIP with a manifest
and a file a table, a row a line, in the order of the keys (so that it does not tell who came first).

It is written and read by what the tables themselves say, not by schema.py: so a backup of an older version comes back
as that version's tables, and is brought up to date by the same migrations as the database it was made from.
"""

import base64
import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

from sqlalchemy import JSON, Column, Connection, Date, DateTime, LargeBinary, MetaData, Table, func, select, text

from domain.backups import Manifest
from domain.refusal import Refusal
from storage import revisions
from storage.backup_rows import put_rows, set_counters
from storage.database import Database

MANIFEST = "manifest.json"
FORMAT = 1
_OVER = ("closed", "shown")


def dump(database: Database, now: dt.datetime, key: str) -> tuple[bytes, Manifest]:
    """The backup and what it says about itself. Others go on reading and writing meanwhile."""
    packed = io.BytesIO()
    with database.reading() as tx, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        connection = tx.connection
        if not database.is_sqlite:
            # On SQLite a transaction sees one moment by itself.
            connection.execution_options(isolation_level="REPEATABLE READ")
        revision = revisions.revision_of(connection)
        if revision is None:
            raise Refusal("backup_of_nothing")
        counts = {}
        tables = _tables(connection)
        for table in tables:
            rows = [json.dumps(row, ensure_ascii=False) + "\n" for row in _rows(connection, table)]
            counts[table.name] = len(rows)
            archive.writestr(_file(table.name), "".join(rows))
        kind = connection.dialect.name
        manifest = Manifest(now.isoformat(), revision, kind, key, counts, rounds_over(connection, tables), FORMAT)
        archive.writestr(MANIFEST, json.dumps(manifest.as_dict(), indent=1))
    return packed.getvalue(), manifest


def manifest_of(packed: bytes) -> Manifest:
    """What the backup says about itself; a refusal if it is none, or of a kind we do not know yet."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            said = json.loads(archive.read(MANIFEST))
        if said["format"] > FORMAT:
            raise Refusal("backup_newer", revision=said.get("revision", "?"))
        return Manifest(**said)
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError):
        raise Refusal("backup_unreadable") from None


def load(database: Database, packed: bytes, *, replace: bool) -> int:
    """Puts the backup in the place of whatever is there, all or nothing, and counts everything again.

    Returns how many people it brought back that the database did not have any more.
    """
    manifest = manifest_of(packed)
    if manifest.revision not in database.known_revisions():
        raise Refusal("backup_newer", revision=manifest.revision)
    with database.rebuilding() as connection, zipfile.ZipFile(io.BytesIO(packed)) as archive:
        before = _people(connection)
        if before is not None and not replace and not _is_empty(connection):
            raise Refusal("backup_not_empty")
        _clear(connection)
        revisions.bring_to(connection, manifest.revision)
        tables = _tables(connection)
        if {table.name for table in tables} != manifest.tables.keys():
            raise Refusal("backup_unreadable")
        put_rows(connection, tables, lambda table: _lines(archive, table))
        set_counters(connection, tables)
        _count_again(connection, tables, manifest)
        revisions.bring_to(connection, "head")
        if rounds_over(connection) != manifest.rounds:
            raise Refusal("backup_incomplete", table="rounds")
        return 0 if before is None else len((_people(connection) or set()) - before)


def rounds_over(connection: Connection, tables: list[Table] | None = None) -> dict[str, dict[str, list[int | None]]]:
    """By round that is over, by option: the dots that lie there, and the total that was frozen with the result."""
    found: dict[str, dict[str, list[int | None]]] = {}
    for table in tables or _tables(connection):
        if table.name != "rounds":
            continue
        options, dots = (table.metadata.tables[name] for name in ("options", "dots"))
        counted = (
            select(options.c.round_id, options.c.id, func.count(dots.c.slot), options.c.total)
            .join(table, table.c.id == options.c.round_id)
            .outerjoin(dots, (dots.c.round_id == options.c.round_id) & (dots.c.option_id == options.c.id))
            .where(table.c.status.in_(_OVER))
            .group_by(options.c.round_id, options.c.id, options.c.total)
            .order_by(options.c.round_id, options.c.id)
        )
        for round_id, option_id, count, total in connection.execute(counted):
            found.setdefault(str(round_id), {})[str(option_id)] = [count, total]
    return found


def _tables(connection: Connection) -> list[Table]:
    """All tables, those first that others refer to."""
    known = MetaData()
    known.reflect(connection)
    return [table for table in known.sorted_tables if table.name != revisions.TABLE]


def _rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    for row in connection.execute(select(table).order_by(*table.primary_key.columns)):
        yield {name: _plain(value) for name, value in row._mapping.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        # SQLite forgets the zone; what lies there is UTC (storage/schema.py).
        return (value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def _lines(archive: zipfile.ZipFile, table: Table) -> Iterator[dict[str, Any]]:
    """The rows of a table, as the database wants them."""
    with archive.open(_file(table.name)) as file:
        for line in io.TextIOWrapper(file, encoding="utf-8"):
            row = json.loads(line)
            yield {name: _rich(table.columns[name], value) for name, value in row.items()}


def _rich(column: Column[Any], value: Any) -> Any:
    if value is None or isinstance(column.type, JSON):
        return value
    if isinstance(column.type, DateTime):
        return dt.datetime.fromisoformat(value)
    if isinstance(column.type, Date):
        return dt.date.fromisoformat(value)
    return base64.b64decode(value) if isinstance(column.type, LargeBinary) else value


def _count_again(connection: Connection, tables: list[Table], manifest: Manifest) -> None:
    for table in tables:
        if connection.scalar(select(func.count()).select_from(table)) != manifest.tables[table.name]:
            raise Refusal("backup_incomplete", table=table.name)


def _people(connection: Connection) -> set[str] | None:
    """Who is in the database; None if it has no tables yet."""
    if revisions.revision_of(connection) is None:
        return None
    return set(connection.scalars(text("SELECT id FROM people")))


def _is_empty(connection: Connection) -> bool:
    """Everything hangs on an alliance."""
    return not connection.scalar(text("SELECT count(*) FROM alliances"))


def _clear(connection: Connection) -> None:
    everything = MetaData()
    everything.reflect(connection)
    everything.drop_all(connection)


def _file(table: str) -> str:
    return f"tables/{table}.jsonl"
