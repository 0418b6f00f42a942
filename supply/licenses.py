"""Under which licence each package may be used; writes docs/licenses.md from what the installed packages say."""

import re
from dataclasses import dataclass
from importlib import metadata

from supply.lock import ROOT, Locked, locked

PAGE = ROOT / "docs" / "licenses.md"
# What the package itself does not say in its metadata, or what is not installed on every system. Looked up by hand.
TOLD = {
    "altair": "BSD-3-Clause",
    "colorama": "BSD-3-Clause",
    "itsdangerous": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "pyrage": "MIT",
    "qrcode": "BSD-3-Clause",
    "uvloop": "Apache-2.0 OR MIT",
}
# How packages that do not speak SPDX yet put it.
_SPELLINGS = {
    "apache 2.0": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "mit license": "MIT",
    "3-clause bsd license": "BSD-3-Clause",
    "psfl": "PSF-2.0",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
}
# What may be passed on together with our own code, whichever licence that gets. Not here: GPL, AGPL, proprietary.
ALLOWED = {
    *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "LGPL-3.0-only", "MIT", "MIT-0", "MIT-CMU"),
    *("MPL-2.0", "PSF-2.0", "Zlib"),
}
_TOP = """# Licences

Written by `make lock` from what the installed packages say of themselves; a test compares.

Beside the packages: Atkinson Hyperlegible Next (`components/look/`, SIL Open Font License 1.1); Material Symbols,
which come with Streamlit (Apache-2.0). The real ideas that tests import: "Data was gathered using the Polis software
(compdemocracy.org/polis) and is sub-licensed under CC BY 4.0 with Attribution to The Computational Democracy
Project".

LGPL (fpdf2, psycopg): used as they are, as packages of their own that anybody may exchange.
"""


@dataclass(frozen=True)
class Licensed:
    package: Locked
    license: str


def licensed(lock: str = "requirements.lock") -> list[Licensed]:
    return [Licensed(package, license_of(package.name)) for package in locked(ROOT / lock)]


def license_of(name: str) -> str:
    """SPDX; an error if nobody knows."""
    if name in TOLD:
        return TOLD[name]
    about = metadata.metadata(name).json
    said = str(about.get("license_expression") or about.get("license") or "")
    classified = [each.rpartition(" :: ")[2] for each in about.get("classifier", []) if "License ::" in each]
    for words in (said, *classified):
        spdx = _SPELLINGS.get(words.strip().lower(), words.strip())
        if set(parts(spdx)) <= ALLOWED:
            return spdx
    raise ValueError(f"{name} has a licence that is unknown here or not allowed: {said[:80] or classified}")


def parts(expression: str) -> list[str]:
    """The licences that an expression names."""
    return re.split(r" (?:AND|OR) ", expression.strip("()"))


def page() -> str:
    ours = licensed()
    known = {each.package.name for each in ours}
    for_tests = [each for each in licensed("requirements-dev.lock") if each.package.name not in known]
    return "\n".join([_TOP, *_table("What runs", ours), "", *_table("For tests and checks only", for_tests), ""])


def _table(title: str, rows: list[Licensed]) -> list[str]:
    lines = [f"| {each.package.name} | {each.package.version} | {each.license} |" for each in rows]
    return [f"## {title}", "", "| package | version | licence |", "|---|---|---|", *lines]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
