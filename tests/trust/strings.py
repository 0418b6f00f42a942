"""All the strings that people have used to break other programs, and more of our own."""

import json
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "data" / "strings"
# Where the strings try to load something from; replaced by the address of a server that only counts.
CANARY = "127.0.0.1:8699"


@dataclass(frozen=True)
class Nasty:
    name: str
    text: str


def all_strings(canary: str = CANARY) -> list[Nasty]:
    """Every one of them, and those that are too long for a field cut to its length as well."""
    found = [*_blns(), *_lines("markdown_component_payloads"), *_lines("csv_injection"), *_lines("own")]
    cut = [
        Nasty(f"{each.name}, {most}", each.text[:most])
        for each in found
        for most in (120, 500)
        if len(each.text) > most
    ]
    return [Nasty(each.name, each.text.replace(CANARY, canary)) for each in [*found, *cut]]


def _blns() -> list[Nasty]:
    texts: list[str] = json.loads((FOLDER / "blns.json").read_text(encoding="utf-8"))
    return [Nasty(f"blns {number}", text) for number, text in enumerate(texts)]


def _lines(name: str) -> list[Nasty]:
    # Not splitlines: a string may hold a line break of another kind.
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").strip("\n").split("\n")
    rows = [json.loads(line) for line in lines]
    return [Nasty(row.get("name", f"{name} {row.get('id')}"), row["payload"] * row.get("times", 1)) for row in rows]
