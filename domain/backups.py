"""Backups: what they are called, when one is too old, and what must be the same after coming back from one."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

_NAME = "buendniswerkstatt-%Y-%m-%dT%H%M%SZ.backup"
_PATTERN = re.compile(r"buendniswerkstatt-\d{4}-\d{2}-\d{2}T\d{6}Z\.backup(\.age)?")
SEALED = ".age"


def name_of(at: dt.datetime, *, sealed: bool) -> str:
    return at.astimezone(dt.UTC).strftime(_NAME) + (SEALED if sealed else "")


def made_at(name: str) -> dt.datetime | None:
    """When the backup of this name was made; None if we did not name it. A copy keeps its name, not its date."""
    if not _PATTERN.fullmatch(name):
        return None
    try:
        return dt.datetime.strptime(name.removesuffix(SEALED), _NAME).replace(tzinfo=dt.UTC)
    except ValueError:
        return None


def expired(names: Iterable[str], now: dt.datetime, keep_days: int) -> list[str]:
    """Those that are older than so many days: whoever was deleted then is in none that is left."""
    oldest = now - dt.timedelta(days=keep_days)
    return sorted(name for name in names if (at := made_at(name)) is not None and at < oldest)


@dataclass(frozen=True)
class Manifest:
    """What a backup says about itself. The counts are what coming back from it is measured by."""

    made_at: str
    revision: str
    database: str
    # Tells whether a server has the secret key of the one that made the backup, not which key that is.
    key: str
    # Rows by table.
    tables: dict[str, int]
    # By round that is over, then by option: its dots, and the total that was frozen with the result.
    rounds: dict[str, dict[str, list[int | None]]]
    format: int = 1

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)
