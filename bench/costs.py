"""What single actions cost the server, measured between windows of a floor that does nothing.

    python -m bench.costs --people 60 --ideas 60 522 --seconds 5 --repeats 3

prints a table and writes bench/results/costs.json, from which `python -m bench.report` makes docs/performance.md.
"""

import argparse
import asyncio
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.figures import Window, summary
from bench.files import COSTS
from bench.servers import Server, circumstances, environment, prepared, running
from bench.tables import costs_table
from bench.windows import FLOORS, Measurement


async def measure(
    app: Server, floor: Server, meetings: list[dict[str, Any]], wanted: argparse.Namespace
) -> list[Window]:
    """Repeat by repeat, so that a ratio is taken between windows of the same minute."""
    measurement = Measurement(app, floor, people=wanted.people, seconds=wanted.seconds)
    share = len(meetings) // wanted.repeats
    for repeat in range(wanted.repeats):
        print(f"repeat {repeat + 1} of {wanted.repeats}", file=sys.stderr)
        for meeting in meetings[repeat * share : (repeat + 1) * share]:
            await measurement.floors()
            await measurement.play(meeting)
        await measurement.floors()
    return measurement.windows


def played(wanted: argparse.Namespace) -> dict[str, Any]:
    """Starts both servers, plays everything, and says what came out."""
    with tempfile.TemporaryDirectory(prefix="room-") as name:
        folder = Path(name)
        settings = environment(folder, wanted.port)
        plan = {"persons": wanted.people, "idea_counts": wanted.ideas, "repeats": wanted.repeats}
        meetings = prepared("costs", settings, folder, plan)
        with (
            running("app.py", wanted.port, settings, log=folder / "app.log") as app,
            running("bench/floor.py", wanted.port + 1, settings, log=folder / "floor.log") as floor,
        ):
            windows = asyncio.run(measure(app, floor, meetings, wanted))
    return {
        **circumstances(),
        **{name: getattr(wanted, name) for name in ("people", "ideas", "seconds", "repeats")},
        "lines": summary(windows, FLOORS),
        "windows": [{key: value for key, value in asdict(one).items() if key != "delays"} for one in windows],
    }


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--ideas", type=int, nargs="+", default=[60, 522])
    parser.add_argument("--seconds", type=float, default=5, help="in which everybody acts; for dots five times")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--port", type=int, default=8616, help="of the application; the floor takes the next one")
    parser.add_argument("--out", type=Path, default=COSTS)
    return parser.parse_args(given)


def main() -> None:
    wanted = arguments()
    result = played(wanted)
    wanted.out.parent.mkdir(parents=True, exist_ok=True)
    wanted.out.write_text(json.dumps(result, indent=1))
    print(costs_table(result))


if __name__ == "__main__":
    main()
