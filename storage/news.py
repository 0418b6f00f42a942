"""News: which parts of a workshop have changed. Told after the commit, carried between processes by PostgreSQL."""

import json
import logging
import threading
import time
from collections.abc import Callable, Mapping

import psycopg
from sqlalchemy import Connection, text

CHANNEL = "buendniswerkstatt"
Listener = Callable[[int, set[str]], None]

_log = logging.getLogger(__name__)
_listeners: list[Listener] = []


def listen(listener: Listener) -> Callable[[], None]:
    """Calls `listener(workshop_id, sections)` after every commit that told something. Returns how to stop."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener)


def announce(told: Mapping[int, set[str]]) -> None:
    """Tells the listeners of this process."""
    for workshop_id, sections in told.items():
        for listener in list(_listeners):
            listener(workshop_id, sections)


def notify(connection: Connection, told: Mapping[int, set[str]]) -> None:
    """Tells the other processes, in the same transaction: no commit, no news."""
    payload = json.dumps({str(workshop_id): sorted(sections) for workshop_id, sections in told.items()})
    connection.execute(text("SELECT pg_notify(:channel, :payload)"), {"channel": CHANNEL, "payload": payload})


def follow_other_processes(url: str) -> threading.Event:
    """Starts a thread that announces what other processes notified. Set the returned event to stop it."""
    stop = threading.Event()
    dsn = url.replace("postgresql+psycopg://", "postgresql://")
    threading.Thread(target=_follow, args=(dsn, stop), name="news", daemon=True).start()
    return stop


def _follow(dsn: str, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            with psycopg.connect(dsn, autocommit=True) as connection:
                connection.execute(f"LISTEN {CHANNEL}")
                while not stop.is_set():
                    for notice in connection.notifies(timeout=2):
                        told = json.loads(notice.payload)
                        announce({int(key): set(sections) for key, sections in told.items()})
        except psycopg.Error:
            _log.warning("The connection for news broke; trying again in a second.")
            time.sleep(1)
