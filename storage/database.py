"""The database: one writer at a time on SQLite, as many as there are on PostgreSQL.

`with writing() as tx` is one transaction that may change things, `with reading() as tx` one that may not.
What `tx.tell(…)` names is made known after the commit (storage/news.py).
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from domain.refusal import Trouble
from storage import news, revisions, trouble, watching
from storage.configuration import configuration

# What a machine that vanished has locked is free again within half a minute.
_PATIENCE = "SET idle_in_transaction_session_timeout = '30s'; SET tcp_keepalives_idle = 10;"
_PATIENCE += " SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3"
# So long a click waits for its turn to write, or for a database that is just starting anew; then it is told so.
WAIT_SECONDS = 5.0
_LOOK_AGAIN_SECONDS = 0.1


class Transaction:
    """An open transaction. Storage functions take it first and use its connection.

    `shares_writing`: others may write at the same time, so what is read to be changed needs a lock.
    """

    def __init__(self, connection: Connection, *, shares_writing: bool = False) -> None:
        self.connection = connection
        self.shares_writing = shares_writing
        self.execute = connection.execute
        self.scalar = connection.scalar
        self.scalars = connection.scalars
        self._news: dict[int, set[str]] = {}

    def tell(self, workshop_id: int, *sections: str) -> None:
        """What of the workshop others must see anew, as names of sections of the live state."""
        self._news.setdefault(workshop_id, set()).update(sections)

    def take_news(self) -> dict[int, set[str]]:
        taken, self._news = self._news, {}
        return taken


class Database:
    """Engines for one database URL. Use the module's functions unless you test."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.is_sqlite = url.startswith("sqlite")
        if self.is_sqlite:
            # Two connections writing at once can corrupt old SQLite versions (WAL reset bug), and a lock
            # here waits more fairly than SQLite's busy timeout.
            self._turn: threading.Lock | None = threading.Lock()
            self._busy_timeout = WAIT_SECONDS
            # When somebody last got through.
            self._moved_at = 0.0
            self._writer = _sqlite_engine(url, "BEGIN IMMEDIATE", pool_size=1)
            self._reader = _sqlite_engine(url, "BEGIN", pool_size=8)
        else:
            self._turn = None
            self._writer = self._reader = _postgresql_engine(url)

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """One transaction: everything in it is kept, or nothing. The news goes out after the commit."""
        with (
            trouble.told(),
            self._my_turn() as wait,
            self._connected(self._writer, wait) as connection,
            connection.begin(),
        ):
            tx = Transaction(connection, shares_writing=not self.is_sqlite)
            yield tx
            told = tx.take_news()
            if not self.is_sqlite and told:
                news.notify(connection, told)
        news.announce(told)

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        with trouble.told(), self._connected(self._reader, WAIT_SECONDS) as connection:
            yield Transaction(connection)

    def upgrade(self) -> None:
        """Brings the tables up to date, in one transaction; of processes that start together, one at a time."""
        with self.rebuilding() as connection:
            revisions.bring_to(connection, "head")

    @contextmanager
    def rebuilding(self) -> Iterator[Connection]:
        """One transaction that may change tables (storage/revisions.py)."""
        with self._my_turn(), self._writer.connect() as connection, revisions.alone(connection):
            yield connection

    def revision(self) -> str | None:
        """The revision the tables are at; None for an empty database."""
        with self.reading() as tx:
            return revisions.revision_of(tx.connection)

    def known_revisions(self) -> list[str]:
        """The revisions this version of the application knows, the newest first."""
        return revisions.known()

    def answers(self) -> bool:
        """True if a query comes back; the error if it does not."""
        with self._reader.connect() as connection:
            return connection.scalar(text("SELECT 1")) == 1

    def close(self) -> None:
        self._writer.dispose()
        self._reader.dispose()

    @contextmanager
    def _my_turn(self) -> Iterator[float]:
        """For how many seconds one may wait for the database after having waited for one's turn.

        However long the queue is, it is waited in as long as it moves.
        """
        if self._turn is None:
            yield WAIT_SECONDS
            return
        began = time.monotonic()
        while not self._turn.acquire(timeout=max(self._patience(began), 0)):
            if self._patience(began) <= 0:
                raise Trouble("database_busy")
        try:
            yield self._patience(began)
            self._moved_at = time.monotonic()
        finally:
            self._turn.release()

    def _patience(self, began: float) -> float:
        return WAIT_SECONDS - (time.monotonic() - max(began, self._moved_at))

    def _connected(self, engine: Engine, wait: float) -> Connection:
        """A connection. PostgreSQL is given a moment if it just starts anew; nothing has been said to it yet."""
        deadline = time.monotonic() + wait
        while True:
            try:
                connection = engine.connect()
                break
            except (DBAPIError, psycopg.Error) as error:
                met = trouble.trouble_of(error)
                if met is None or self.is_sqlite:
                    raise
                if time.monotonic() > deadline:
                    raise Trouble(met.reason) from error
            time.sleep(_LOOK_AGAIN_SECONDS)
        if engine is self._writer and self.is_sqlite:
            self._let_wait(connection, wait)
        return connection

    def _let_wait(self, connection: Connection, seconds: float) -> None:
        """How long SQLite waits for another process. Told only when it changes: that costs as much as a query."""
        wanted = WAIT_SECONDS if seconds > WAIT_SECONDS - _LOOK_AGAIN_SECONDS else max(seconds, 0)
        if wanted != self._busy_timeout:
            connection.connection.execute(f"PRAGMA busy_timeout={int(1000 * wanted)}")
            self._busy_timeout = wanted


_current: Database | None = None
_making = threading.Lock()


def database() -> Database:
    """The database of this process (`DATABASE_URL`). Not a Streamlit resource: any client could clear those."""
    global _current
    if _current is None:
        with _making:
            if _current is None:
                _current = Database(configuration().database_url)
    return _current


def use(other: Database | None) -> None:
    """Takes another database for this process; tests do."""
    global _current
    _current = other


@contextmanager
def writing() -> Iterator[Transaction]:
    # From there: contextlib, this, contextlib, the action.
    with watching.watched(depth=4), database().writing() as tx:
        yield tx


@contextmanager
def reading() -> Iterator[Transaction]:
    with database().reading() as tx:
        yield tx


def _postgresql_engine(url: str) -> Engine:
    """At most twelve connections, and one more for the news: one process runs on one core and needs no more."""
    engine = create_engine(
        url,
        pool_pre_ping=True,
        pool_size=8,
        max_overflow=4,
        pool_timeout=10,
        connect_args={"connect_timeout": 5, "application_name": "buendniswerkstatt"},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection, _record) -> None:  # type: ignore[no-untyped-def]
        connection.autocommit = True
        connection.execute(_PATIENCE)
        connection.autocommit = False

    return engine


def _sqlite_engine(url: str, begin: str, *, pool_size: int) -> Engine:
    engine = create_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        connect_args={"check_same_thread": False, "isolation_level": None, "timeout": 5},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection, _record) -> None:  # type: ignore[no-untyped-def]
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=5000",
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        # Straight to the driver: through SQLAlchemy it costs as much as a query.
        connection.connection.execute(begin)

    return engine
