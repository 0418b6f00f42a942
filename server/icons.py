"""The icons that can appear here, out of the 4300 of Streamlit's font: 11 kB instead of 375 kB."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from server.modules import STREAMLIT

ROOT = Path(__file__).resolve().parent.parent
_OURS = ("components", "pages", "texts")
_NAME = re.compile(r":material/([a-z0-9_]+)")


@dataclass(frozen=True)
class Icons:
    names: frozenset[str]

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(" ".join(sorted(self.names)).encode()).hexdigest()[:8]


@cache
def icon_names() -> Icons:
    """Every icon that our code, our texts or Streamlit's own widgets name."""
    return Icons(frozenset(name for path in _sources() for name in _NAME.findall(path.read_text(encoding="utf-8"))))


def _sources() -> Iterator[Path]:
    for folder in _OURS:
        yield from (path for path in sorted((ROOT / folder).rglob("*.*")) if path.suffix in (".py", ".toml", ".js"))
    yield from sorted((STREAMLIT / "static" / "js").glob("*.js"))
