"""At which revision the tables are, and the steps (Alembic) from one to the next. Forward only: docs/betrieb.md."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

MIGRATIONS = Path(__file__).parent / "migrations"
TABLE = "alembic_version"
# The name of the lock under which the tables are changed: any number that nobody else uses.
_UPGRADE = 0x6275656E64


def known() -> list[str]:
    """The revisions this version of the application knows, the newest first."""
    return [script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()]


def revision_of(connection: Connection) -> str | None:
    """The revision the tables are at; None for an empty database."""
    if not inspect(connection).has_table(TABLE):
        return None
    return connection.scalar(text("SELECT version_num FROM alembic_version"))


def bring_to(connection: Connection, revision: str) -> None:
    """Changes the tables step by step until they are at that revision."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


@contextmanager
def alone(connection: Connection) -> Iterator[None]:
    """One transaction in which tables may be changed: all of it or nothing, and by one process at a time.

    SQLite changes a table by making it anew, and would take what refers to it away with the old one. So there
    references are not followed meanwhile, and all are checked before the commit.
    """
    if connection.dialect.name != "sqlite":
        with connection.begin():
            connection.execute(text("SELECT pg_advisory_xact_lock(:upgrade)"), {"upgrade": _UPGRADE})
            # Long steps between two statements are no reason to be cut off.
            connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
            yield
        return
    # Straight to the driver: within a transaction it would have no effect.
    connection.connection.execute("PRAGMA foreign_keys=OFF")
    try:
        with connection.begin():
            yield
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise ValueError(f"references that lead nowhere, from {sorted({row[0] for row in broken})}")
    finally:
        connection.connection.execute("PRAGMA foreign_keys=ON")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config
