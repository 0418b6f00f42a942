"""Whether something could be written now, tried without changing anything."""

import os
import tempfile
from shutil import disk_usage

from sqlalchemy import text

from storage.configuration import configuration
from storage.database import Database, database

_PROBE_BYTES = 4096
# A disk may be small: then a twentieth of it.
_LEAST_FREE_BYTES, _LEAST_FREE_SHARE = 500_000_000, 0.05


def can_write() -> bool:
    """Tries what a commit would need: the writer's turn, the lock, and on SQLite room on the disk. Else an error."""
    now = database()
    if not now.is_sqlite:
        return _takes_changes(now)
    with now.writing():
        pass
    _write_a_little()
    return True


def _takes_changes(postgresql: Database) -> bool:
    with postgresql.reading() as tx:
        return tx.scalar(text("SELECT current_setting('transaction_read_only')")) == "off"


def _write_a_little() -> None:
    with tempfile.TemporaryFile(dir=configuration().data_dir) as file:
        file.write(bytes(_PROBE_BYTES))
        file.flush()
        os.fsync(file.fileno())


def free_bytes() -> int:
    """What is free where DATA_DIR lies."""
    return disk_usage(configuration().data_dir).free


def disk_is_short() -> bool:
    least = _LEAST_FREE_SHARE * disk_usage(configuration().data_dir).total
    return free_bytes() < min(_LEAST_FREE_BYTES, least)
