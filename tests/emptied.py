"""One PostgreSQL database for all tests of a process, emptied for each: a new one takes a quarter of a second."""

import psycopg
from psycopg import sql

# What the tables are, with everything that guards them.
_SHAPE = """
SELECT md5(string_agg(line, E'\\n' ORDER BY line)) FROM (
    SELECT attrelid::regclass || ' ' || attname || ' ' || atttypid::regtype || ' ' || attnotnull AS line
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = 'public'::regnamespace AND attnum > 0
    UNION ALL SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT sequencename || ' ' || coalesce(last_value, 0) FROM pg_sequences WHERE schemaname = 'public'
    UNION ALL SELECT 'revision ' || version_num FROM alembic_version
    UNION ALL SELECT array_to_string(setconfig, ' ') FROM pg_db_role_setting
    JOIN pg_database ON pg_database.oid = setdatabase AND datname = current_database()
) AS lines
"""
_TABLES = """
SELECT relname FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'alembic_version'
"""
_SEQUENCES = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'S'"
_OTHERS = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class Emptied:
    """A copy of `template` on this server. `empty` gives the address of a database without a row."""

    def __init__(self, server: str, template: str, name: str) -> None:
        self._server, self._template, self._name = server, template, name
        self._shape = ""

    def empty(self) -> str:
        if not self._shape or not self._is_as_new():
            with psycopg.connect(self._server, autocommit=True) as connection:
                connection.execute(f"DROP DATABASE IF EXISTS {self._name} WITH (FORCE)")
                connection.execute(f"CREATE DATABASE {self._name} TEMPLATE {self._template}")
            with self._connected() as connection:
                self._shape = self._shape_of(connection)
        return address(self._server, self._name)

    def _is_as_new(self) -> bool:
        """After everything has been deleted: whether the tables are those of the template."""
        try:
            return self._emptied() == self._shape
        except psycopg.Error:
            # A test has left it without tables, or closed for writing.
            return False

    def _emptied(self) -> str:
        with self._connected() as connection:
            connection.execute(_OTHERS)
            tables, sequences = ([row[0] for row in connection.execute(look)] for look in (_TABLES, _SEQUENCES))
            # No trigger, so no order in which references allow it.
            deeds = [sql.SQL("SET session_replication_role = replica")]
            deeds += [sql.SQL("DELETE FROM {}").format(sql.Identifier(table)) for table in tables]
            deeds += [sql.SQL("ALTER SEQUENCE {} RESTART").format(sql.Identifier(name)) for name in sequences]
            connection.execute(sql.SQL(";").join(deeds))
            return self._shape_of(connection)

    def _connected(self) -> psycopg.Connection:
        return psycopg.connect(address(self._server, self._name), autocommit=True)

    @staticmethod
    def _shape_of(connection: psycopg.Connection) -> str:
        row = connection.execute(_SHAPE).fetchone()
        assert row is not None
        return str(row[0])


def address(server: str, name: str) -> str:
    return server.replace("/postgres?", f"/{name}?")
