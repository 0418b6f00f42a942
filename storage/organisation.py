"""Who runs the meetings: one file that all legal pages are filled from (R-31)."""

import tomllib
from pathlib import Path

from storage.configuration import ROOT, configuration

FILE = "organisation.toml"


def details() -> dict[str, str]:
    """`controller.name` and so on. What the file in the data directory says wins over the one with the code."""
    own = configuration().data_dir / FILE
    return _read(ROOT / "config" / FILE) | (_read(own) if own.exists() else {})


def _read(path: Path) -> dict[str, str]:
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        f"{table}.{name}": str(value).strip()
        for table, values in tables.items()
        if isinstance(values, dict)
        for name, value in values.items()
    }
