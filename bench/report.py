"""Makes docs/performance.md from the last measurement: `python -m bench.report [FILE]`."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results"
COSTS = RESULTS / "costs.json"
ROOM = RESULTS / "room.json"
BASELINE = RESULTS / "baseline.json"
PAGE = ROOT / "docs" / "performance.md"
HEAD = (
    "action",
    "ideas",
    "n",
    "CPU ms",
    "× fragment",
    "× page",
    *("confirmed", "others", "facilitator", "projector"),
)
DELAYS = ("confirmed", "room", "facilitator", "screen")
BAR = 2.0
# Above this share of a core, what others on the machine do is felt in the figures.
NOISY = 0.2
_TEXT = """# Performance

Made by `python -m bench.report` from what `python -m bench.costs` measured; written by nobody.

{when}, {cores} cores, Python {python}, Streamlit {streamlit}; one process, SQLite, the generator on the same
machine. {people} people in the room, {repeats} repeats. {noise}

{table}

- **CPU ms**: processor time of the server for one action, everything included that follows from it (the other
  screens too), less what the server uses when nobody does anything. Median of the repeats.
- **× fragment**, **× page**: the same as a multiple of an empty fragment with a button, or of an empty page,
  measured right before and right after in a server beside it. Median, in brackets the least and the most.
- **confirmed**: milliseconds from the click until the person's own page has it. **others**, **facilitator**,
  **projector**: until the stream of that screen has it. Median / 95 of 100. Dots reach nobody in the room before
  the round closes; facilitator and projector hear of the first dot of each person. What follows a change within
  a quarter of a second goes out together with the next.
- A check-in is everything from the scanned address to the open stream: the page, the form, the cookie.
- Streamlit's static files are not in it.

{bar}
"""


def table(result: dict[str, Any]) -> str:
    """The figures as aligned text, which is Markdown too."""
    rows = [HEAD, *(_row(line) for line in result["lines"])]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = [_joined([cell.ljust(width) for cell, width in zip(row, widths, strict=True)]) for row in rows]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def page(result: dict[str, Any]) -> str:
    return _TEXT.format(
        when=result["when"],
        **result["machine"],
        people=result["people"],
        repeats=result["repeats"],
        noise=_noise(result["lines"]),
        table=table(result),
        bar="\n".join(_bar(line) for line in result["lines"] if line["action"] == "dot"),
    )


def _row(line: dict[str, Any]) -> tuple[str, ...]:
    return (
        line["action"],
        str(line["ideas"] or "–"),
        str(line["actions"]),
        f"{line['cost']['middle']:.1f}",
        _times(line["ratios"]["fragment"]),
        _times(line["ratios"]["page"]),
        *(_delay(line["delays"].get(name)) for name in DELAYS),
    )


def _bar(line: dict[str, Any]) -> str:
    ratio = line["ratios"]["fragment"]["middle"]
    kept = "kept" if ratio <= BAR else "missed"
    return (
        f"- Bar: a dot costs at most {BAR:g} × the empty fragment. At {line['ideas']} ideas {ratio:.2f}: **{kept}**."
    )


def _noise(lines: Sequence[dict[str, Any]]) -> str:
    most = max(line["others"]["middle"] for line in lines)
    busy = f"Other programs used up to {most:.0%} of a core meanwhile"
    return busy + (", so absolute figures are too high." if most > NOISY else ".")


def _times(ratio: dict[str, float]) -> str:
    return f"{ratio['middle']:.2f} ({ratio['least']:.2f}–{ratio['most']:.2f})" if ratio else "–"


def _delay(found: dict[str, float] | None) -> str:
    return f"{found['p50']:.0f} / {found['p95']:.0f}" if found and found["n"] else "–"


def _joined(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else COSTS
    PAGE.write_text(page(json.loads(source.read_text())))
