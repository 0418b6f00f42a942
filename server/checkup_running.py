"""The doctor, second part: the disk, the backups, and what the running application says of itself."""

import json
import os
import urllib.request
from collections.abc import Iterator
from typing import Any

from actions import backups
from actions.clock import now
from actions.condition import disk_is_short, free_bytes
from actions.operation import settings
from domain.backups import made_at
from server.checkup import Finding, fine, note, wrong

BACKUP_OLD_DAYS = 7
# What the running application may report (actions/condition.py), and what to do.
_WAYS_OUT = {
    "database": (
        "The application cannot write to its database. SQLite: is the disk full, the folder read-only, another "
        "program in the file? PostgreSQL: does it run, is its disk full, is it a read-only replica? "
        "Then restart the application."
    ),
    "disk": "The application says that the disk is nearly full. Make room; nothing needs a restart.",
    "stream": (
        "News has waited for more than ten seconds. Most likely the processor is busy or the database slow: look at "
        "both, and at the log. Pages heal by themselves every 20 seconds; restarting the application is safe."
    ),
    "processes": (
        "A second process works on this SQLite file; its lock does not hold there, as on some network drives. "
        "Stop one of them, then put DATA_DIR on a local disk, or use PostgreSQL (DATABASE_URL)."
    ),
}


def running_findings() -> Iterator[Finding]:
    try:
        port = settings().port
    except (OSError, ValueError):
        # Said by the first part.
        return
    yield _disk()
    yield _backups()
    yield from _troubles(port)


def _disk() -> Finding:
    free = f"{free_bytes() / 1e9:.1f} GB free where DATA_DIR lies"
    if disk_is_short():
        return wrong(
            f"Only {free}. Make room: old backups and logs first, then what is not ours. "
            "A full disk loses nothing that is there, but nobody can place a dot."
        )
    return fine(f"{free}.")


def _backups() -> Finding:
    name = backups.newest()
    at = made_at(name) if name else None
    if at is None:
        return note("No backup lies in DATA_DIR/backups: manage.py backup, best every night (docs/betrieb.md).")
    days = (now() - at).days
    if days > BACKUP_OLD_DAYS:
        return note(f"The newest backup in DATA_DIR/backups is {days} days old. Does the nightly one still run?")
    return fine(f"The newest backup in DATA_DIR/backups was made {at:%Y-%m-%d %H:%M} UTC.")


def _troubles(port: int) -> Iterator[Finding]:
    """What the running application says of itself."""
    for name in _told_by(port).get("troubles", []):
        yield wrong(_WAYS_OUT.get(name, f"The application reports trouble: {name}."))


def _told_by(port: int) -> dict[str, Any]:
    asking = urllib.request.Request(f"http://127.0.0.1:{port}/health")
    if token := os.environ.get("METRICS_TOKEN"):
        asking.add_header("Authorization", f"Bearer {token}")
    try:
        with urllib.request.urlopen(asking, timeout=3) as answer:
            told = json.load(answer)
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}
