"""What can befall a database: it is busy, away or full. People are told so in a sentence; nobody sees a traceback."""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import psycopg
from sqlalchemy.exc import DataError, DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from domain.refusal import Refusal, Trouble

P = ParamSpec("P")
T = TypeVar("T")
TRIES = 3

# PostgreSQL's codes, by their beginning. What has none was said by the line itself, not by the server.
_LOST_RACE = ("40",)
_AWAY = ("08", "57P")
_BUSY = ("53300", "55P03", "57014", "25P03")
_FULL = ("53100", "58030", "25006")
# SQLite's primary codes: full, cannot write, read-only, cannot open.
_SQLITE_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_SQLITE_FULL = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)

_log = logging.getLogger(__name__)


class Interrupted(Trouble):
    """The transaction was cut off, perhaps after its commit. With the next try it may well be over."""


def trouble_of(error: BaseException) -> Trouble | None:
    """What befell the database, if this error says so; None for an error of ours."""
    if isinstance(error, NoConnectionLeft):
        return Trouble("database_busy")
    origin = getattr(error, "orig", error)
    if isinstance(origin, sqlite3.Error):
        code = getattr(origin, "sqlite_errorcode", 0) & 0xFF
        if code in _SQLITE_BUSY:
            return Trouble("database_busy")
        return Trouble("database_full") if code in _SQLITE_FULL else None
    if isinstance(origin, psycopg.Error):
        return _of_postgresql(origin)
    return None


def _of_postgresql(error: psycopg.Error) -> Trouble | None:
    code = error.sqlstate or ""
    if code.startswith(_LOST_RACE):
        return Interrupted("database_busy")
    if code.startswith(_FULL):
        return Trouble("database_full")
    if code.startswith(_BUSY):
        return Trouble("database_busy")
    if code.startswith(_AWAY) or (not code and isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)):
        return Interrupted("database_away")
    return None


@contextmanager
def told() -> Iterator[None]:
    """Around a transaction: what befalls the database becomes a Trouble, every other error stays what it is.

    A value that no column can hold comes from nobody who clicks, only from a forged message; it is refused.
    """
    try:
        yield
    except (OverflowError, UnicodeEncodeError, DataError) as error:
        _log.warning("A value that no column can hold was refused (%s).", type(error).__name__)
        raise Refusal("value_impossible") from None
    except (DBAPIError, NoConnectionLeft, sqlite3.Error, psycopg.Error) as error:
        trouble = trouble_of(error)
        if trouble is None:
            raise
        # Not the error's own words: they may quote what somebody typed.
        _log.warning("A transaction failed: %s (%s).", trouble.reason, type(getattr(error, "orig", error)).__name__)
        raise trouble from error


def may_come_twice(action: Callable[P, T]) -> Callable[P, T]:
    """For an action that names the wanted end or its operation: done again when the database went away under it.

    Whether the commit that was cut off had been done nobody knows, and it makes no difference.
    """

    @wraps(action)
    def again(*args: Any, **values: Any) -> T:
        for _ in range(TRIES - 1):
            try:
                return action(*args, **values)
            except Interrupted:
                continue
        return action(*args, **values)

    return again
