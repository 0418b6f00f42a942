"""Makes docs/performance.md and its pictures from all measurements that are there: `python -m bench.report`."""

import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

from bench import tables
from bench.bars import SAME_CONFIRMED_MS, SAME_SEEN_MS, bars
from bench.files import PAGE, REASONS, results
from bench.pictures import draw

Found = Mapping[str, Any]
# Above this share of a core, what others on the machine do is felt in the figures.
NOISY = 0.2
_HEAD = """# Performance

Made by `python -m bench.report` from what was measured; written by nobody, but for the reasons
(`docs/performance_reasons.toml`).

{circumstances}

One application process, SQLite, the generators on the same machine. Delays are milliseconds: middle / 95 of 100 /
99 of 100. A room is measured with `python -m bench.room`, single actions with `python -m bench.costs`, the polling
board with `python -m bench.baseline`.

## Bars

{bars}
"""
_ROOM = """## The room

Everybody acts once in ten seconds, in real Streamlit sessions with the live stream open, played by {generators}
processes; {ideas} ideas are on the wall before. Check-ins come five a second. In brackets: empty Streamlit pages and
fragments on the same machine, right before.

{room}

- **CPU ms**: processor time of the server for one action, everything included that follows from it (the other
  screens too), less what the server uses when nobody does anything. **× floor**: as a multiple of an empty
  fragment (ideas, dots, exchange) or an empty page (the others) with as many people.
- **confirmed**: from the click until the person's own page has it. **others**, **facilitator**, **projector**: until
  the stream of that screen has it. Dots reach nobody in the room before the round closes; facilitator and projector
  hear of the first dot of each person, and of whoever has an entry in the exchange for the first time.
- **reconnect**: the line breaks for everybody, three seconds later it is back; from then until the page is drawn
  and the stream is open, the half second in which browsers notice and the page's own 1.5 seconds of spreading
  included.
- **kB a person**: over websocket and stream during the scene. **generator**: share of one core that the busiest
  generator process used; far below 100 % it is not what was measured.

### The facilitator moves on

From the click until the stream has told every page, and until the page of the new activity is drawn (up to 0.3
seconds of that are spreading on purpose). Six steps of an agenda. Beside it, empty pages run anew at once.

{steps}

### Being there

{people}

Memory is what lies in the server's process alone, once everybody is in, and after all scenes.
"""
_POLLING = """## The same board, polling

`bench/baseline_polling.py`: native widgets, `st.fragment(run_every=2)`, the rows from SQLite with every run, thirty
ideas; one of five clicks writes an idea, four place a dot. Under the same server settings as ours. A screen that
never showed an idea counts as if it had at the end.

{polling}

Compared by the people up to which the p95 keeps within {seen:.1f} seconds (other screens) and {confirmed:.1f} seconds
(confirmed); the bar takes the lesser of both ratios.
"""
_COSTS = """## Single actions

{people} people, measured between windows of the floor ({repeats} repeats, median, in brackets the least and the
most). **× fragment**, **× page**: as a multiple of an empty fragment with a button, or of an empty page.

{costs}

- A check-in is everything from the scanned address to the open stream: the page, the form, the cookie.
- Pages do nothing by themselves here, so that a window pays for the click alone; in the room they do.
- Streamlit's static files are not in it.
"""


def page(found: Mapping[str, Found], reasons: Mapping[str, str], pictures: Iterable[tuple[str, str]]) -> str:
    parts = [_HEAD.format(circumstances=_circumstances(found), bars=tables.bars_table(bars(found), reasons))]
    parts += [f"![{title}](pictures/{file})\n" for file, title in pictures]
    if room := found.get("room"):
        tabled = {name: make(room) for name, make in _ROOM_TABLES.items()}
        parts.append(_ROOM.format(**tabled, ideas=room["ideas"], generators=room["generators"]))
    if baseline := found.get("baseline"):
        seconds = {"seen": SAME_SEEN_MS / 1000, "confirmed": SAME_CONFIRMED_MS / 1000}
        parts.append(_POLLING.format(polling=tables.polling_table(baseline), **seconds))
    if costs := found.get("costs"):
        parts.append(_COSTS.format(people=costs["people"], repeats=costs["repeats"], costs=tables.costs_table(costs)))
    return "\n".join(parts)


_ROOM_TABLES = {"room": tables.room_table, "steps": tables.steps_table, "people": tables.people_table}


def _circumstances(found: Mapping[str, Found]) -> str:
    """When and on what each was measured, and what disturbed it."""
    rows, noisy = [], False
    for name, one in found.items():
        machine = (
            "{cores} cores, Python {python}, Streamlit {streamlit}".format(**one["machine"]) if _ours(one) else ""
        )
        others = _others(name, one) if _ours(one) else 0.0
        noisy = noisy or others > NOISY
        rows.append((name, one.get("when", ""), machine, f"{others:.0%} of a core" if machine else ""))
    text = tables.table(("measured", "when", "on", "used by other programs"), rows)
    return text + ("\n\nOther programs were busy meanwhile, so absolute figures are too high." if noisy else "")


def _ours(found: Found) -> bool:
    """Measured by this bench's own clocks."""
    return "machine" in found and ("sizes" in found or "lines" in found)


def _others(name: str, found: Found) -> float:
    """What other programs used of the machine: the most in any scene."""
    if name == "costs":
        shares = [line["others"]["middle"] for line in found["lines"]]
    elif name == "baseline":
        shares = [size["line"]["others"] for size in found["sizes"]]
    else:
        shares = [line["others"] for size in found.get("sizes", ()) for line in size["app"]["lines"]]
    return float(max(shares, default=0.0))


def main() -> None:
    found = results()
    reasons = tomllib.loads(REASONS.read_text()) if REASONS.exists() else {}
    PAGE.write_text(page(found, reasons, draw(found)))


if __name__ == "__main__":
    main()
