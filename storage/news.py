"""News: which parts of a workshop have changed. Told after the commit, carried between processes by PostgreSQL."""

import json
import logging
import secrets
import threading
from collections.abc import Callable, Mapping

import psycopg
from sqlalchemy import Connection, text

from domain.live import section_of

CHANNEL = "buendniswerkstatt"
# The first part of the name under which a process listens; the rest tells which secret key it has.
PROCESS = "buendniswerkstatt-"
Listener = Callable[[int, set[str]], None]

# What this process told by itself it need not hear again from PostgreSQL.
_ME = secrets.token_hex(8)
# A line that is dead without having said so is noticed within half a minute, on both ends.
_ALIVE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "connect_timeout": 5}
_ALIVE_THERE = "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3"
# PostgreSQL takes no longer messages than 8000 bytes.
_LONGEST = 7900
_LOOK_SECONDS = 1.0
_AGAIN_SECONDS = 1.0

_log = logging.getLogger(__name__)
_listeners: list[Listener] = []
_gap_listeners: list[Callable[[], None]] = []


def listen(listener: Listener) -> Callable[[], None]:
    """Calls `listener(workshop_id, sections)` after every commit that told something. Returns how to stop."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener)


def listen_for_gaps(listener: Callable[[], None]) -> Callable[[], None]:
    """Calls `listener()` when news of other processes may have been missed. Returns how to stop."""
    _gap_listeners.append(listener)
    return lambda: _gap_listeners.remove(listener)


def announce(told: Mapping[int, set[str]]) -> None:
    """Tells the listeners of this process."""
    for workshop_id, sections in told.items():
        for listener in list(_listeners):
            listener(workshop_id, sections)


def notify(connection: Connection, told: Mapping[int, set[str]]) -> None:
    """Tells the other processes, in the same transaction: no commit, no news."""
    sections = {str(workshop_id): sorted(names) for workshop_id, names in told.items()}
    payload = _message(sections)
    if len(payload) > _LONGEST:
        # Too many parts to name: then the whole sections.
        payload = _message({key: sorted({section_of(name) for name in names}) for key, names in sections.items()})
    connection.execute(text("SELECT pg_notify(:channel, :payload)"), {"channel": CHANNEL, "payload": payload})


def follow_other_processes(url: str, name: str = PROCESS) -> threading.Event:
    """Announces what other processes notify, from now on. Set the returned event to stop.

    `name` is what others see of this process (`names_of_processes`). A line that breaks is laid anew.
    """
    stop = threading.Event()
    dsn = url.replace("postgresql+psycopg://", "postgresql://")
    first = _listening(dsn, name)
    threading.Thread(target=_follow, args=(dsn, name, first, stop), name="news", daemon=True).start()
    return stop


def names_of_processes(connection: Connection) -> list[str]:
    """The names of all processes that follow the news of this database now."""
    found = connection.scalars(
        text(
            "SELECT application_name FROM pg_stat_activity"
            " WHERE datname = current_database() AND starts_with(application_name, :process)"
        ),
        {"process": PROCESS},
    )
    return list(found)


def _message(told: Mapping[str, list[str]]) -> str:
    return json.dumps({"from": _ME, "told": told}, separators=(",", ":"))


def _listening(dsn: str, name: str) -> psycopg.Connection:
    connection = psycopg.connect(dsn, autocommit=True, application_name=name, **_ALIVE)
    connection.execute(_ALIVE_THERE)
    connection.execute(f"LISTEN {CHANNEL}")
    return connection


def _follow(dsn: str, name: str, connection: psycopg.Connection, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            with connection:
                while not stop.is_set():
                    for notice in connection.notifies(timeout=_LOOK_SECONDS):
                        _pass_on(notice.payload)
        except psycopg.Error:
            _log.warning("The connection for news broke. It is tried again every second.")
        while not stop.wait(_AGAIN_SECONDS):
            try:
                connection = _listening(dsn, name)
            except psycopg.Error:
                continue
            _tell_of_gap()
            break


def _pass_on(payload: str) -> None:
    try:
        message = json.loads(payload)
        if message["from"] != _ME:
            announce({int(key): set(sections) for key, sections in message["told"].items()})
    except Exception:
        # Whatever one message is, the next one must be heard.
        _log.exception("News of another process could not be passed on.")


def _tell_of_gap() -> None:
    _log.warning("The connection for news is back.")
    for listener in list(_gap_listeners):
        try:
            listener()
        except Exception:
            _log.exception("Somebody could not be told that news may have been missed.")
