"""Dots in a hurry: a full room places five each in two minutes; and what a dot costs with few and with many ideas.

    python -m bench.dots                                                 both, some eight minutes
    python -m bench.dots --people 60 --seconds 30 --repeats 1            a quick look

prints the bars and writes bench/results/dots.json.
"""

import argparse
import asyncio
import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench import share
from bench.bars import dots as dots_bars
from bench.crowd import Crowd, gathered
from bench.figures import Window
from bench.files import RESULTS
from bench.plays import CLICKS
from bench.room import CLEAN_SECONDS, enter, warm_up
from bench.servers import Server, circumstances, environment, prepared, running
from bench.share import Share
from bench.stage import Line, Stage, tell
from bench.windows import Measurement

OUT = RESULTS / "dots.json"
Found = dict[str, Any]
Ballot = tuple[tuple[int, int], ...]


async def rush(
    server: Server, crowd: Crowd[Share], meeting: Found, wanted: argparse.Namespace
) -> tuple[Line, Counter]:
    """Everybody places all their dots, one by one, spread over the time; then what each was told is saved."""
    stage = Stage(server, crowd, wanted.people)
    await warm_up(server, crowd, meeting)
    await enter(crowd, server, meeting, wanted.people)
    await crowd.all(share.ready_for_dots)

    async def placing() -> None:
        begin = time.monotonic() + 0.2
        await crowd.all(share.act, play="dot", begin=begin, seconds=wanted.seconds, times=CLICKS)

    line, _ = await stage.measured("dots", wanted.people * CLICKS, placing)
    tell(line)
    told = [ballot for found in await crowd.all(share.ballots) for ballot in found]
    await crowd.all(share.leave)
    return line, Counter(map(ballot_of, told))


def in_database(file: Path, round_id: int) -> Counter[Ballot]:
    """Every ballot of the round as it lies there, after the server has stopped."""
    found: dict[str, list[tuple[int, int]]] = {}
    with closing(sqlite3.connect(file)) as connection:
        asked = "SELECT ballot_id, option_id, count(*) FROM dots WHERE round_id = ? GROUP BY ballot_id, option_id"
        for ballot_id, option_id, count in connection.execute(asked, (round_id,)):
            found.setdefault(ballot_id, []).append((option_id, count))
    return Counter(ballot_of(dict(counts)) for counts in found.values())


def ballot_of(counts: dict[Any, int]) -> Ballot:
    return tuple(sorted((int(option), count) for option, count in counts.items() if count))


async def by_ideas(server: Server, meetings: Iterable[Found], wanted: argparse.Namespace) -> list[Window]:
    """The same people at the same pace with few and with many ideas, in turns."""
    measurement = Measurement(server, server, people=wanted.costing, seconds=wanted.window)
    for meeting in meetings:
        await measurement.play(meeting)
    return measurement.windows


def growth(windows: Sequence[Window]) -> list[float]:
    """The cost with many ideas as a multiple of that with few, between neighbours in time."""
    pairs = zip(windows[::2], windows[1::2], strict=True)
    return [max(pair, key=lambda one: one.ideas).cost / min(pair, key=lambda one: one.ideas).cost for pair in pairs]


def played(wanted: argparse.Namespace) -> Found:
    with tempfile.TemporaryDirectory(prefix="dots-") as name:
        folder = Path(name)
        settings = environment(folder, wanted.port)
        # Few first, then many first, so that what a meeting before leaves behind falls on both.
        counts = [count for turn in range(wanted.repeats) for count in wanted.ideas[:: -1 if turn % 2 else 1]]
        plan = {"people": wanted.people, "persons": wanted.costing, "idea_counts": counts}
        first, *others = prepared("dots", settings, folder, plan)
        with gathered(wanted.generators, Share) as crowd:
            with running("app.py", wanted.port, settings, log=folder / "app.log") as app:
                time.sleep(max(0.0, app.process.create_time() + CLEAN_SECONDS - time.time()))
                line, told = asyncio.run(rush(app, crowd, first, wanted))
        there = in_database(folder / "buendniswerkstatt.db", first["round_id"])
        with running("app.py", wanted.port, settings, log=folder / "again.log") as app:
            windows = asyncio.run(by_ideas(app, others, wanted))
    ratios = growth(windows)
    return {
        **circumstances(),
        "people": wanted.people,
        "ideas": wanted.ideas,
        "line": asdict(line),
        "placed": sum(count * times for ballot, times in there.items() for _, count in ballot),
        "lost": (told - there).total(),
        "too_many": (there - told).total(),
        "growth": {"middle": statistics.median(ratios), "all": ratios},
        "costs": [{"ideas": one.ideas, "cost": one.cost, "failures": one.failures} for one in windows],
    }


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=110, help="in which everybody places all their dots")
    parser.add_argument("--ideas", type=int, nargs=2, default=[20, 500], help="few and many")
    parser.add_argument("--costing", type=int, default=60, help="people while few and many are compared")
    parser.add_argument("--window", type=float, default=8, help="seconds for five dots each, and again back")
    parser.add_argument("--repeats", type=int, default=4, help="pairs of few and many")
    parser.add_argument("--generators", type=int, default=2)
    parser.add_argument("--port", type=int, default=8660)
    parser.add_argument("--out", type=Path, default=OUT)
    return parser.parse_args(given)


def main() -> None:
    wanted = arguments()
    result = played(wanted)
    wanted.out.parent.mkdir(parents=True, exist_ok=True)
    wanted.out.write_text(json.dumps(result, indent=1))
    for bar in dots_bars(result):
        value = "–" if bar.value is None else f"{bar.value:.2f}".rstrip("0").rstrip(".")
        kept = {True: "kept", False: "MISSED", None: "not measured"}[bar.kept]
        print(f"{bar.name}: {value} {bar.unit} (bar {bar.bar:g}) {kept}", file=sys.stdout)


if __name__ == "__main__":
    main()
