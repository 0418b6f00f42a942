"""Whether this Python and its packages are those the application was made for. Needs nothing but Python."""

import re
import sys
from importlib import metadata
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements.txt"
PYTHON_LEAST = (3, 11)
NOT_FOR_WINDOWS = '; sys_platform != "win32"'


def wrong_versions(requirements: Path = REQUIREMENTS) -> list[str]:
    """A sentence for each thing that is too old, missing or another version than required."""
    found = []
    if sys.version_info < PYTHON_LEAST:
        needed = ".".join(map(str, PYTHON_LEAST))
        found.append(f"Python {needed} or newer is needed; this is {sys.version.partition(' ')[0]}.")
    for name, wanted in required(requirements).items():
        installed = _installed(name)
        if installed is None:
            found.append(f"{name} {wanted} is not installed.")
        elif installed != wanted:
            found.append(f"{name} {wanted} is required; {installed} is installed.")
    return found


def required(requirements: Path) -> dict[str, str]:
    """Package and version of each pinned line that is meant for this operating system."""
    lines = requirements.read_text(encoding="utf-8").splitlines()
    if sys.platform == "win32":
        lines = [line for line in lines if not line.endswith(NOT_FOR_WINDOWS)]
    pinned = re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==([^\s;]+)", "\n".join(lines), re.MULTILINE)
    return dict(pinned)


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
