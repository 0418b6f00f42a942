"""After a deletion: no byte of what was deleted stays in SQLite's files.

`secure_delete` (storage/database.py) overwrites a deleted row in its page. What is left are the log, which still
holds the pages of before, and copies that SQLite leaves behind when it moves rows to other pages. PostgreSQL keeps
old rows until it needs their place, and in its archives: docs/datenschutz.md says what its operator does about it.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import PoolProxiedConnection

from storage.database import WAIT_SECONDS, database

# So long people who place dots may wait for the log to be emptied; if somebody reads just then, it is tried again.
_BRIEFLY_MS = 200


def empty_log() -> bool:
    """Moves the log into the file and cuts it to nothing. False if somebody was reading; try again later."""
    if not database().is_sqlite:
        return True
    with _alone() as connection:
        return _is_empty(connection)


def write_anew() -> bool:
    """Writes the whole file anew, without what lay between the rows; then empties the log."""
    if not database().is_sqlite:
        return True
    with _alone() as connection:
        connection.cursor().execute("VACUUM")
        return _is_empty(connection)


def size() -> int:
    """How large SQLite's file is; 0 on PostgreSQL."""
    if not database().is_sqlite:
        return 0
    return Path(database().url.partition("///")[2]).stat().st_size


def _is_empty(connection: PoolProxiedConnection) -> bool:
    busy, _, _ = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


@contextmanager
def _alone() -> Iterator[PoolProxiedConnection]:
    """The writer's own connection, outside of any transaction, while nobody else here writes."""
    with database()._my_turn(), closing(database()._writer.raw_connection()) as connection:
        connection.cursor().execute(f"PRAGMA busy_timeout={_BRIEFLY_MS}")
        try:
            yield connection
        finally:
            connection.cursor().execute(f"PRAGMA busy_timeout={int(1000 * WAIT_SECONDS)}")
