"""Rows to domain objects. Columns and fields carry the same names, so one line does for most nouns."""

import dataclasses
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any, TypeVar

from sqlalchemy import Executable, Insert, Row
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute

from storage.database import Transaction

T = TypeVar("T")


def columns(row_type: Any, domain_type: type) -> list[InstrumentedAttribute[Any]]:
    """The columns of a table that have a field of the same name in the domain type."""
    names = [field.name for field in dataclasses.fields(domain_type)]
    return [getattr(row_type, name) for name in names if hasattr(row_type, name)]


def read(domain_type: Callable[..., T], row: Row[*tuple[Any, ...]], **more: Any) -> T:
    """The domain object of a row; `more` replaces or adds fields, e.g. to turn a string into an enum."""
    return domain_type(**{**row._mapping, **more})


def insert_row(tx: Transaction, statement: Insert) -> int:
    """Inserts one row. Returns the number the database gave it."""
    key = tx.execute(statement).inserted_primary_key
    if key is None:
        raise TypeError("only a single row has a key of its own")
    return int(key[0])


def insert_row_once(tx: Transaction, statement: Insert, values: dict[str, Any]) -> int | None:
    """Inserts one row. Returns the number the database gave it; None if another row holds its key already."""
    savepoint = tx.connection.begin_nested() if tx.shares_writing else nullcontext()
    try:
        with savepoint:
            key = tx.execute(statement, values).inserted_primary_key
    except IntegrityError:
        return None
    return int(key[0]) if key else None


def insert_once(tx: Transaction, statement: Executable, values: dict[str, Any] | None = None) -> bool:
    """Runs an insert that another process may have made already; False if so. The key decides, not a look before."""
    # On PostgreSQL a refused statement ends the transaction, so it gets a savepoint of its own.
    savepoint = tx.connection.begin_nested() if tx.shares_writing else nullcontext()
    try:
        with savepoint:
            tx.execute(statement, values)
    except IntegrityError:
        return False
    return True
