"""Everything people read, German first, English second: a folder a language, a file an area, the same keys."""

import json
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
LANGUAGES = ("de", "en")
DEFAULT = "de"
# `{count:Idee|Ideen}`: what stands beside one, and beside any other number; in the browser too (components/live).
_ONE_OR_MANY = re.compile(r"\{(\w+):([^|{}]*)\|([^|{}]*)\}")


def say(key: str, language: str = DEFAULT, **values: object) -> str:
    """The text of a key such as `ideas.title`, its placeholders filled. A missing key is a programming error."""
    text = _texts(language if language in LANGUAGES else DEFAULT)[key]
    return _ONE_OR_MANY.sub(lambda found: found[2] if values[found[1]] == 1 else found[3], text).format(**values)


def has(key: str) -> bool:
    return key in _texts(DEFAULT)


def keys(language: str) -> frozenset[str]:
    return frozenset(_texts(language))


def page(name: str, language: str = DEFAULT) -> str:
    """A long text in Markdown, written by us."""
    path = FOLDER / language / f"{name}.md"
    return (path if path.exists() else FOLDER / DEFAULT / f"{name}.md").read_text(encoding="utf-8")


def browser_words(language: str) -> str:
    """The texts under `browser.` as JSON, for the components' scripts."""
    chosen = language if language in LANGUAGES else DEFAULT
    words = {key.removeprefix("browser."): text for key, text in _texts(chosen).items() if key.startswith("browser.")}
    return json.dumps(words, ensure_ascii=False)


@cache
def _texts(language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted((FOLDER / language).glob("*.toml")):
        found.update(_flat("", tomllib.loads(path.read_text(encoding="utf-8"))))
    return found


def _flat(prefix: str, table: dict[str, Any]) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            rows += _flat(f"{prefix}{key}.", value)
        else:
            rows.append((f"{prefix}{key}", value))
    return rows
