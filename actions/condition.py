"""What is wrong with the server just now, as its own checks found it. The facilitator's page tells it calmly."""

import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from storage import checks
from storage.configuration import configuration

# disk: nearly full. database: takes nothing. stream: news does not arrive. processes: two on one SQLite file.
TROUBLES = ("database", "disk", "stream", "processes")

_now: dict[str, Any] = {}
_me = secrets.token_hex(8)


def condition() -> dict[str, Any]:
    """A section of the live state: a key for each trouble."""
    return dict(_now)


def note_troubles(found: Iterable[str]) -> bool:
    """Takes the place of what was known. True if that was something else."""
    global _now
    new = {name: True for name in TROUBLES if name in set(found)}
    changed, _now = new != _now, new
    return changed


def database_takes_changes() -> bool:
    return checks.can_write()


def disk_is_short() -> bool:
    return checks.disk_is_short()


def free_bytes() -> int:
    return checks.free_bytes()


def sign_the_file() -> None:
    """This process says that it is the one that works on the SQLite file."""
    if configuration().is_sqlite:
        _signature().write_text(_me)


def is_signed_by_another() -> bool:
    """Another process came later: the lock does not work there, as on some network drives."""
    return configuration().is_sqlite and _signature().exists() and _signature().read_text() not in ("", _me)


def _signature() -> Path:
    return configuration().data_dir / "buendniswerkstatt.process"
