"""What a fault test has measured, said on the terminal (pytest -rP shows it) and kept for docs/security.md."""

import json
import os
import time
from pathlib import Path
from typing import Any


def measured(test: str, **figures: Any) -> None:
    line = json.dumps({"test": test, **figures}, default=str)
    print(line)
    if folder := os.environ.get("FAULT_FIGURES"):
        with (Path(folder) / "figures.jsonl").open("a") as file:
            file.write(f"{time.strftime('%H:%M')} {line}\n")


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
