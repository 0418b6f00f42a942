"""Writes requirements.lock and requirements-dev.lock anew: `make lock`, after a change of requirements*.txt.

In them stands every package that any of our systems needs (Linux, macOS and Windows, Python 3.11 and newer), with
the hash of every file its author has published. pip then refuses whatever is not exactly that.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The list that people write, and what comes of it. The second contains the first.
LOCKS = {"requirements.txt": "requirements.lock", "requirements-dev.txt": "requirements-dev.lock"}
INDEX = "https://pypi.org/simple"
PYTHON_LEAST = "3.11"
_HEAD = "# Written by `make lock` from {source}. Installed with pip install --require-hashes -r {lock}\n"
_PIN = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;\\]+)\s*(?:;\s*([^\\]+?))?\s*\\?$")
_HASH = re.compile(r"^\s+--hash=sha256:([0-9a-f]{64})\s*\\?$")


@dataclass(frozen=True)
class Locked:
    """A package as it must be."""

    name: str
    version: str
    # For which systems only, as pip reads it; empty: for all.
    marker: str
    hashes: tuple[str, ...]


def locked(file: Path = ROOT / "requirements.lock") -> list[Locked]:
    """The packages of a lock file; whatever is not understood in it is an error."""
    return list(_read(file.read_text(encoding="utf-8").splitlines()))


def _read(lines: list[str]) -> Iterator[Locked]:
    name, version, marker, hashes = "", "", "", list[str]()
    for line in lines:
        if pin := _PIN.match(line):
            if name:
                yield Locked(name, version, marker, tuple(hashes))
            name, version, marker, hashes = normal(pin[1]), pin[2], pin[3] or "", []
        elif found := _HASH.match(line):
            hashes.append(found[1])
        elif line and not line.startswith("#"):
            raise ValueError(f"not a line of a lock file: {line}")
    if name:
        yield Locked(name, version, marker, tuple(hashes))


def normal(name: str) -> str:
    """The one spelling of a package's name."""
    return re.sub(r"[-_.]+", "-", name).lower()


def write_locks() -> None:
    for source, lock in LOCKS.items():
        subprocess.run(
            [
                *(sys.executable, "-m", "uv", "pip", "compile", source, "--universal", "--generate-hashes"),
                *("--python-version", PYTHON_LEAST, "--default-index", INDEX, "--no-annotate", "--no-header"),
                # What stands in a lock already stays as it is, unless the list says otherwise.
                *("--quiet", "--output-file", lock),
            ],
            cwd=ROOT,
            check=True,
        )
        made = (ROOT / lock).read_text(encoding="utf-8")
        (ROOT / lock).write_text(_HEAD.format(source=source, lock=lock) + made, encoding="utf-8")


if __name__ == "__main__":
    write_locks()
