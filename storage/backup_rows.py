"""Puts rows into empty tables whatever refers to what, and lets numbering go on after them."""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from sqlalchemy import JSON, Connection, Integer, Table, bindparam, func, select, text, update

_AT_ONCE = 500
Rows = Callable[[Table], Iterable[dict[str, Any]]]


def put_rows(connection: Connection, tables: list[Table], rows_of: Rows) -> None:
    """`tables` in the order in which they refer to each other; a reference back is filled in at the end."""
    there: set[str] = set()
    for table in tables:
        _speak_null(table)
        later = _refers_back(table, there)
        waiting: list[dict[str, Any]] = []
        rows = iter(rows_of(table))
        while some := list(islice(rows, _AT_ONCE)):
            waiting += [row for row in some if any(row[name] is not None for name in later)]
            connection.execute(table.insert(), [row | dict.fromkeys(later) for row in some])
        for row in waiting:
            _fill_in(connection, table, row, later)
        there.add(table.name)


def set_counters(connection: Connection, tables: list[Table]) -> None:
    """PostgreSQL counts beside the table; SQLite looks at the table."""
    if connection.dialect.name == "sqlite":
        return
    for table in tables:
        for column in table.primary_key.columns:
            names = {"table": table.name, "column": column.name}
            if not isinstance(column.type, Integer):
                continue
            counter = connection.scalar(text("SELECT pg_get_serial_sequence(:table, :column)"), names)
            if counter:
                newest = connection.scalar(select(func.max(column)))
                values = {"counter": counter, "newest": newest or 1, "used": newest is not None}
                connection.execute(text("SELECT setval(:counter, :newest, :used)"), values)


def _refers_back(table: Table, there: set[str]) -> list[str]:
    """Columns that may be empty and refer to rows that are not all there yet: of this table, or of a later one."""
    return [
        column.name
        for column in table.columns
        if column.nullable and any(key.column.table.name not in there for key in column.foreign_keys)
    ]


def _fill_in(connection: Connection, table: Table, row: dict[str, Any], names: list[str]) -> None:
    key = table.primary_key.columns
    # A parameter may not be called like a column that is set.
    of_this_row = [column == bindparam(f"this_{column.name}") for column in key]
    which = {f"this_{column.name}": row[column.name] for column in key}
    connection.execute(update(table).where(*of_this_row).values({name: row[name] for name in names}), which)


def _speak_null(table: Table) -> None:
    """Nothing in a column for JSON is the database's nothing, not JSON's."""
    for column in table.columns:
        if isinstance(column.type, JSON) and column.nullable:
            column.type.none_as_null = True
