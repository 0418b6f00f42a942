"""Where the measurements lie, and what is made from them."""

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results"
COSTS, ROOM, BASELINE = (RESULTS / f"{name}.json" for name in ("costs", "room", "baseline"))
# Made by the modules of the same names.
OTHERS = ("two_processes", "two_steps", "first_load", "dots")
PAGE = ROOT / "docs" / "performance.md"
PICTURES = ROOT / "docs" / "pictures"
REASONS = ROOT / "docs" / "performance_reasons.toml"


def results() -> dict[str, Any]:
    """Everything that has been measured, by name."""
    files = [COSTS, ROOM, BASELINE, *(RESULTS / f"{name}.json" for name in OTHERS)]
    return {file.stem: json.loads(file.read_text()) for file in files if file.exists()}
