"""Who runs the meetings: one file that all legal pages are filled from (R-31)."""

import tomllib

from storage.configuration import ROOT, configuration

FILE = "organisation.toml"


def details() -> dict[str, str]:
    """`controller.name` and so on. The file in the data directory wins over the one that comes with the code."""
    own = configuration().data_dir / FILE
    path = own if own.exists() else ROOT / "config" / FILE
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        f"{table}.{name}": str(value).strip()
        for table, values in tables.items()
        if isinstance(values, dict)
        for name, value in values.items()
    }
